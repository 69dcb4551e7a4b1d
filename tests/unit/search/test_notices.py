"""In which order notices are told, and that a guess never hides what is known."""

from __future__ import annotations

import pytest

from directory.search.notices import holds_back, shows_list, with_lines


@pytest.mark.parametrize(
    ("told", "keys", "perhaps", "expected"),
    [
        ((), ("suicide",), (), ("resource:suicide",)),
        ((), (), ("suicide",), ("perhaps:suicide",)),
        (("resource:suicide", "empty"), (), ("suicide",), ("perhaps:suicide", "empty")),
        (("crisis:suicide",), ("suicide",), ("suicide",), ("crisis:suicide",)),
        (("emergency:medical",), (), ("medical",), ("emergency:medical",)),
        (("urgent:medical",), (), ("medical",), ("urgent:medical",)),
        (
            ("crisis:domestic-violence", "resource:suicide"),
            ("gambling",),
            ("child-abuse",),
            (
                "crisis:domestic-violence",
                "perhaps:child-abuse",
                "resource:suicide",
                "resource:gambling",
            ),
        ),
    ],
)
def test_each_line_is_told_once_where_it_weighs_most(
    told: tuple[str, ...],
    keys: tuple[str, ...],
    perhaps: tuple[str, ...],
    expected: tuple[str, ...],
) -> None:
    assert with_lines(told, keys, perhaps) == expected


def test_a_guess_neither_hides_nor_holds_back_a_list() -> None:
    told = with_lines((), (), ("suicide", "medical"))

    assert shows_list(told)
    assert not holds_back(told)
