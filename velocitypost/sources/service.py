"""What people and writers do with documents. All is scoped by workspace."""

from __future__ import annotations

import unicodedata
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from threading import Lock
from typing import BinaryIO

from velocitypost.billing.plans import Plan, Plans
from velocitypost.core.blobs import CHUNK, Blobs, NoSuchBlob
from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.core.ids import new_id
from velocitypost.sources.finding import Index
from velocitypost.sources.kinds import ENDINGS, WHAT_IT_IS, kind_of
from velocitypost.sources.limits import BYTES_MAX, Kind
from velocitypost.sources.model import (
    NAME_MAX,
    WAITING_MAX,
    Digest,
    NoSuchSource,
    NotInPlan,
    NotReadYet,
    Source,
    SourceChanged,
    SourceRefused,
    SourceState,
    SourceTooLarge,
    TooManyWaiting,
)
from velocitypost.sources.passage import Passage
from velocitypost.sources.pictures import Pictures
from velocitypost.sources.store import PassageStore, SourceStore

_INDICES_KEPT = 8
_UNREAD = {
    SourceState.QUEUED: "This document waits to be read. It takes a moment.",
    SourceState.READING: "This document is being read. It takes a moment.",
}


class SourceService:
    """`plan_of` tells a workspace's plan; `extensions` are the kinds of files that this installation takes."""

    def __init__(
        self,
        store: SourceStore,
        passages: PassageStore,
        blobs: Blobs,
        pictures: Pictures,
        clock: Clock,
        events: Events,
        plans: Plans,
        *,
        plan_of: Callable[[str], Plan],
        max_bytes: int,
        extensions: Sequence[str],
    ) -> None:
        self._store = store
        self._passages = passages
        self._blobs = blobs
        self._pictures = pictures
        self._clock = clock
        self._events = events
        self._plans = plans
        self._plan_of = plan_of
        self._max_bytes = max_bytes
        self._extensions = frozenset(extensions)
        self._indices: OrderedDict[str, Index] = OrderedDict()
        self._lock = Lock()

    # ---- people

    def add(self, workspace_id: str, user_id: str, file: BinaryIO, *, name: str) -> Source:
        """Keeps the file and puts it in the queue of those to be read.

        Raises `NotInPlan`, `SourceRefused`, `SourceTooLarge` or `TooManyWaiting`; then nothing is stored.
        """
        self._require_plan(workspace_id)
        name = _file_name(name)
        kind = kind_of(file)
        self._require_taken(kind)
        self._require_size(kind, file)
        if self._store.count_unread(workspace_id) >= WAITING_MAX:
            raise TooManyWaiting(
                f"{WAITING_MAX} of your documents still wait to be read. Upload this one when some of them are ready."
            )
        source_id, now = new_id("source"), self._clock.now()
        written = self._blobs.write(original_key(source_id), _chunks(file))
        source = Source(
            id=source_id,
            workspace_id=workspace_id,
            uploaded_by=user_id,
            name=name,
            kind=kind,
            bytes=written.bytes,
            sha256=written.sha256,
            state=SourceState.QUEUED,
            wake_at=now,
            created_at=now,
            updated_at=now,
        )
        self._store.insert(source)
        return source

    def get(self, workspace_id: str, source_id: str) -> Source:
        """Raises `NoSuchSource`."""
        source = self._store.find_of(workspace_id, source_id)
        if source is None or source.state is SourceState.LEAVING:
            raise NoSuchSource(source_id)
        return source

    def page(self, workspace_id: str, *, before: str | None, most: int) -> tuple[list[Source], str | None]:
        """A page, newest first, and the cursor of the next one."""
        found = self._store.page(workspace_id, before=before, most=most + 1)
        return found[:most], found[most - 1].id if len(found) > most else None

    def count(self, workspace_id: str) -> int:
        """How many documents the workspace has, whatever became of them."""
        return self._store.count(workspace_id)

    def delete(self, workspace_id: str, source_id: str) -> None:
        """Removes the document for good, with all that was learned from it; its reading ends. Raises `NoSuchSource`."""
        while True:
            source = self.get(workspace_id, source_id)
            leaving = replace(source, state=SourceState.LEAVING, wake_at=self._clock.now())
            if self._store.save(leaving) is not None:
                break
        self.purge(source_id)
        self._events.publish(SourceChanged(workspace_id, source_id, "deleted", 0, 0))

    def open(self, workspace_id: str, source_id: str) -> BinaryIO:
        """The uploaded file from its start; the caller closes it. Raises `NoSuchSource`, also where it was not kept."""
        try:
            return self._blobs.open(original_key(self.get(workspace_id, source_id).id))
        except NoSuchBlob:
            raise NoSuchSource(source_id) from None

    def page_picture(self, workspace_id: str, source_id: str, page: int) -> BinaryIO:
        """The PNG of a page (from 1), drawn when it is first asked for; the caller closes it.

        Raises `NoSuchSource`, `NoSuchPage` or `Crashed`.
        """
        source = self.get(workspace_id, source_id)
        return self._pictures.open(source, page)

    # ---- writers

    def passages(self, workspace_id: str, source_id: str, *, first: int = 0, most: int | None = None) -> list[Passage]:
        """Passages in reading order from number `first` on. Raises `NoSuchSource` or `NotReadYet`."""
        source = self._ready(workspace_id, source_id)
        return self._passages.of(workspace_id, source.id, first=first, most=most)

    def content(self, workspace_id: str, source_id: str) -> tuple[str, Digest]:
        """The whole text, without what repeats at the edges of pages, and what was learned from it.

        Raises `NoSuchSource` or `NotReadYet`.
        """
        source = self._ready(workspace_id, source_id)
        passages = self._passages.of(workspace_id, source.id, first=0, most=None)
        text = "\n\n".join(passage.text for passage in passages if passage.kind != "margin")
        return text, digest_of(source)

    def find_passages(self, workspace_id: str, source_id: str, query: str, most: int) -> list[Passage]:
        """Those that answer best to the words of `query`; where none does, the most central ones of the document.

        Raises `NoSuchSource` or `NotReadYet`.
        """
        source = self._ready(workspace_id, source_id)
        return self._index(source).find(query, most=most)

    def passages_by_id(self, workspace_id: str, source_id: str, ids: Sequence[str]) -> list[Passage]:
        """Those of these ids that the document has, in reading order. Raises `NoSuchSource` or `NotReadYet`."""
        wanted = set(ids)
        source = self._ready(workspace_id, source_id)
        found: list[Passage] = []
        for number in sorted(number for number in map(_number, wanted) if number is not None):
            found += self._passages.of(workspace_id, source.id, first=number, most=1)
        return [passage for passage in found if passage.id in wanted]

    # ---- workers

    def purge(self, source_id: str) -> None:
        """Removes what belongs to a source that is leaving, its row last. Safe to repeat."""
        source = self._store.find(source_id)
        if source is None or source.state is not SourceState.LEAVING:
            return
        self._passages.delete(source.workspace_id, source_id)
        self._pictures.forget(source)
        self._blobs.delete(original_key(source_id))
        self._store.delete(source_id)
        with self._lock:
            self._indices.pop(source_id, None)

    # ---- within

    def _ready(self, workspace_id: str, source_id: str) -> Source:
        source = self.get(workspace_id, source_id)
        if source.state is not SourceState.READY:
            raise NotReadYet(_UNREAD.get(source.state, f"This document could not be read. {source.reason}"))
        return source

    def _index(self, source: Source) -> Index:
        """Made once for many questions; those asked longest ago are forgotten."""
        with self._lock:
            if source.id in self._indices:
                self._indices.move_to_end(source.id)
                return self._indices[source.id]
        index = Index(self._passages.of(source.workspace_id, source.id, first=0, most=None))
        with self._lock:
            self._indices[source.id] = index
            while len(self._indices) > _INDICES_KEPT:
                self._indices.popitem(last=False)
        return index

    def _require_plan(self, workspace_id: str) -> None:
        plan = self._plan_of(workspace_id)
        if plan.file_upload:
            return
        fitting = self._plans.next_with(lambda other: other.file_upload)
        if fitting is None:
            raise NotInPlan("No plan includes documents here.")
        raise NotInPlan(f"Reading documents is part of the {fitting.name} plan. Your plan is {plan.name}.")

    def _require_taken(self, kind: Kind) -> None:
        if not self._extensions & set(ENDINGS[kind]):
            raise SourceRefused(
                f"{WHAT_IT_IS[kind]} is not taken here: this installation allows other kinds of files only."
            )

    def _require_size(self, kind: Kind, file: BinaryIO) -> None:
        limit = min(BYTES_MAX[kind], self._max_bytes)
        size = file.seek(0, 2)
        file.seek(0)
        if size > limit:
            raise SourceTooLarge(WHAT_IT_IS[kind], limit)


def digest_of(source: Source) -> Digest:
    """What was learned from a source that is ready."""
    if source.digest is None:
        raise NotReadYet(_UNREAD[SourceState.QUEUED])
    return source.digest


def original_key(source_id: str) -> str:
    """Where the uploaded file lies in `core/blobs`."""
    return f"{source_id}.original"


def _number(passage_id: str) -> int | None:
    number = passage_id.rpartition("-")[2]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 8 else None


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    while chunk := file.read(CHUNK):
        yield chunk


def _file_name(text: str) -> str:
    name = unicodedata.normalize("NFC", text.replace("\\", "/").rpartition("/")[2]).strip()
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in name):
        raise SourceRefused("The file's name holds invisible control characters. Rename it and try again.")
    if len(name) > NAME_MAX:
        raise SourceRefused(f"The file's name may have at most {NAME_MAX} characters. Rename it and try again.")
    return name or "document"
