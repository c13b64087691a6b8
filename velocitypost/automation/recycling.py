"""Fills the turns that name a category from its evergreen posts, some days ahead, where nothing else stands in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from velocitypost.automation.evergreen import (
    NEAR,
    Account,
    Category,
    Choice,
    Evergreen,
    Use,
    choose,
    fingerprint,
    next_ready,
    ready,
    writing_of,
)
from velocitypost.automation.evergreen_labels import EvergreenLabels
from velocitypost.automation.evergreen_store import CategoryStore, EvergreenStore, FillingStore
from velocitypost.automation.queue_board import Board, Window, on_its_way
from velocitypost.automation.queues import Queue, QueueChanged, Taking, Turn
from velocitypost.automation.queues_store import QueueStore, TakingStore
from velocitypost.billing.allowance import PlanLimit
from velocitypost.connections.model import Connection, NoSuchConnection
from velocitypost.connections.service import ConnectionService
from velocitypost.content.model import BadWriting, NoSuchPost
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.core.ids import new_id
from velocitypost.core.log import get_logger
from velocitypost.generation import similarity
from velocitypost.media.model import NoSuchMedia
from velocitypost.publishing.model import AlreadyPublished, CannotSchedule, State
from velocitypost.publishing.service import PublishingService
from velocitypost.publishing.store import PublicationStore
from velocitypost.publishing.switch import Switch

log = get_logger(__name__)
AHEAD = timedelta(days=7)
_LEAD = timedelta(minutes=10)
_LEASE = timedelta(minutes=5)
_AGAIN = timedelta(minutes=15)
_LOOKS_BACK = timedelta(days=60)
_GONE = frozenset({State.CANCELLED.value, State.FAILED.value})
_REFUSALS = (CannotSchedule, BadWriting, NoSuchMedia, NoSuchConnection)


@dataclass(frozen=True)
class _Said:
    """Something that stands, or stood, on an account."""

    connection_id: str
    at: datetime
    text: str


class Recycling:
    """Safe to run anywhere, any number of times, at once: a turn is filled once, an evergreen post used once."""

    def __init__(
        self,
        queues: QueueStore,
        takings: TakingStore,
        board: Board,
        categories: CategoryStore,
        evergreens: EvergreenStore,
        fillings: FillingStore,
        publications: PublicationStore,
        publishing: PublishingService,
        labels: EvergreenLabels,
        connections: ConnectionService,
        switch: Switch,
        clock: Clock,
        events: Events,
        *,
        checkpoint: Callable[[str], None] = lambda _name: None,
    ) -> None:
        self._queues = queues
        self._takings = takings
        self._board = board
        self._categories = categories
        self._evergreens = evergreens
        self._fillings = fillings
        self._publications = publications
        self._publishing = publishing
        self._labels = labels
        self._connections = connections
        self._switch = switch
        self._clock = clock
        self._events = events
        self._checkpoint = checkpoint

    def wake(self, queue: Queue) -> None:
        """Has its turns filled soon; or never again, where none names a category."""
        if any(slot.category_id for slot in queue.slots) and not queue.paused:
            self._fillings.ask(queue.id, self._clock.now())
        else:
            self._fillings.forget(queue.id)

    def work(self) -> bool:
        """Fills the queue that waits longest. Whether there was one."""
        now = self._clock.now()
        for filling in self._fillings.due(now, most=4):
            claimed = self._fillings.put_off(filling, now + _LEASE)
            queue = self._queues.find(filling.queue_id)
            if queue is None or queue.paused:
                self._fillings.forget(filling.queue_id)
            elif claimed is not None:
                self._fillings.put_off(claimed, now + _AGAIN, self.fill(queue))
                return True
        return False

    def why_empty(self, queue: Queue) -> Callable[[datetime], str]:
        """Tells of a turn that names a category why nothing stands in it; empty where nobody has looked yet."""
        filling = self._fillings.find(queue.id)
        unfilled = filling.unfilled if filling else {}
        return lambda at: unfilled.get(_key(at), "")

    def give_back(self, taking: Taking) -> None:
        """What was recycled for this turn never went out: its evergreen post is as if it had not been used."""
        for _ in range(3):
            evergreen = self._evergreens.find(taking.evergreen_id)
            if evergreen is None or self._saved(evergreen.unused(taking.post_id)) is not None:
                return

    def fill(self, queue: Queue) -> dict[str, str]:
        """Fills what is free of the coming days. Why the others stay empty, by turn."""
        now = self._clock.now()
        named = [turn for turn in queue.turns(now + _LEAD, now + AHEAD) if turn.slot.category_id]
        if not self._switch.look(queue.workspace_id).is_open:
            return {_key(turn.at): "Publishing is paused or stopped; nothing is filled meanwhile." for turn in named}
        empty: dict[str, str] = {}
        for turn in named:
            window = self._window(queue, turn)
            if self._is_mine(window, turn):
                self._confirm(window.takings[turn.at])
            elif self._may_fill(window, turn) and (why := self._fill(queue, turn)):
                empty[_key(turn.at)] = why
        return empty

    # ---- inside

    def _window(self, queue: Queue, turn: Turn) -> Window:
        """What is known of the turn; what somebody who died had begun there is cleared away."""
        window = self._board.window(queue, turn.at, turn.at + timedelta(seconds=1))
        taking = window.takings.get(turn.at)
        begun = taking is not None and taking.evergreen_id and not taking.placed and not window.own(turn.at)
        if taking is None or not begun or on_its_way(taking, self._clock.now()):
            return window
        self._take_back(taking)
        return self._board.window(queue, turn.at, turn.at + timedelta(seconds=1))

    def _take_back(self, taking: Taking) -> None:
        """As if the turn had never been filled."""
        try:
            self._publishing.delete(taking.workspace_id, taking.post_id)
        except NoSuchPost:
            log.info("evergreen_never_written", taking=taking.id)
        except AlreadyPublished:
            return
        self._takings.delete(taking)
        self.give_back(taking)

    def _is_mine(self, window: Window, turn: Turn) -> bool:
        taking = window.takings.get(turn.at)
        return taking is not None and bool(taking.evergreen_id) and window.own(turn.at)

    def _confirm(self, taking: Taking) -> None:
        """Whoever recycled it died before noting that it is placed."""
        if not taking.placed:
            self._takings.change(replace(taking, placed=True, version=taking.version + 1))

    def _may_fill(self, window: Window, turn: Turn) -> bool:
        """Whether nothing stands there, and no person took out what was recycled before."""
        taking = window.takings.get(turn.at)
        emptied = taking is not None and taking.recycled_once and taking.placed
        return not emptied and window.is_free(turn.at, self._clock.now())

    def _fill(self, queue: Queue, turn: Turn) -> str:
        """Puts an evergreen post there. Why not; empty where it is there."""
        category = self._categories.find(turn.slot.category_id)
        if category is None:
            return "Its category is gone."
        held = self._evergreens.of_category(category.id)
        served, said = self._served(queue), self._said_around(queue, turn.at)
        told = ""
        for evergreen in ready(held, category.cooldown, turn.at):
            accounts = self._accounts(served, evergreen, turn.at, said)
            choice = choose(evergreen, accounts, alike=_alike)
            if not choice.texts:
                told = told or " ".join(choice.left_out) or "None of its accounts is connected to this queue."
                continue
            why = self._recycle(queue, turn, evergreen, choice)
            if why is None:
                continue
            return why
        return told or _nothing_ready(category, held)

    def _recycle(self, queue: Queue, turn: Turn, evergreen: Evergreen, choice: Choice) -> str | None:
        """Empty where it is done or somebody else was quicker, None to try another one, else why nothing can be."""
        post_id = new_id("post")
        mine = replace(self._board.fresh(queue, turn.at, post_id, evergreen_id=evergreen.id), notes=choice.left_out)
        taking = self._board.take(mine)
        if taking is None:
            return ""
        self._checkpoint("turn_taken")
        uses = [Use(account, fingerprint(text), turn.at, post_id) for account, text in choice.texts.items()]
        used = self._saved(evergreen.used(uses))
        if used is None:
            self._takings.delete(taking)
            return None
        try:
            self._plan(queue, turn, evergreen, choice, post_id)
        except PlanLimit as limit:
            self._undo(taking, used, evergreen)
            return str(limit)
        except _REFUSALS as refusal:
            if isinstance(refusal, CannotSchedule) and any(one["code"] == "unverified" for one in refusal.problems):
                self._undo(taking, used, evergreen)
                return str(refusal)
            self._undo(taking, used, replace(evergreen, problem=f"It could not be planned: {refusal}"))
            log.warning("evergreen_refused", evergreen=evergreen.id, reason=type(refusal).__name__)
            return None
        self._checkpoint("evergreen_planned")
        placed = replace(taking, placed=True, version=taking.version + 1)
        self._takings.change(placed)
        self._events.publish(QueueChanged(queue.workspace_id, queue.id))
        self._respect_pause(queue, placed)
        return ""

    def _plan(self, queue: Queue, turn: Turn, evergreen: Evergreen, choice: Choice, post_id: str) -> None:
        writing = writing_of(evergreen, choice.texts)
        self._publishing.require_fit(queue.workspace_id, writing)
        self._publishing.write(
            queue.workspace_id,
            queue.owner_id,
            writing,
            post_id=post_id,
            origin=evergreen.origin,
            labels=self._labels.of(evergreen),
        )
        self._checkpoint("evergreen_written")
        try:
            self._publishing.schedule_at(queue.workspace_id, post_id, turn.moment(queue.zone))
        except AlreadyPublished:
            log.info("evergreen_out_already", evergreen=evergreen.id)
        except PlanLimit:
            self._publishing.delete(queue.workspace_id, post_id)
            raise

    def _undo(self, taking: Taking, used: Evergreen, before: Evergreen) -> None:
        self._takings.delete(taking)
        self._saved(replace(before, version=used.version))

    def _respect_pause(self, queue: Queue, taking: Taking) -> None:
        """The queue was paused, or is gone, since this began: what was recycled is taken back."""
        current = self._queues.find(queue.id)
        if current is not None and not current.paused:
            return
        self._take_back(taking)

    def _saved(self, evergreen: Evergreen) -> Evergreen | None:
        saved = replace(evergreen, version=evergreen.version + 1)
        return saved if self._evergreens.save(saved) else None

    def _said_around(self, queue: Queue, at: datetime) -> list[_Said]:
        """What the accounts say for a while before the turn, and near after it."""
        rows = self._publications.calendar(queue.workspace_id, at - _LOOKS_BACK, at + NEAR)
        return [
            _Said(row["connection_id"], row["due_at"], row["draft"]["text"])
            for row in rows
            if row["state"] not in _GONE and row["position"] == 0 and row["connection_id"] in queue.connection_ids
        ]

    def _served(self, queue: Queue) -> list[Connection]:
        """The accounts that the queue posts through and that are not paused."""
        paused = self._switch.look(queue.workspace_id).paused_connections
        wanted = set(queue.connection_ids) - set(paused)
        return [connection for connection in self._connections.list(queue.workspace_id) if connection.id in wanted]

    def _accounts(
        self, served: Sequence[Connection], evergreen: Evergreen, at: datetime, said: Sequence[_Said]
    ) -> list[Account]:
        """Those of them that the post is for, with what matters for the choice of words."""
        alive, wanted = self._alive(evergreen), evergreen.writing.connection_ids
        found = []
        for connection in served:
            if wanted and connection.id not in wanted:
                continue
            mine = [one for one in said if one.connection_id == connection.id]
            platform = self._connections.platform_of(connection)
            found.append(
                Account(
                    id=connection.id,
                    name=f"{connection.username} on {platform.spec.name}",
                    repeats=platform.spec.repeats,
                    beside=tuple(one.text for one in mine if abs(one.at - at) <= NEAR),
                    neighbours=_neighbours(mine, at),
                    used={use.digest: use.at for use in alive if use.connection_id == connection.id},
                )
            )
        return found

    def _alive(self, evergreen: Evergreen) -> list[Use]:
        """The uses that went out or will: what a person took back was not said."""
        posts = sorted({use.post_id for use in evergreen.uses})
        gone = {(p.post_id, p.connection_id) for p in self._publications.of_posts(posts) if p.state is State.CANCELLED}
        return [use for use in evergreen.uses if (use.post_id, use.connection_id) not in gone]


def _neighbours(said: Sequence[_Said], at: datetime) -> tuple[str, ...]:
    """What stands right before and right after the moment."""
    before = [one for one in said if one.at <= at]
    after = [one for one in said if one.at > at]
    return (*(one.text for one in before[-1:]), *(one.text for one in after[:1]))


def _alike(text: str, others: Sequence[str]) -> bool:
    nearest = similarity.nearest(text, others)
    return nearest is not None and nearest[1] > similarity.SAME


def _nothing_ready(category: Category, held: Sequence[Evergreen]) -> str:
    if not held:
        return f"{category.name} holds no posts yet."
    again = next_ready(held, category.cooldown)
    if again is None:
        return f"No post of {category.name} can go out as it is. See what is wrong with them there."
    return f"Every post of {category.name} rests; the next one is ready on {again.day} {again:%B}."


def _key(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M}"
