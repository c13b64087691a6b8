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
    """Who an authorisation belongs to.

    `facts` is what else the platform needs to know of the account, as plain JSON and no secret: what it may do there.
    It is kept with the connection and is at hand as `Client.facts` and `Draft.facts`.
    """

    platform_user_id: str
    username: str
    name: str
    picture_url: str | None = None
    follower_count: int | None = None
    profile_url: str | None = None
    facts: Mapping[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True)
class Candidate:
    """One of the accounts that a sign-in stands for. `access_token` is its own, where the service gives it one."""

    profile: Profile
    access_token: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Grant:
    """What a service gives for a name and an app password, or for a refresh token. `profile_id` is whose it is."""

    access_token: str = field(repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    expires_at: datetime | None = None
    scopes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a draft, already fitted to the platform.

    `open` gives its bytes from the start, each time anew; the caller closes it. `link` gives an address from which the
    service may fetch it for some hours, for services that fetch. `seconds` is the duration of a video.
    """

    id: str
    kind: MediaKind
    mime: str
    bytes: int
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    alt: str = ""
    fps: float | None = None
    pages: int | None = None
    name: str = ""
    open: Callable[[], BinaryIO] | None = field(default=None, compare=False, repr=False)
    link: Callable[[], str] | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Draft:
    """A post fitted to one platform: exactly what is to be sent.

    `reply_to` is the platform's id of the post that this one follows in a thread, or stands under as a comment.
    `root` is that of the first post of the thread. `options` are those of `Spec.options` that were chosen. `facts` is
    what is known of the account (`Profile.facts`).
    """

    text: str
    attachments: tuple[Attachment, ...] = ()
    reply_to: str | None = None
    options: Mapping[str, JSON] = field(default_factory=dict)
    root: str | None = None
    facts: Mapping[str, JSON] = field(default_factory=dict)


@dataclass(frozen=True)
class Published:
    """A post that is live. `at` is when the platform says it was published, if it says so.

    `note` is what its author should know although it is live.
    """

    platform_post_id: str
    url: str | None = None
    at: datetime | None = None
    note: str = ""


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
    reach: int | None = None
    clicks: int | None = None
    video_views: int | None = None


@dataclass(frozen=True)
class Audience:
    """Who follows an account. What the platform does not tell is None."""

    followers: int | None = None
    following: int | None = None
    posts: int | None = None


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
    """Why a draft would not be accepted (`error`) or would disappoint (`warning`), in words, at its field.

    `option` names the option it is about, where `field` is `options`; `part` is the number of the part of a thread that
    it is about, counted from 2, and None for the post itself.
    """

    severity: Literal["error", "warning"]
    field: Literal["text", "media", "alt", "follow_ups", "options"]
    code: str
    message: str
    option: str | None = None
    part: int | None = None


@dataclass(frozen=True)
class Cost:
    """What sending a draft costs at the platform. `amount` in `currency`, as a decimal text."""

    amount: str
    currency: str
    note: str
