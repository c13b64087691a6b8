"""The values that pass between the product and a platform."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO, Literal

JSON = Any
MediaKind = Literal["image", "gif", "video", "document"]


@dataclass(frozen=True)
class Profile:
    """Who an authorisation belongs to."""

    platform_user_id: str
    username: str
    name: str
    picture_url: str | None = None
    follower_count: int | None = None
    profile_url: str | None = None


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a draft. `open` gives its bytes from the start, each time anew; the caller closes it."""

    id: str
    kind: MediaKind
    mime: str
    bytes: int
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    alt: str = ""
    open: Callable[[], BinaryIO] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Draft:
    """A post fitted to one platform: exactly what is to be sent.

    `reply_to` is the platform's id of the post that this one follows in a thread.
    """

    text: str
    attachments: tuple[Attachment, ...] = ()
    reply_to: str | None = None
    options: Mapping[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True)
class Published:
    """A post that is live. `at` is when the platform says it was published, if it says so."""

    platform_post_id: str
    url: str | None = None
    at: datetime | None = None


@dataclass(frozen=True)
class Pending:
    """Not done yet. `state` is plain JSON that `resume` understands, even in another process, days later.

    `check_after` is how many seconds to wait before `resume`; 0 means go on at once.
    """

    state: Mapping[str, JSON]
    check_after: float = 0.0
    note: str = ""


@dataclass(frozen=True)
class Metrics:
    """How a post does. What the platform does not tell is None, never 0."""

    likes: int | None = None
    replies: int | None = None
    reposts: int | None = None
    impressions: int | None = None
    bookmarks: int | None = None


@dataclass(frozen=True)
class Comment:
    """What somebody said under a post."""

    id: str
    text: str
    author_name: str
    author_username: str
    created_at: datetime
    author_picture_url: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Quota:
    """What a service told about its limit for one operation: `remaining` calls until `resets_at`."""

    operation: str
    limit: int
    remaining: int
    resets_at: datetime


@dataclass(frozen=True)
class Problem:
    """Why a draft would not be accepted (`error`) or would disappoint (`warning`), in words, at its field."""

    severity: Literal["error", "warning"]
    field: Literal["text", "media", "alt", "follow_ups", "options"]
    code: str
    message: str


@dataclass(frozen=True)
class Cost:
    """What sending a draft costs at the platform. `amount` in `currency`, as a decimal text."""

    amount: str
    currency: str
    note: str
