"""Workers that are slower than their lease, and workers that die between two steps."""

from __future__ import annotations

import pytest

from tests.workshop import Workshop
from velocitypost.publishing.model import State

LEASE = 30.0


def _stall(workshop: Workshop, place: str, seconds: float, others: int = 1) -> None:
    """The first worker to come by `place` stands still for so long, while others do what is due meanwhile."""

    def stand_still(at: str) -> None:
        if at == place:
            workshop.checkpoints.also = None
            for _ in range(others):
                workshop.pass_time(seconds / others)
                workshop.run_due()

    workshop.checkpoints.also = stand_still


@pytest.mark.parametrize("place", ["claimed", "before_write", "write_noted"])
def test_a_worker_that_stands_still_beyond_its_lease_sends_nothing_after_it(workshop: Workshop, place: str) -> None:
    workshop.now("Slowly")
    _stall(workshop, place, seconds=120, others=4)
    workshop.settle()
    assert workshop.live_texts() == ["Slowly"]


def test_an_answer_that_comes_after_the_lease_still_counts(workshop: Workshop) -> None:
    post = workshop.now("Heard late")
    workshop.fault("hide")
    _stall(workshop, "answered", seconds=LEASE)
    workshop.settle()
    assert workshop.live_texts() == ["Heard late"]
    publication = workshop.publication(post)
    assert publication.state is State.PUBLISHED
    assert publication.result is not None
    assert publication.result.platform_post_id == workshop.live()[0]["id"]


def test_what_leaves_at_the_end_of_a_lease_is_given_time_to_show(workshop: Workshop) -> None:
    """The write may leave at the lease's last moment; only from there on does its absence begin to prove anything."""
    workshop.now("At the last moment")
    workshop.checkpoints.die_at = "write_noted"
    workshop.run_due()
    workshop.pass_time(LEASE)
    for _ in range(3):
        workshop.run_due()
    assert workshop.live_texts() == []
    workshop.settle()
    assert workshop.live_texts() == ["At the last moment"]


def test_a_part_that_was_held_goes_out_though_the_worker_died_before_it_could_wake_it(workshop: Workshop) -> None:
    post = workshop.now("The head", "The tail")
    workshop.revoke()
    workshop.settle()
    assert [p.hold.code for p in workshop.publications(post) if p.hold] == ["reconnect", "previous_failed"]
    workshop.connect("mapleandrye")
    workshop.checkpoints.die_at = "recorded"
    workshop.settle()
    assert workshop.deaths == 1
    assert workshop.live_texts() == ["The head", "The tail"]


def test_the_part_that_follows_waits_no_longer_than_the_lease_of_a_worker_that_died(workshop: Workshop) -> None:
    post = workshop.now("The head", "The tail")
    workshop.checkpoints.die_at = "recorded"
    workshop.run_due()
    workshop.pass_time(LEASE)
    workshop.run_due()
    workshop.run_due()
    assert workshop.live_texts() == ["The head", "The tail"]
    assert [publication.wake_at for publication in workshop.publications(post)] == [None, None]


def test_what_may_have_arrived_is_left_to_the_person_when_its_account_is_disconnected(workshop: Workshop) -> None:
    post = workshop.now("In doubt")
    workshop.fault("cut_after")
    workshop.run_due()
    workshop.product.connections.disconnect(workshop.workspace_id, workshop.connection.id)
    workshop.settle()
    publication = workshop.publication(post)
    assert publication.state is State.UNCONFIRMED
    assert publication.failure is not None
    assert "disconnected" in publication.failure.reason


def test_the_attempts_stay_in_the_order_they_were_made(workshop: Workshop) -> None:
    post = workshop.now("Step by step")
    workshop.fault("cut_before")
    workshop.settle()
    assert [a.number for a in workshop.publication(post).attempts] == [1, 2, 3, 4]
