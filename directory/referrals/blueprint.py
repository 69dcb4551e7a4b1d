"""The blueprint of this package, and what its views need of the app."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from flask import Blueprint, abort, current_app
from flask_babel import get_locale

from directory import db, resources
from directory.accounts.session import current_member, signed_in_member
from directory.audit import services as audit
from directory.identity_check.checking import IdentityChecker
from directory.identity_check.words import load_identity_words
from directory.referrals import queries
from directory.referrals.closed_sets import Side
from directory.referrals.rows import present_name
from directory.referrals.services.around import Around, By
from directory.referrals.words import load_referral_words
from directory.return_phrase.words import load_phrase_words
from directory.search.blueprint import engine
from directory.web.catalogs import SOURCE_LANGUAGE
from directory.web.languages import as_read

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from directory.identity_check.words import IdentityWords
    from directory.referrals.models import Referral
    from directory.referrals.seen import ReferralView
    from directory.referrals.words import ReferralWords
    from directory.return_phrase.words import PhraseWords
    from directory.vocabulary.terms import Vocabulary

bp = Blueprint("referrals", __name__)

BOX = "/referrals"
UNPROCESSABLE = 422
PURPOSE = "referral"
"""What return phrases and one-time keys of this package are for."""


def around() -> Around:
    """The key ring and the settings of the app."""
    return Around(current_app.extensions["keys"], current_app.extensions["settings"])


def vocabulary() -> Vocabulary:
    """The vocabulary of the app, in the language of the page."""
    return as_read(engine().vocabulary)


def words() -> ReferralWords:
    """The words of the form, in the language of the page."""
    return _words_in(str(get_locale() or SOURCE_LANGUAGE))


@cache
def phrase_words() -> PhraseWords:
    """The words of return phrases."""
    return load_phrase_words(resources.seed_data() / "return_phrase")


def checker(allowed: Iterable[str] = ()) -> IdentityChecker:
    """The identity check, which lets these practitioners be named."""
    return IdentityChecker(_identity_words(), is_town=_is_town, allowed=tuple(allowed))


def own_listings() -> dict[str, int]:
    """The listings in whose name one acts: one's own, and the centers one manages."""
    member = signed_in_member()
    handles = [member.listing_handle, *member.center_handles]
    return queries.listing_ids(db.session(), [handle for handle in handles if handle])


def own_referral(reference: str) -> tuple[Referral, By]:
    """A referral that one takes part in, and in whose name; anybody else's is 404."""
    mine = own_listings()
    row, side = queries.find(db.session(), reference, tuple(mine.values()))
    if side is Side.SENDER:
        return row, By(side, row.sender_id)
    present = present_name(row)
    return row, By(side, present.listing_id if present else None)


def own_view(reference: str) -> ReferralView:
    """The same as its side sees it in this session."""
    mine = own_listings()
    row, side = queries.find(db.session(), reference, tuple(mine.values()))
    session_reference = signed_in_member().session_reference
    return queries.view(db.session(), around(), row, side, session_reference=session_reference)


def sent_by_me(reference: str) -> tuple[Referral, By]:
    """A referral of one's own; 404 for the receiver too."""
    row, by = own_referral(reference)
    if by.side is not Side.SENDER:
        abort(404)
    return row, by


def tell_the_log(action: str, reference: str, details: Mapping[str, str]) -> None:
    """Note in the log who does this with a referral now; nobody where they are not a member."""
    member = current_member()
    audit.record(
        db.session(),
        around().keys,
        actor=member.reference if member else audit.NOBODY,
        action=action,
        subject=reference,
        details=details,
    )


@cache
def _words_in(language: str) -> ReferralWords:
    return load_referral_words(resources.seed_data() / "referrals", language)


@cache
def _identity_words() -> IdentityWords:
    return load_identity_words(resources.seed_data() / "identity_check")


def _is_town(name: str) -> bool:
    return bool(engine().gazetteer(db.session()).towns(name.rstrip(".,;").casefold()))
