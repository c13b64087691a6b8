"""What came of the days, counted at the twins' side and held against the plan."""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bench.sixty_days.story import ACCOUNT, PLATFORMS, SCHEDULE, ZONE, Noted, Story
from velocitypost.automation.holidays import holidays
from velocitypost.automation.model import STANDING, Entry, EntryState
from velocitypost.automation.store import EntryStore
from velocitypost.billing.plans import UNLIMITED, Plan, Plans
from velocitypost.publishing.model import Publication, State

HOUR = timedelta(hours=1)
_ZONE = ZoneInfo(ZONE)
_NOT_TO_BE_OUT = frozenset(EntryState) - STANDING


@dataclass(frozen=True)
class Out:
    """A post as the twin holds it."""

    platform: str
    id: str
    text: str
    at: datetime

    @property
    def day(self) -> date:
        """On the workspace's calendar."""
        return self.at.astimezone(_ZONE).date()


@dataclass
class Found:
    """The figures, in the order in which they are told, and what was violated."""

    start: date
    days: int
    figures: list[tuple[str, str]] = field(default_factory=list)
    wrongs: list[str] = field(default_factory=list)

    def tell(self, what: str, figure: object) -> None:
        self.figures.append((what, str(figure)))

    def check(self, what: str, wrongs: Sequence[str]) -> None:
        """Tells how many violations there are of what must never be."""
        self.figures.append((what, "never" if not wrongs else f"**{len(wrongs)}**"))
        self.wrongs += [f"{what}: {wrong}" for wrong in wrongs]


@dataclass(frozen=True)
class Evidence:
    """What is reckoned with: the plan's places, the ledger, and what the twins hold."""

    noted: Noted
    now: datetime
    entries: Sequence[Entry]
    ledger: Mapping[str, Publication]
    out: Sequence[Out]
    platforms: Mapping[str, str]

    def post_of(self, entry: Entry) -> Out | None:
        """The entry's live post, as the ledger names it and the twin holds it."""
        publication = self.ledger.get(entry.post_id)
        if publication is None or publication.result is None:
            return None
        return next((post for post in self.out if post.id == publication.result.platform_post_id), None)

    @property
    def pairs(self) -> list[tuple[Entry, Out]]:
        """Each place whose post is out, with it."""
        found = ((entry, self.post_of(entry)) for entry in self.entries)
        return [(entry, post) for entry, post in found if post is not None]

    @property
    def due(self) -> list[Entry]:
        """The places that stand and whose hour has passed."""
        return [entry for entry in self.entries if entry.state in STANDING and entry.at < self.now - HOUR]


def reckon(story: Story, days: int) -> Found:
    """Holds what the twins have against what was planned."""
    evidence = _gather(story)
    found = Found(story.at(0, "12:00").astimezone(_ZONE).date(), days)
    _reckon_out(found, evidence)
    _reckon_times(found, evidence)
    _reckon_limits(found, evidence)
    _reckon_mix(found, evidence)
    _reckon_people(found, evidence)
    _reckon_refills(found, story, evidence)
    _reckon_house(found, story, evidence)
    return found


def _gather(story: Story) -> Evidence:
    product, now = story.product, story.product.clock.now()
    entries = EntryStore(product.database).between(story.workspace_id, story.at(0, "00:00"), now + timedelta(days=40))
    publications = product.publications.of_posts([entry.post_id for entry in entries])
    return Evidence(
        noted=story.noted,
        now=now,
        entries=entries,
        ledger={publication.post_id: publication for publication in publications},
        out=[post for platform in PLATFORMS for post in _held_by(story, platform)],
        platforms={connection_id: platform for platform, connection_id in story.connections.items()},
    )


def _held_by(story: Story, platform: str) -> Iterator[Out]:
    answer = story.sandbox.control.get(f"/control/api/{platform}/posts", params={"account": ACCOUNT})
    for post in answer.raise_for_status().json()["posts"]:
        yield Out(platform, str(post["id"]), post["text"], datetime.fromisoformat(post["created_at"]))


# ---- out, once


