"""A post that recurs: what is written once, and the rule by which it goes out again and again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice
from typing import Literal
from zoneinfo import ZoneInfo

from velocitypost.content.model import UNLABELLED, BadWriting, Labelled, Writing
from velocitypost.publishing import recurrence
from velocitypost.publishing.recurrence import Occurrence, Recurrence

AHEAD = timedelta(days=7)
TEXTS_MOST = 50
RUNNING_MOST = 50
PREVIEW_MOST = 50
# X and others refuse a text that the account posted within a day or so, and do not say how long exactly.
SAME_TEXT_APART = timedelta(hours=48)


class SeriesState(StrEnum):
    """Whether posts are made from it."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True)
class Series:
    """What is written once and goes out by a rule.

    `start` is the wall-clock time in `zone` that the rule begins at. Nothing is made for moments before `since`.
    `next_local` is the next time that no post was made for yet, and `wake_at` when it is to be made; both are None
    when none is left. `problem` says why the series was paused by itself. Each of its posts begins with `labels`.
    """

    id: str
    workspace_id: str
    author_id: str
    writing: Writing
    texts: tuple[str, ...]
    rule: str
    start: str
    zone: str
    state: SeriesState
    since: datetime
    next_local: str | None
    wake_at: datetime | None
    created_at: datetime
    updated_at: datetime
    problem: str = ""
    labels: Labelled = UNLABELLED
    version: int = 1

    @property
    def recurrence(self) -> Recurrence:
        """The rule, ready to be asked for its times."""
        return recurrence.parse(self.rule, datetime.fromisoformat(self.start), ZoneInfo(self.zone))

    def writing_of(self, number: int) -> Writing:
        """What the occurrence of this number says: the texts take turns."""
        return replace(self.writing, text=in_turn((self.writing.text, *self.texts), number))


@dataclass(frozen=True)
class Making:
    """That a post is being made, or was, for one time of a series: there is at most one for each.

    While it is `making`, whoever holds it until `claimed_until` works on it. `withdrawn` posts were taken off the
    calendar with their series and wait as drafts.
    """

    id: str
    series_id: str
    workspace_id: str
    local: str
    at: datetime
    post_id: str
    state: Literal["making", "made", "withdrawn"]
    claimed_until: datetime


@dataclass(frozen=True)
class Preview:
    """The next times of a rule, and what its author should know before it runs."""

    occurrences: tuple[Occurrence, ...]
    notices: tuple[str, ...]
    warnings: tuple[str, ...]


class NoSuchSeries(Exception):
    """This workspace has no such series."""


class SeriesChanged(Exception):
    """It is not in the state for this, or somebody else changed it meanwhile. The text says which."""


class TooManySeries(Exception):
    """The workspace runs as many series as it can."""


def preview(rule: Recurrence, texts: Sequence[str], now: datetime, *, most: int) -> Preview:
    """The times after `now`. `texts` are those that take turns."""
    upcoming = (one for one in rule.occurrences() if one.at > now)
    return Preview(tuple(islice(upcoming, most)), tuple(rule.notices()), tuple(warnings(rule, texts)))


def warnings(rule: Recurrence, texts: Sequence[str]) -> Iterable[str]:
    """What the platforms may not take about the texts that take turns by this rule."""
    last: dict[str, datetime] = {}
    for one in islice(rule.occurrences(), 2 * len(texts) + 100):
        text = in_turn(texts, one.number).strip()
        if text in last and one.at - last[text] < SAME_TEXT_APART:
            return [
                "The same text would go out again within 48 hours. X and others refuse a repeated text within a day "
                "or so. Write further texts that take turns, or let more time pass between the posts."
            ]
        last[text] = one.at
    return []


def in_turn(texts: Sequence[str], number: int) -> str:
    return texts[number % len(texts)]


def require_texts(texts: Sequence[str]) -> None:
    """Raises `BadWriting` for further texts that cannot be kept."""
    if len(texts) > TEXTS_MOST:
        raise BadWriting("texts", f"A series holds at most {TEXTS_MOST} further texts.")
    for place, text in enumerate(texts):
        if not text.strip():
            raise BadWriting(f"texts.{place}", "This text is empty. Write something, or take it out.")
