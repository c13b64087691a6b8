"""A document's way through a worker, over a real database; the reading process is a fake that does as it is told."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Event, Thread

import pytest

from velocitypost.billing.plans import Plans
from velocitypost.core.blobs import Blobs
from velocitypost.core.clock import ManualClock
from velocitypost.core.database import Database
from velocitypost.core.events import Events
from velocitypost.sources.isolation import Crashed, Isolation, Message, Stopped
from velocitypost.sources.limits import Limits
from velocitypost.sources.model import (
    WAITING_MAX,
    NoSuchSource,
    NotReadYet,
    Source,
    SourceChanged,
    SourceState,
    TooManyWaiting,
)
from velocitypost.sources.passage import Box, Extracted, Found, Place
from velocitypost.sources.pictures import Pictures
from velocitypost.sources.reading import LEASE, TRIES_MAX, Reader, next_in_turn
from velocitypost.sources.service import SourceService
from velocitypost.sources.store import Due, PassageStore, SourceStore

PDF = b"%PDF-1.4 a document"


def extracted(count: int = 3) -> bytes:
    passages = tuple(
        Found(Place(page=1, paragraph=n + 1), "paragraph", f"Passage {n}.", boxes=(Box(1, 0.1, 0.1, 0.9, 0.2),))
        for n in range(count)
    )
    learned = Extracted("A title", "en", "ltr", ("coffee",), "article", "Passage 0.", 2, ("A notice.",), passages)
    return json.dumps({"extracted": asdict(learned)}).encode()


class FakeIsolation(Isolation):
    """Gives `answer`, after it has spoken and asked as the real one does."""

    def __init__(self) -> None:
        self.answer: bytes | Exception = extracted()
        self.meanwhile: Callable[[], None] = lambda: None
        self.sweeps = 0

    def run(
        self,
        task: Message,
        limits: Limits,
        *,
        program: str = "",
        hear: Callable[[Message], None] = lambda _message: None,
        goes_on: Callable[[], bool] = lambda: True,
    ) -> bytes:
        hear({"read": 1, "of": 2})
        if not goes_on():
            raise Stopped
        self.meanwhile()
        if not goes_on():
            raise Stopped
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer

    def sweep(self) -> int:
        self.sweeps += 1
        return 0


class Room:
    """The room of documents, with one workspace."""

    def __init__(self, database: Database, clock: ManualClock, folder: Path) -> None:
        self.clock = clock
        self.events = Events()
        self.told: list[SourceChanged] = []
        self.events.subscribe(SourceChanged, self.told.append)
        self.store, self.passages = SourceStore(database), PassageStore(database)
        self.blobs = Blobs(folder)
        self.isolation = FakeIsolation()
        plans = Plans()
        self.service = SourceService(
            self.store,
            self.passages,
            self.blobs,
            Pictures(self.store, self.blobs, self.isolation),
            clock,
            self.events,
            plans,
            plan_of=lambda _workspace_id: plans.of("pro"),
            max_bytes=10_000_000,
            extensions=("pdf", "txt"),
        )
        self.folder = folder

    def reader(self) -> Reader:
        return Reader(
            self.store, self.passages, self.blobs, self.isolation, self.clock, self.events, purge=self.service.purge
        )

    def upload(self, workspace_id: str = "ours") -> Source:
        return self.service.add(workspace_id, "ann", BytesIO(PDF), name="plan.pdf")

    def source(self, source_id: str) -> Source:
        found = self.store.find(source_id)
        assert found is not None
        return found

    def files(self) -> list[Path]:
        return [path for path in self.folder.rglob("*") if path.is_file()]

    def nothing_is_left(self) -> bool:
        return not self.files() and self.store.page("ours", before=None, most=9) == []


@pytest.fixture
def room(database: Database, clock: ManualClock, tmp_path: Path) -> Room:
    return Room(database, clock, tmp_path / "blobs")


def test_an_uploaded_document_is_read_and_its_passages_are_kept(room: Room) -> None:
    source = room.upload()
    assert room.reader().work()
    read = room.service.get("ours", source.id)
    assert (read.state, read.wake_at, read.done, read.total) == (SourceState.READY, None, 2, 2)
    assert read.digest is not None
    assert (read.digest.title, read.digest.passages, read.digest.notices) == ("A title", 3, ("A notice.",))
    found = room.service.passages("ours", source.id)
    assert [(p.id, p.number, p.text) for p in found] == [(f"{source.id}-{n}", n, f"Passage {n}.") for n in range(3)]
    assert found[0].boxes == (Box(1, 0.1, 0.1, 0.9, 0.2),)
    assert not room.reader().work(), "there is no more to do"


def test_open_pages_hear_how_far_it_is(room: Room) -> None:
    room.upload()
    room.reader().work()
    assert [(event.state, event.done, event.total) for event in room.told] == [
        ("reading", 0, 0),
        ("reading", 1, 2),
        ("ready", 2, 2),
    ]


def test_passages_are_read_page_by_page_and_by_id(room: Room) -> None:
    source = room.upload()
    room.isolation.answer = extracted(130)
    room.reader().work()
    numbers = [
        p.number for first in (0, 60, 120) for p in room.service.passages("ours", source.id, first=first, most=60)
    ]
    assert numbers == list(range(130))
    ids = [f"{source.id}-{n}" for n in (128, 7, 999)] + ["source_other-3", "nonsense"]
    assert [p.number for p in room.service.passages_by_id("ours", source.id, ids)] == [7, 128]


def test_a_document_that_cannot_be_read_says_why_and_is_not_kept(room: Room) -> None:
    source = room.upload()
    room.isolation.answer = json.dumps({"refused": "There is no text in this document."}).encode()
    room.reader().work()
    refused = room.service.get("ours", source.id)
    assert refused.state is SourceState.REFUSED
    assert refused.reason == "There is no text in this document. The file was not kept."
    assert room.files() == []
    with pytest.raises(NotReadYet, match="no text"):
        room.service.passages("ours", source.id)


@pytest.mark.parametrize(
    "answer", [Crashed("SIGSEGV"), b"nonsense", b'{"extracted": {"title": 3}}', b'{"passages": []}']
)
def test_a_reading_that_crashes_or_answers_nonsense_is_told_as_too_much(room: Room, answer: bytes | Exception) -> None:
    source = room.upload()
    room.isolation.answer = answer
    room.reader().work()
    refused = room.service.get("ours", source.id)
    assert refused.state is SourceState.REFUSED
    assert refused.reason.startswith("This document could not be read: it takes more memory or time")


def test_one_document_is_read_by_one_worker(room: Room) -> None:
    room.upload()
    others = room.reader()
    looked: list[bool] = []
    room.isolation.meanwhile = lambda: looked.append(others.work())
    room.reader().work()
    assert looked == [False]


def test_what_a_dead_worker_began_is_read_again_when_its_lease_has_ended(room: Room) -> None:
    source = room.upload()
    room.isolation.meanwhile = lambda: (_ for _ in ()).throw(KeyboardInterrupt)
    with pytest.raises(KeyboardInterrupt):
        room.reader().work()
    assert room.source(source.id).state is SourceState.READING
    assert not room.reader().work(), "its lease still holds"
    room.clock.advance(LEASE)
    room.isolation.meanwhile = lambda: None
    assert room.reader().work()
    assert room.source(source.id).state is SourceState.READY
    assert room.isolation.sweeps == 2


def test_a_document_that_takes_its_workers_down_is_given_up(room: Room) -> None:
    source = room.upload()
    room.isolation.meanwhile = lambda: (_ for _ in ()).throw(KeyboardInterrupt)
    for _ in range(TRIES_MAX):
        with pytest.raises(KeyboardInterrupt):
            room.reader().work()
        room.clock.advance(LEASE)
    room.reader().work()
    assert "interrupted three times" in room.source(source.id).reason
    assert room.files() == []


def test_a_worker_that_was_overtaken_has_no_say_any_more(room: Room) -> None:
    source = room.upload()

    def lose_it() -> None:
        room.clock.advance(LEASE + timedelta(seconds=1))
        room.isolation.meanwhile = lambda: None
        room.isolation.answer = extracted(5)
        assert room.reader().work()
        room.isolation.answer = json.dumps({"refused": "The old worker's word."}).encode()

    room.isolation.meanwhile = lose_it
    room.reader().work()
    assert room.source(source.id).state is SourceState.READY
    assert len(room.service.passages("ours", source.id)) == 5


def test_deleting_ends_the_reading_and_leaves_nothing(room: Room) -> None:
    source = room.upload()
    room.isolation.meanwhile = lambda: room.service.delete("ours", source.id)
    room.reader().work()
    assert room.nothing_is_left()
    assert room.told[-1].state == "deleted"
    with pytest.raises(NoSuchSource):
        room.service.get("ours", source.id)


def test_a_document_that_is_deleted_in_the_last_moment_leaves_no_passages(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = room.upload()
    reader = Reader(
        room.store,
        room.passages,
        room.blobs,
        room.isolation,
        room.clock,
        room.events,
        purge=room.service.purge,
        checkpoint=lambda place: room.service.delete("ours", source.id) if place == "passages_kept" else None,
    )
    reader.work()
    assert room.nothing_is_left()
    assert room.passages.of("ours", source.id, first=0, most=None) == []


def test_a_removal_that_was_interrupted_is_ended_by_the_next_worker(room: Room) -> None:
    source = room.upload()
    room.reader().work()
    read = room.source(source.id)
    room.store.save(replace(read, state=SourceState.LEAVING, wake_at=room.clock.now()))
    with pytest.raises(NoSuchSource):
        room.service.get("ours", source.id)
    room.reader().work()
    assert room.nothing_is_left()


def test_a_worker_that_stops_gives_back_what_it_reads(room: Room) -> None:
    source = room.upload()
    reader = room.reader()
    begun, told = Event(), Event()

    def wait() -> None:
        begun.set()
        told.wait(10)

    room.isolation.meanwhile = wait
    thread = Thread(target=reader.work)
    thread.start()
    assert begun.wait(10)
    reader._closing.set()
    told.set()
    reader.close(within_seconds=10)
    thread.join(10)
    back = room.source(source.id)
    assert (back.state, back.tries, back.wake_at) == (SourceState.QUEUED, 0, room.clock.now())
    assert not reader.work() or room.source(source.id).state is SourceState.QUEUED


def test_nobody_can_fill_the_queue(room: Room) -> None:
    for _ in range(WAITING_MAX):
        room.upload()
    with pytest.raises(TooManyWaiting, match="still wait"):
        room.upload()
    assert room.upload("another workspace").workspace_id == "another workspace"
    assert len(room.files()) == WAITING_MAX + 1


def test_workspaces_take_turns() -> None:
    due = [Due(f"source-{n}", owner, SourceState.QUEUED) for n, owner in enumerate(["big", "big", "small"])]
    assert next_in_turn(due, Counter()) == due[0]
    assert next_in_turn(due, Counter({"big": 1})) == due[2]
    assert next_in_turn([Due("gone", "big", SourceState.LEAVING)], Counter()) is None


def test_another_workspace_finds_nothing(room: Room) -> None:
    source = room.upload()
    room.reader().work()
    for ask in (
        lambda: room.service.get("theirs", source.id),
        lambda: room.service.passages("theirs", source.id),
        lambda: room.service.find_passages("theirs", source.id, "passage", 3),
        lambda: room.service.passages_by_id("theirs", source.id, [f"{source.id}-0"]),
        lambda: room.service.content("theirs", source.id),
        lambda: room.service.open("theirs", source.id),
        lambda: room.service.delete("theirs", source.id),
    ):
        with pytest.raises(NoSuchSource):
            ask()
    assert room.passages.of("theirs", source.id, first=0, most=None) == []


def test_what_was_found_is_forgotten_with_the_document(room: Room) -> None:
    source = room.upload()
    room.reader().work()
    assert [p.number for p in room.service.find_passages("ours", source.id, "passage 2", 1)] == [2]
    room.service.delete("ours", source.id)
    with pytest.raises(NoSuchSource):
        room.service.find_passages("ours", source.id, "passage 2", 1)