def _reckon_out(found: Found, e: Evidence) -> None:
    pairs = e.pairs
    known = {post.id for _, post in pairs}
    missing = [entry for entry in e.due if e.post_of(entry) is None]
    found.tell("planned for these days and still standing", len(e.due))
    found.tell("out, counted at the platforms", f"{len(e.out)} ({_by(post.platform for post in e.out)})")
    found.check("planned and not out", [_place(entry, e) for entry in missing])
    twice = Counter((post.platform, post.text) for post in e.out)
    found.check("out twice", [f"{platform}: {text[:60]}" for (platform, text), count in twice.items() if count > 1])
    strays = [f"{post.platform} {post.id}: {post.text[:60]}" for post in e.out if post.id not in known]
    found.check("out and not planned", strays)
    gone = [entry for entry, _ in pairs if entry.state in _NOT_TO_BE_OUT]
    found.check("out though removed, rejected or expired", [_place(entry, e) for entry in gone])
    differing = [f"{entry.key}: {post.text[:60]}" for entry, post in pairs if _plain(post.text) != _plain(entry.text)]
    found.check("out with another text than the one that was planned", differing)


# ---- in its hour


def _reckon_times(found: Found, e: Evidence) -> None:
    usual: list[tuple[Entry, Out, timedelta]] = []
    after: list[tuple[Entry, Out, timedelta]] = []
    for entry, post in e.pairs:
        trouble = _trouble(e, entry)
        (after if trouble else usual).append((entry, post, post.at - (trouble or entry.at)))
    late = sorted(lateness.total_seconds() for _, _, lateness in usual)
    if late:
        found.tell("late by, where nothing was wrong (median, 99 of 100, most)", _spread(late))
        latest = max(usual, key=lambda one: one[2])[0]
        found.tell("why the latest of them was late", _why_late(e, latest))
    if after:
        times = sorted(lateness.total_seconds() for _, _, lateness in after)
        what = f"{len(after)} came due while their platform was away, or in the last hour of the pause: out after it by"
        found.tell(what, _spread(times))
    beyond = [f"{entry.key}: {lateness}" for entry, _, lateness in usual + after if not timedelta(0) <= lateness < HOUR]
    found.check("out before its time or more than an hour after it (or after its platform's return)", beyond)
    moments = [(entry, at) for entry, post in e.pairs for at in _counted(e, entry, post)]
    outside = [f"{entry.key} at {at.astimezone(_ZONE):%H:%M}" for entry, at in moments if not _is_active(at)]
    found.check("planned for, or out, outside the active hours", outside)
    free = holidays(SCHEDULE.holidays_of, found.start, found.days)
    within = ", ".join(f"{name} ({day:%d %b})" for day, name in sorted(free.items()))
    found.tell("holidays within", within or "none")
    found.check("out on a holiday", [str(post.day) for _, post in e.pairs if post.day in free])
    found.check("less time between two posts of an account than asked for", list(_too_near(e)))
    found.tell("the least time between two posts of an account", _least(e))
    paused = [f"{p.platform} {p.at}" for p in e.out for since, until in e.noted.paused if since <= p.at < until]
    found.check("out during the pause", paused)


def _trouble(e: Evidence, entry: Entry) -> datetime | None:
    """When the platform was there again, or the pause over, where it was not so at the entry's time."""
    windows = [*e.noted.down, *e.noted.away]
    windows += [(entry.platform, since, end) for since, end in e.noted.paused]
    ends = [end for platform, since, end in windows if platform == entry.platform and since <= entry.at < end]
    return max(ends, default=None)


def _counted(e: Evidence, entry: Entry, post: Out) -> list[datetime]:
    """The moments that must lie within the active hours: a platform may come back after them."""
    return [entry.at] if _trouble(e, entry) else [entry.at, post.at]


def _is_active(at: datetime) -> bool:
    first, last = SCHEDULE.hours
    return first <= at.astimezone(_ZONE).time() < last


def _why_late(e: Evidence, entry: Entry) -> str:
    tries = [attempt for attempt in e.ledger[entry.post_id].attempts if attempt.why]
    return "; ".join(attempt.why for attempt in tries) or f"{entry.platform}, at the first try"


