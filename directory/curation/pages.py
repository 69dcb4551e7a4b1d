"""What the pages of the curator's desk show, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from directory import clock
from directory.curation.own import is_own
from directory.curation.sections import SECTIONS
from directory.curation.tasks import SHOWN_AT_ONCE
from directory.curation.wording import due_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask_babel import LazyString

    from directory.curation.tasks import Asking, Section, Task


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task as the list shows it."""

    what: str
    about: str
    href: str
    """Empty where another curator has to do it."""
    kind: LazyString | str
    due: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class SectionLine:
    """How much there is of one kind."""

    slug: str
    title: LazyString
    about: LazyString
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage:
    """The first page: what to do next."""

    tasks: tuple[TaskLine, ...]
    sections: tuple[SectionLine, ...]
    total: int
    more: int
    chosen: LazyString | str


def desk_page(asking: Asking, chosen: str) -> DeskPage:
    """All tasks, or those of the chosen section; the earliest due first."""
    found = {section.slug: tuple(section.tasks(asking)) for section in SECTIONS}
    wanted = found.get(chosen)
    tasks = _earliest_first(wanted if wanted is not None else _all(found.values()))
    counts = {section.slug: _count(section, found[section.slug], asking) for section in SECTIONS}
    total = sum(counts.values())
    listed = total if wanted is None else counts[chosen]
    titles = {section.slug: section.title for section in SECTIONS}
    return DeskPage(
        tasks=tuple(_line(task, titles, asking) for task in tasks[:SHOWN_AT_ONCE]),
        sections=tuple(
            SectionLine(
                section.slug,
                section.title,
                section.about,
                counts[section.slug],
                section.slug == chosen,
            )
            for section in SECTIONS
        ),
        total=total,
        more=max(0, listed - SHOWN_AT_ONCE),
        chosen=titles.get(chosen, ""),
    )


def _count(section: Section, tasks: tuple[Task, ...], asking: Asking) -> int:
    return section.count(asking) if section.count is not None else len(tasks)


def _all(groups: Iterable[tuple[Task, ...]]) -> tuple[Task, ...]:
    return tuple(task for group in groups for task in group)


def _earliest_first(tasks: tuple[Task, ...]) -> list[Task]:
    return sorted(tasks, key=lambda task: (task.due, task.since, task.section, task.href))


def _line(task: Task, titles: dict[str, LazyString], asking: Asking) -> TaskLine:
    now = clock.now()
    own = bool(task.subject) and is_own(asking.member, task.subject)
    return TaskLine(
        what=task.what,
        about=task.about,
        href="" if own else task.href,
        kind=titles[task.section],
        due=due_words(task.due, now),
        is_late=task.due.date() < now.date(),
    )
