"""X's rate limits as data, and the headers that tell of them.

https://docs.x.com/x-api/fundamentals/rate-limits (as of 2026-08)
"""

from dataclasses import dataclass

QUARTER, DAY = 15 * 60, 24 * 3600


@dataclass(frozen=True, slots=True)
class Limit:
    """So many requests in a window of so many seconds."""

    requests: int
    window_s: int


@dataclass(frozen=True, slots=True)
class Limits:
    """Per user and, where X has one that a user's token also spends, per app."""

    user: Limit
    app: Limit | None = None


LIMITS: dict[str, Limits] = {
    "POST /2/tweets": Limits(Limit(100, QUARTER), Limit(10_000, DAY)),
    "DELETE /2/tweets/:tweet_id": Limits(Limit(50, QUARTER)),
    "GET /2/tweets": Limits(Limit(5_000, QUARTER)),
    "GET /2/tweets/:tweet_id": Limits(Limit(900, QUARTER)),
    "GET /2/tweets/search/recent": Limits(Limit(300, QUARTER)),
    "GET /2/users/me": Limits(Limit(75, QUARTER)),
    "GET /2/users/:user_id/tweets": Limits(Limit(900, QUARTER)),
    "GET /2/users/:user_id/mentions": Limits(Limit(300, QUARTER)),
    "POST /2/media/upload": Limits(Limit(500, QUARTER), Limit(50_000, DAY)),
    "GET /2/media/upload": Limits(Limit(1_000, QUARTER), Limit(100_000, DAY)),
    "POST /2/media/upload/initialize": Limits(Limit(1_875, QUARTER), Limit(180_000, DAY)),
    "POST /2/media/upload/:media_id/append": Limits(Limit(1_875, QUARTER), Limit(180_000, DAY)),
    "POST /2/media/upload/:media_id/finalize": Limits(Limit(1_875, QUARTER), Limit(180_000, DAY)),
    "POST /2/media/metadata": Limits(Limit(500, QUARTER), Limit(50_000, DAY)),
}
