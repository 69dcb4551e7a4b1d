"""Every component, on every width, in both schemes: read by axe, measured, and looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from directory.web import fonts

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page, Route

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDTHS = (320, 375, 768, 1200)
SMALL_TARGETS = """
() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
  .filter(element => {
    const box = element.getBoundingClientRect();
    const inline = getComputedStyle(element).display === 'inline';
    return box.width && box.bottom > 0 && !inline && (box.width < 24 || box.height < 24);
  })
  .map(element => element.outerHTML.slice(0, 80))
"""
MAIN_BUTTONS = """
() => [...document.querySelectorAll('.button:not(.button-link), .leave button, .input')]
  .filter(element => element.getBoundingClientRect().height < 44)
  .map(element => element.outerHTML.slice(0, 80))
"""
LAYOUT_SHIFT = """
() => new Promise(resolve => {
  let total = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) total += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
  setTimeout(() => resolve(total), 600);
})
"""


@pytest.fixture(scope="session")
def font_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fonts")
    fonts.prepare(folder)
    return folder / "fonts"


@pytest.fixture
def environment(environment: dict[str, str], tmp_path: Path, font_folder: Path) -> dict[str, str]:
    """As everywhere, with the fonts prepared."""
    (tmp_path / "instance").mkdir()
    (tmp_path / "instance" / "fonts").symlink_to(font_folder)
    return environment


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_component_reads_well(
    page: Page, width: int, scheme: Literal["light", "dark"]
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto("/styleguide")
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")

    violations: list[dict[str, Any]] = Axe().run(page, options=RULES).response["violations"]

    assert [f"{v['id']}: {n['html'][:100]}" for v in violations for n in v["nodes"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(SMALL_TARGETS) == []
    assert page.evaluate(MAIN_BUTTONS) == []


@pytest.mark.parametrize("path", ["/about", "/safety", "/help-now", "/styleguide"])
def test_the_way_out_is_within_the_first_screen_of_a_small_phone(page: Page, path: str) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(path)

    box = page.get_by_role("button", name="Leave this site").bounding_box()

    assert box is not None
    assert box["y"] + box["height"] <= 568
    assert box["x"] + box["width"] <= 320
    assert box["height"] >= 44


def test_the_way_out_stays_in_reach_on_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto("/styleguide")
    page.evaluate("window.scrollTo(0, 3000)")

    box = page.get_by_role("button", name="Leave this site").bounding_box()

    assert box is not None
    assert 0 <= box["y"] <= 60


def test_what_has_the_focus_is_seen_and_not_covered(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto("/styleguide")
    for _ in range(60):
        page.keyboard.press("Tab")
        hidden = page.evaluate(
            """() => {
              const element = document.activeElement;
              if (element === document.body) return null;
              const box = element.getBoundingClientRect();
              const x = Math.min(Math.max(box.left + 4, 1), innerWidth - 1);
              const y = Math.min(Math.max(box.bottom - 4, 1), innerHeight - 1);
              const top = document.elementFromPoint(x, y);
              const seen = top && (element.contains(top) || top.contains(element));
              return seen ? null : element.outerHTML.slice(0, 100);
            }"""
        )
        assert hidden is None
        outline = page.evaluate(
            "document.activeElement === document.body ? 'solid'"
            " : getComputedStyle(document.activeElement).outlineStyle"
        )
        assert outline == "solid", page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def test_nothing_moves_when_the_fonts_arrive(page: Page) -> None:
    def arrive_late(route: Route) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    page.set_viewport_size({"width": 375, "height": 800})
    page.route("**/*.woff2", arrive_late)
    page.goto("/about")

    page.evaluate("document.fonts.ready.then(() => null)")
    assert page.evaluate(LAYOUT_SHIFT) <= 0.05
    assert page.evaluate("document.fonts.check('600 20px Fraunces')")
    assert page.evaluate("document.fonts.check('16px Figtree')")


def test_a_first_visit_is_six_requests_at_most(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/about", wait_until="networkidle")

    assert len(asked) <= 6


def test_text_at_double_size_needs_no_sideways_scrolling(page: Page) -> None:
    page.set_viewport_size({"width": 640, "height": 900})
    page.goto("/styleguide")
    page.evaluate("document.documentElement.classList.add('x')")
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_forced_colors_keep_every_control_visible(page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto("/styleguide")

    bare = page.evaluate(
        """() => [...document.querySelectorAll(
            '.button:not(.button-link), .input, .chip, .leave button')]
          .filter(e => getComputedStyle(e).borderTopStyle === 'none'
                    || getComputedStyle(e).borderTopWidth === '0px')
          .map(e => e.outerHTML.slice(0, 80))"""
    )

    assert bare == []


def test_a_printed_page_is_black_on_white_without_navigation(page: Page) -> None:
    page.emulate_media(media="print")
    page.goto("/styleguide")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    for gone in (".site-top-bar", ".leave", ".help-strip", ".site-footer"):
        assert not page.locator(gone).first.is_visible(), gone
    assert page.locator(".print-header").is_visible()


def test_nothing_moves_where_motion_is_not_wanted(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("/styleguide")

    moving = page.evaluate(
        """() => [...document.querySelectorAll('*')]
          .filter(e => getComputedStyle(e).transitionDuration !== '0s'
                    || getComputedStyle(e).animationName !== 'none').length"""
    )

    assert moving == 0


def test_the_page_works_without_its_fonts_and_script(page: Page) -> None:
    page.route("**/*.woff2", lambda route: route.abort())
    page.route("**/*.js", lambda route: route.abort())
    page.set_viewport_size({"width": 320, "height": 568})

    page.goto("/styleguide")
    page.get_by_text("Menu", exact=True).click()

    assert page.get_by_role("link", name="Using this site safely").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
