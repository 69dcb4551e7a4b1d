"""Counts for the operator's monitoring: routes, answers, durations; never a word, never a person.

Served in the text form of Prometheus at /metrics, to whoever shows the operator's token. Each
process counts for itself, so a monitor asks each of them.
"""

from __future__ import annotations

import hmac
import time
from typing import TYPE_CHECKING

from flask import Blueprint, abort, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from werkzeug.wrappers import Response

from directory.web.access import ANYONE, access
from directory.web.limits import unlimited
from directory.web.readiness import check_names, failing

if TYPE_CHECKING:
    from flask import Flask

    from directory.config import Settings

bp = Blueprint("metrics", __name__)
METHODS = frozenset({"GET", "HEAD", "POST"})
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
_METERS = "metrics"


class Meters:
    """What is counted, in a registry of this app's own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        labels = ("route", "method", "status")
        self.answers = Counter(
            "directory_answers", "Answers, by route.", labels, registry=self.registry
        )
        self.seconds = Histogram(
            "directory_answer_seconds",
            "How long answers took, by route.",
            ("route",),
            buckets=SECONDS,
            registry=self.registry,
        )
        self.ready = Gauge(
            "directory_ready", "1 where this part is well.", ("part",), registry=self.registry
        )


def init_app(app: Flask) -> None:
    """Count each answer. Register first, so that it measures the rest."""
    app.extensions[_METERS] = Meters()
    app.before_request(_start_watch)
    app.after_request(_count)
    app.register_blueprint(bp)


@bp.get("/metrics")
@access(ANYONE)
@unlimited
def metrics() -> Response:
    """The counts; 404 for whoever does not show the token, and where none is set."""
    settings: Settings = current_app.extensions["settings"]
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    token = settings.metrics_token
    if not token or not hmac.compare_digest(shown.encode(), token.encode()):
        abort(404)
    meters: Meters = current_app.extensions[_METERS]
    unwell = failing()
    for part in check_names():
        meters.ready.labels(part).set(part not in unwell)
    return Response(generate_latest(meters.registry), content_type=CONTENT_TYPE_LATEST)


def _start_watch() -> None:
    g.metrics_started = time.perf_counter()


def _count(response: Response) -> Response:
    meters: Meters = current_app.extensions[_METERS]
    # The name of the view and not the address: an address can hold a handle or a sealed search.
    route = request.endpoint or "none"
    method = request.method if request.method in METHODS else "other"
    meters.answers.labels(route, method, str(response.status_code)).inc()
    started = g.get("metrics_started")
    if started is not None:
        meters.seconds.labels(route).observe(time.perf_counter() - started)
    return response
