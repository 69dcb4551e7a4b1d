"""tests/contracts/urls.txt, written from the app.

`python -m tests.support.addresses > tests/contracts/urls.txt`, then read the difference: a line
that went is a bookmark that broke, a line that came is a promise.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from directory.app import create_app
from directory.config import Mode, Settings
from directory.web.access import stated_access
from tests.support.databases import SECRET

if TYPE_CHECKING:
    from flask import Flask

OPENING = """\
# Every address of the site: methods, address, who may open it (sorted by address).
# A line that goes breaks somebody's bookmark: keep the address, or redirect from it.
"""


def addresses(app: Flask) -> str:
    """The whole file: one line for each address and its methods."""
    lines = {
        (rule.rule, ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})), rule.endpoint)
        for rule in app.url_map.iter_rules()
    }
    return OPENING + "".join(
        f"{methods} {address} {_who(app, endpoint)}\n"
        for address, methods, endpoint in sorted(lines)
    )


def _who(app: Flask, endpoint: str) -> str:
    stated = stated_access(app.view_functions[endpoint])
    return stated.rule if stated else "NOT-STATED"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(mode=Mode.TEST, instance_folder=Path(folder), secret_key=SECRET)
        sys.stdout.write(addresses(create_app(settings)))
