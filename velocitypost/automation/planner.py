"""What goes out when, as a value: the coming slots of a workspace, each with its reasons in words.

Pure and, for a seed, always the same. What stands on the calendar counts; what a person removed stays empty.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from velocitypost.automation.best_times import Curve
from velocitypost.automation.sequence import next_turn

STEP = timedelta(minutes=15)
_EXPLORES_EVERY = 8
_DAY = timedelta(days=1)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class Outlet:
    """An account as the planner sees it. `priority` 1 is the highest; `per_day` is what its platform takes a day."""

    id: str
    name: str
    priority: int
    curve: Curve
    per_day: int | None = None


@dataclass(frozen=True)
class Taken:
    """A post that stands already, or that went out lately: by automation (with its domain) or by hand (None).

    `key` is its place in the plan. `counts` says whether it counts towards the mix: what was planned for another does
    not.
    """

    outlet_id: str
    at: datetime
    domain: str | None = None
    key: str = ""
    counts: bool = True


@dataclass(frozen=True)
class Wish:
    """What the workspace asked for. `ends` before `starts` is no day.

    `plan_per_day` is the plan's limit, -1 none; its days are those of `plan_zone`, which is `zone` where it is empty.
    `times` are wall-clock times that were chosen; without any, the best times are used. `skipped` are days without
    posts, such as holidays, with their names.
    """

    zone: str
    starts: time
    ends: time
    weekdays: frozenset[int]
    posts_per_day: int
    spacing: timedelta
    mix: Mapping[str, int]
    times: tuple[time, ...] = ()
    plan_per_day: int = -1
    plan_zone: str = ""
    skipped: Mapping[date, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Slot:
    """One post to come. `key` names its place: the same place has the same key in every plan."""

    key: str
    day: date
    outlet_id: str
    domain: str
    local: datetime
    at: datetime
    reasons: tuple[str, ...]
    exploring: bool = False


@dataclass(frozen=True)
class Plan:
    """The slots in their order, and why days stayed emptier than was wished."""

    slots: tuple[Slot, ...]
    unfilled: tuple[tuple[date, str], ...]


@dataclass
class _State:
    """What has been given out so far."""

    domains: Counter[str]
    outlets: Counter[str]
    posts: list[Taken]
    plan_zone: ZoneInfo
    emptied: list[Taken]

    def __post_init__(self) -> None:
        self.plan_days = Counter(self.plan_day(post.at) for post in self.posts)

    def plan_day(self, at: datetime) -> date:
        """The day by which the plan counts."""
        return at.astimezone(self.plan_zone).date()

    def add(self, slot: Slot) -> None:
        """This one stands, too."""
        self.domains[slot.domain] += 1
        self.outlets[slot.outlet_id] += 1
        self.posts.append(Taken(slot.outlet_id, slot.at, slot.domain, slot.key))
        self.plan_days[self.plan_day(slot.at)] += 1


def plan(
    wish: Wish,
    outlets: Sequence[Outlet],
    taken: Iterable[Taken],
    removed: frozenset[str],
    *,
    start: date,
    days: int,
    now: datetime,
    seed: int,
    emptied: Iterable[Taken] = (),
) -> Plan:
    """The slots of `days` days from `start` on. `removed` are keys of slots that a person took out.

    `emptied` are the times of those: nothing else comes near them in their stead.
    """
    zone = ZoneInfo(wish.zone)
    posts = sorted(taken, key=lambda post: post.at)
    known = {outlet.id for outlet in outlets}
    own = [post for post in posts if post.domain is not None and post.counts]
    state = _State(
        Counter(post.domain for post in own if post.domain is not None and post.domain in wish.mix),
        Counter(post.outlet_id for post in own if post.outlet_id in known),
        list(posts),
        ZoneInfo(wish.plan_zone or wish.zone),
        list(emptied),
    )
    slots: list[Slot] = []
    unfilled: list[tuple[date, str]] = []
    for number in range(days):
        day = start + number * _DAY
        reason = _closed(wish, day)
        if reason is not None or not outlets:
            unfilled.append((day, reason or "No account is ready for automation."))
            continue
        filled, why = _fill(wish, outlets, state, removed, day=day, zone=zone, now=now, seed=seed)
        slots += filled
        if why:
            unfilled.append((day, why))
    return Plan(tuple(sorted(slots, key=lambda slot: slot.at)), tuple(unfilled))


def _closed(wish: Wish, day: date) -> str | None:
    if day in wish.skipped:
        return f"{wish.skipped[day]}: no posts on holidays."
    if day.weekday() not in wish.weekdays:
        return f"No posts on a {_WEEKDAYS[day.weekday()]}."
    return None


def _fill(
    wish: Wish,
    outlets: Sequence[Outlet],
    state: _State,
    removed: frozenset[str],
    *,
    day: date,
    zone: ZoneInfo,
    now: datetime,
    seed: int,
) -> tuple[list[Slot], str]:
    that_day = [post for post in state.posts if post.at.astimezone(zone).date() == day]
    limit = wish.posts_per_day if wish.plan_per_day < 0 else min(wish.posts_per_day, wish.plan_per_day)
    room = limit - len([post for post in that_day if post.domain is not None])
    given = removed | {post.key for post in state.posts}
    places = [f"{day.isoformat()}/{number}" for number in range(1, limit + 1)]
    taken_out = len([place for place in places if place in removed])
    free = [place for place in places if place not in given][: max(0, room - taken_out)]
    candidates = list(_candidates(wish, day, zone, now))
    slots: list[Slot] = []
    full: set[str] = set()
    for place in free:
        choice = _next(wish, outlets, state, candidates, full, day=day, zone=zone, place=place, seed=seed)
        if choice is None:
            return slots, _why_no_more(wish, state, candidates)
        slots.append(choice)
        state.add(choice)
    return slots, ""


def _why_no_more(wish: Wish, state: _State, candidates: Sequence[tuple[datetime, datetime]]) -> str:
    if not candidates:
        return "The hours of that day have passed."
    if not any(_within_plan(wish, state, at) for _, at in candidates):
        return f"The plan sends {wish.plan_per_day} posts a day, and that day has them."
    return "No time was left within the active hours and the spacing."


def _within_plan(wish: Wish, state: _State, at: datetime) -> bool:
    return wish.plan_per_day < 0 or state.plan_days[state.plan_day(at)] < wish.plan_per_day


def _next(
    wish: Wish,
    outlets: Sequence[Outlet],
    state: _State,
    candidates: Sequence[tuple[datetime, datetime]],
    full: set[str],
    *,
    day: date,
    zone: ZoneInfo,
    place: str,
    seed: int,
) -> Slot | None:
    """The next slot of the day: whose turn it is, at the best moment that is left for them."""
    left = {outlet.id: outlet for outlet in outlets if outlet.id not in full}
    while left:
        turn = next_turn(_weights(left.values()), state.outlets)
        outlet = left[turn]
        moments = _open(outlet, wish, state, candidates, day=day, zone=zone)
        if not moments:
            full.add(turn)
            del left[turn]
            continue
        number = _number(seed, place, outlet.id)
        exploring = number % _EXPLORES_EVERY == 0 and not wish.times
        local, at = _explored(moments, outlet, number) if exploring else _best(moments, outlet, number)
        domain = next_turn(wish.mix, state.domains)
        reasons = (
            _why_then(outlet, local, exploring=exploring, chosen=bool(wish.times)),
            _why_domain(domain, wish.mix, state.domains),
        )
        return Slot(place, day, outlet.id, domain, local, at, reasons, exploring)
    return None


def _candidates(wish: Wish, day: date, zone: ZoneInfo, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The wall-clock moments of a day that may be used, with the instants they mean: those that exist, each once."""
    if wish.times:
        walls = [datetime.combine(day, moment) for moment in sorted(set(wish.times))]
    else:
        first, last = datetime.combine(day, wish.starts), datetime.combine(day, wish.ends)
        walls = [first + number * STEP for number in range(max(0, (last - first) // STEP))]
    for wall in walls:
        if not wish.starts <= wall.time() < wish.ends:
            continue
        at = wall.replace(tzinfo=zone).astimezone(UTC)
        if at.astimezone(zone).replace(tzinfo=None) == wall and at > now:
            yield wall, at


def _open(
    outlet: Outlet,
    wish: Wish,
    state: _State,
    candidates: Sequence[tuple[datetime, datetime]],
    *,
    day: date,
    zone: ZoneInfo,
) -> list[tuple[datetime, datetime]]:
    own = [post.at for post in state.posts if post.outlet_id == outlet.id]
    if outlet.per_day is not None and sum(at.astimezone(zone).date() == day for at in own) >= outlet.per_day:
        return []
    others = [post.at for post in state.posts if post.domain is not None and post.outlet_id != outlet.id]
    kept_free = [post.at for post in state.emptied if post.outlet_id == outlet.id]
    return [
        (wall, at)
        for wall, at in candidates
        if _within_plan(wish, state, at)
        and all(abs(at - other) >= wish.spacing for other in own + kept_free)
        and all(abs(at - other) >= STEP for other in others)
    ]


def _weights(outlets: Iterable[Outlet]) -> dict[str, int]:
    """A priority of 1 has twice the turns of a 2, and three times those of a 3."""
    return {outlet.id: 5040 // min(max(outlet.priority, 1), 10) for outlet in outlets}


def _best(moments: Sequence[tuple[datetime, datetime]], outlet: Outlet, number: int) -> tuple[datetime, datetime]:
    """The hour with the highest factor; within it, and among equals, the seed decides."""
    top = max(outlet.curve.at(wall).value for wall, _ in moments)
    equals = [moment for moment in moments if outlet.curve.at(moment[0]).value >= top]
    return equals[number // _EXPLORES_EVERY % len(equals)]


def _explored(moments: Sequence[tuple[datetime, datetime]], outlet: Outlet, number: int) -> tuple[datetime, datetime]:
    """One of the moments that least is known of."""
    fewest = min(outlet.curve.at(wall).posts for wall, _ in moments)
    unknown = [moment for moment in moments if outlet.curve.at(moment[0]).posts == fewest]
    return unknown[number // _EXPLORES_EVERY % len(unknown)]


def _why_then(outlet: Outlet, local: datetime, *, exploring: bool, chosen: bool) -> str:
    if chosen:
        return "It is a time that you chose."
    if exploring:
        return f"Little is known of this hour on {outlet.name}; one post in a while finds out."
    factor = outlet.curve.at(local)
    if outlet.curve.basis == "account":
        return f"Your audience on {outlet.name} answers {factor.value:g} times as much as usual at this hour."
    return f"It is usually a good hour on {outlet.name}; there is not enough data of your own yet."


def _why_domain(domain: str, mix: Mapping[str, int], had: Mapping[str, int]) -> str:
    if len(mix) == 1:
        return f"All posts are about {domain}."
    total, count, share = sum(had.values()), had.get(domain, 0), mix[domain]
    if total == 0:
        return f"The first post is about {domain}, which shall have {share} % of the posts."
    return f"{domain} is next: it has {count} of {total} posts so far and shall have {share} %."


def _number(*parts: object) -> int:
    """The same for the same parts, and as good as thrown."""
    return int.from_bytes(hashlib.sha256("|".join(map(str, parts)).encode()).digest()[:6], "big")
