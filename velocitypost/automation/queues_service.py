"""What people do with queues: make and change them, and give posts the next free turn."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, MutableSequence, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from velocitypost.accounts.workspaces import Workspaces
from velocitypost.automation.best_times import Curve
from velocitypost.automation.queue_board import Board, Held, Window
from velocitypost.automation.queues import (
    QUEUES_MOST,
    BadQueue,
    NoSuchQueue,
    Queue,
    QueueBusy,
    QueueChanged,
    Slot,
    Taking,
    Turn,
    Wanted,
    check,
    cleaned,
)
from velocitypost.automation.queues_store import QueueStore, TakingStore
from velocitypost.billing.allowance import PlanLimit
from velocitypost.billing.rooms import PostRoom
from velocitypost.connections.model import Connection, NoSuchConnection
from velocitypost.connections.service import ConnectionService
from velocitypost.content.model import NoSuchPost, Post, PostChanged
from velocitypost.content.service import ContentService
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.core.ids import new_id
from velocitypost.media.model import NoSuchMedia
from velocitypost.publishing.model import AlreadyPublished, CannotSchedule, NotPossibleNow, Publication, State
from velocitypost.publishing.service import PublishingService, Scheduled
from velocitypost.publishing.times import Moment, moment_of

HORIZON = timedelta(days=365)
# Which hours a queue may start with, and how far apart its two slots of a day lie.
_HOURS = range(8, 21)
_HOURS_APART = 4
_WORKDAYS = range(5)
_DEFAULT_NAME = "My queue"
_DAYS_TOLD = 4
_LEFT_AS_DRAFT = (CannotSchedule, NotPossibleNow, PlanLimit, QueueBusy, NoSuchConnection, NoSuchMedia, PostChanged)


@dataclass(frozen=True)
class Offer:
    """The next free turn of a queue; None where it has none. `notices` say what was skipped and why."""

    queue: Queue
    turn: Turn | None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Added:
    """A post with its turn, and what the person should know about it."""

    queue: Queue
    turn: Turn
    scheduled: Scheduled


@dataclass(frozen=True)
class Place:
    """A coming time of a queue and what stands there. `turn` is None where its slot is gone and a post stands still.

    `own` says that what stands there took the turn itself. `recycled`: it came of an evergreen post. `emptied`: a
    person took the recycled post out, and nothing fills the turn by itself again.
    """

    at: datetime
    local: str
    turn: Turn | None
    held: Held | None
    own: bool
    recycled: bool
    emptied: bool
    full_day: bool
    notes: tuple[str, ...] = ()


class Queues:
    """The verbs of queues. All are scoped by workspace; two posts never take the same turn."""

    def __init__(
        self,
        store: QueueStore,
        takings: TakingStore,
        board: Board,
        publishing: PublishingService,
        content: ContentService,
        connections: ConnectionService,
        workspaces: Workspaces,
        room: PostRoom,
        clock: Clock,
        events: Events,
        *,
        categories_of: Callable[[str], Sequence[str]],
        curve_of: Callable[[str, Connection, str], Curve],
        wake: Callable[[Queue], None],
        give_back: Callable[[Taking], None],
    ) -> None:
        """`wake` has the turns that name a category looked at anew; `give_back` undoes the use of an evergreen post."""
        self._store = store
        self._takings = takings
        self._board = board
        self._publishing = publishing
        self._content = content
        self._connections = connections
        self._workspaces = workspaces
        self._room = room
        self._clock = clock
        self._events = events
        self._categories_of = categories_of
        self._curve_of = curve_of
        self._wake = wake
        self._give_back = give_back

    # ---- queues

    def list(self, workspace_id: str) -> list[Queue]:
        """All of them, the oldest first."""
        return self._store.list(workspace_id)

    def get(self, workspace_id: str, queue_id: str) -> Queue:
        """Raises `NoSuchQueue`."""
        queue = self._store.find(queue_id)
        if queue is None or queue.workspace_id != workspace_id:
            raise NoSuchQueue("There is no such queue in this workspace.")
        return queue

    def create(self, workspace_id: str, owner_id: str, wanted: Wanted) -> Queue:
        """Raises `BadQueue`, or `QueueBusy` where there are as many as there can be."""
        wanted = self._checked(workspace_id, wanted)
        if len(self._store.list(workspace_id)) >= QUEUES_MOST:
            raise QueueBusy(f"There are at most {QUEUES_MOST} queues. Delete one first. Nothing was stored.")
        return self._kept(workspace_id, owner_id, wanted, new_id("queue"))

    def create_default(self, workspace_id: str, owner_id: str) -> Queue:
        """One for all accounts, two turns each workday when their followers answer best. Raises `BadQueue`.

        However often it is asked for, there is one.
        """
        zone = self._workspaces.get(workspace_id).time_zone
        accounts = self._connections.list(workspace_id)
        if not accounts:
            raise BadQueue({"connection_ids": "Connect an account first; a queue needs one to post through."})
        curves = [self._curve_of(workspace_id, account, zone) for account in accounts]
        wanted = Wanted(_DEFAULT_NAME, zone, tuple(account.id for account in accounts), _best_slots(curves))
        return self._kept(workspace_id, owner_id, cleaned(wanted), f"queue_{workspace_id.partition('_')[2]}")

    def change(self, workspace_id: str, queue_id: str, wanted: Wanted, *, version: int) -> Queue:
        """Changes it whole; posts that stand in line keep their times. Raises `BadQueue` or `QueueBusy`."""
        queue = self.get(workspace_id, queue_id)
        wanted = self._checked(workspace_id, wanted, had=queue.connection_ids)
        if queue.version != version:
            raise QueueBusy("This queue was changed elsewhere meanwhile. Nothing was overwritten. Load it again.")
        return self._saved(replace(queue, **vars(wanted)))

    def delete(self, workspace_id: str, queue_id: str) -> None:
        """Forgets it; its posts stay on the calendar. Raises `NoSuchQueue` or `QueueBusy`."""
        queue = self.get(workspace_id, queue_id)
        if not self._store.delete(queue):
            raise QueueBusy("This queue was changed elsewhere meanwhile. It is still here. Load it again.")
        self._takings.forget(queue.id)
        self._wake(replace(queue, slots=()))
        self._events.publish(QueueChanged(workspace_id, queue.id))

    def pause(self, workspace_id: str, queue_id: str) -> tuple[Queue, int]:
        """Takes its posts off the calendar, as drafts that keep their order. How many; recycled ones are forgotten."""
        queue = self.get(workspace_id, queue_id)
        if not queue.paused:
            queue = self._saved(replace(queue, paused=True))
        line = self._board.standing(queue)
        withdrawn = sum(self._withdraw(taking) and not taking.evergreen_id for taking in line)
        self._events.publish(QueueChanged(workspace_id, queue.id))
        return queue, withdrawn

    def resume(self, workspace_id: str, queue_id: str) -> tuple[Queue, int, tuple[str, ...]]:
        """Gives what the pause took off the next free turns, in its order. How many, and what should be known."""
        queue = self.get(workspace_id, queue_id)
        if queue.paused:
            queue = self._saved(replace(queue, paused=False))
        placed, told = 0, []
        for taking in self._withdrawn(queue):
            self._takings.delete(taking)
            try:
                self._add(queue, self._content.get(workspace_id, taking.post_id))
                placed += 1
            except NoSuchPost:
                continue
            except _LEFT_AS_DRAFT as error:
                told.append(f"One post stayed a draft: {error}")
        return queue, placed, tuple(dict.fromkeys(told))

    # ---- turns

    def next(self, workspace_id: str, connection_ids: Sequence[str]) -> Sequence[Offer]:
        """The next free turn of each queue that serves these accounts, the soonest first. Paused ones have none."""
        serving = [q for q in self._store.list(workspace_id) if set(connection_ids) <= set(q.connection_ids)]
        offers = [self.offer(queue) for queue in serving if not queue.paused]
        return sorted(offers, key=lambda one: (one.turn is None, one.turn.at if one.turn else self._clock.now()))

    def offer(self, queue: Queue) -> Offer:
        """Its next free turn."""
        skipped: list[date] = []
        turn = None if queue.paused else next(self._open(queue, skipped), None)
        return Offer(queue, turn, (*_skipped(skipped), *(turn.notices if turn else ())))

    def add(self, workspace_id: str, queue_id: str, post_id: str) -> Added:
        """Schedules a post for the next free turn; one that stands in this queue already keeps its turn.

        A post without accounts takes the queue's. Raises `NoSuchPost`, `QueueBusy`, `CannotSchedule`, `PlanLimit` or
        `AlreadyPublished`; then nothing is scheduled.
        """
        queue = self.get(workspace_id, queue_id)
        post = self._content.get(workspace_id, post_id)
        if queue.paused:
            raise QueueBusy("This queue is paused. Resume it first. Nothing was scheduled; the post is kept.")
        for taking in self._board.standing(queue):
            if taking.post_id == post.id and (turn := self._board.turn_of(queue, taking.at)):
                return Added(queue, turn, Scheduled(post, self._publishing.of_post(post)))
        return self._add(queue, post)

    def coming(self, queue: Queue, *, days: int, notes: Callable[[datetime], str]) -> Sequence[Place]:
        """Its turns of the coming days and what stands in each; what stands outside its slots, too.

        `notes` tells why a turn that names a category stays empty; empty where there is nothing to tell.
        """
        now = self._clock.now()
        until = now + timedelta(days=days)
        window = self._board.window(queue, now, until)
        turns = {turn.at: turn for turn in queue.turns(now, until)}
        outside = {at for at in window.takings if at not in turns and window.own(at)}
        zone = ZoneInfo(self._workspaces.get(queue.workspace_id).time_zone)
        free = {at.astimezone(zone).date() for at in turns if window.held(at) is None}
        full = self._room.full_days(queue.workspace_id, free)
        return [
            _place(window, at, turns.get(at), full_day=at.astimezone(zone).date() in full, notes=notes)
            for at in sorted({*turns, *outside})
        ]

    def reorder(self, workspace_id: str, queue_id: str, post_ids: Sequence[str]) -> tuple[int, tuple[str, ...]]:
        """Lets the posts in line take one another's turns, in this order. How many moved, and what did not.

        Raises `QueueBusy` where these are not the posts in line; then nothing moved.
        """
        queue = self.get(workspace_id, queue_id)
        line = self._board.standing(queue)
        if sorted(post_ids) != sorted(taking.post_id for taking in line):
            raise QueueBusy("What stands in this queue changed meanwhile. Nothing was moved. Load it again.")
        pairs = list(zip(line, post_ids, strict=True))
        moving = {post_id: taking.at for taking, post_id in pairs if taking.post_id != post_id}
        waiting, told = dict(moving), []
        for taking, post_id in pairs:
            if post_id in moving:
                del waiting[post_id]
                if why := self._hand_over(queue, taking, post_id, line, waiting):
                    told.append(why)
        self._events.publish(QueueChanged(workspace_id, queue.id))
        return len(moving) - len(told), tuple(dict.fromkeys(told))

    def shuffle(self, workspace_id: str, queue_id: str) -> tuple[int, tuple[str, ...]]:
        """Lets the posts in line take one another's turns by chance. How many moved, and what did not."""
        post_ids = [taking.post_id for taking in self._board.standing(self.get(workspace_id, queue_id))]
        random.shuffle(post_ids)
        return self.reorder(workspace_id, queue_id, post_ids)

    # ---- inside

    def _checked(self, workspace_id: str, wanted: Wanted, *, had: Sequence[str] = ()) -> Wanted:
        accounts = [account.id for account in self._connections.list(workspace_id)]
        # Accounts that it had and that were disconnected since go without a word.
        kept = tuple(one for one in wanted.connection_ids if one in accounts or one not in had)
        wanted = replace(wanted, connection_ids=kept)
        if wrong := check(wanted, self._categories_of(workspace_id), accounts):
            raise BadQueue(wrong)
        return cleaned(wanted)

    def _kept(self, workspace_id: str, owner_id: str, wanted: Wanted, queue_id: str) -> Queue:
        now = self._clock.now()
        queue = Queue(
            id=queue_id,
            workspace_id=workspace_id,
            owner_id=owner_id,
            name=wanted.name,
            colour=wanted.colour,
            zone=wanted.zone,
            connection_ids=wanted.connection_ids,
            slots=wanted.slots,
            created_at=now,
            updated_at=now,
        )
        if not self._store.insert(queue):
            return self.get(workspace_id, queue_id)
        self._told(queue)
        return queue

    def _saved(self, queue: Queue) -> Queue:
        saved = replace(queue, updated_at=self._clock.now(), version=queue.version + 1)
        if not self._store.save(saved):
            raise QueueBusy("This queue was changed elsewhere meanwhile. Nothing was overwritten. Load it again.")
        self._told(saved)
        return saved

    def _told(self, queue: Queue) -> None:
        self._wake(queue)
        self._events.publish(QueueChanged(queue.workspace_id, queue.id))

    def _open(self, queue: Queue, skipped: MutableSequence[date], post: Post | None = None) -> Iterator[Turn]:
        """The free turns on days that the plan has room on; the other days are noted in `skipped`."""
        workspace_id = queue.workspace_id
        there = self._room.day_of(workspace_id, post.planned.at) if post and post.planned else None
        known: dict[date, bool] = {}
        for turn in self._board.free(queue):
            day = self._room.day_of(workspace_id, turn.at)
            if day not in known:
                known[day] = day != there and bool(self._room.full_days(workspace_id, [day]))
            if known[day] or day in skipped:
                if day not in skipped:
                    skipped.append(day)
                continue
            yield turn

    def _add(self, queue: Queue, post: Post) -> Added:
        post = self._with_accounts(queue, post)
        self._publishing.require_fit(queue.workspace_id, post.writing)
        skipped: list[date] = []
        for turn in self._open(queue, skipped, post):
            taking = self._board.take(self._board.fresh(queue, turn.at, post.id))
            if taking is None:
                continue
            try:
                scheduled = self._publishing.schedule_at(queue.workspace_id, post.id, turn.moment(queue.zone))
            except PlanLimit:
                self._takings.delete(taking)
                skipped.append(self._room.day_of(queue.workspace_id, turn.at))
                continue
            except Exception:
                self._takings.delete(taking)
                raise
            placed = replace(taking, placed=True, version=taking.version + 1)
            self._takings.change(placed)
            self._require_running(queue, placed)
            self._events.publish(QueueChanged(queue.workspace_id, queue.id))
            notices = (*_skipped(skipped), *scheduled.notices)
            return Added(queue, turn, replace(scheduled, notices=notices))
        days = self._board.horizon.days
        raise QueueBusy(
            f"No slot of {queue.name} is free within the next {days} days. Add slots to it, or give the post a time of "
            "its own. Nothing was scheduled; the post is kept."
        )

    def _require_running(self, queue: Queue, taking: Taking) -> None:
        """Takes the post back where the queue was paused while it was added."""
        current = self._store.find(queue.id)
        if current is not None and current.paused and self._withdraw(taking):
            raise QueueBusy("This queue was paused meanwhile. The post waits as a draft until you resume the queue.")

    def _with_accounts(self, queue: Queue, post: Post) -> Post:
        known = {account.id: account for account in self._connections.list(queue.workspace_id)}
        served = [account for account in queue.connection_ids if account in known]
        if not post.connection_ids and served:
            writing = replace(post.writing, connection_ids=tuple(served))
            return self._publishing.rewrite(queue.workspace_id, post.id, writing, version=post.version).post
        if others := [known[a].username for a in post.connection_ids if a in known and a not in served]:
            message = (
                f"{queue.name} does not serve {', '.join(others)}. Choose another queue, or add the account to it."
            )
            problem = {"field": "connection_ids", "code": "not_served", "message": message}
            raise CannotSchedule(f"{message} Nothing was scheduled.", [problem])
        return post

    def _withdraw(self, taking: Taking) -> bool:
        """Whether its post is a draft now. A recycled one is forgotten: another comes when the queue runs again."""
        try:
            if taking.evergreen_id:
                self._publishing.delete(taking.workspace_id, taking.post_id)
                self._takings.delete(taking)
                self._give_back(taking)
                return True
            self._publishing.cancel(taking.workspace_id, taking.post_id)
        except (AlreadyPublished, NoSuchPost):
            return False
        return self._takings.change(replace(taking, withdrawn=True, version=taking.version + 1))

    def _withdrawn(self, queue: Queue) -> Sequence[Taking]:
        now = self._clock.now()
        everything = self._takings.between(queue.id, now - self._board.horizon, now + 2 * self._board.horizon)
        return [taking for taking in everything if taking.withdrawn]

    def _hand_over(
        self, queue: Queue, taking: Taking, post_id: str, line: Sequence[Taking], waiting: Mapping[str, datetime]
    ) -> str:
        """The post takes this turn; empty, or why it is a draft now.

        `waiting` are those of `line` that have yet to move, and where to.
        """
        arriving = next(other for other in line if other.post_id == post_id)
        current = self._takings.find(taking.id) or taking
        mine = replace(
            current,
            post_id=post_id,
            evergreen_id=arriving.evergreen_id,
            recycled_once=current.recycled_once or arriving.recycled_once,
            notes=arriving.notes,
            taken_at=self._clock.now(),
            placed=False,
            version=current.version + 1,
        )
        if not self._takings.change(mine):
            return self._left_out(queue, post_id, "Somebody else took its turn.")
        try:
            self._publishing.schedule_at(queue.workspace_id, post_id, self._moment(queue, taking.at))
        except PlanLimit as limit:
            # The day has no room for both until one that leaves it has left.
            if not self._make_room(queue, taking.at, line, waiting):
                return self._left_out(queue, post_id, str(limit))
            self._publishing.schedule_at(queue.workspace_id, post_id, self._moment(queue, taking.at))
        except AlreadyPublished:
            return "One post left meanwhile and kept its time."
        except (CannotSchedule, NotPossibleNow) as refusal:
            return self._left_out(queue, post_id, str(refusal))
        self._takings.change(replace(mine, placed=True, version=mine.version + 1))
        return ""

    def _make_room(self, queue: Queue, at: datetime, line: Sequence[Taking], waiting: Mapping[str, datetime]) -> bool:
        """Takes a post off the day of `at` that is to move to another one anyway. Whether there was one."""
        day = self._room.day_of(queue.workspace_id, at)
        for other in line:
            target = waiting.get(other.post_id)
            here = self._room.day_of(queue.workspace_id, other.at) == day
            if target is None or not here or self._room.day_of(queue.workspace_id, target) == day:
                continue
            if any(p.due_at == other.at for p in self._alive(queue, other.post_id)):
                self._publishing.cancel(queue.workspace_id, other.post_id)
                return True
        return False

    def _alive(self, queue: Queue, post_id: str) -> Sequence[Publication]:
        post = self._content.get(queue.workspace_id, post_id)
        return [p for p in self._publishing.of_post(post) if p.state is not State.CANCELLED]

    def _left_out(self, queue: Queue, post_id: str, why: str) -> str:
        try:
            self._publishing.cancel(queue.workspace_id, post_id)
        except (AlreadyPublished, NoSuchPost):
            return "One post left meanwhile and kept its time."
        return f"One post is a draft now: {why}"

    def _moment(self, queue: Queue, at: datetime) -> Moment:
        turn = self._board.turn_of(queue, at)
        return turn.moment(queue.zone) if turn else moment_of(at, queue.zone)


