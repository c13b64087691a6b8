"""Reading a feed, in a process of its own: RSS of every kind and Atom, with whatever dates and letters they come.

A stranger's document may be made to hang or to grow; `python -m velocitypost.automation.feeds.reading` ends by itself.
"""

from __future__ import annotations

import calendar
import html
import io
import json
import re
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, cast
from urllib.parse import urljoin, urlsplit

JSON = Any
ENTRIES_MOST = 100
_TITLE_MOST = 300
_SUMMARY_MOST = 3_000
_URL_MOST = 2_000
_GUID_MOST = 2_000
# A document that declares entities may expand without bound, or reach for files; no feed needs them.
_ENTITY = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
_KINDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_MOMENTS = ("published_parsed", "updated_parsed")
_APART = frozenset({"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "td"})
_UNSEEN = frozenset({"script", "style", "template", "noscript"})


class NotAFeed(Exception):
    """There is no feed in this document; the text tells why."""


def read(data: bytes, url: str, content_type: str) -> JSON:
    """The feed as plain JSON: its title, its entries, the newest first, and the feed that a page names instead.

    Raises `NotAFeed`.
    """
    import feedparser  # type: ignore[import-untyped]

    if _ENTITY.search(data.replace(b"\x00", b"")):
        raise NotAFeed("This document declares entities of its own, which is not read: it could be made to grow.")
    headers = {"content-location": url, "content-type": content_type or "application/xml"}
    found = feedparser.parse(io.BytesIO(data), response_headers=headers)
    entries = [entry for raw in found.entries[:ENTRIES_MOST] if (entry := _entry(raw, url)) is not None]
    if not found.get("version"):
        if alternate := _alternate(data, url):
            return {"title": "", "entries": [], "alternate": alternate}
        raise NotAFeed("There is neither an RSS nor an Atom feed at this address.")
    if all(entry["published_at"] for entry in entries):
        entries.sort(key=lambda entry: cast(str, entry["published_at"]), reverse=True)
    title = plain(str(found.feed.get("title") or ""))[:_TITLE_MOST]
    return {"title": title or (urlsplit(url).hostname or "")[:_TITLE_MOST], "entries": entries, "alternate": ""}


def plain(markup: str) -> str:
    """What a reader sees of it, with one space between words and a line for each paragraph."""
    reader = _Text()
    reader.feed(markup)
    reader.close()
    text = html.unescape("".join(reader.pieces))
    text = "".join(" " if char.isspace() and char != "\n" else char for char in text)
    text = "".join(char for char in text if char.isprintable() or char in "\n\u200d\u200c")
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        if tag in _APART:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        if tag in _APART:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.pieces.append(data)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        alternate = "alternate" in given.get("rel", "").lower().split()
        if tag == "link" and alternate and given.get("type", "").lower() in _KINDS and not self.found:
            self.found = given.get("href", "").strip()


def _entry(raw: Mapping[str, JSON], url: str) -> dict[str, JSON] | None:
    """None for one that says nothing."""
    link = str(raw.get("link") or "").strip()
    link = urljoin(url, link) if link else ""
    if urlsplit(link).scheme not in ("http", "https") or len(link) > _URL_MOST:
        link = ""
    content: Mapping[str, JSON] = next(iter(raw.get("content") or ()), {})
    summary = plain(str(raw.get("summary") or content.get("value") or ""))[:_SUMMARY_MOST]
    title = " ".join(plain(str(raw.get("title") or "")).split())[:_TITLE_MOST]
    if not title and not link:
        return None
    guid = str(raw.get("id") or "").strip() or link or f"{title}\n{summary}"
    return {
        "guid": guid[:_GUID_MOST],
        "title": title or " ".join(summary.split())[:_TITLE_MOST],
        "link": link,
        "summary": summary,
        "published_at": _moment(next((raw[name] for name in _MOMENTS if name in raw), None)),
    }


def _moment(parsed: time.struct_time | None) -> str | None:
    if parsed is None:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat()
    except (ValueError, OverflowError, OSError):
        return None


def _alternate(data: bytes, url: str) -> str:
    reader = _Links()
    reader.feed(data[: 1024 * 1024].decode("utf-8", "replace"))
    return urljoin(url, reader.found) if reader.found else ""


def main(arguments: list[str]) -> None:
    """Prints what is in a file that was found at an address."""
    place, url, content_type = arguments
    try:
        told = read(Path(place).read_bytes(), url, content_type)
    except NotAFeed as error:
        told = {"refused": str(error)}
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1:])
