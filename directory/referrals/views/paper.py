"""Sheets of paper: blank forms and the client's card for anybody, filled forms for the parties.

What the card says is in the answer to one request and nowhere else: no row, no log, no address.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from flask import abort, make_response, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _

from directory import clock, db, resources
from directory.accounts.session import signed_in_member
from directory.network.in_force import in_force
from directory.referrals.blueprint import (
    BOX,
    around,
    bp,
    own_referral,
    own_view,
    tell_the_log,
    vocabulary,
    words,
)
from directory.referrals.closed_sets import Purpose, ReferralKind
from directory.referrals.forms import Fields
from directory.referrals.letters import (
    Letter,
    LetterKind,
    PaperSize,
    density,
    file_name,
    paper_size,
)
from directory.referrals.letters_card import CardWords, card, load_card_words, read_card
from directory.referrals.letters_forms import Filling, filling_of, form
from directory.referrals.letters_pdf import Frame, can_make_pdf, pdf
from directory.referrals.services import drafting, moving
from directory.web.access import ANYONE, access
from directory.web.catalogs import SOURCE_LANGUAGE
from directory.web.limits import limit
from directory.web.shown_text import day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Response
    from flask.typing import ResponseReturnValue

FORMS = (LetterKind.REFERRAL, LetterKind.PERMISSION)


@bp.get("/paper")
@access(ANYONE)
def paper() -> str:
    """Which sheets there are."""
    return render_template("print/paper.html")


@bp.get("/paper/<kind>")
@access(ANYONE)
def blank_form(kind: str) -> str:
    """A blank form, to print from the browser."""
    return _page(_blank(kind), pdf_at=f"/paper/{kind}")


@bp.get("/paper/<kind>/<size>.pdf")
@access(ANYONE)
@limit("30 per minute")
def blank_pdf(kind: str, size: str) -> ResponseReturnValue:
    """A blank form as a PDF."""
    letter = _blank(kind)
    if size not in set(PaperSize):
        abort(404)
    return _pdf(letter, PaperSize(size)) if can_make_pdf() else _page(letter)


@bp.get("/paper/card")
@access(ANYONE)
def card_form() -> str:
    """Where the card is made: nothing of it is kept."""
    known = _card_words()
    options = {
        "areas": _options(known.areas),
        "clothing": _options(known.clothing),
        "stops": _options(known.stops),
        "grounding": _options(known.grounding),
    }
    return render_template("print/card.html", options=options, pressures=words().pressures)


@bp.post("/paper/card")
@access(ANYONE)
@limit("30 per minute")
def make_card() -> ResponseReturnValue:
    """The card as it was filled in, to print or as a PDF; it goes from the page to the page."""
    known = _card_words()
    letter = card(read_card(Fields(request.form), known, words()), known, words())
    return _printed(letter, "/paper/card", list(request.form.items(multi=True)))


@bp.post(f"{BOX}/<reference>/print")
@access("print-referral")
@limit("30 per minute")
@db.writes
def print_referral(reference: str) -> ResponseReturnValue:
    """A form with what the referral says to this side; that it was printed is noted for both."""
    kind = request.form.get("sheet", "")
    row, by = own_referral(reference)
    view = own_view(reference)
    if kind not in set(FORMS) or row.kind is not ReferralKind.REFERRAL:
        abort(404)
    if not view.is_open or view.content is None:
        abort(404)
    drafting.note_opening(
        db.session(),
        row,
        side=by.side,
        purpose=Purpose.CARE,
        listing_id=by.listing_id,
        session_reference=signed_in_member().session_reference,
    )
    moving.write(db.session(), around(), row, by, "print")
    tell_the_log("referral.printed", reference, {"sheet": kind, "side": by.side.value})
    filling = filling_of(view)
    letter = form(LetterKind(kind), filling, words=words(), vocabulary=vocabulary())
    return _printed(
        letter, f"{BOX}/{reference}/print", [("sheet", kind)], back=f"{BOX}/{reference}"
    )


def _printed(
    letter: Letter, action: str, fields: list[tuple[str, str]], back: str | None = None
) -> ResponseReturnValue:
    wanted = request.form.get("as", "")
    if wanted in set(PaperSize) and can_make_pdf():
        return _pdf(letter, PaperSize(wanted))
    kept = [(name, value) for name, value in fields if name not in {"as", "csrf_token"}]
    return _page(letter, action=action, fields=kept, back=back)


def _blank(kind: str) -> Letter:
    if kind not in set(FORMS):
        abort(404)
    return form(LetterKind(kind), Filling(), words=words(), vocabulary=vocabulary())


def _page(letter: Letter, **ways: Any) -> str:  # noqa: ANN401 - values for the template
    own = paper_size(around().settings.home_region)
    return render_template(
        "print/letter.html",
        letter=letter,
        density=density(letter),
        as_of=day(clock.today()),
        can_make_pdf=can_make_pdf(),
        sizes=sorted(PaperSize, key=lambda size: size is not own),
        ways={"pdf_at": None, "action": None, "fields": (), "back": None} | ways,
    )


def _pdf(letter: Letter, size: PaperSize) -> Response:
    today = day(clock.today())
    frame = Frame(
        site_name=in_force().site_name(around().settings),
        as_of=_("As of %(day)s", day=today),
        date_word=_("date"),
        language=str(get_locale()).partition("_")[0],
    )
    answer = make_response(pdf(letter, size, frame))
    answer.content_type = "application/pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{file_name(letter.kind, size)}"'
    return answer


def _options(labels: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"value": slug, "label": label} for slug, label in labels.items()]


def _card_words() -> CardWords:
    return _card_words_in(str(get_locale() or SOURCE_LANGUAGE))


@cache
def _card_words_in(language: str) -> CardWords:
    return load_card_words(resources.seed_data() / "referrals", language)
