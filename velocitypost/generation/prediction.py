"""How a post may do: its place among the account's own recent posts, with an interval and what that rests on.

Nothing is invented: expected numbers come from the account's own history only. Without enough of it, the platform's
prior is shown, marked as one. docs/decisions/prediction.md says how, docs/quality/prediction.md how well.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Literal

import regex

from velocitypost.generation import hashtags as tags_of
from velocitypost.generation.walking import Expected, Walk, rank

JSON = Any
Media = Literal["none", "image", "video"]
POSTS_LEAST = 20
COVERAGE = 0.8
# What lies further back says nothing more about today.
_POSTS_MOST = 600
_PRIOR_MIDDLE, _PRIOR_LOW, _PRIOR_HIGH = 50, 10, 90


@dataclass(frozen=True)
class Past:
    """A post of the account with its numbers. `at` is in the account's own zone: its hour and weekday count.

    A number that the platform did not tell is None. Posts whose numbers still grow, a day or two old, are better left
    out.
    """

    text: str
    at: datetime
    likes: int | None = None
    comments: int | None = None
    reposts: int | None = None
    media: Media = "none"


@dataclass(frozen=True)
class Upcoming:
    """A post to come. `at` as in `Past`; None where no time is planned."""

    text: str
    at: datetime | None = None
    media: Media = "none"


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

    def as_answer(self) -> dict[str, JSON]:
        return {
            "posts": self.posts,
            "coverage": round(self.coverage, 3),
            "error": round(self.error, 3),
            "baseline_error": round(self.baseline_error, 3),
        }


@dataclass(frozen=True)
class Prediction:
    """What can be said of a post to come.

    `score` is a percentile from 1 to 99 among the account's recent posts, `low` and `high` its 80 % interval. `basis`
    is "account" where it rests on the account's own posts (`posts` of them), "prior" where there are too few and it
    says no more than that nothing is known. Expected numbers are None where there is no data. `note` says it in words.
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
            "interval": {
                "low": self.low,
                "high": self.high,
                "coverage": COVERAGE,
                "likes_low": self.likes_low,
                "likes_high": self.likes_high,
            },
            "basis": self.basis,
            "posts": self.posts,
            "note": self.note,
            "track_record": self.track_record.as_answer() if self.track_record else None,
        }


class Forecast:
    """Learned from an account's history once, asked for each draft. Made by `learn`."""

    def __init__(self, history: Sequence[Past], platform: str) -> None:
        ordered = sorted(history, key=lambda past: past.at)[-_POSTS_MOST:]
        self.platform = platform
        self._likes = _Number([(past, past.likes) for past in ordered])
        self._comments = _Number([(past, past.comments) for past in ordered])
        self._reposts = _Number([(past, past.reposts) for past in ordered])

    @property
    def track_record(self) -> TrackRecord | None:
        """None where the history is too short to have one."""
        return self._leading.record

    @property
    def leading_walk(self) -> Walk:
        """The walk through the number by which posts are ranked."""
        return self._leading.walk

    def predict(self, upcoming: Upcoming) -> Prediction:
        """What can be said of this post."""
        leading = self._leading
        if leading.known < POSTS_LEAST:
            return self._prior(leading.known)
        traits = traits_of(upcoming.text, upcoming.at, upcoming.media)
        expected = leading.walk.expect(traits)
        low = expected.low if expected.low is not None else expected.middle
        high = expected.high if expected.high is not None else expected.middle
        recent = leading.walk.recent
        likes = self._likes.walk.expect(traits) if self._likes.known >= POSTS_LEAST else None
        return Prediction(
            score=rank(recent, expected.middle),
            low=rank(recent, low),
            high=rank(recent, high),
            basis="account",
            posts=leading.known,
            note=self._note(leading),
            likes=_count(likes.middle) if likes else None,
            likes_low=_count(likes.low) if likes and likes.low is not None else None,
            likes_high=_count(likes.high) if likes and likes.high is not None else None,
            comments=self._comments.expected(traits),
            reposts=self._reposts.expected(traits),
            track_record=leading.record,
        )

    @property
    def _leading(self) -> _Number:
        """The number by which posts are ranked: likes where the platform tells them."""
        return max((self._likes, self._reposts, self._comments), key=lambda number: number.known >= POSTS_LEAST)

    def _prior(self, known: int) -> Prediction:
        have = "There is no post" if known == 0 else "There is 1 post" if known == 1 else f"There are {known} posts"
        note = (
            f"{have} of this account with numbers; {POSTS_LEAST} are needed. Until then any place among your posts is "
            "as likely as another, and no likes can be told."
        )
        return Prediction(_PRIOR_MIDDLE, _PRIOR_LOW, _PRIOR_HIGH, "prior", known, note)

    def _note(self, leading: _Number) -> str:
        record = leading.record
        compared = f"Compared with this account's last {min(leading.known, len(leading.walk.recent))} posts."
        if record is None:
            return compared
        right = round(100 * record.coverage)
        return f"{compared} So far {right} % of {record.posts} posts came out within the range that was given before."


def learn(history: Sequence[Past], platform: str) -> Forecast:
    """From the account's posts at one platform, in any order."""
    return Forecast(history, platform)


class _Number:
    """One kind of number through the account's history."""

    def __init__(self, told: Sequence[tuple[Past, int | None]]) -> None:
        self.walk = Walk(1 - COVERAGE)
        self._made: list[tuple[float, Expected]] = []
        self.known = 0
        for past, number in told:
            if number is None:
                continue
            self.known += 1
            value = math.log1p(max(0, number))
            expected = self.walk.learn(value, traits_of(past.text, past.at, past.media))
            if expected is not None and expected.low is not None:
                self._made.append((value, expected))

    def expected(self, traits: Sequence[str]) -> int | None:
        return _count(self.walk.expect(traits).middle) if self.known >= POSTS_LEAST else None

    @cached_property
    def record(self) -> TrackRecord | None:
        if not self._made:
            return None
        count = len(self._made)
        inside = sum(e.low is not None and e.high is not None and e.low <= value <= e.high for value, e in self._made)
        return TrackRecord(
            posts=count,
            coverage=inside / count,
            error=sum(abs(value - e.middle) for value, e in self._made) / count,
            baseline_error=sum(abs(value - e.base) for value, e in self._made) / count,
        )


def traits_of(text: str, at: datetime | None, media: Media) -> list[str]:
    """What of a post may matter to how it does, its kind first."""
    count = len(text.split())
    kind = "reply" if text.lstrip().startswith("@") else "post"
    found = [
        kind,
        f"{kind} {'short' if count < 8 else 'middle' if count < 16 else 'long' if count < 60 else 'article'}",
    ]
    if at is not None:
        found += [f"hour {at.hour // 4}", f"day {at.weekday()}"]
    if media != "none":
        found.append(f"media {media}")
    if regex.search(r"https?://", text):
        found.append("link")
    if tags_of.found(text):
        found.append("hashtag")
    if "?" in text:
        found.append("question")
    if "!" in text:
        found.append("exclamation")
    return found


def _count(value: float) -> int:
    return max(0, round(math.expm1(value)))
