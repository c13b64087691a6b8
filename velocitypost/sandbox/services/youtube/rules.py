"""YouTube's scopes, quotas and bounds, from its reference. https://developers.google.com/youtube/v3/docs"""

from velocitypost.sandbox.social.guard import Limit

AUTH = "https://www.googleapis.com/auth/"
SCOPES = {
    f"{AUTH}youtube.upload": "Manage your YouTube videos",
    f"{AUTH}youtube.readonly": "View your YouTube account",
    f"{AUTH}youtube.force-ssl": "See, edit and permanently delete your YouTube videos, ratings, comments and captions",
    f"{AUTH}youtube": "Manage your YouTube account",
    f"{AUTH}yt-analytics.readonly": "View YouTube Analytics reports for your YouTube content",
    "openid": "Associate you with your personal info on Google",
    f"{AUTH}userinfo.profile": "See your personal info, including any personal info you have made publicly available",
}
# What each scope lets an app do, in words of ours. The reference lists for each method scopes of which one suffices.
_MAY = {
    f"{AUTH}youtube.upload": {"upload"},
    f"{AUTH}youtube.readonly": {"read"},
    f"{AUTH}youtube": {"upload", "read", "manage"},
    f"{AUTH}youtube.force-ssl": {"upload", "read", "manage", "comment"},
}

INSERT = "POST /upload/youtube/v3/videos"
PUT = "PUT /upload/youtube/v3/videos"
ASK = f"{PUT} (status)"
PIECE = f"{PUT} (piece)"
NEEDS = {
    INSERT: "upload",
    PUT: "upload",
    ASK: "upload",
    PIECE: "upload",
    "POST /upload/youtube/v3/thumbnails/set": "upload",
    "GET /youtube/v3/videos": "read",
    "DELETE /youtube/v3/videos": "manage",
    "GET /youtube/v3/channels": "read",
    "GET /youtube/v3/playlists": "read",
    "GET /youtube/v3/playlistItems": "read",
    "POST /youtube/v3/playlistItems": "manage",
    "GET /youtube/v3/commentThreads": "comment",
    "POST /youtube/v3/commentThreads": "comment",
    "DELETE /youtube/v3/comments": "comment",
}

# https://developers.google.com/youtube/v3/determine_quota_cost
_DAY = 86_400
_UPLOADS = Limit(100, _DAY, whose="app", bucket="Video Uploads")
_FREE = frozenset({PUT, ASK, PIECE})

MB = 1024 * 1024
LARGEST_VIDEO = 256 * 1024 * MB
LARGEST_THUMBNAIL = 2 * MB
LARGEST_TITLE = 100
LARGEST_DESCRIPTION = 5_000
LARGEST_TAGS = 500
LARGEST_COMMENT = 10_000
GRANULE = 256 * 1024
SESSION_LIFE_S = 7 * _DAY
LONGEST_UNVERIFIED_MS = 15 * 60 * 1000
LONGEST_SHORT_MS = 3 * 60 * 1000
ASSIGNABLE = frozenset(["1", "2", "10", "15", "17", "19", "20", "22", "23", "24", "25", "26", "27", "28", "29"])
# Whose owner never confirmed a phone number: no long videos, no thumbnails of their own.
UNVERIFIED = frozenset({"northwindhq"})


def needed(operation: str) -> frozenset[str]:
    """What an app must be allowed to do, in the words of `may`."""
    return frozenset({NEEDS.get(operation, "read")})


def may(scopes: frozenset[str]) -> frozenset[str]:
    """What these scopes allow."""
    return frozenset().union(*(_MAY.get(scope, set()) for scope in scopes))


def quota(operation: str) -> tuple[Limit, ...]:
    """Uploads have a bucket of their own; all else takes from 10,000 units a day and project."""
    if operation == INSERT:
        return (_UPLOADS,)
    if operation in _FREE:
        return ()
    return (Limit(10_000, _DAY, whose="app", bucket="Queries", cost=1 if operation.startswith("GET") else 50),)
