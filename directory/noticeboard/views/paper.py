"""On paper: the newsletter and the tear-off sheet, as a page for the printer and as a PDF."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from flask import abort, make_response, request
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from directory import clock, db
from directory.accounts.session import signed_in_member
from directory.network.in_force import in_force
from directory.noticeboard import newsletter as issue
from directory.noticeboard.blueprint import bp, own_listings, page, settings
from directory.noticeboard.queries import shown_notices
from directory.noticeboard.tear_off import TearOff, code, code_rows, tear_off
from directory.referrals.letters import PaperSize, paper_size
from directory.referrals.letters_pdf import can_make_pdf, compiled
from directory.search.blueprint import engine, snapshot
from directory.search.practitioners_page import towns_of
from directory.web.access import access
from directory.web.languages import as_read
from directory.web.limits import limit
from directory.web.shown_text import day

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from directory.profiles.listing import PublishedListing

NEWSLETTER = "/noticeboard/newsletter"
TEAR_OFF = "/noticeboard/tear-off"
PRINT = "print-newsletter"
LARGE = "large"
NETWORK = ""


@bp.get(NEWSLETTER)
@access(PRINT)
def newsletter() -> str:
    """The newsletter of today, ready for the printer."""
    return page("newsletter", letter=_issue(), **_frame(NEWSLETTER))


@bp.get(f"{NEWSLETTER}/<size>.pdf")
@access(PRINT)
@limit("30 per minute")
def newsletter_pdf(size: str) -> ResponseReturnValue:
    """The same as a PDF."""
    paper = _paper(size)
    if not can_make_pdf():
        return newsletter()
    values = {
        **asdict(_issue()),
        "help_title": _("Help lines"),
        "as_of_words": _("As of %(day)s", day=day(clock.today())),
        "is_large": _is_large(),
        "language": _language(),
    }
    return _file(compiled("newsletter", {"letter": values}, paper), f"newsletter-{size}.pdf")


@bp.get(TEAR_OFF)
@access(PRINT)
def tear_off_sheet() -> str:
    """The sheet for a shop's board, with what may be chosen about it."""
    sheet = _sheet()
    towns = towns_of(snapshot().listings.values())
    return page(
        "tear_off",
        sheet=sheet,
        # Drawn by us from our own address.
        drawing=Markup(code(sheet.link)),  # noqa: S704
        towns=[("", _("No town")), *((one.label, one.label) for one in towns)],
        near=request.args.get("near", ""),
        whose=[(NETWORK, _("The whole network")), *_whose()],
        chosen=request.args.get("for", NETWORK),
        **_frame(TEAR_OFF),
    )


@bp.get(f"{TEAR_OFF}/<size>.pdf")
@access(PRINT)
@limit("30 per minute")
def tear_off_pdf(size: str) -> ResponseReturnValue:
    """The same as a PDF."""
    paper = _paper(size)
    if not can_make_pdf():
        return tear_off_sheet()
    sheet = _sheet()
    values = {
        **asdict(sheet),
        "reach": sheet.reach,
        "code": code_rows(sheet.link),
        "code_words": _("Or point a phone’s camera here."),
        "as_of_words": _("As of %(day)s", day=day(clock.today())),
        "is_large": _is_large(),
        "language": _language(),
    }
    return _file(compiled("tear_off", {"sheet": values}, paper), f"tear-off-{size}.pdf")


def _issue() -> issue.Newsletter:
    known = issue.Known(
        listings=snapshot().listings,
        notices=shown_notices(db.session(), for_colleagues=False),
        vocabulary=as_read(engine().vocabulary),
        site_name=_site_name(),
        address=tear_off(settings().base_url, "").address,
        region=settings().home_region,
        today=clock.today(),
    )
    return issue.newsletter(known, is_large=_is_large())


def _sheet() -> TearOff:
    handle, near = request.args.get("for", NETWORK), request.args.get("near", "")
    towns = {one.label for one in towns_of(snapshot().listings.values())}
    if handle and handle not in dict(_whose()):
        abort(404)
    return tear_off(
        settings().base_url,
        _site_name(),
        near=near if near in towns else "",
        listing=snapshot().listings.get(handle),
        is_large=_is_large(),
    )


def _whose() -> list[tuple[str, str]]:
    """For whom one may print it: oneself and one's centers; a curator for each center."""
    found: dict[str, PublishedListing] = own_listings()
    if signed_in_member().is_curator:
        centers = (one for one in snapshot().listings.values() if one.kind == "center")
        found = {**found, **{one.handle: one for one in centers}}
    return sorted(((one.handle, one.name) for one in found.values()), key=lambda pair: pair[1])


def _frame(address: str) -> dict[str, object]:
    own = paper_size(settings().home_region)
    asked = {name: request.args[name] for name in ("for", "near") if request.args.get(name)}
    return {
        "address": address,
        "asked": asked,
        "is_large": _is_large(),
        "as_of": day(clock.today()),
        "can_make_pdf": can_make_pdf(),
        "sizes": sorted(PaperSize, key=lambda size: size is not own),
    }


def _is_large() -> bool:
    return request.args.get("size") == LARGE


def _paper(size: str) -> PaperSize:
    if size not in set(PaperSize):
        abort(404)
    return PaperSize(size)


def _site_name() -> str:
    return in_force().site_name(settings())


def _language() -> str:
    return str(get_locale() or "en").partition("_")[0]


def _file(data: bytes, name: str) -> Response:
    answer = make_response(data)
    answer.content_type = "application/pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
