"""One-time keys: made by us, never twice, and asked for."""

from __future__ import annotations

import pytest

from directory.web import one_time_keys


def test_a_form_gives_back_the_key_it_carried() -> None:
    key = one_time_keys.new_key()

    assert one_time_keys.key_of({"one_time_key": key}) == key


def test_no_key_is_made_twice() -> None:
    assert len({one_time_keys.new_key() for _ in range(1000)}) == 1000


@pytest.mark.parametrize("key", ["", "short", "x" * 23, "x" * 21 + "!", "<script>alert(1)</scri"])
def test_a_key_that_we_did_not_make_is_refused(key: str) -> None:
    with pytest.raises(one_time_keys.KeyMissingError):
        one_time_keys.key_of({"one_time_key": key})
