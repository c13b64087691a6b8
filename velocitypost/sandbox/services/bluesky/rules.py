"""Bluesky's numbers.

https://github.com/bluesky-social/atproto/tree/main/lexicons and https://docs.bsky.app/docs/advanced-guides/rate-limits
"""

from velocitypost.sandbox.social.guard import ANYBODY, Limit

HOUR, DAY = 3_600, 86_400
POST = "app.bsky.feed.post"
TEXT_BYTES, TEXT_CLUSTERS = 3_000, 300
IMAGES, IMAGE_BYTES, THUMB_BYTES = 4, 2_000_000, 1_000_000
VIDEO_BYTES, VIDEO_SECONDS = 100_000_000, 180
VIDEOS_A_DAY, VIDEO_BYTES_A_DAY = 25, 10_000_000_000
BLOB_BYTES = 100_000_000
ALT_BYTES, ALT_CLUSTERS = 10_000, 1_000
BLOB_LIFE_S = 6 * HOUR
ACCESS_LIFE_S, REFRESH_LIFE_S, GRACE_S = 2 * HOUR, 90 * DAY, 2 * HOUR

SERVICE_TOKEN_USUAL_S = 60

GLOBAL = Limit(3_000, 300, "all", "global")


def writes(points: int) -> tuple[Limit, ...]:
    """Writing costs points, by the hour and by the day."""
    hour = Limit(5_000, HOUR, bucket="repo-write-hour", cost=points)
    return (GLOBAL, hour, Limit(35_000, DAY, bucket="repo-write-day", cost=points))


LIMITS: dict[str, tuple[Limit, ...]] = {
    "POST /xrpc/com.atproto.repo.createRecord": writes(3),
    "POST /xrpc/com.atproto.repo.putRecord": writes(2),
    "POST /xrpc/com.atproto.repo.deleteRecord": writes(1),
    "POST /xrpc/com.atproto.repo.uploadBlob": (GLOBAL, Limit(1_000, DAY, bucket="blobs")),
}
PUBLIC = frozenset(
    f"GET /xrpc/{name}"
    for name in (
        "com.atproto.repo.getRecord", "com.atproto.repo.listRecords", "com.atproto.identity.resolveHandle",
        "com.atproto.server.describeServer", "com.atproto.sync.getBlob", "app.bsky.video.getJobStatus",
    )
)  # fmt: skip
APP_PASSWORD = "com.atproto.appPass"  # noqa: S105 (a scope's name)


def needs(operation: str) -> frozenset[str]:
    """What a token must be good for."""
    if operation in PUBLIC:
        return ANYBODY
    if operation == "POST /xrpc/com.atproto.server.refreshSession":
        return frozenset({"com.atproto.refresh"})
    if operation == "POST /xrpc/com.atproto.server.deleteSession":
        return frozenset({"com.atproto.refresh"})
    if operation == "POST /xrpc/app.bsky.video.uploadVideo":
        return frozenset({"com.atproto.repo.uploadBlob"})
    return frozenset({APP_PASSWORD})


def kind(operation: str) -> str:
    """Which kind of token an operation takes."""
    if operation.endswith((".refreshSession", ".deleteSession")):
        return "refresh"
    return "service" if operation.endswith("app.bsky.video.uploadVideo") else "access"


OPERATIONS = (
    "POST /xrpc/com.atproto.repo.putRecord",
    "POST /xrpc/com.atproto.repo.createRecord",
    "POST /xrpc/com.atproto.repo.deleteRecord",
    "GET /xrpc/com.atproto.repo.getRecord",
    "POST /xrpc/com.atproto.repo.uploadBlob",
    "POST /xrpc/app.bsky.video.uploadVideo",
    "GET /xrpc/app.bsky.video.getJobStatus",
    "GET /xrpc/app.bsky.feed.getPosts",
    "GET /xrpc/app.bsky.feed.getAuthorFeed",
    "GET /xrpc/app.bsky.feed.getPostThread",
    "GET /xrpc/app.bsky.actor.getProfile",
    "POST /xrpc/com.atproto.server.createSession",
    "POST /xrpc/com.atproto.server.refreshSession",
)
