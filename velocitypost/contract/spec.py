"""A platform's facts, as data: dated, with their source. Nothing in generic code knows a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Kind = Literal["social", "messaging", "reviews", "commerce", "content", "questions"]


@dataclass(frozen=True)
class Source:
    """Where a group of facts comes from. `expires_on` is the day the service said they end."""

    url: str
    verified_on: date
    expires_on: date | None = None


@dataclass(frozen=True)
class OAuth2:
    """Authorization Code flow as data; one engine in `connections` does the dance.

    `credentials` is the prefix of the variables `<prefix>_CLIENT_ID`, `_CLIENT_SECRET` and `_REDIRECT_URI`.
    `client_auth` says how the token endpoint is told who we are. `rotates` says that a refresh token works once.
    """

    authorize_url: str
    token_url: str
    scopes: tuple[str, ...]
    credentials: str
    source: Source
    revoke_url: str | None = None
    pkce: bool = False
    client_auth: Literal["basic", "body"] = "body"
    scope_separator: str = " "
    rotates: bool = False
    extra: Mapping[str, str] = field(default_factory=dict)


Auth = OAuth2


@dataclass(frozen=True)
class Limits:
    """What a post may be. Sizes in bytes, lengths by the platform's own count (`Platform.measure`)."""

    text_max: int
    count_rule: str
    source: Source
    images_max: int = 0
    videos_max: int = 0
    image_types: tuple[str, ...] = ()
    image_max_bytes: int = 0
    gif_max_bytes: int = 0
    video_max_bytes: int = 0
    alt_text_max: int = 0
    text_required: bool = False
    threads: bool = False


@dataclass(frozen=True)
class Pace:
    """How fast the service may be asked, and how long it needs until what was written can be found.

    `posts_per_window` and `window_seconds` are the fallback where no header tells.
    `app_posts_per_day`: what all accounts of one installation share.
    `settle_seconds`: how long what was written may take to show up where `find` looks.
    `absence_proves_after`: seconds after a write from which on "not found" means "not written"; None: never.
    """

    posts_per_window: int
    window_seconds: int
    settle_seconds: float
    source: Source
    absence_proves_after: float | None = None
    app_posts_per_day: int | None = None


@dataclass(frozen=True)
class Spec:
    """What a platform is. `api_url` and `site_url` are the service's own; settings may point them elsewhere."""

    key: str
    name: str
    kind: Kind
    api_url: str
    site_url: str
    auth: Auth
    limits: Limits
    pace: Pace
    aliases: tuple[str, ...] = ()
    pro_required: bool = False

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every dated source among the facts."""
        return (self.auth.source, self.limits.source, self.pace.source)
