"""The feed holds to the RSS 2.0 specification, and to what the Best Practices profile adds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from xml.etree import ElementTree as ET

from directory.noticeboard.feed import ATOM, Feed, FeedItem, rss

DAY = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
CHANNEL_ONCE = ("title", "link", "description", "language", "lastBuildDate", "ttl", "docs")
ITEM_ONCE = ("title", "link", "description", "category", "pubDate", "guid")


def _item(number: int) -> FeedItem:
    return FeedItem(
        path=f"/noticeboard/group/{number}",
        title='Tea & "words" <b>bold</b>',
        kind="Group",
        text="José, Łódź, Việt ]]> & so on",
        shown_since=DAY - timedelta(days=number),
    )


def _feed(items: int) -> bytes:
    return rss(
        Feed(
            base_url="https://care.example.org",
            path="/noticeboard/feed.xml",
            page="/noticeboard",
            title="Noticeboard",
            about="By date.",
            language="en",
            items=[_item(number) for number in range(items)],
        )
    )


def test_the_channel_and_each_item_say_what_they_must_and_each_once() -> None:
    data = _feed(2)
    assert data.startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    root = ET.fromstring(data)  # noqa: S314 - made just now by ourselves
    assert (root.tag, root.attrib) == ("rss", {"version": "2.0"})
    (channel,) = root
    known = {*CHANNEL_ONCE, "item", f"{{{ATOM}}}link"}
    assert {one.tag for one in channel} == known
    for name in CHANNEL_ONCE:
        assert len(channel.findall(name)) == 1
    for item in channel.findall("item"):
        assert [one.tag for one in item] == list(ITEM_ONCE)
        assert item.findtext("guid") == item.findtext("link")
        assert str(item.findtext("link")).startswith("https://care.example.org/")
        assert parsedate_to_datetime(str(item.findtext("pubDate"))).tzinfo is not None


def test_what_was_typed_is_text_and_no_markup() -> None:
    item = ET.fromstring(_feed(1)).find("channel/item")  # noqa: S314
    assert item is not None
    assert item.findtext("title") == 'Tea & "words" <b>bold</b>'
    assert item.findtext("description") == "José, Łódź, Việt ]]> & so on"


def test_it_names_its_own_address_and_its_newest_day() -> None:
    channel = ET.fromstring(_feed(3)).find("channel")  # noqa: S314
    assert channel is not None
    own = channel.find(f"{{{ATOM}}}link")
    assert own is not None
    assert own.attrib == {
        "href": "https://care.example.org/noticeboard/feed.xml",
        "rel": "self",
        "type": "application/rss+xml",
    }
    assert parsedate_to_datetime(str(channel.findtext("lastBuildDate"))) == DAY


def test_an_empty_board_is_a_feed_too_and_a_full_one_stays_short() -> None:
    empty = ET.fromstring(_feed(0)).find("channel")  # noqa: S314
    full = ET.fromstring(_feed(80)).find("channel")  # noqa: S314
    assert empty is not None
    assert full is not None
    assert empty.findall("item") == []
    assert len(full.findall("item")) == 50
