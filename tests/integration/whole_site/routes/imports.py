"""Files brought in as drafts, asked, taken over, taken back; and what goes out."""

from __future__ import annotations

import io
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from tests.integration.whole_site.routes.site import CANARY, told
from tests.support.members import PASSWORD

if TYPE_CHECKING:
    from tests.integration.whole_site.routes.site import Site

THEIRS = (
    "Full Name,Profession,License,License State,Specialties,Zip,Email,Shoe size\n"
    "Una {0},Professional counselor,LPC,CO,grief,80226,una.{0}@example.org,38\n"
    "Bruno {0},Massage therapist,,,low back pain,80226,,44\n"
)

TOLD = MappingProxyType(
    {
        "/curate/imports": told(
            "import.kept",
            {
                "format": "listings",
            },
        ),
        "/curate/imports/<reference>/finish": told(
            "import.done",
            {
                "drafts": "2",
                "pairs": "0",
            },
        ),
        "/curate/imports/<reference>/invite": told(
            "import.invited",
            {
                "count": "1",
            },
        ),
        "/claim/<token>": told("import.taken-over"),
        "/curate/imports/<reference>/link": told("import.link-made"),
        "/claim/<token>/remove": told("import.draft-removed"),
        "/curate/imports/<reference>/undo": told(
            "import.undone",
            {
                "drafts": "2",
            },
        ),
        "/curate/imports/<reference>/choices": told(
            "page.interop.choose",
            {
                "import_mappings": "1 changed; changed_at, columns",
                "imports": "1 changed; choices",
            },
        ),
        "/curate/imports/<reference>/drop": told("import.dropped"),
        "/curate/export/tables": told(
            "directory.exported",
            {
                "format": "tables",
            },
        ),
        "/curate/export/hsds": told(
            "directory.exported",
            {
                "format": "hsds",
            },
        ),
        "/curate/export/print": told(
            "directory.exported",
            {
                "format": "print",
            },
        ),
    }
)


def walk(site: Site) -> None:
    """Each form once."""
    brought = _sent(site, CANARY)
    site.send("wren", f"{brought}/finish")
    site.send("wren", f"{brought}/invite")
    made = {"name": f"Una {CANARY}", "password": PASSWORD}
    una = f"una.{CANARY}@example.org".lower()
    site.send(site.visitor(), site.mailed("/claim/"), made, by=una)
    bruno = f"bruno-{CANARY}".lower()
    shown = site.send("wren", f"{brought}/link", {"handle": bruno}).text
    link = shown.partition("/claim/")[2][:43]
    site.send(site.visitor(), f"/claim/{link}/remove")
    other = _sent(site, f"{CANARY}-Other")
    site.send("wren", f"{other}/finish")
    site.send("wren", f"{other}/undo")
    dropped = _sent(site, CANARY)
    site.send("wren", f"{dropped}/choices", {"column-0": "name", "column-1": "professions"})
    site.send("wren", f"{dropped}/drop")
    for kind in ("tables", "hsds", "print"):
        site.send("wren", f"/curate/export/{kind}")


def _sent(site: Site, name: str) -> str:
    content = THEIRS.format(name).encode()
    form: dict[str, Any] = {"format": "", "file": (io.BytesIO(content), f"{CANARY}.csv")}
    answer = site.send("wren", "/curate/imports", form, content_type="multipart/form-data")
    return answer.headers["Location"]
