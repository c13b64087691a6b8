"""Feeds that a workspace follows, and what they brought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from velocitypost.content.model import UNLABELLED, Labelled
from velocitypost.core.events import Event

JSON = Any
FEEDS_MOST = 20
ACCOUNTS_MOST = 50
# A feed that is new brings its latest few; one that says very much at once is not let flood the drafts.
FIRST_MOST = 3
AT_ONCE_MOST = 5
A_DAY_MOST = 20

Way = Literal["plain", "written"]
ItemState = Literal["making", "made", "passed", "failed"]


@dataclass(frozen=True)
class Feed:
    """A feed whose new entries become drafts.

    `way` is how: title and link as they are, or written by the expert of `domain`. `begun` says that it was read once.
    `wake_at` is when it is to be looked at, None while it is off; `claim` is the worker's that looks. `failing_since`
    and `problem` say why it cannot be read; `notice` is what its owner should know of it otherwise. Its drafts begin
    with `labels`.
    """

    id: str
    workspace_id: str
    author_id: str
    url: str
    title: str
    connection_ids: tuple[str, ...]
    way: Way
    domain: str
    active: bool
    created_at: datetime
    updated_at: datetime
    wake_at: datetime | None
    begun: bool = False
    etag: str = ""
    modified: str = ""
    checked_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    problem: str = ""
    notice: str = ""
    drafts: int = 0
    labels: Labelled = UNLABELLED
    claim: str = ""
    version: int = 1


@dataclass(frozen=True)
class Item:
    """An entry of a feed, kept so that it becomes one draft and never another.

    `guid` is a fingerprint of what the feed knows it by. While it is `making`, whoever holds it until `claimed_until`
    works on it. `passed` ones became no draft, because there were too many at once.
    """

    id: str
    feed_id: str
    workspace_id: str
    guid: str
    state: ItemState
    post_id: str
    title: str
    link: str
    summary: str
    published_at: datetime | None
    seen_at: datetime
    claimed_until: datetime
    tries: int = 0
    problem: str = ""


@dataclass(frozen=True)
class Entry:
    """One entry as a feed gives it, as plain text. `guid` is what the feed knows it by."""

    guid: str
    title: str
    link: str
    summary: str
    published_at: datetime | None


@dataclass(frozen=True)
class Document:
    """What lies at a feed's address: its title and entries, the newest first.

    `alternate` is the address of a feed that a web page names as its own; it has no entries then.
    """

    title: str
    entries: tuple[Entry, ...]
    alternate: str = ""

    @classmethod
    def of(cls, told: Mapping[str, JSON]) -> Document:
        """From what the reader says."""
        entries = tuple(
            Entry(
                one["guid"],
                one["title"],
                one["link"],
                one["summary"],
                datetime.fromisoformat(one["published_at"]) if one["published_at"] else None,
            )
            for one in told["entries"]
        )
        return cls(told["title"], entries, told["alternate"])


@dataclass(frozen=True)
class FeedChanged(Event):
    """A feed was looked at, or what it does was changed."""

    feed_id: str


class NoSuchFeed(Exception):
    """This workspace has no such feed, or the feed no such entry."""


class BadFeed(Exception):
    """It cannot be followed. `field` says what is wrong; the text says why and what to do."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class FeedConflict(Exception):
    """It was changed elsewhere meanwhile, it is followed already, or there are too many. Nothing was changed."""
