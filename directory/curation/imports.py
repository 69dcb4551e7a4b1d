"""Files that a curator brought in and nobody has finished yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from directory.curation.blueprint import CURATE
from directory.curation.tasks import Section, Task, business_days_after
from directory.interop.queries import open_imports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.curation.tasks import Asking

DAYS = 5


def _to_finish(asking: Asking) -> Iterator[Task]:
    for item in open_imports(asking.session):
        yield Task(
            section="imports",
            what=_("Finish the import, or forget the file"),
            about=item.file_name,
            href=f"{CURATE}/imports/{item.reference}",
            since=item.made_at,
            due=business_days_after(item.made_at, DAYS),
        )


IMPORTS = Section(
    slug="imports",
    title=_l("Imports to finish"),
    about=_l("Files that were looked at and not brought in yet."),
    tasks=_to_finish,
)
