"""The app for a WSGI server of the operator's choice: `directory.wsgi:app`."""

from __future__ import annotations

import os

from directory.app import create_app
from directory.config import Settings
from directory.web import fonts

settings = Settings.from_environment(os.environ)
fonts.prepare(settings.instance_folder)
app = create_app(settings)
