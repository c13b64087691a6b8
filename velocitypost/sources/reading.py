"""The way of one document through a worker: claim, read in a process of its own, record.

A claim is a lease that is renewed while the reading goes on. A worker that dies leaves the row behind as it is; when
the lease has ended, the row is due again and the document is read from its start.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from threading import Condition
from threading import Event as Flag

from pydantic import TypeAdapter, ValidationError

from velocitypost.core.blobs import Blobs
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.core.log import get_logger
from velocitypost.sources.isolation import Crashed, Isolation, Message, Stopped
from velocitypost.sources.limits import READING, Limits
from velocitypost.sources.model import Digest, Source, SourceChanged, SourceState
from velocitypost.sources.passage import Extracted, Passage
from velocitypost.sources.service import original_key
from velocitypost.sources.store import Due, PassageStore, SourceStore

log = get_logger(__name__)

LEASE = timedelta(seconds=30)
TRIES_MAX = 3
_SEEN_AT_ONCE = 200
_TO_BE_READ = (SourceState.QUEUED, SourceState.READING)
_RENEWED_AFTER_ASKS = 10
_NOT_KEPT = "The file was not kept."
_TOO_MUCH = (
    "This document could not be read: it takes more memory or time than a document may, or it is damaged. "
    "Save it anew, or upload the part that you need."
)
_INTERRUPTED = (
    "The reading of this document was interrupted three times, so it was given up. Save it anew and upload it again."
)


@dataclass(frozen=True)
class _Answer:
    """What the reading process leaves: one of the two."""

    extracted: Extracted | None = None
    refused: str = ""


_ANSWER = TypeAdapter(_Answer)


class _Overtaken(Exception):
    """The source was deleted, or another worker has it: this one has no say any more."""


class Reader:
    """Reads sources. Safe to call for the same one from anywhere, any number of times, at once."""

    def __init__(
        self,
        store: SourceStore,
        passages: PassageStore,
        blobs: Blobs,
        isolation: Isolation,
        clock: Clock,
        events: Events,
        *,
        purge: Callable[[str], None],
        limits: Limits = READING,
        checkpoint: Callable[[str], None] = lambda _name: None,
    ) -> None:
        """`purge` removes what belongs to a source that is leaving."""
        self._store = store
        self._passages = passages
        self._blobs = blobs
        self._isolation = isolation
        self._clock = clock
        self._events = events
        self._purge = purge
        self._limits = limits
        self._checkpoint = checkpoint
        self._closing = Flag()
        self._quiet = Condition()
        self._under_way = 0

    def work(self) -> bool:
        """Reads the document whose turn it is, and ends removals that were interrupted. Whether there was anything."""
        now = self._clock.now()
        due = self._store.due(now, most=_SEEN_AT_ONCE)
        if not due:
            return False
        for item in due:
            if item.state is SourceState.LEAVING:
                self._purge(item.id)
        if (chosen := next_in_turn(due, self._store.in_hand(now))) is not None:
            self.read(chosen.id)
        return True

    def read(self, source_id: str) -> None:
        """Reads the document if it waits to be read, or if nobody reads on what was begun. Else it does nothing."""
        source = self._store.find(source_id)
        if source is None or source.wake_at is None or source.wake_at > self._clock.now() or self._closing.is_set():
            return
        if source.state not in _TO_BE_READ:
            return
        self._isolation.sweep()
        with self._counted():
            try:
                claimed = self._claimed(source)
                if source.tries >= TRIES_MAX:
                    self._refuse(claimed, _INTERRUPTED)
                    return
                self._checkpoint("source_claimed")
                self._read(_Held(claimed, self._renewed, self._is_held, self._closing))
            except _Overtaken:
                log.info("source_overtaken", source=source_id)

    def close(self, *, within_seconds: float = 3.0) -> None:
        """Ends what is being read and gives it back to the queue: this worker is about to stop."""
        self._closing.set()
        with self._quiet:
            self._quiet.wait_for(lambda: self._under_way == 0, timeout=within_seconds)

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._quiet:
            self._under_way += 1
        try:
            yield
        finally:
            with self._quiet:
                self._under_way -= 1
                self._quiet.notify_all()

    def _read(self, held: _Held) -> None:
        source = held.source
        task = {
            "work": "read",
            "kind": source.kind,
            "path": str(self._blobs.path(original_key(source.id))),
            "name": source.name,
        }
        try:
            data = self._isolation.run(task, self._limits, hear=held.hear, goes_on=held.goes_on)
            answer = _ANSWER.validate_json(data)
        except Stopped:
            self._give_back(held.source)
            return
        except (Crashed, ValidationError) as error:
            log.warning("source_not_readable", source=source.id, kind=source.kind, reason=str(error)[:80])
            self._refuse(held.source, _TOO_MUCH)
            return
        self._checkpoint("source_read")
        if answer.extracted is None:
            self._refuse(held.source, answer.refused or _TOO_MUCH)
        else:
            self._keep(held.source, answer.extracted)

    def _keep(self, source: Source, extracted: Extracted) -> None:
        passages = [
            Passage(**{**vars(found), "id": f"{source.id}-{number}", "number": number})
            for number, found in enumerate(extracted.passages)
        ]
        if not self._is_held(source):
            raise _Overtaken
        self._passages.replace(source.workspace_id, source.id, passages)
        self._checkpoint("passages_kept")
        pages = extracted.pages or 1
        ready = replace(
            source,
            state=SourceState.READY,
            wake_at=None,
            done=pages,
            total=pages,
            digest=_digest(extracted),
            updated_at=self._clock.now(),
        )
        try:
            self._saved(ready)
        except _Overtaken:
            current = self._store.find(source.id)
            if current is None or current.state is SourceState.LEAVING:
                self._passages.delete(source.workspace_id, source.id)
            raise

    def _refuse(self, source: Source, reason: str) -> None:
        now = self._clock.now()
        self._saved(
            replace(
                source,
                state=SourceState.REFUSED,
                wake_at=None,
                reason=f"{reason} {_NOT_KEPT}",
                updated_at=now,
            )
        )
        self._passages.delete(source.workspace_id, source.id)
        self._blobs.delete(original_key(source.id))

    def _give_back(self, source: Source) -> None:
        now = self._clock.now()
        self._saved(replace(source, state=SourceState.QUEUED, wake_at=now, tries=source.tries - 1, updated_at=now))

    def _claimed(self, source: Source) -> Source:
        now = self._clock.now()
        return self._saved(
            replace(
                source,
                state=SourceState.READING,
                wake_at=now + LEASE,
                tries=source.tries + 1,
                done=0,
                total=0,
                updated_at=now,
            )
        )

    def _saved(self, source: Source) -> Source:
        saved = self._store.save(source)
        if saved is None:
            raise _Overtaken
        self._events.publish(SourceChanged(saved.workspace_id, saved.id, saved.state.value, saved.done, saved.total))
        return saved

    def _is_held(self, source: Source) -> bool:
        current = self._store.find(source.id)
        return current is not None and current.version == source.version

    def _renewed(self, source: Source, done: int, total: int) -> Source:
        now = self._clock.now()
        return self._saved(replace(source, wake_at=now + LEASE, done=done, total=total, updated_at=now))


class _Held:
    """A claimed source while it is read: hears how far it is, renews the lease, and notices when it is lost."""

    def __init__(
        self,
        source: Source,
        renewed: Callable[[Source, int, int], Source],
        is_held: Callable[[Source], bool],
        closing: Flag,
    ) -> None:
        self.source = source
        self._renewed = renewed
        self._is_held = is_held
        self._closing = closing
        self._done, self._total = 0, 0
        self._asked = 0

    def hear(self, message: Message) -> None:
        done, total = message.get("read"), message.get("of")
        if isinstance(done, int) and isinstance(total, int):
            self._done, self._total = done, total

    def goes_on(self) -> bool:
        """Whether to read on. Asked twice a second; writes where there is something to tell. Raises `_Overtaken`."""
        self._asked += 1
        source = self.source
        if (source.done, source.total) != (self._done, self._total) or self._asked % _RENEWED_AFTER_ASKS == 0:
            self.source = self._renewed(source, self._done, self._total)
        elif not self._is_held(source):
            raise _Overtaken
        return not self._closing.is_set()


def next_in_turn(due: Sequence[Due], in_hand: Counter[str]) -> Due | None:
    """The one that waits longest in the workspace of which the fewest are being read."""
    waiting = [item for item in due if item.state in _TO_BE_READ]
    return min(waiting, key=lambda item: in_hand[item.workspace_id], default=None)


def _digest(extracted: Extracted) -> Digest:
    return Digest(
        title=extracted.title,
        language=extracted.language,
        direction=extracted.direction,
        key_topics=extracted.key_topics,
        document_type=extracted.document_type,
        summary=extracted.summary,
        pages=extracted.pages,
        passages=len(extracted.passages),
        characters=sum(len(found.text) for found in extracted.passages),
        notices=extracted.notices,
    )
