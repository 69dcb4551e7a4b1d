"""Stylesheet, script, fonts and pictures: bundled at start, served under hashed names for a year.

One stylesheet, one script, two fonts and the icon make a first visit of six requests.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from flask import Blueprint, abort, current_app, request
from werkzeug.wrappers import Response

from directory import resources
from directory.web import fonts
from directory.web.access import ANYONE, access
from directory.web.limits import unlimited

if TYPE_CHECKING:
    from flask import Flask

    from directory.config import Settings

STYLESHEET = "site.css"
SCRIPT = "site.js"
_YEAR = 31_536_000
_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".woff2": "font/woff2",
}
_COMPRESSED = frozenset({".css", ".js", ".svg"})

bp = Blueprint("assets", __name__)


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it is sent, whole and in memory."""

    name: str
    content: bytes
    compressed: bytes | None

    @property
    def suffix(self) -> str:
        """The ending of the name, such as `.css`."""
        return PurePosixPath(self.name).suffix

    @property
    def address(self) -> str:
        """The path under which it is served; it changes when the content does."""
        digest = hashlib.sha256(self.content).hexdigest()[:12]
        return f"/assets/{PurePosixPath(self.name).stem}.{digest}{self.suffix}"


class Assets:
    """All files that pages refer to, by name and by address."""

    def __init__(self, files: dict[str, bytes]) -> None:
        made = [_asset(name, content) for name, content in files.items()]
        self._by_name = {asset.name: asset for asset in made}
        self._addresses = {asset.name: asset.address for asset in made}
        self._by_address = {self._addresses[asset.name]: asset for asset in made}

    def address(self, name: str) -> str:
        """The address of a file; KeyError for a name that is not there."""
        return self._addresses[name]

    def has(self, name: str) -> bool:
        """Whether the file is there (a font may be missing)."""
        return name in self._by_name

    def at(self, address: str) -> Asset | None:
        """The file at an address."""
        return self._by_address.get(address)

    def named(self, name: str) -> Asset:
        """The file of a name; KeyError for a name that is not there."""
        return self._by_name[name]


def init_app(app: Flask, settings: Settings) -> None:
    """Bundle everything and serve it."""
    app.extensions["assets"] = bundle(resources.static(), settings.instance_folder)
    app.register_blueprint(bp)


def bundle(static: Path, instance_folder: Path) -> Assets:
    """Read the folder of static files and the prepared fonts into one set of assets."""
    faces = fonts.prepared(instance_folder)
    files = {face.prepared_name: content for face, content in faces}
    files |= {path.name: path.read_bytes() for path in sorted((static / "img").iterdir())}
    addresses = Assets(files)
    font_faces = "".join(
        _font_face(face, addresses.address(face.prepared_name)) for face, _content in faces
    )
    files[STYLESHEET] = compact_css(font_faces + stylesheet(static)).encode()
    files[SCRIPT] = _joined(sorted((static / "js").glob("*.js"))).encode()
    return Assets(files)


def stylesheet(static: Path) -> str:
    """The whole stylesheet: tokens, base, each component, print."""
    css = static / "css"
    tokens = _joined([css / "tokens.css"])
    parts = [css / "fonts.css", css / "base.css"]
    parts += sorted((css / "components").glob("*.css"))
    parts.append(css / "print.css")
    return "\n".join((tokens, dark_by_choice(tokens), _joined(parts)))


def dark_by_choice(tokens: str) -> str:
    """The dark tokens once more, for readers whose device is light and who chose dark.

    Raises ValueError where the tokens have no dark scheme.
    """
    _light, _media, dark = tokens.partition("@media (prefers-color-scheme: dark)")
    found = re.search(r":root[^{]*(\{[^}]*\})", dark)
    if found is None:
        raise ValueError("tokens.css has no dark scheme")
    return f':root:where([data-scheme="dark"]) {found[1]}'


def compact_css(css: str) -> str:
    """The same rules without comments, line breaks and needless spaces."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    # Spaces around + and - inside calc() and clamp() mean something, so they are left alone.
    css = re.sub(r"\s*([{};,])\s*", r"\1", css)
    return css.replace(";}", "}").replace(": ", ":").strip()


@bp.get("/assets/<name>")
@access(ANYONE)
@unlimited
def asset(name: str) -> Response:
    """One file, kept by browsers for a year because its name changes with its content."""
    found = _assets().at(f"/assets/{name}")
    if found is None:
        abort(404)
    answer = _sent(found)
    answer.headers["Cache-Control"] = f"public, max-age={_YEAR}, immutable"
    return answer


@bp.get("/favicon.ico")
@access(ANYONE)
@unlimited
def favicon() -> Response:
    """The icon for browsers that ask for it without reading the page."""
    answer = _sent(_assets().named("icon.png"))
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer


def _assets() -> Assets:
    found: Assets = current_app.extensions["assets"]
    return found


def _sent(found: Asset) -> Response:
    answer = Response(found.content, content_type=_MEDIA_TYPES[found.suffix])
    if found.compressed is not None:
        answer.headers["Vary"] = "Accept-Encoding"
        if request.accept_encodings["gzip"]:
            answer.set_data(found.compressed)
            answer.headers["Content-Encoding"] = "gzip"
    return answer


def _asset(name: str, content: bytes) -> Asset:
    compress = PurePosixPath(name).suffix in _COMPRESSED
    return Asset(name, content, gzip.compress(content, 9, mtime=0) if compress else None)


def _joined(paths: list[Path]) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def _font_face(face: fonts.Typeface, address: str) -> str:
    return (
        f'@font-face{{font-family:{face.family};src:url({address}) format("woff2");'
        f"font-weight:{face.weights};font-style:normal;font-display:swap}}"
    )
