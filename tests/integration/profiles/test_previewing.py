"""A preview shows what publishing would show, field by field."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from directory.profiles.listing import PublicPhoto
from directory.profiles.previewing import previewed
from directory.profiles.queries import previewed_listing
from directory.profiles.services import existing_drafts
from tests.support.drafts import full_draft, plain_draft, save

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from directory.profiles.listing import PublicPlace


def test_a_stored_draft_previews_as_it_would_be_published(session: Session) -> None:
    save(session, plain_draft("sam"), full_draft("maya"))

    stored = previewed_listing(session, "maya")
    draft = existing_drafts(session, ("maya",))["maya"]

    assert previewed(draft, stored) == stored


def test_a_preview_of_one_draft_over_another_takes_the_words_of_the_draft(
    session: Session,
) -> None:
    save(session, plain_draft("sam"), plain_draft("maya"))
    empty = previewed_listing(session, "maya")
    save(session, full_draft("maya"))
    full = previewed_listing(session, "maya")

    shown = previewed(full_draft("maya"), replace(empty, photo=PublicPhoto("a", "b")))

    assert shown.photo == PublicPhoto("a", "b")
    assert [_without_point(place) for place in shown.places] == [
        _without_point(place) for place in full.places
    ]
    assert replace(shown, photo=None, places=()) == replace(
        full, places=(), is_invented=empty.is_invented
    )


def _without_point(place: PublicPlace) -> PublicPlace:
    return replace(place, latitude=None, longitude=None, uncertainty_km=0.0)
