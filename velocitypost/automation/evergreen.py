"""Evergreen posts: written once, sent again after a while, never in the same words where a platform forbids it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from velocitypost.content.model import Labelled, Tailored, Writing
from velocitypost.contract.spec import Repeats
from velocitypost.core import trail

ORIGIN = "evergreen/"
NAME_MOST = 60
CATEGORIES_MOST = 50
EVERGREENS_MOST = 300
TEXTS_MOST = 20
COOLDOWN_DAYS = (1, 365)
# However long a category's cool-down is: on one account the same words are never nearer to each other than this.
NEAR = timedelta(days=7)
Alike = Callable[[str, Sequence[str]], bool]


@dataclass(frozen=True)
class Category:
    """A label of evergreen posts. One that went out rests for `cooldown_days`."""

    id: str
    workspace_id: str
    name: str
    cooldown_days: int
    created_at: datetime
    updated_at: datetime
    version: int = 1

    @property
    def cooldown(self) -> timedelta:
        return timedelta(days=self.cooldown_days)


@dataclass(frozen=True)
class Use:
    """That a text was planned for an account: which (its fingerprint), for when, and by which post."""

    connection_id: str
    digest: str
    at: datetime
    post_id: str


@dataclass(frozen=True)
class Evergreen:
    """A post marked to go out again and again. `texts` are variations of what `writing` says.

    `writing.connection_ids` are the accounts it is for; none: those of whichever queue sends it. `last_at` is when it
    is, or was, last to go out. `problem` says why it is left alone until somebody changes it. Its posts begin with
    `labels`; None: with those of what it repeats.
    """

    id: str
    workspace_id: str
    category_id: str
    author_id: str
    writing: Writing
    texts: tuple[str, ...]
    created_at: datetime
    updated_at: datetime
    source_post_id: str = ""
    uses: tuple[Use, ...] = ()
    last_at: datetime | None = None
    problem: str = ""
    labels: Labelled | None = None
    version: int = 1

    @property
    def origin(self) -> str:
        """What its posts say they were made by."""
        return f"{ORIGIN}{self.id}"

    def variations(self, connection_id: str) -> tuple[str, ...]:
        """What it may say on this account, its own words first."""
        return (self.writing.for_account(connection_id).text, *self.texts)

    def used(self, uses: Iterable[Use]) -> Evergreen:
        """With these uses noted, of each text on each account only the last one."""
        kept = {(use.connection_id, use.digest): use for use in (*self.uses, *uses)}
        last = max((use.at for use in kept.values()), default=self.last_at)
        return replace(self, uses=tuple(kept.values()), last_at=last)

    def unused(self, post_id: str) -> Evergreen:
        """As if this post had never been planned."""
        kept = tuple(use for use in self.uses if use.post_id != post_id)
        return replace(self, uses=kept, last_at=max((use.at for use in kept), default=None))


@dataclass(frozen=True)
class Account:
    """An account that a turn serves, as the choice of words needs it.

    `beside` are the texts that stand near the turn on it, `neighbours` those right before and after. `used` are the
    fingerprints of what the evergreen post said there already, with the time it last did.
    """

    id: str
    name: str
    repeats: Repeats | None = None
    beside: tuple[str, ...] = ()
    neighbours: tuple[str, ...] = ()
    used: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class Choice:
    """What each account is to say, by its id, and which accounts are left out, in words."""

    texts: Mapping[str, str]
    left_out: tuple[str, ...] = ()


class NoSuchCategory(Exception):
    """This workspace has no such category."""


class NoSuchEvergreen(Exception):
    """This workspace has no such evergreen post."""


class BadEvergreen(Exception):
    """What was asked for cannot be kept. `fields` say where and why."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__(" ".join(fields.values()))
        self.fields = fields


class EvergreenChanged(Exception):
    """It is in the way, or was changed meanwhile. The text says which, and what to do."""


def fingerprint(text: str) -> str:
    """The same for texts that differ in nothing but spaces and case."""
    return trail.digest(" ".join(text.split()).casefold())


