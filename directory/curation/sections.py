"""The kinds of task of the desk, in the order of the page; a further one is one more line here."""

from __future__ import annotations

from directory.curation.cases import CASES
from directory.curation.changes import CHANGES
from directory.curation.duplicate_words import DUPLICATES
from directory.curation.imports import IMPORTS
from directory.curation.message_reports import MESSAGE_REPORTS
from directory.curation.notices import NOTICES
from directory.curation.queue import HELP_LINES, MAIL, REVIEW, STALE, VERIFY
from directory.curation.report_words import REPORTS
from directory.curation.unknown_words import WORDS
from directory.curation.worries import WORRIES

SECTIONS = (
    REVIEW,
    VERIFY,
    CHANGES,
    REPORTS,
    NOTICES,
    CASES,
    DUPLICATES,
    WORRIES,
    MESSAGE_REPORTS,
    IMPORTS,
    STALE,
    HELP_LINES,
    WORDS,
    MAIL,
)