def _too_near(e: Evidence) -> Iterator[str]:
    for account in {entry.connection_id for entry in e.entries}:
        own = sorted((entry.at, entry.key) for entry, _ in e.pairs if entry.connection_id == account)
        for (one, first), (other, second) in pairwise(own):
            if other - one < SCHEDULE.spacing:
                yield f"{first} and {second}: {other - one}"


def _least(e: Evidence) -> str:
    gaps = []
    for platform in PLATFORMS:
        moments = sorted(post.at for post in e.out if post.platform == platform)
        gaps += [later - earlier for earlier, later in pairwise(moments)]
    return f"{min(gaps) / HOUR:.2f} h (asked for: {SCHEDULE.spacing / HOUR:g} h)" if gaps else "–"


# ---- within the plan


def _reckon_limits(found: Found, e: Evidence) -> None:
    counts = Counter(post.day for post in e.out)
    over = [f"{day}: {count}" for day, count in sorted(counts.items()) if count > SCHEDULE.posts_per_day]
    found.tell("posts a day (days with so many)", _by(str(count) for count in counts.values()))
    found.check("more posts on a day than asked for", over)
    plans = " → ".join(f"{plan} ({moment.astimezone(_ZONE):%d %b})" for moment, plan in e.noted.plans)
    found.tell("plans", plans)
    beyond = []
    for day, count in sorted(counts.items()):
        allowed = _allowed(e, day)
        if allowed != UNLIMITED and count > allowed:
            beyond.append(f"{day}: {count} of {allowed}")
    found.check("more posts on a day, in the workspace's zone, than the plan allows", beyond)
    crowded = []
    for day in sorted(counts):
        families = {post.platform for post in e.out if post.day == day}
        if not _plan_on(e, day).allows_platforms(len(families)):
            crowded.append(f"{day}: {', '.join(sorted(families))}")
    found.check("more platforms on a day than the plan allows", crowded)


def _plan_on(e: Evidence, day: date) -> Plan:
    plans = Plans()
    in_force = [plan for moment, plan in e.noted.plans if moment.astimezone(_ZONE).date() < day]
    on_it = [plan for moment, plan in e.noted.plans if moment.astimezone(_ZONE).date() == day]
    options = [plans.of(key) for key in [*in_force[-1:], *on_it] or [e.noted.plans[0][1]]]
    return max(options, key=lambda plan: plan.price_usd_month)


def _allowed(e: Evidence, day: date) -> int:
    """On a day on which the plan changes, the larger one counts."""
    return int(_plan_on(e, day).max_posts_per_day)


# ---- the mix


def _reckon_mix(found: Found, e: Evidence) -> None:
    for number, (since, mix) in enumerate(e.noted.mixes):
        until = e.noted.mixes[number + 1][0] if number + 1 < len(e.noted.mixes) else None
        planned = [
            entry
            for entry in e.entries
            if entry.state in STANDING
            and entry.created_at >= since
            and (until is None or entry.created_at < until)
            and (until is None or entry.at < until)
        ]
        had = Counter(entry.domain for entry in planned)
        asked = ", ".join(f"{name} {share} %" for name, share in mix.items())
        figures = ", ".join(f"{name} {had[name]} of {len(planned)} ({_off(had, mix, name):+.1f})" for name in mix)
        found.tell(f"mix asked for: {asked}; planned since then", figures)
        off = [f"{name} {_off(had, mix, name):+.2f}" for name in mix if abs(_off(had, mix, name)) > 1]
        found.check("a share more than one post from what was asked for", off)


def _off(had: Counter[str], mix: Mapping[str, int], name: str) -> float:
    return had[name] - mix[name] / 100 * sum(had.values())


# ---- people


