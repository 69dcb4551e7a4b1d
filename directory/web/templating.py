"""What every template may use: names of the site, addresses of assets, filters, navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import current_app
from flask_babel import get_locale
from flask_babel import lazy_gettext as _

from directory import clock, db
from directory.network.in_force import in_force
from directory.places.queries import attributions
from directory.web import help_lines, languages, look, shown_text
from directory.web.navigation import Entry, is_served, menu
from directory.web.site_colours import stylesheet_address

if TYPE_CHECKING:
    from flask import Flask

    from directory.config import Settings
    from directory.vocabulary.terms import Vocabulary
    from directory.web.assets import Assets

# An entry is shown as soon as a part of the site serves its address.
PUBLIC_NAVIGATION = (
    Entry("/find", _("Find care")),
    Entry("/centers", _("Centers")),
    Entry("/scope", _("Who does what")),
    Entry("/safety", _("Using this site safely")),
    Entry("/sign-in", _("For members")),
)
FOOTER_NAVIGATION = (
    Entry("/about", _("About")),
    Entry("/noticeboard", _("Noticeboard")),
    Entry("/how-the-order-is-decided", _("How the order is decided")),
    Entry("/messages", _("Answers to your messages")),
    Entry("/how-we-check", _("How we check people")),
    Entry("/help-now", _("Help now")),
    Entry("/your-referral", _("Your referral, with the words on your slip")),
    Entry("/paper", _("Sheets to print")),
    Entry("/safety", _("Using this site safely")),
    Entry("/privacy", _("Privacy")),
    Entry("/accessibility", _("Accessibility")),
)


def init_app(app: Flask, settings: Settings) -> None:
    """Give templates their filters and the values of the frame."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        age=lambda confirmed_on: shown_text.age(confirmed_on, clock.today()),
        day=shown_text.day,
        distance=shown_text.distance,
        freshness=lambda confirmed_on: shown_text.freshness(confirmed_on, clock.today()),
        initials=shown_text.initials,
        markdown=shown_text.tiny_markdown,
        month=shown_text.month,
        phone_links=help_lines.with_links,
        plain_text=shown_text.plain_text,
    )
    assets: Assets = app.extensions["assets"]

    def frame() -> dict[str, Any]:
        standing = in_force()
        site = standing.site
        return {
            "site_name": standing.site_name(settings),
            "site_welcome": site.welcome,
            "site_colours": stylesheet_address(site),
            "is_demo": settings.mode == "demo",
            "asset": assets.address,
            "has_asset": assets.has,
            "can_search": is_served("/find"),
            "help_strip_lines": lambda: help_strip(settings.home_region),
            "other_languages": languages.others(),
            "page_now": languages.page_now(),
            "page_language": str(get_locale() or "en").replace("_", "-"),
            "public_menu": menu(PUBLIC_NAVIGATION),
            "footer_navigation": menu(FOOTER_NAVIGATION),
            "place_credits": place_credits(),
            "schemes": look.schemes(),
            "chosen_scheme": look.chosen(),
            "today": clock.today(),
        }

    app.context_processor(frame)


def place_credits() -> tuple[str, ...]:
    """Whom the places are owed to: read once, and nothing while there is no database to ask.

    Read apart from the request's session, which may have failed: the page that says so asks too.
    """
    known: tuple[str, ...] = current_app.extensions.get("place_credits", ())
    if not known:
        try:
            with db.database().session() as apart:
                known = attributions(apart)
        except db.DatabaseUnavailable:
            return ()
        current_app.extensions["place_credits"] = known
    return known


def help_strip(region: str) -> tuple[help_lines.StripLine, ...]:
    """The help lines for the strip on every page."""
    vocabulary: Vocabulary = current_app.extensions["vocabulary"]
    return help_lines.strip(languages.as_read(vocabulary).crisis_resources, region)
