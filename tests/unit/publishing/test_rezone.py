"""When a government moves the clocks, what is planned moves with the people."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.publications import published, scheduled
from velocitypost.content.model import Plan, Writing
from velocitypost.content.service import ContentService
from velocitypost.content.store import PostStore
from velocitypost.core.clock import ManualClock
from velocitypost.core.database import Database
from velocitypost.core.events import Events
from velocitypost.publishing.audit import Audit
from velocitypost.publishing.model import DraftRow, Hold, Publication, PublicationChanged
from velocitypost.publishing.rezone import Rezone
from velocitypost.publishing.store import PublicationStore
from velocitypost.publishing.times import resolve

HOUR = timedelta(hours=1)
DUE = datetime(2026, 7, 1, 8, 30, 12, 345000, tzinfo=UTC)
LOCAL = "2026-07-01T10:30"


class World:
    """A store with the resolver of a country that gives up its summer time."""

    def __init__(self, database: Database, clock: ManualClock) -> None:
        self.database = database
        self.clock = clock
        self.store = PublicationStore(database)
        self.content = ContentService(PostStore(database), clock)
        self.told: list[str] = []
        events = Events()
        events.subscribe(PublicationChanged, lambda event: self.told.append(event.publication_id))
        self.old_rules = Rezone(self.store, self.content, clock, events)
        self.new_rules = Rezone(self.store, self.content, clock, events, resolve=_without_summer_time)

    def add(self, **changes: object) -> Publication:
        given: dict[str, Any] = {"local": LOCAL, "zone": "Europe/Berlin", "created_at": self.clock.now(), **changes}
        plain = replace(scheduled(DUE), **given)
        noted = plain.noting(
            "scheduled",
            self.clock.now(),
            due_at=plain.due_at.isoformat(),
            local=plain.local,
            zone=plain.zone,
            fold=plain.fold,
            by_the_clock=plain.by_the_clock,
            draft=plain.draft.digest,
            previous=None,
            next=None,
            post=None,
        )
        self.store.insert([noted])
        return noted

    def now(self, publication: Publication) -> Publication:
        found = self.store.find(publication.id)
        assert found is not None
        return found


def _without_summer_time(wall: datetime, zone: ZoneInfo, fold: int | None) -> tuple[datetime, tuple[str, ...]]:
    if zone.key == "Europe/Berlin":
        return (wall - HOUR).replace(tzinfo=UTC), ()
    return resolve(wall, zone, fold)


@pytest.fixture
def world(database: Database, clock: ManualClock) -> World:
    return World(database, clock)


def test_under_the_same_rules_nothing_moves(world: World) -> None:
    before = world.add()
    assert world.old_rules.run() == 0
    assert world.now(before) == before


def test_under_new_rules_it_goes_out_at_the_time_that_its_people_will_see(world: World) -> None:
    moved = world.add()
    assert world.new_rules.run() == 1
    after = world.now(moved)
    assert after.due_at == after.wake_at == DUE + HOUR
    assert (after.local, after.trail[-1].kind) == (LOCAL, "rezoned")
    assert world.told == [moved.id]
    assert world.new_rules.run() == 0


def test_the_post_itself_learns_of_it_and_the_trails_stay_whole(world: World) -> None:
    post = world.content.create("workspace_a", "user_a", Writing("Good morning", connection_ids=("connection_a",)))
    post = world.content.plan(post, Plan(LOCAL, "Europe/Berlin", DUE))
    world.add(post_id=post.id, draft=DraftRow("Good morning"))
    world.new_rules.run()
    after = world.content.get("workspace_a", post.id)
    assert after.planned == Plan(LOCAL, "Europe/Berlin", DUE + HOUR)
    faults = Audit(PostStore(world.database), world.store).verify().faults
    assert [fault.sentence for fault in faults if "hangs on" not in fault.sentence] == []


def test_a_part_of_a_thread_keeps_its_distance_and_what_is_held_stays_held(world: World) -> None:
    following = world.add(wake_at=DUE + timedelta(seconds=60))
    held = world.add(wake_at=None, hold=Hold("reconnect", "…"))
    assert world.new_rules.run() == 2
    assert world.now(following).wake_at == DUE + HOUR + timedelta(seconds=60)
    assert world.now(held).wake_at is None


def test_what_stands_for_an_instant_is_past_is_elsewhere_or_is_out_stays(world: World) -> None:
    now = world.clock.now()
    past = now - HOUR
    staying = [
        world.add(by_the_clock=False),
        world.add(zone="Europe/London", local="2026-07-01T09:30"),
        world.add(due_at=past, wake_at=past),
        world.add(zone="Europe/Vanished"),
    ]
    out = published(DUE, timedelta(0), local=LOCAL, zone="Europe/Berlin")
    world.store.insert([out])
    assert world.new_rules.run() == 0
    assert [world.now(publication) for publication in staying] == staying


def test_one_that_was_planned_anew_meanwhile_is_left_to_whoever_did(world: World) -> None:
    publication = world.add()

    class SavedBetween(PublicationStore):
        def find(self, publication_id: str) -> Publication | None:
            found = super().find(publication_id)
            if found is not None:
                super().save(found)
            return found

    rezone = Rezone(SavedBetween(world.database), world.content, world.clock, Events(), resolve=_without_summer_time)
    assert rezone.run() == 0
    assert world.now(publication).due_at == DUE