def _reckon_people(found: Found, e: Evidence) -> None:
    by_key = {entry.key: entry for entry in e.entries}
    posts = {entry.post_id: post for entry, post in e.pairs}
    noted = e.noted
    decided = {**noted.decided, "edited": len(noted.edited), "rejected": len(noted.rejected)}
    found.tell("reviewed", ", ".join(f"{what} {count}" for what, count in decided.items()))
    found.tell("removed by the person", len(noted.removed))
    filled = [key for key in noted.removed if by_key[key].state in STANDING]
    filled += [key for key in noted.rejected if by_key[key].state in STANDING]
    found.check("a place planned again that a person had emptied", filled)
    crowded = []
    for day, entries in _days(e).items():
        emptied = [x for x in entries if x.state in (EntryState.REMOVED, EntryState.REJECTED)]
        if len([x for x in entries if x.state in STANDING]) + len(emptied) > SCHEDULE.posts_per_day:
            crowded.append(day)
    found.check("another place planned on a day in place of one that a person had emptied", crowded)
    unedited = [
        post_id
        for post_id, text in noted.edited.items()
        if post_id in posts and _plain(posts[post_id].text) != _plain(text)
    ]
    found.check("an edited post out with another text", unedited)
    states = Counter(entry.state.value for entry in e.entries if entry.at < e.now)
    found.tell("the places of these days", ", ".join(f"{state} {count}" for state, count in states.most_common()))
    failed = [f"{entry.key}: {entry.problem}" for entry in e.entries if entry.state is EntryState.FAILED]
    found.check("a place that could not be made", failed)


def _days(e: Evidence) -> Mapping[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in e.entries:
        found[entry.day].append(entry)
    return found


# ---- refills


def _reckon_refills(found: Found, story: Story, e: Evidence) -> None:
    mornings = story.noted.mornings
    made = Counter(entry.created_at.astimezone(_ZONE).date() for entry in e.entries)
    running = [morning for morning in mornings if morning.running]
    daily = [made[morning.day] for morning in running if made[morning.day]]
    found.tell("mornings on which it ran", len(running))
    found.tell("days on which places were added (their median, most)", f"{len(daily)} ({_middle(daily)})")
    unfilled = [f"{morning.day}: filled {morning.filled_on}" for morning in running if morning.filled_on != morning.day]
    found.check("a morning on which it was not refilled", unfilled)
    short = [f"{m.day}: the plan reached {m.reaches}" for m in running if m.reaches < m.day + timedelta(days=12)]
    found.check("a morning on which the plan did not reach twelve days ahead", short)


def _middle(counts: Sequence[int]) -> str:
    return f"{statistics.median(counts):g}, {max(counts)}" if counts else "–"


# ---- the house


def _reckon_house(found: Found, story: Story, e: Evidence) -> None:
    found.tell("sign-ins renewed", _by(story.noted.renewed.elements()) or "none")
    stuck = [
        f"{p.platform} {p.post_id}: {p.state.value} {p.hold.message if p.hold else ''}"
        for p in e.ledger.values()
        if p.due_at < e.now - HOUR and p.state not in (State.PUBLISHED, State.CANCELLED)
    ]
    found.check("a publication that is neither out nor taken back", stuck)
    found.tell("leaps of the clock", story.workings.steps)
    found.check("a job of the clockwork that failed", story.workings.failed)
    told, _ = story.product.notices.page(story.workspace_id, before=None, most=200)
    kinds = Counter(" ".join(notice.text.split()[:5]) for notice in told)
    found.tell("told to the person", "; ".join(f"“{text} …” {count}×" for text, count in kinds.most_common(8)))
    found.check("a text that went out twice", _same_texts(e))


def _same_texts(e: Evidence) -> list[str]:
    texts = Counter(_plain(post.text) for post in e.out)
    return [f"{count}×: {text[:70]}" for text, count in texts.items() if count > 1]


def _place(entry: Entry, e: Evidence) -> str:
    publication = e.ledger.get(entry.post_id)
    stands = f"{publication.state.value} {publication.hold.code if publication.hold else ''}" if publication else "none"
    return f"{entry.key} {entry.platform} ({entry.state.value}, {entry.problem or '–'}; publication {stands.strip()})"


def _plain(text: str) -> str:
    return " ".join(text.split())


def _by(names: Iterable[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(Counter(names).items()))


def _spread(ordered: Sequence[float]) -> str:
    top = ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return f"{statistics.median(ordered):.1f} s, {top:.1f} s, {ordered[-1]:.1f} s"
