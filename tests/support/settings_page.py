"""docs/settings.md, written from the settings themselves.

`python -m tests.support.settings_page > docs/settings.md`
"""

from __future__ import annotations

import sys

from directory.config import descriptions

OPENING = """# Settings

Every setting is an environment variable, read once at the start. There is no settings file:
put the variables where your service manager or container keeps its environment. An unknown
`DIRECTORY_…` variable or a wrong value is refused at the start, in one sentence.
A default is safe in production. Written from `directory/config.py`; a test compares the two.
"""


def settings_page() -> str:
    """The whole page, in the order of the code."""
    sections = [
        f"## `{setting.variable}`\n\n{setting.doc}\n\n{_default(setting.default)}\n"
        for setting in descriptions()
    ]
    return "\n".join([OPENING, *sections])


def _default(default: str) -> str:
    return f"Default: `{default}`." if default else "No default."


if __name__ == "__main__":
    sys.stdout.write(settings_page())
