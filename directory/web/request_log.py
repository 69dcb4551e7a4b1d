"""The access log: when, how, which route, how it ended, how long, and roughly from where.

Never the path, the query, the body or the full address: what a person looked for is nobody's
business, and an address with a concern beside it is a health record.
"""

from __future__ import annotations

import ipaddress
import json
import logging
import sys
import time
import traceback
from typing import TYPE_CHECKING

from flask import g, request

from directory import clock
from directory.config import Mode
from directory.web.log_files import FOLDER_NAME, DailyFiles

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

    from directory.config import Settings

ACCESS_LOGGER = "directory.access"
FAULT_LOGGER = "directory.fault"
_KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def init_app(app: Flask, settings: Settings) -> None:
    """Write one JSON line for each request. Register first, so that it measures the rest."""
    logger = logging.getLogger(ACCESS_LOGGER)
    logger.setLevel(logging.INFO)
    if settings.mode is Mode.PRODUCTION and settings.access_log_days:
        folder = settings.instance_folder / FOLDER_NAME
        _write_with(logger, DailyFiles(folder, days=settings.access_log_days))
    for name in (ACCESS_LOGGER, FAULT_LOGGER):
        _write_with(logging.getLogger(name), logging.StreamHandler(sys.stderr))
    app.before_request(_start_watch)
    app.after_request(_write_line)


def truncated_address(address: str | None) -> str:
    """An IPv4 address cut to its /24 network, an IPv6 address to its /48."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    known = mapped or parsed
    prefix = 24 if known.version == 4 else 48  # noqa: PLR2004 - the number of the protocol
    return str(ipaddress.ip_network((known, prefix), strict=False))


def log_fault(fault: BaseException, route: str | None) -> None:
    """Write where a fault happened, without its message, which may hold what a person typed."""
    frames = traceback.extract_tb(fault.__traceback__)
    line = {
        "time": clock.now().isoformat(timespec="milliseconds"),
        "fault": type(fault).__qualname__,
        "route": route or "none",
        "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }
    logging.getLogger(FAULT_LOGGER).error(json.dumps(line))


def _start_watch() -> None:
    g.request_started = time.perf_counter()


def _write_line(response: Response) -> Response:
    started = g.get("request_started")
    line = {
        "time": clock.now().isoformat(timespec="milliseconds"),
        "method": request.method if request.method in _KNOWN_METHODS else "other",
        "route": request.endpoint or "none",
        "status": response.status_code,
        "ms": None if started is None else round((time.perf_counter() - started) * 1000, 1),
        "from": truncated_address(request.remote_addr),
    }
    logging.getLogger(ACCESS_LOGGER).info(json.dumps(line))
    return response


def _write_with(logger: logging.Logger, handler: logging.Handler) -> None:
    if not logger.handlers:
        handler.setFormatter(logging.Formatter("%(message)s"))
        logger.addHandler(handler)
