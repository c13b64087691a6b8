"""Writing a batch, in a worker: several calls at a time, each draft kept as it comes.

A batch is claimed with a lease that is renewed each second. Who finds it gone, or the batch cancelled, stops; whoever
claims it after a crash goes on with the drafts that are missing. A draft's id says which text it is: none is doubled.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from velocitypost.core.clock import Clock
from velocitypost.core.database import DatabaseError
from velocitypost.core.events import Events
from velocitypost.core.ids import new_id
from velocitypost.core.log import get_logger
from velocitypost.generation import composer
from velocitypost.generation.batch import (
    Batch,
    BatchChanged,
    BatchDraft,
    Errands,
    Slot,
    State,
    draft_id,
    slots,
    together,
)
from velocitypost.generation.batch_store import BatchStore, DraftStore
from velocitypost.generation.desk import Desk
from velocitypost.generation.safety import OwnPost
from velocitypost.generation.service import GenerationService
from velocitypost.generation.writing import Errand, Noticed, Wrote, slip

log = get_logger(__name__)
LEASE = timedelta(seconds=30)
TRIES_MOST = 5
_AT_ONCE = 20
_TOGETHER_MOST = 6
# Without a model what is kept together is one write; so many are composed in some tenths of a second.
_COMPOSED_TOGETHER = 20
_PATIENCE_SECONDS = 90.0
_RENEW_SECONDS = 1.0
_BESIDE_MOST = 100


@dataclass
class _Work:
    """A batch that is being written here."""

    batch: Batch
    claim: str
    desks: dict[str, Desk]
    stop: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    done: int = 0
    notices: list[str] = field(default_factory=list)
    lately: dict[str, list[OwnPost]] = field(default_factory=dict)
    broken: bool = False


class BatchRunner:
    """`checkpoint` is called at named places, for tests of crashes."""

    def __init__(
        self,
        store: BatchStore,
        drafts: DraftStore,
        generation: GenerationService,
        clock: Clock,
        events: Events,
        *,
        checkpoint: Callable[[str], None] = lambda _name: None,
    ) -> None:
        self._store = store
        self._drafts = drafts
        self._generation = generation
        self._clock = clock
        self._events = events
        self._checkpoint = checkpoint

    def run_due(self) -> bool:
        """Writes a batch that nobody works on, to its end. Whether there was one."""
        for batch in self._store.due(self._clock.now(), most=_AT_ONCE):
            claim = new_id("claim")
            if self._store.claim(batch, claim, until=self._clock.now() + LEASE):
                self._checkpoint("batch_claimed")
                self._run(batch, claim)
                return True
        return False

    def _run(self, batch: Batch, claim: str) -> None:
        if batch.tries >= TRIES_MOST:
            self._finish(batch, claim, "failed", "This batch could not be finished. What was written is still here.")
            return
        made = self._drafts.made(batch.id)
        self._store.recount(batch.id, done=len(made), composed=sum(made.values()))
        try:
            desks = {
                share.domain: self._generation.desk(batch.workspace_id, batch.wish.brief(share.domain))
                for share in batch.wish.shares
            }
        except DatabaseError:
            raise
        except Exception as error:
            # The document or a domain is gone: no try will bring it back, and its words are for the author.
            log.warning("batch_failed", batch=batch.id, reason=type(error).__name__)
            self._finish(batch, claim, "failed", str(error) or "Something that this batch needs is no longer there.")
            return
        work = _Work(batch, claim, desks, done=len(made), notices=list(batch.notices))
        with self._held(work):
            self._write(work, [wanted for wanted in _texts(batch) if draft_id(batch.id, *_key(wanted)) not in made])
        if work.stop.is_set():
            return
        made = self._drafts.made(batch.id)
        self._store.recount(batch.id, done=len(made), composed=sum(made.values()))
        if work.broken:
            # Somebody tries again what is missing, when this claim ends.
            return
        if self._store.finish(batch.id, claim, "done", at=self._clock.now()):
            self._tell(work, "done")

    def _write(self, work: _Work, wanted: Sequence[tuple[Slot, str]]) -> None:
        relay = self._generation.writing.relay
        if not relay.can_write(work.batch.workspace_id):
            for one in together(wanted, most=_COMPOSED_TOGETHER):
                self._do(work, one)
            return
        errands = together(wanted, most=_TOGETHER_MOST)
        with ThreadPoolExecutor(relay.at_once, thread_name_prefix="batch") as pool:
            for outcome in [pool.submit(self._do, work, one) for one in errands]:
                outcome.result()

    def _do(self, work: _Work, errands: Errands) -> None:
        """Some texts of the batch. One that fails must not hold up the others."""
        if work.stop.is_set():
            return
        try:
            self._do_all(work, errands)
        except Exception:
            work.broken = True
            log.exception("batch_errand_failed", batch=work.batch.id)

    def _do_all(self, work: _Work, errands: Errands) -> None:
        desk = work.desks[errands.domain]
        slips, places = [], {}
        for number, (slot, platform) in enumerate(errands.wanted, start=1):
            slips.append(slip(number, self._generation.platform(platform), desk, slot.turn))
            places[number] = slot
        errand = Errand(
            work.batch.workspace_id,
            desk,
            "batch",
            _PATIENCE_SECONDS,
            lambda platform: _lately(work, platform),
            work.stop,
        )
        composed: list[BatchDraft] = []
        with closing(self._generation.writing.run(errand, slips)) as progress:
            for event in progress:
                if work.stop.is_set():
                    return
                if isinstance(event, Noticed):
                    self._notice(work, event.message)
                elif isinstance(event, Wrote):
                    draft = self._draft(work, places[event.number], event)
                    if event.suggestion.engine == composer.ENGINE:
                        composed.append(draft)
                    else:
                        self._keep(work, [draft])
        if composed:
            self._keep(work, composed)

    def _draft(self, work: _Work, slot: Slot, wrote: Wrote) -> BatchDraft:
        with work.lock:
            mine = work.lately.setdefault(wrote.platform, [])
            mine.append(OwnPost(f"draft of {slot.on}", wrote.suggestion.text, self._clock.now(), wrote.platform))
            del mine[:-_BESIDE_MOST]
        return BatchDraft(
            id=draft_id(work.batch.id, slot.number, wrote.platform),
            batch_id=work.batch.id,
            workspace_id=work.batch.workspace_id,
            slot=slot.number,
            on=slot.on,
            domain=slot.domain,
            turn=slot.turn,
            suggestion=wrote.suggestion,
            created_at=self._clock.now(),
        )

    def _keep(self, work: _Work, drafts: Sequence[BatchDraft]) -> None:
        added = self._drafts.insert(drafts)
        self._checkpoint("batch_draft_kept")
        composed = sum(draft.suggestion.engine == composer.ENGINE for draft in added)
        self._store.add(work.batch.id, done=len(added), composed=composed)
        with work.lock:
            work.done += len(added)
        self._tell(work, "running")

    def _notice(self, work: _Work, message: str) -> None:
        with work.lock:
            if message in work.notices:
                return
            work.notices.append(message)
            self._store.notice(work.batch.id, work.notices)

    def _finish(self, batch: Batch, claim: str, state: State, notice: str) -> None:
        self._store.notice(batch.id, [*batch.notices, notice])
        if self._store.finish(batch.id, claim, state, at=self._clock.now()):
            self._events.publish(BatchChanged(batch.workspace_id, batch.id, state, batch.done, batch.total))

    def _tell(self, work: _Work, state: State) -> None:
        batch = work.batch
        self._events.publish(BatchChanged(batch.workspace_id, batch.id, state, work.done, batch.total))

    @contextmanager
    def _held(self, work: _Work) -> Iterator[None]:
        """Renews the lease meanwhile; sets `work.stop` when it is gone."""
        over = threading.Event()

        def renew() -> None:
            while not over.wait(_RENEW_SECONDS):
                until = self._clock.now() + LEASE
                try:
                    if not self._store.renew(work.batch.id, work.claim, until=until):
                        work.stop.set()
                        return
                except Exception as error:
                    log.warning("batch_not_renewed", batch=work.batch.id, reason=type(error).__name__)

        keeper = threading.Thread(target=renew, name="batch-lease", daemon=True)
        keeper.start()
        try:
            yield
        finally:
            over.set()
            keeper.join()


def _texts(batch: Batch) -> Iterator[tuple[Slot, str]]:
    for slot in slots(batch.wish):
        for platform in batch.wish.platforms:
            yield slot, platform


def _key(wanted: tuple[Slot, str]) -> tuple[int, str]:
    return wanted[0].number, wanted[1]


def _lately(work: _Work, platform: str) -> list[OwnPost]:
    with work.lock:
        return list(work.lately.get(platform, ()))
