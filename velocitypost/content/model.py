"""What an author writes: a post, before it is fitted to any platform."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from velocitypost.core import trail
from velocitypost.core.trail import Entry

JSON = Any
TEXT_MOST = 100_000
ATTACHMENTS_MOST = 20
FOLLOW_UPS_MOST = 25


@dataclass(frozen=True)
class PostMedia:
    """A file of the library with the words for those who cannot see it, as this post uses it."""

    media_id: str
    alt: str = ""


@dataclass(frozen=True)
class FollowUp:
    """A further part of a thread."""

    text: str
    media: tuple[PostMedia, ...] = ()


@dataclass(frozen=True)
class Plan:
    """When the author wants it out: a wall-clock time in a zone, and the instant that this meant when it was said."""

    local: str
    zone: str
    at: datetime


@dataclass(frozen=True)
class Post:
    """What the author wrote, and through which connections it shall go."""

    id: str
    workspace_id: str
    author_id: str
    text: str
    media: tuple[PostMedia, ...]
    connection_ids: tuple[str, ...]
    follow_ups: tuple[FollowUp, ...]
    options: Mapping[str, JSON]
    created_at: datetime
    updated_at: datetime
    planned: Plan | None = None
    trail: tuple[Entry, ...] = ()
    version: int = 1

    @property
    def digest(self) -> str:
        """A fingerprint of everything its author typed."""
        parts = (self.text, self.media, self.connection_ids, self.follow_ups)
        return trail.digest([*(_plain(part) for part in parts), dict(self.options)])

    @property
    def trail_start(self) -> str:
        """What the first entry of its trail hangs on: whose post it is, and since when."""
        return _start(self.id, self.workspace_id, self.author_id, self.created_at)

    def noting(self, kind: str, at: datetime, **facts: JSON) -> Post:
        """With one more entry in its trail, which is stored with the row in one write."""
        return replace(self, trail=trail.extended(self.trail, kind, facts, at=at, start=self.trail_start))


@dataclass(frozen=True)
class DeletedPost:
    """What is kept of a post that was deleted: nothing that was typed, only its trail."""

    id: str
    workspace_id: str
    author_id: str
    created_at: datetime
    trail: tuple[Entry, ...]

    @property
    def trail_start(self) -> str:
        return _start(self.id, self.workspace_id, self.author_id, self.created_at)


@dataclass(frozen=True)
class Writing:
    """The part of a post that its author types."""

    text: str = ""
    media: tuple[PostMedia, ...] = ()
    connection_ids: tuple[str, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    options: Mapping[str, JSON] = field(default_factory=dict)


class NoSuchPost(Exception):
    """This workspace has no such post."""


class PostChanged(Exception):
    """Somebody else changed the post meanwhile; nothing was overwritten."""


class BadWriting(Exception):
    """What was typed cannot be kept. `field` says where; the text says why and what to do."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def clean(writing: Writing) -> None:
    """Raises `BadWriting` for what no platform could take and no database should hold."""
    texts = [("text", writing.text)]
    texts += [(f"follow_ups.{i}.text", part.text) for i, part in enumerate(writing.follow_ups)]
    texts += [(f"media.{i}.alt", item.alt) for i, item in enumerate(writing.media)]
    for place, text in texts:
        if len(text) > TEXT_MOST:
            raise BadWriting(place, f"This text has {len(text):,} characters; at most {TEXT_MOST:,} can be kept.")
        if any(unicodedata.category(char) == "Cs" for char in text):
            raise BadWriting(place, "This text holds half of a broken character. Delete it and type it anew.")
        if any(unicodedata.category(char) == "Cc" and char not in "\n\r\t" for char in text):
            raise BadWriting(place, "This text holds invisible control characters. Remove them, or type it anew.")
    if len(writing.media) > ATTACHMENTS_MOST:
        raise BadWriting("media", f"A post holds at most {ATTACHMENTS_MOST} files.")
    if len(writing.follow_ups) > FOLLOW_UPS_MOST:
        raise BadWriting("follow_ups", f"A thread holds at most {FOLLOW_UPS_MOST} further parts.")
    if len(set(writing.connection_ids)) != len(writing.connection_ids):
        raise BadWriting("connection_ids", "The same account is chosen twice.")


def _start(post_id: str, workspace_id: str, author_id: str, created_at: datetime) -> str:
    return trail.digest([post_id, workspace_id, author_id, created_at.isoformat()])


def _plain(part: JSON) -> JSON:
    if isinstance(part, tuple):
        return [_plain(item) for item in part]
    return part if isinstance(part, str) else asdict(part)
