"""The rules of every page: each one speaks up when it is broken, and not otherwise."""

from __future__ import annotations

import pytest

from tests.support.pages import RULES, complaints

SOUND = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Find help</title>
<link rel="stylesheet" href="/static/base.css"><script src="/static/a.js" defer></script></head>
<body><main><h1>Find help</h1>
<form action="/find" method="post">
<label for="words">What you are looking for</label>
<input id="words" name="words" aria-describedby="hint"><p id="hint">In your own words.</p>
<label>Place <input name="place"></label>
<input type="hidden" name="key" value="1"><button>Search</button>
</form>
<a href="https://example.org/" rel="noreferrer">A source</a> <a href="tel:988">988</a>
</main></body></html>"""

BREAKS = {
    "markup": ("</main>", "</div></main>"),
    "language": (' lang="en"', ""),
    "title": ("<title>Find help</title>", "<title> </title>"),
    "one-h1": ("<main>", "<main><h1>Another</h1>"),
    "unique-ids": ('<p id="hint">', '<p id="hint">a</p><p id="hint">'),
    "references": ('aria-describedby="hint"', 'aria-describedby="nowhere"'),
    "labels": ('<label for="words">What you are looking for</label>', ""),
    "names": ("<button>Search</button>", "<button></button>"),
    "forms": (' action="/find"', ""),
    "no-inline": ("<main>", '<main style="color: red">'),
    "own-host": ('src="/static/a.js"', 'src="https://cdn.example.org/a.js"'),
}


def test_a_sound_page_has_no_complaints() -> None:
    assert complaints(SOUND) == []


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_notices_its_own_break(rule: str) -> None:
    before, after = BREAKS[rule]
    broken = SOUND.replace(before, after)
    assert broken != SOUND

    found = complaints(broken)

    assert [sentence for sentence in found if sentence.startswith(f"{rule}: ")]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_can_be_left_out_by_name(rule: str) -> None:
    before, after = BREAKS[rule]

    found = complaints(SOUND.replace(before, after), unchecked=frozenset({rule}))

    assert not [sentence for sentence in found if sentence.startswith(f"{rule}: ")]


def test_a_rule_that_does_not_exist_cannot_be_left_out() -> None:
    with pytest.raises(KeyError):
        complaints(SOUND, unchecked=frozenset({"everything"}))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<button>", '<button onclick="go()">'),
        ("<main>", "<main><style>p {color: red}</style>"),
        ("<main>", "<main><script>go()</script>"),
        ('action="/find"', 'action="https://elsewhere.example/find"'),
        ('action="/find"', 'action="//elsewhere.example/find"'),
        ("<main>", '<main><img alt="" srcset="/a.png 1x, https://elsewhere.example/b.png 2x">'),
        ('href="tel:988"', 'href="javascript:go()"'),
        (' rel="noreferrer"', ""),
        ("<main>", '<main><img src="/a.png">'),
        ("<main>", '<main><select name="near"></select>'),
    ],
)
def test_every_way_around_a_rule_is_noticed(before: str, after: str) -> None:
    assert before in SOUND

    assert complaints(SOUND.replace(before, after, 1))
