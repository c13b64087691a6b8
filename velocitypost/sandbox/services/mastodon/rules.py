"""Mastodon's numbers and scopes, by instance.

https://docs.joinmastodon.org/entities/Instance/, …/api/rate-limits/ and …/api/oauth-scopes/
"""

from dataclasses import dataclass

from velocitypost.sandbox.social.guard import ANYBODY, Limit

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Configuration:
    """What an administrator can set, as /api/v2/instance tells it."""

    title: str
    max_characters: int = 500
    max_media_attachments: int = 4
    poll_max_options: int = 4
    poll_option_characters: int = 50


URL_CHARACTERS = 23
DESCRIPTION_LIMIT = 1_500
IMAGE_BYTES, IMAGE_PIXELS = 16 * MB, 33_177_600
VIDEO_BYTES, VIDEO_PIXELS = 99 * MB, 8_294_400
POLL_SECONDS = (300, 2_629_746)
IDEMPOTENT_S = 3_600
TYPES = (
    "image/jpeg", "image/png", "image/gif", "image/heic", "image/heif", "image/webp", "image/avif",
    "video/webm", "video/mp4", "video/quicktime", "video/ogg",
)  # fmt: skip
INSTANCES = {
    "mastodon.social": Configuration("Mastodon"),
    "mastodon.example": Configuration("A small workshop", 1_000, 6, 6, 80),
}

SCOPES = {
    "read": "Read everything of your account",
    "read:accounts": "See your account",
    "read:statuses": "See your posts",
    "read:notifications": "See your notifications",
    "write": "Change everything of your account",
    "write:statuses": "Publish and delete posts for you",
    "write:media": "Upload pictures and videos for you",
    "profile": "See your name and picture",
    "follow": "Manage whom you follow",
    "push": "Receive push messages for you",
}
NEEDS: dict[str, frozenset[str]] = {
    "GET /api/v2/instance": ANYBODY,
    "POST /api/v1/apps": ANYBODY,
    "GET /api/v1/accounts/verify_credentials": frozenset({"read:accounts"}),
    "GET /api/v1/accounts/:account_id/statuses": ANYBODY,
    "GET /api/v1/statuses": ANYBODY,
    "GET /api/v1/statuses/:status_id": ANYBODY,
    "GET /api/v1/statuses/:status_id/context": ANYBODY,
    "GET /api/v1/statuses/:status_id/source": frozenset({"read:statuses"}),
    "POST /api/v1/statuses": frozenset({"write:statuses"}),
    "DELETE /api/v1/statuses/:status_id": frozenset({"write:statuses"}),
    "POST /api/v2/media": frozenset({"write:media"}),
    "GET /api/v1/media/:media_id": frozenset({"write:media"}),
    "PUT /api/v1/media/:media_id": frozenset({"write:media"}),
    "DELETE /api/v1/media/:media_id": frozenset({"write:media"}),
}
ACCOUNT = Limit(1_500, 300, bucket="account")
LIMITS: dict[str, tuple[Limit, ...]] = {
    "POST /api/v2/media": (ACCOUNT, Limit(30, 1_800, bucket="media")),
    "POST /api/v1/statuses": (ACCOUNT, Limit(300, 10_800, bucket="statuses")),
    "DELETE /api/v1/statuses/:status_id": (ACCOUNT, Limit(30, 1_800, bucket="deletion")),
}


def implied(scopes: frozenset[str]) -> frozenset[str]:
    """`read` includes every `read:…`, and so on."""
    more = {name for name in SCOPES for given in scopes if name.startswith(f"{given}:")}
    return scopes | more | ({"read:accounts"} if "profile" in scopes else set())
