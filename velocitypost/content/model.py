"""What an author writes: a post, before it is fitted to any platform."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from velocitypost.core import trail
from velocitypost.core.trail import Entry

JSON = Any
TEXT_MOST = 100_000
ATTACHMENTS_MOST = 35
_OPTION_NAME = re.compile(r"^[a-z][a-z0-9_]{0,39}$")
_OPTION_MOST = 50_000
_NUMBER_MOST = 2**53
FOLLOW_UPS_MOST = 25


@dataclass(frozen=True)
class PostMedia:
    """A file of the library with the words for those who cannot see it, as this post uses it.

    `focus` is what must stay in the picture where a platform cuts it: from the left and from the top, each from 0 to 1.
    """

    media_id: str
    alt: str = ""
    focus: tuple[float, float] | None = None


@dataclass(frozen=True)
class FollowUp:
    """A further part of a thread."""

    text: str
    media: tuple[PostMedia, ...] = ()


@dataclass(frozen=True)
class Tailored:
    """What is different for one account: its own text, files or further parts (None: as in the post), its options."""

    text: str | None = None
    media: tuple[PostMedia, ...] | None = None
    follow_ups: tuple[FollowUp, ...] | None = None
    options: Mapping[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """When the author wants it out: a wall-clock time in a zone, and the instant that this meant when it was said."""

    local: str
    zone: str
    at: datetime


@dataclass(frozen=True)
class Labelled:
    """The labels that a post is to have from its beginning."""

    tags: tuple[str, ...] = ()
    campaign_id: str | None = None


UNLABELLED = Labelled()


@dataclass(frozen=True)
class Post:
    """What the author wrote, and through which connections it shall go. `origin` names what made it, if no person.

    `tags` and `campaign_id` are labels (`content.labels`): not published, with a version of their own.
    """

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
    tailored: Mapping[str, Tailored] = field(default_factory=dict)
    origin: str = ""
    trail: tuple[Entry, ...] = ()
    tags: tuple[str, ...] = ()
    campaign_id: str | None = None
    labels_version: int = 0
    version: int = 1

    @property
    def writing(self) -> Writing:
        """The part that its author types."""
        return Writing(self.text, self.media, self.connection_ids, self.follow_ups, self.options, self.tailored)

    @property
    def labelled(self) -> Labelled:
        """What it is told apart by."""
        return Labelled(self.tags, self.campaign_id)

    @property
    def digest(self) -> str:
        """A fingerprint of everything its author typed."""
        return self.writing.digest

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
    """The part of a post that its author types. `tailored` holds what differs, by connection id."""

    text: str = ""
    media: tuple[PostMedia, ...] = ()
    connection_ids: tuple[str, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    options: Mapping[str, JSON] = field(default_factory=dict)
    tailored: Mapping[str, Tailored] = field(default_factory=dict)

    def for_account(self, connection_id: str) -> Writing:
        """As it is for one account, with nothing tailored any more."""
        own = self.tailored.get(connection_id, Tailored())
        return Writing(
            text=self.text if own.text is None else own.text,
            media=self.media if own.media is None else own.media,
            connection_ids=(connection_id,),
            follow_ups=self.follow_ups if own.follow_ups is None else own.follow_ups,
            options={**self.options, **own.options},
        )

    @property
    def digest(self) -> str:
        """A fingerprint of all of it."""
        parts = (self.text, self.media, self.connection_ids, self.follow_ups)
        typed = [*(_plain(part) for part in parts), dict(self.options)]
        if self.tailored:
            typed.append({connection: asdict(own) for connection, own in self.tailored.items()})
        return trail.digest(typed)

    @property
    def media_ids(self) -> set[str]:
        """Every file that it names, for whichever account."""
        versions = [self, *(self.for_account(connection_id) for connection_id in self.tailored)]
        named = [item for version in versions for item in version.media]
        named += [item for version in versions for part in version.follow_ups for item in part.media]
        return {item.media_id for item in named}


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
    _clean(writing, "")
    for connection_id in writing.tailored:
        if connection_id not in writing.connection_ids:
            raise BadWriting("tailored", "This post is tailored for an account that is not chosen.")
        _clean(writing.for_account(connection_id), f"tailored.{connection_id}.")
    if len(set(writing.connection_ids)) != len(writing.connection_ids):
        raise BadWriting("connection_ids", "The same account is chosen twice.")


def _clean(writing: Writing, prefix: str) -> None:
    texts = [(f"{prefix}text", writing.text)]
    texts += [(f"{prefix}follow_ups.{i}.text", part.text) for i, part in enumerate(writing.follow_ups)]
    texts += [(f"{prefix}media.{i}.alt", item.alt) for i, item in enumerate(writing.media)]
    texts += [(f"{prefix}options.{key}", value) for key, value in writing.options.items() if isinstance(value, str)]
    _clean_options(writing.options, prefix)
    for place, text in texts:
        if len(text) > TEXT_MOST:
            raise BadWriting(place, f"This text has {len(text):,} characters; at most {TEXT_MOST:,} can be kept.")
        if any(unicodedata.category(char) == "Cs" for char in text):
            raise BadWriting(place, "This text holds half of a broken character. Delete it and type it anew.")
        if any(unicodedata.category(char) == "Cc" and char not in "\n\r\t" for char in text):
            raise BadWriting(place, "This text holds invisible control characters. Remove them, or type it anew.")
    if len(writing.media) > ATTACHMENTS_MOST:
        raise BadWriting(f"{prefix}media", f"A post holds at most {ATTACHMENTS_MOST} files.")
    if len(writing.follow_ups) > FOLLOW_UPS_MOST:
        raise BadWriting(f"{prefix}follow_ups", f"A thread holds at most {FOLLOW_UPS_MOST} further parts.")
    if any(item.focus and not all(0 <= share <= 1 for share in item.focus) for item in writing.media):
        raise BadWriting(f"{prefix}media", "The focus of a picture lies outside it.")


def _clean_options(options: Mapping[str, JSON], prefix: str) -> None:
    """Raises `BadWriting` for names and values that no platform could mean."""
    names = [*options, *(name for value in options.values() if isinstance(value, dict) for name in value)]
    if wrong := next((name for name in names if not _OPTION_NAME.match(name)), None):
        raise BadWriting(f"{prefix}options", f"There is no option called {wrong[:60]!r}.")
    for name, value in options.items():
        if isinstance(value, int | float) and abs(value) > _NUMBER_MOST:
            raise BadWriting(f"{prefix}options.{name}", "This number is too large.")
        if len(json.dumps(value, default=str)) > _OPTION_MOST:
            raise BadWriting(f"{prefix}options.{name}", "This is too long.")


def _start(post_id: str, workspace_id: str, author_id: str, created_at: datetime) -> str:
    return trail.digest([post_id, workspace_id, author_id, created_at.isoformat()])


def _plain(part: JSON) -> JSON:
    if isinstance(part, tuple):
        return [_plain(item) for item in part]
    return part if isinstance(part, str) else asdict(part)
