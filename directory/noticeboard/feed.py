"""The public part of the board as RSS 2.0, for newsletters and other sites; it counts nobody."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import format_datetime
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

ATOM = "http://www.w3.org/2005/Atom"
MINUTES_FRESH = 60
ITEMS_AT_MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One notice in the feed; `path` is its page."""

    path: str
    title: str
    kind: str
    text: str
    shown_since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What the feed says of itself, and its notices, the newest first."""

    base_url: str
    path: str
    page: str
    title: str
    about: str
    language: str
    items: Sequence[FeedItem]


def rss(feed: Feed) -> bytes:
    """The feed as XML in UTF-8, after the RSS 2.0 specification (rssboard.org)."""
    ET.register_namespace("atom", ATOM)
    root = ET.Element("rss", {"version": "2.0"})
    channel = ET.SubElement(root, "channel")
    items = feed.items[:ITEMS_AT_MOST]
    for name, text in (
        ("title", feed.title),
        ("link", feed.base_url + feed.page),
        ("description", feed.about),
        ("language", feed.language),
        ("ttl", str(MINUTES_FRESH)),
        ("docs", "https://www.rssboard.org/rss-specification"),
    ):
        _add(channel, name, text)
    if items:
        _add(channel, "lastBuildDate", _date(max(one.shown_since for one in items)))
    own = {"href": feed.base_url + feed.path, "rel": "self", "type": "application/rss+xml"}
    ET.SubElement(channel, f"{{{ATOM}}}link", own)
    for one in items:
        _add_item(channel, feed.base_url, one)
    made: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _add_item(channel: ET.Element, base_url: str, one: FeedItem) -> None:
    item = ET.SubElement(channel, "item")
    for name, text in (
        ("title", one.title),
        ("link", base_url + one.path),
        ("description", one.text),
        ("category", one.kind),
        ("pubDate", _date(one.shown_since)),
    ):
        _add(item, name, text)
    guid = _add(item, "guid", base_url + one.path)
    guid.set("isPermaLink", "true")


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = text
    return element


def _date(moment: datetime) -> str:
    return format_datetime(moment)
