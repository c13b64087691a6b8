"""Many posts at once: thirty days of them. What is wanted, which texts that means, and how far it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from velocitypost.core.events import Event
from velocitypost.generation.model import Brief, Suggestion

DAYS_MOST = 31
PER_DAY_MOST = 24
DRAFTS_MOST = 3_000
EARLIER_MOST = 5
PLATFORMS_MOST = 100
State = Literal["waiting", "running", "done", "cancelled", "failed"]
UNDER_WAY: tuple[State, ...] = ("waiting", "running")


@dataclass(frozen=True)
class Share:
    """How much of a batch a content domain gets, in percent."""

    domain: str
    percent: int


@dataclass(frozen=True)
class Wish:
    """What somebody wants written. `starts_on` is the first day, as ISO 8601; the rest is as in `model.Brief`."""

    days: int
    posts_per_day: int
    platforms: tuple[str, ...]
    shares: tuple[Share, ...]
    starts_on: str
    prompt: str = ""
    creativity: int = 50
    hashtags: bool = True
    emojis: bool = True
    source_id: str | None = None
    language: str = "en"
    seed: int = 0
    thread: bool = False

    @property
    def total(self) -> int:
        """How many drafts that is."""
        return self.days * self.posts_per_day * len(self.platforms)

    def brief(self, domain: str) -> Brief:
        """The same wish for one of its domains."""
        return Brief(
            domain=domain,
            platforms=self.platforms,
            prompt=self.prompt,
            creativity=self.creativity,
            hashtags=self.hashtags,
            emojis=self.emojis,
            source_id=self.source_id,
            language=self.language,
            seed=self.seed,
            thread=self.thread,
        )


@dataclass(frozen=True)
class Slot:
    """A post of the batch, for all its platforms. `turn` counts the posts of its domain before it."""

    number: int
    on: str
    domain: str
    turn: int


@dataclass(frozen=True)
class Batch:
    """A wish on its way.

    `wake_at` is when a worker must look at it; None once it is over. `claim` names the worker that has it. `composed`
    counts the drafts that no model wrote, `tries` how often it was begun.
    """

    id: str
    workspace_id: str
    author_id: str
    wish: Wish
    state: State
    total: int
    created_at: datetime
    wake_at: datetime | None
    done: int = 0
    composed: int = 0
    notices: tuple[str, ...] = ()
    claim: str = ""
    tries: int = 0
    finished_at: datetime | None = None


@dataclass(frozen=True)
class BatchDraft:
    """One text of a batch. `earlier` are those it replaced, the latest last. `edited`: a person changed its words."""

    id: str
    batch_id: str
    workspace_id: str
    slot: int
    on: str
    domain: str
    turn: int
    suggestion: Suggestion
    created_at: datetime
    earlier: tuple[str, ...] = ()
    edited: bool = False
    version: int = 1


@dataclass(frozen=True)
class BatchChanged(Event):
    """A batch is further, or over."""

    batch_id: str
    state: State
    done: int
    total: int


class NoSuchBatch(Exception):
    """There is no such batch in this workspace."""


class NoSuchDraft(Exception):
    """There is no such draft in this workspace."""


class DraftChanged(Exception):
    """Somebody else changed the draft meanwhile; nothing was overwritten."""


class TooManyBatches(Exception):
    """As many as may be are under way already."""


class BadWish(Exception):
    """What was asked for cannot be made. `field` says where; the text says why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def check(wish: Wish) -> None:
    """Raises `BadWish`."""
    if not 1 <= wish.days <= DAYS_MOST:
        raise BadWish("days", f"Between 1 and {DAYS_MOST} days can be written at once.")
    if not 1 <= wish.posts_per_day <= PER_DAY_MOST:
        raise BadWish("posts_per_day", f"Between 1 and {PER_DAY_MOST} posts a day can be written.")
    if not wish.platforms:
        raise BadWish("platforms", "Choose at least one platform.")
    if len(set(wish.platforms)) != len(wish.platforms):
        raise BadWish("platforms", "The same platform is chosen twice.")
    domains = [share.domain for share in wish.shares]
    if not domains or len(set(domains)) != len(domains):
        raise BadWish("domains", "Choose at least one domain, and each only once.")
    if any(share.percent < 1 for share in wish.shares) or sum(share.percent for share in wish.shares) != 100:
        raise BadWish("domains", "The domains' shares must be whole percents that add up to 100.")
    if wish.total > DRAFTS_MOST:
        raise BadWish("days", f"That would be {wish.total:,} drafts; {DRAFTS_MOST:,} can be written at once.")
    try:
        date.fromisoformat(wish.starts_on) + timedelta(days=wish.days)
    except (ValueError, OverflowError):
        raise BadWish("starts_on", "Write the first day as year, month and day, such as 2026-03-01.") from None


def slots(wish: Wish) -> list[Slot]:
    """The posts in their order. At each of them every domain is within one of its share."""
    begin = date.fromisoformat(wish.starts_on)
    counts = dict.fromkeys((share.domain for share in wish.shares), 0)
    made = []
    for number in range(wish.days * wish.posts_per_day):
        most_behind = max(wish.shares, key=lambda share: share.percent * (number + 1) / 100 - counts[share.domain])
        on = (begin + timedelta(days=number // wish.posts_per_day)).isoformat()
        made.append(Slot(number, on, most_behind.domain, counts[most_behind.domain]))
        counts[most_behind.domain] += 1
    return made


def draft_id(batch_id: str, slot: int, platform: str) -> str:
    """The same for the same text of the batch, however often it is begun: so none is made twice."""
    return f"{batch_id.replace('batch_', 'draft_', 1)}.{slot:04d}.{platform}"


@dataclass(frozen=True)
class Errands:
    """Texts of one domain that are asked for together: slot and platform of each."""

    domain: str
    wanted: tuple[tuple[Slot, str], ...] = field(default=())


def together(wanted: Sequence[tuple[Slot, str]], *, most: int) -> Iterator[Errands]:
    """In their order, at most `most` at a time; texts of one post stay together where they fit."""
    held: dict[str, list[tuple[Slot, str]]] = {}
    posts: dict[int, list[tuple[Slot, str]]] = {}
    for slot, platform in wanted:
        posts.setdefault(slot.number, []).append((slot, platform))
    for post in posts.values():
        domain = post[0][0].domain
        waiting = held.setdefault(domain, [])
        if waiting and len(waiting) + len(post) > most:
            yield Errands(domain, tuple(waiting))
            waiting.clear()
        waiting += post
        while len(waiting) >= most:
            yield Errands(domain, tuple(waiting[:most]))
            del waiting[:most]
    for domain, waiting in held.items():
        if waiting:
            yield Errands(domain, tuple(waiting))
