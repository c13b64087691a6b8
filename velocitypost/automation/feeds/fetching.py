"""A feed, fetched and read: from public servers only, and in a process of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from velocitypost.automation.feeds.model import Document
from velocitypost.core.fetching import CannotFetch, Fetched, Fetcher
from velocitypost.media.child import ChildFailed, run_module

_FEED_MOST = 5 * 1024**2
_FETCH_SECONDS = 20.0
_READ_SECONDS = 15.0
_ACCEPT = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.5"
_PROGRAM = "velocitypost.automation.feeds.reading"


class CannotRead(Exception):
    """The feed cannot be read; the text tells why.

    `gone` says that it will not come back; `retry_after` is how many seconds its server asks us to stay away.
    """

    def __init__(self, message: str, *, gone: bool = False, retry_after: int | None = None) -> None:
        super().__init__(message)
        self.gone = gone
        self.retry_after = retry_after


@dataclass(frozen=True)
class Read:
    """What came. `document` is None where nothing is new since; `url` is where it lies."""

    url: str
    document: Document | None
    etag: str = ""
    modified: str = ""


class FeedReader:
    """Reads feeds; `folder` is for what is being read."""

    def __init__(self, fetcher: Fetcher, folder: Path) -> None:
        self._fetcher = fetcher
        self._folder = folder

    def read(self, url: str, *, etag: str = "", modified: str = "") -> Read:
        """What is there, unless it is still what `etag` and `modified` stand for. Raises `CannotRead`."""
        known = {"if-none-match": etag, "if-modified-since": modified}
        fetched = self._fetched(url, {name: value for name, value in known.items() if value})
        if fetched.status == 304:
            return Read(url, None, etag, modified)
        document = self._document(fetched)
        headers = fetched.headers
        return Read(fetched.url, document, headers.get("etag", "")[:500], headers.get("last-modified", "")[:100])

    def find(self, url: str) -> Read:
        """The feed at an address, or the one that the web page there names as its own. Raises `CannotRead`."""
        found = self.read(url)
        if found.document is not None and found.document.alternate:
            found = self.read(found.document.alternate)
        if found.document is None or found.document.alternate:
            raise CannotRead("There is neither an RSS nor an Atom feed at this address.")
        return found

    def _fetched(self, url: str, headers: Mapping[str, str]) -> Fetched:
        try:
            return self._fetcher.fetch(url, accept=_ACCEPT, most=_FEED_MOST, within=_FETCH_SECONDS, headers=headers)
        except CannotFetch as error:
            raise CannotRead(str(error), gone=error.status == 410, retry_after=error.retry_after) from error

    def _document(self, fetched: Fetched) -> Document:
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._folder, suffix=".feed") as file:
            file.write(fetched.data)
            file.flush()
            kind = fetched.headers.get("content-type", "")[:200]
            try:
                told = run_module(_PROGRAM, file.name, fetched.url, kind, seconds=_READ_SECONDS)
            except ChildFailed:
                raise CannotRead("What lies there cannot be read: it is broken, or takes far too long.") from None
        if "refused" in told:
            raise CannotRead(str(told["refused"]))
        return Document.of(told)
