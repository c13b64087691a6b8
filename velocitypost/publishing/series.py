"""A post that recurs: what is written once, and the rule by which it goes out again and again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import islice, pairwise
from typing import Literal
from zoneinfo import ZoneInfo

from velocitypost.content.model import UNLABELLED, BadWriting, Labelled, Post, Writing
from velocitypost.core.events import Event
from velocitypost.publishing import recurrence
from velocitypost.publishing.recurrence import LOOK_BACK, Occurrence, Recurrence

ORIGIN = "series/"
AHEAD = timedelta(days=7)
TEXTS_MOST = 50
RUNNING_MOST = 50
PREVIEW_MOST = 50
# X and others refuse a text that the account posted within a day or so, and do not say how long exactly.
SAME_TEXT_APART = timedelta(hours=48)
_WRITTEN_KEPT = 20

# Where one time of a series stands: no post was made yet; its post is on the calendar; somebody changed or moved that
# post; somebody took it off the calendar or deleted it.
DateStanding = Literal["open", "planned", "own", "out"]


class SeriesState(StrEnum):
    """Whether posts are made from it."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True)
class Series:
    """What is written once and goes out by a rule.

    `start` is the wall-clock time in `zone` that the rule begins at. Nothing is made for moments before `since`.
    `next_local` is the next time that no post was made for yet; None when none is left. `wake_at` is when it must be
    looked at: to make the next post, or because its last time has passed. `problem` says why it was paused by itself.
    Each of its posts begins with `labels`. `edition` counts what people changed of it; `labels_edition` is the one
    that the labels are of.
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
    edition: int = 0
    labels_edition: int = 0
    version: int = 1

    @property
    def recurrence(self) -> Recurrence:
        """The rule, ready to be asked for its times."""
        return recurrence.stored(self.rule, datetime.fromisoformat(self.start), ZoneInfo(self.zone))

    @property
    def origin(self) -> str:
        """What its posts say they were made by."""
        return f"{ORIGIN}{self.id}"

    @property
    def turns(self) -> tuple[str, ...]:
        """The texts that take turns."""
        return (self.writing.text, *self.texts)

    @property
    def says_the_same(self) -> bool:
        """Whether an account has words of its own, which take no turns."""
        return any(own.text is not None for own in self.writing.tailored.values())

    def writing_of(self, number: int) -> Writing:
        """What the occurrence of this number says: the texts take turns."""
        return replace(self.writing, text=in_turn(self.turns, number))


@dataclass(frozen=True)
class Making:
    """That a post is being made, or was, for one time of a series: there is at most one for each.

    While it is `making`, whoever holds it until `claimed_until` works on it. `withdrawn` posts were taken off the
    calendar with their series and wait as drafts. `edition` is the series' own when the post was made; `written` are
    fingerprints of all that the series ever put into it, so that what a person put there can be told.
    """

    id: str
    series_id: str
    workspace_id: str
    local: str
    at: datetime
    post_id: str
    state: Literal["making", "made", "withdrawn"]
    claimed_until: datetime
    edition: int = 0
    written: tuple[str, ...] = ()

    def wrote(self, post: Post) -> bool:
        """Whether the post still says what its series put there."""
        return post.digest in self.written or not self.written

    def writing(self, digest: str) -> tuple[str, ...]:
        """`written`, with what the series is about to put there."""
        return tuple(dict.fromkeys((*self.written, digest)))[-_WRITTEN_KEPT:]


@dataclass(frozen=True)
class Preview:
    """The next times of a rule, and what its author should know before it runs."""

    occurrences: tuple[Occurrence, ...]
    notices: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Date:
    """One coming time of a series and what stands there. `post` is the one that was made for it, if it is there."""

    occurrence: Occurrence
    standing: DateStanding
    post: Post | None = None


@dataclass(frozen=True)
class Remade:
    """What became of the posts that were made ahead when their series was changed.

    `left` are those that somebody had changed or moved, and stay so; `drafts` those of them whose time the new rule
    does not have; `begun` those on their way already. `done` is False where a part has to wait for somebody else.
    """

    left: int = 0
    drafts: int = 0
    begun: int = 0
    done: bool = True

    def plus(self, other: Remade) -> Remade:
        """Both together."""
        return Remade(
            self.left + other.left, self.drafts + other.drafts, self.begun + other.begun, self.done and other.done
        )

    @property
    def notices(self) -> list[str]:
        """In words, for whoever changed it."""
        counted = zip((self.left, self.drafts, self.begun), _REMADE, strict=True)
        return [one if count == 1 else f"{count} {several}" for count, (one, several) in counted if count]


_REMADE = (
    ("1 post that was changed or moved by hand stays as it is.", "posts that were changed or moved by hand stay so."),
    (
        "1 post that was changed or moved by hand is a draft now: the new rule does not have its time.",
        "posts that were changed or moved by hand are drafts now: the new rule does not have their times.",
    ),
    ("1 post has left, or is just leaving, and stays as it was.", "posts have left, or are just leaving, and stay so."),
)


@dataclass(frozen=True)
class SeriesTold(Event):
    """A series was begun or changed, or is in another state. `stopped` says why it was paused by itself, if it was."""

    series_id: str
    version: int = 0
    stopped: str = ""


class NoSuchSeries(Exception):
    """This workspace has no such series."""


class SeriesChanged(Exception):
    """It is not in the state for this, or somebody else changed it meanwhile. The text says which."""


class TooManySeries(Exception):
    """The workspace runs as many series as it can."""


def series_of(origin: str) -> str | None:
    """The id of the series that made a post of this origin, if one did."""
    return origin.removeprefix(ORIGIN) if origin.startswith(ORIGIN) else None


def preview(
    rule: Recurrence, texts: Sequence[str], now: datetime, *, most: int, says_the_same: bool = False
) -> Preview:
    """The times after `now`. `texts` are those that take turns; `says_the_same` is `Series.says_the_same`."""
    upcoming = tuple(islice(coming(rule, now), most))
    return Preview(upcoming, tuple(rule.notices()), tuple(warnings(rule, texts, says_the_same=says_the_same)))


def coming(rule: Recurrence, now: datetime) -> Iterator[Occurrence]:
    """The times after `now`."""
    here = now.astimezone(rule.zone).replace(tzinfo=None)
    return (one for one in rule.occurrences(here - LOOK_BACK) if one.at > now)


def warnings(rule: Recurrence, texts: Sequence[str], *, says_the_same: bool = False) -> Iterable[str]:
    """What the platforms may not take about the texts by this rule."""
    first = list(islice(rule.occurrences(), 2 * len(texts) + 100))
    last: dict[str, datetime] = {}
    for one in first:
        text = in_turn(texts, one.number).strip()
        if text in last and one.at - last[text] < SAME_TEXT_APART:
            return [
                "The same text would go out again within 48 hours. X and others refuse a repeated text within a day "
                "or so. Write further texts that take turns, or let more time pass between the posts."
            ]
        last[text] = one.at
    if says_the_same and any(later.at - earlier.at < SAME_TEXT_APART for earlier, later in pairwise(first)):
        return [
            "An account that has its own text would say the same again within 48 hours. X and others refuse a repeated "
            "text within a day or so. Let it say the common text, or let more time pass between the posts."
        ]
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
