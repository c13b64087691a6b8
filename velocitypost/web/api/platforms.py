"""Which platforms there are and what each can do."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel

from velocitypost.contract.capabilities import Platform, capabilities_of
from velocitypost.contract.spec import AppPassword, Auth, Limits, Option
from velocitypost.web.context import product
from velocitypost.web.description import api_blueprint

routes = api_blueprint("platforms", prefix="/api/platforms", about="The services that posts can go to")


class LimitsShown(BaseModel):
    """What a post may be there. Sizes in bytes; lengths by the platform's own count."""

    text_max: int
    count_rule: str
    images_max: int
    videos_max: int
    image_types: list[str]
    image_max_bytes: int
    gif_max_bytes: int
    video_max_bytes: int
    alt_text_max: int
    documents_max: int
    attachments_max: int | None
    media_required: bool
    mixed_media: bool
    text_required: bool
    hashtags_max: int | None
    links_max: int | None
    image_aspect: tuple[float, float] | None
    video_types: list[str]
    video_seconds: tuple[float, float] | None
    video_aspect: tuple[float, float] | None
    document_types: list[str]
    document_max_bytes: int
    document_pages_max: int
    follow_ups: Literal["thread", "comment", "none"]
    follow_up_text_max: int | None
    follow_up_media: bool
    verified_on: str
    source: str


class OptionValueShown(BaseModel):
    """A value that an option may have."""

    value: str
    label: str
    note: str


class OptionShown(BaseModel):
    """Something that an author may or must say beside the text."""

    key: str
    label: str
    kind: Literal["text", "long_text", "link", "choice", "yes_no", "tags", "poll", "media", "number"]
    required: bool
    default: Any
    choices: list[OptionValueShown]
    from_account: bool
    depends_on: str | None
    formats: list[str]
    max: int | None
    help: str


class SignInShown(BaseModel):
    """How an account is connected: at a consent page, at the one of a server that is named, or by an app password.

    `takes_back`: whether the service takes its permission back from us when the account is disconnected here.
    """

    by: Literal["consent_page", "instance", "app_password"]
    name_label: str | None
    password_label: str | None
    help_url: str | None
    takes_back: bool


class VersionShown(BaseModel):
    """The version of the service's API that is spoken, and the day it ends."""

    name: str
    expires_on: date | None


class PlatformShown(BaseModel):
    """A service and what can be done with it here. `family` is what a plan counts, and the logo's name."""

    key: str
    name: str
    kind: str
    family: str
    about: str
    notes: list[str]
    kinds: list[str]
    options: list[OptionShown]
    sign_in: SignInShown
    version: VersionShown | None
    pro_required: bool
    available: bool
    unavailable_reason: str | None
    limits: LimitsShown
    capabilities: list[str]
    supports_threads: bool


class PlatformsAnswer(BaseModel):
    """All platforms."""

    platforms: list[PlatformShown]


@routes.get(
    "",
    operation_id="listPlatforms",
    summary="All platforms with limits and capabilities",
    responses={200: PlatformsAnswer},
)
def list_platforms() -> dict[str, Any]:
    shown = [_shown(platform) for platform in product().registry]
    return PlatformsAnswer(platforms=shown).model_dump(mode="json")


def _shown(platform: Platform) -> PlatformShown:
    spec = platform.spec
    available = product().apps.is_configured(platform)
    return PlatformShown(
        key=spec.key,
        name=spec.name,
        kind=spec.kind,
        family=spec.belongs_to,
        about=spec.about,
        notes=list(spec.notes),
        kinds=list(spec.kinds),
        options=[_option(option) for option in spec.options],
        sign_in=_sign_in(spec.auth),
        version=VersionShown(name=spec.version.name, expires_on=spec.version.source.expires_on)
        if spec.version
        else None,
        pro_required=spec.pro_required,
        available=available,
        unavailable_reason=None if available else f"This installation has no keys for {spec.name} yet.",
        limits=_limits(spec.limits),
        capabilities=capabilities_of(platform),
        supports_threads=spec.limits.threads,
    )


def _limits(limits: Limits) -> LimitsShown:
    plain = {name: getattr(limits, name) for name in LimitsShown.model_fields if hasattr(limits, name)}
    dated = {"verified_on": limits.source.verified_on.isoformat(), "source": limits.source.url}
    return LimitsShown(**{**plain, **dated})


def _option(option: Option) -> OptionShown:
    choices = [OptionValueShown(**vars(choice)) for choice in option.choices]
    plain = {name: getattr(option, name) for name in OptionShown.model_fields if name != "choices"}
    return OptionShown(**{**plain, "formats": list(option.formats)}, choices=choices)


def _sign_in(auth: Auth) -> SignInShown:
    if isinstance(auth, AppPassword):
        labels = (auth.name_label, auth.password_label, auth.help_url)
        return SignInShown(
            by="app_password", name_label=labels[0], password_label=labels[1], help_url=labels[2], takes_back=True
        )
    by: Literal["consent_page", "instance"] = "instance" if auth.registers_at else "consent_page"
    takes_back = auth.revoke_url is not None
    return SignInShown(by=by, name_label=None, password_label=None, help_url=None, takes_back=takes_back)
