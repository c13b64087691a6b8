"""Who is brought out when: as many at once as there are hands, and no platform keeps all of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import cast

import pytest

from tests.publications import scheduled
from velocitypost.publishing.delivery import Delivery
from velocitypost.publishing.dispatch import Hints
from velocitypost.publishing.model import Publication
from velocitypost.publishing.store import PublicationStore
from velocitypost.worker.hands import Hands

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WAIT_SECONDS = 10.0


class Workplace:
    """Stands for the database, the platforms and the hints: each publication takes until its platform is let go."""

    def __init__(self) -> None:
        self.rows: dict[str, Publication] = {}
        self.down: set[str] = set()
        self.begun: list[str] = []
        self.done_with: list[str] = []
        self._changed = threading.Condition()
        self._let_go: set[str] = set()

    def due(self, platform: str, count: int) -> list[tuple[str, str]]:
        made = [scheduled(NOW, platform=platform) for _ in range(count)]
        self.rows |= {row.id: row for row in made}
        return [(row.id, platform) for row in made]

    def find_many(self, publication_ids: Sequence[str]) -> list[Publication]:
        if "database" in self.down:
            raise ConnectionError
        return [self.rows[publication_id] for publication_id in publication_ids if publication_id in self.rows]

    def advance(self, publication: Publication) -> None:
        with self._changed:
            self.begun.append(publication.platform)
            self._changed.notify_all()
            assert self._changed.wait_for(lambda: publication.platform in self._let_go, WAIT_SECONDS)
        if publication.platform in self.down:
            raise RuntimeError("a fault nobody foresaw")

    def done(self, publication_id: str, platform: str) -> None:
        with self._changed:
            self.done_with.append(publication_id)
            self._changed.notify_all()

    def let_go(self, platform: str) -> None:
        with self._changed:
            self._let_go.add(platform)
            self._changed.notify_all()

    def wait_until(self, begun: int = 0, done: int = 0) -> None:
        with self._changed:
            assert self._changed.wait_for(
                lambda: len(self.begun) >= begun and len(self.done_with) >= done, WAIT_SECONDS
            ), (self.begun, self.done_with)


@pytest.fixture
def workplace() -> Workplace:
    return Workplace()


@pytest.fixture
def hands(workplace: Workplace) -> Iterator[Hands]:
    made = Hands(cast(PublicationStore, workplace), cast(Delivery, workplace), cast(Hints, workplace), threads=8)
    yield made
    for platform in ("x", "threads", "bluesky"):
        workplace.let_go(platform)
    made.finish()


def test_a_platform_that_does_not_answer_leaves_hands_for_the_others(hands: Hands, workplace: Workplace) -> None:
    hands.take(workplace.due("x", 20))
    hands.take(workplace.due("threads", 1))
    workplace.wait_until(begun=7)
    assert sorted(workplace.begun) == ["threads"] + ["x"] * 6


def test_whoever_becomes_free_takes_the_next(hands: Hands, workplace: Workplace) -> None:
    items = workplace.due("x", 20)
    hands.take(items)
    workplace.let_go("x")
    workplace.wait_until(done=20)
    assert sorted(workplace.done_with) == sorted(publication_id for publication_id, _ in items)


def test_what_waits_here_already_is_not_brought_out_twice(hands: Hands, workplace: Workplace) -> None:
    items = workplace.due("x", 10)
    hands.take(items)
    hands.take(items)
    workplace.let_go("x")
    workplace.wait_until(done=10)
    hands.finish()
    assert len(workplace.begun) == 10


def test_a_fault_in_one_costs_no_hand(hands: Hands, workplace: Workplace) -> None:
    workplace.down = {"x"}
    hands.take(workplace.due("x", 20))
    workplace.let_go("x")
    workplace.wait_until(done=20)


def test_what_could_not_be_read_is_let_go_at_once_so_that_it_is_handed_over_again(
    hands: Hands, workplace: Workplace
) -> None:
    items = workplace.due("x", 3)
    workplace.down = {"database"}
    with pytest.raises(ConnectionError):
        hands.take(items)
    assert workplace.done_with == [publication_id for publication_id, _ in items]


def test_the_end_waits_for_what_has_begun_and_begins_nothing_more(hands: Hands, workplace: Workplace) -> None:
    hands.take(workplace.due("x", 20))
    workplace.wait_until(begun=6)
    ending = threading.Thread(target=hands.finish)
    ending.start()
    while not hands.ending:
        threading.Event().wait(0.001)
    workplace.let_go("x")
    ending.join(WAIT_SECONDS)
    assert not ending.is_alive()
    assert len(workplace.begun) == len(workplace.done_with) == 6
