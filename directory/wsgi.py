"""The app for a WSGI server of the operator's choice: `directory.wsgi:app`."""

from __future__ import annotations

from directory.app import create_app

app = create_app()
