"""A platform's facts, as data: dated, with their source. Nothing in generic code knows a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

Kind = Literal["social", "messaging", "reviews", "commerce", "content", "questions"]

PostKind = Literal[
    "text",
    "link",
    "image",
    "images",
    "carousel",
    "gif",
    "video",
    "reel",
    "short",
    "story",
    "document",
    "poll",
    "thread",
    "first_comment",
]


@dataclass(frozen=True)
class Source:
    """Where a group of facts comes from. `expires_on` is the day the service said they end."""

    url: str
    verified_on: date
    expires_on: date | None = None


@dataclass(frozen=True)
class LongLived:
    """A second exchange that turns the first, short token into one that lasts, by a GET with these parameters.

    `with_client` says whether our own id and secret go along, the secret only, or none.
    """

    url: str
    grant_type: str
    token_name: str
    with_client: Literal["both", "secret", "none"] = "secret"


@dataclass(frozen=True)
class OAuth2:
    """Authorization Code flow as data; one engine in `connections` does the dance.

    `credentials` is the prefix of the variables that `credential_names` end, and of `_REDIRECT_URI`.
    `client_auth` says how the token endpoint is told who we are. `rotates` says that a refresh token works once.
    `client_id_name` is what the service calls our id. `extra` goes to the consent page, `exchange_extra` with the code.
    `long_lived` is the second exchange of services that have one; `renew_own` renews a token by itself
    (a GET of this address with this grant), where there are no refresh tokens.
    `registers_at` is the path at which an instance of a federated service gives us an id and a secret of our own; the
    addresses are then those of the service's main instance, and another instance's differ in their host only.
    `silent_scopes` are asked for and not named among what was given.
    `refusals` gives the standard's word for a code of the service's own, where its token endpoint answers `code` and
    `message` in place of the standard's members.
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
    exchange_extra: Mapping[str, str] = field(default_factory=dict)
    client_id_name: str = "client_id"
    credential_names: tuple[str, str] = ("CLIENT_ID", "CLIENT_SECRET")
    long_lived: LongLived | None = None
    renew_own: LongLived | None = None
    registers_at: str | None = None
    silent_scopes: tuple[str, ...] = ()
    refusals: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class AppPassword:
    """Signing in by a name and a password made for us at the service (`contract.capabilities.SignsIn`).

    `help_url` is where a person makes one.
    """

    name_label: str
    password_label: str
    help_url: str
    source: Source
    credentials: str = ""


Auth = OAuth2 | AppPassword


@dataclass(frozen=True)
class Limits:
    """What a post may be. Sizes in bytes, lengths by the platform's own count (`Platform.measure`).

    Aspects are width by height, from and to; widths in pixels, from and to (0: no bound); durations in seconds.
    `follow_ups` says what further parts are: posts of a thread, comments under the post, or nothing the service has.
    `mixed_media` says that pictures and videos may go together. `attachments_max` bounds all files together.
    `formats` holds what differs in a format of post (`Platform.format_of`), such as a story.
    """

    text_max: int
    count_rule: str
    source: Source
    images_max: int = 0
    videos_max: int = 0
    documents_max: int = 0
    attachments_max: int | None = None
    media_required: bool = False
    mixed_media: bool = False
    image_types: tuple[str, ...] = ()
    image_max_bytes: int = 0
    image_aspect: tuple[float, float] | None = None
    image_width: tuple[int, int] = (0, 0)
    gif_max_bytes: int = 0
    video_types: tuple[str, ...] = ()
    video_max_bytes: int = 0
    video_seconds: tuple[float, float] | None = None
    video_aspect: tuple[float, float] | None = None
    video_width: tuple[int, int] = (0, 0)
    video_fps: tuple[float, float] | None = None
    document_types: tuple[str, ...] = ()
    document_max_bytes: int = 0
    document_pages_max: int = 0
    alt_text_max: int = 0
    text_required: bool = False
    hashtags_max: int | None = None
    links_max: int | None = None
    follow_ups: Literal["thread", "comment", "none"] = "none"
    follow_up_text_max: int | None = None
    follow_up_media: bool = True
    formats: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def threads(self) -> bool:
        """Whether further parts are posts of a thread."""
        return self.follow_ups == "thread"

    def of(self, kind: str) -> Limits:
        """As they are for one format of post."""
        return replace(self, **self.formats[kind]) if kind in self.formats else self


@dataclass(frozen=True)
class Choice:
    """One of the values that an option may have. `note` is what a person should know of it."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class Option:
    """Something that an author may or must say beside the text. The interface shows what stands here.

    `kind` is how it is asked; a `poll` is {"choices": [text, …], "minutes": number}, `tags` a list of texts, `media`
    the id of a picture. `from_account` says that the service is asked for the choices (`OffersChoices`), `depends_on`
    names the option whose value it is asked with. `formats` names the formats it belongs to; none means all.
    `max` bounds a text's characters, the number of tags, or that of a poll's answers. `every_part` says that it also
    goes with further parts.
    """

    key: str
    label: str
    kind: Literal["text", "long_text", "link", "choice", "yes_no", "tags", "poll", "media", "number"]
    required: bool = False
    default: Any = None
    choices: tuple[Choice, ...] = ()
    from_account: bool = False
    depends_on: str | None = None
    formats: tuple[str, ...] = ()
    max: int | None = None
    help: str = ""
    every_part: bool = False


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
class Reading:
    """What it costs to read one post's numbers once: `price` in `currency`, as a decimal text."""

    price: str
    currency: str
    source: Source


@dataclass(frozen=True)
class Repeats:
    """That the service refuses a text which the account posted before.

    `in_a_row_only`: only where no other post of the account came between.
    """

    source: Source
    in_a_row_only: bool = False


@dataclass(frozen=True)
class Version:
    """The version of the service's API that we speak. Its source's `expires_on` is the day it is switched off."""

    name: str
    source: Source


@dataclass(frozen=True)
class Spec:
    """What a platform is. `api_url` and `site_url` are the service's own; settings may point them elsewhere.

    `family` is what a plan counts and the logo's name, where one service has several ways to be connected.
    `reading` is None where to read numbers is free, `repeats` where no word is known against the same text twice.
    `kinds` are the kinds of post its API takes. `hosts` are further hosts of the service that requests may go to, by
    whole address; each may also be the parent of what the service itself names (`.example.com`).
    """

    key: str
    name: str
    kind: Kind
    api_url: str
    site_url: str
    auth: Auth
    limits: Limits
    pace: Pace
    aliases: tuple[str, ...] = ()
    family: str = ""
    pro_required: bool = False
    kinds: tuple[PostKind, ...] = ()
    options: tuple[Option, ...] = ()
    hosts: tuple[str, ...] = ()
    version: Version | None = None
    reading: Reading | None = None
    repeats: Repeats | None = None
    about: str = ""
    notes: tuple[str, ...] = ()

    @property
    def belongs_to(self) -> str:
        """The family, or the platform itself where it is alone."""
        return self.family or self.key

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every dated source among the facts."""
        more = tuple(fact.source for fact in (self.version, self.reading, self.repeats) if fact is not None)
        return (self.auth.source, self.limits.source, self.pace.source, *more)
