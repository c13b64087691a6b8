"""Which platforms there are and what each can do."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from velocitypost.contract.capabilities import Platform, capabilities_of
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
    verified_on: str
    source: str


class PlatformShown(BaseModel):
    """A service and what can be done with it here."""

    key: str
    name: str
    kind: str
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
        pro_required=spec.pro_required,
        available=available,
        unavailable_reason=None if available else f"This installation has no keys for {spec.name} yet.",
        limits=LimitsShown(
            text_max=spec.limits.text_max,
            count_rule=spec.limits.count_rule,
            images_max=spec.limits.images_max,
            videos_max=spec.limits.videos_max,
            image_types=list(spec.limits.image_types),
            image_max_bytes=spec.limits.image_max_bytes,
            gif_max_bytes=spec.limits.gif_max_bytes,
            video_max_bytes=spec.limits.video_max_bytes,
            alt_text_max=spec.limits.alt_text_max,
            verified_on=spec.limits.source.verified_on.isoformat(),
            source=spec.limits.source.url,
        ),
        capabilities=capabilities_of(platform),
        supports_threads=spec.limits.threads,
    )