def _best_slots(curves: Sequence[Curve]) -> tuple[Slot, ...]:
    """Two hours of each workday, those that the accounts' followers answer best on the whole."""
    slots = []
    for weekday in _WORKDAYS:
        worth = {hour: sum(curve.factors[weekday, hour].value for curve in curves) for hour in _HOURS}
        first = max(worth, key=lambda hour: (worth[hour], -hour))
        apart = [hour for hour in worth if abs(hour - first) >= _HOURS_APART]
        slots += [Slot(weekday, f"{hour:02}:00") for hour in sorted((first, max(apart, key=lambda h: (worth[h], -h))))]
    return tuple(slots)


def _skipped(days: Sequence[date]) -> tuple[str, ...]:
    if not days:
        return ()
    shown = [f"{day.day} {day:%B}" for day in sorted(set(days))]
    listed = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
    if len(shown) > _DAYS_TOLD:
        listed = f"{shown[0]} to {shown[-1]}"
    return (f"Skipped {listed}: your plan sends no more posts on {'that day' if len(shown) == 1 else 'those days'}.",)


def _place(
    window: Window, at: datetime, turn: Turn | None, *, full_day: bool, notes: Callable[[datetime], str]
) -> Place:
    held, taking = window.held(at), window.takings.get(at)
    own = held is not None and taking is not None and taking.post_id == held.post_id
    emptied = held is None and taking is not None and taking.recycled_once
    told = taking.notes if own and taking else ()
    if held is None and not emptied and turn and turn.slot.category_id and (why := notes(at)):
        told = (why,)
    return Place(
        at=at,
        local=turn.local if turn else moment_of(at, window.queue.zone).local,
        turn=turn,
        held=held,
        own=own,
        recycled=own and bool(taking and taking.evergreen_id),
        emptied=emptied,
        full_day=held is None and full_day,
        notes=told,
    )