def ready(evergreens: Iterable[Evergreen], cooldown: timedelta, at: datetime) -> list[Evergreen]:
    """Those that have rested enough by then, whichever went out longest ago first."""
    rested = [one for one in evergreens if not one.problem and (one.last_at is None or one.last_at + cooldown <= at)]
    return sorted(rested, key=lambda one: (one.last_at is not None, one.last_at or one.created_at, one.id))


def next_ready(evergreens: Iterable[Evergreen], cooldown: timedelta) -> datetime | None:
    """When the first of them has rested enough; None where none ever goes out by itself."""
    return min((one.last_at + cooldown for one in evergreens if not one.problem and one.last_at), default=None)


def choose(evergreen: Evergreen, accounts: Sequence[Account], *, alike: Alike) -> Choice:
    """What to say where: on each account the words it heard longest ago. `alike` tells whether a text is one of some.

    An account whose platform would refuse every variation, or heard each one just now, is left out.
    """
    texts: dict[str, str] = {}
    left_out: list[str] = []
    for account in accounts:
        variations = [text for text in evergreen.variations(account.id) if text.strip()]
        fresh = [text for text in variations if not _forbidden(account, text, alike)]
        apart = [text for text in fresh if not alike(text, account.beside)]
        if apart:
            texts[account.id] = min(apart, key=lambda text: _heard(account, text))
        elif variations and not fresh:
            left_out.append(
                f"{account.name} is left out: its platform refuses words that it had before, and every variation was "
                "used there. Write another one."
            )
        else:
            left_out.append(f"{account.name} is left out: it says much the same within {NEAR.days} days of this.")
    return Choice(texts, tuple(left_out))


def writing_of(evergreen: Evergreen, texts: Mapping[str, str]) -> Writing:
    """The post that says these texts, by account id."""
    common = next(iter(texts.values()))
    tailored = {}
    for account, text in texts.items():
        own = evergreen.writing.tailored.get(account, Tailored())
        changed = replace(own, text=None if text == common else text, follow_ups=None)
        if changed != Tailored():
            tailored[account] = changed
    return replace(evergreen.writing, text=common, connection_ids=tuple(texts), tailored=tailored, follow_ups=())


def check_category(name: str, cooldown_days: int) -> dict[str, str]:
    """What is wrong, by field, in words."""
    wrong: dict[str, str] = {}
    if not name.strip() or len(name.strip()) > NAME_MOST or not name.isprintable():
        wrong["name"] = f"Give it a name of 1 to {NAME_MOST} characters."
    if not COOLDOWN_DAYS[0] <= cooldown_days <= COOLDOWN_DAYS[1]:
        wrong["cooldown_days"] = f"Let a post rest from {COOLDOWN_DAYS[0]} to {COOLDOWN_DAYS[1]} days."
    return wrong


def check_evergreen(writing: Writing, texts: Sequence[str]) -> dict[str, str]:
    """What is wrong, by field, in words."""
    wrong: dict[str, str] = {}
    if not writing.text.strip():
        wrong["text"] = "Write something; a picture alone cannot be told from its repetition."
    if any(part for part in (writing.follow_ups, *(own.follow_ups for own in writing.tailored.values()))):
        wrong["post_id"] = "A thread cannot go out again by itself. Mark a post that has one part."
    if len(texts) > TEXTS_MOST:
        wrong["texts"] = f"A post has at most {TEXTS_MOST} variations."
    known = {fingerprint(writing.text)}
    for place, text in enumerate(texts):
        if not text.strip():
            wrong[f"texts.{place}"] = "This variation is empty. Write something, or take it out."
        elif (mark := fingerprint(text)) in known:
            wrong[f"texts.{place}"] = "This says the same as another one. Put it differently, or take it out."
        else:
            known.add(mark)
    return wrong


def _forbidden(account: Account, text: str, alike: Alike) -> bool:
    if account.repeats is None:
        return False
    if account.repeats.in_a_row_only:
        return alike(text, account.neighbours)
    return fingerprint(text) in account.used


def _heard(account: Account, text: str) -> tuple[bool, float]:
    last = account.used.get(fingerprint(text))
    return last is not None, last.timestamp() if last else 0.0
