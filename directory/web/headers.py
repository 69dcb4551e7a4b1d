"""The security headers of every answer, errors and static files included."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from directory.network.in_force import in_force

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.wrappers import Response

    from directory.config import Settings

POLICY = "Content-Security-Policy"
_PERMISSIONS_REFUSED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "usb",
    "web-share",
)

_PERMISSIONS_OF_OURS = ("publickey-credentials-create", "publickey-credentials-get")
"""What passkeys need, on our own pages."""


def init_app(app: Flask, settings: Settings) -> None:
    """Put the headers on every answer of the app."""
    headers = security_headers(settings)

    def protect(response: Response) -> Response:
        own = response.headers.get(POLICY)
        exit_origin = in_force().site.exit_origin or settings.exit_origin
        policy = content_policy(exit_origin)
        for name, value in headers.items():
            response.headers[name] = value
        response.headers[POLICY] = policy
        if own:
            # A view may forbid more, such as `sandbox`; of a directive that is said twice the first
            # counts, so nothing can be allowed this way.
            response.headers[POLICY] = f"{policy}; {own}"
        # What somebody looked for must not be in a cache that the next person can open.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    app.after_request(protect)


def security_headers(settings: Settings) -> dict[str, str]:
    """The headers for these settings."""
    headers = {
        POLICY: content_policy(settings.exit_origin),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": ", ".join(
            [f"{name}=()" for name in _PERMISSIONS_REFUSED]
            + [f"{name}=(self)" for name in _PERMISSIONS_OF_OURS]
        ),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Frame-Options": "DENY",
        "X-Permitted-Cross-Domain-Policies": "none",
    }
    if settings.is_https:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return headers


@cache
def content_policy(exit_origin: str) -> str:
    """Nothing from anywhere but this host, nothing inline; forms may lead to the exit.

    Chromium checks `form-action` against the redirect that follows a form too, so the exit
    destination has to stand there, or “Leave this site” would leave nobody anywhere.
    """
    return "; ".join(
        (
            "default-src 'none'",
            "style-src 'self'",
            "script-src 'self'",
            "img-src 'self'",
            "font-src 'self'",
            "connect-src 'self'",
            f"form-action 'self' {exit_origin}",
            "base-uri 'none'",
            "object-src 'none'",
            "frame-ancestors 'none'",
        )
    )
