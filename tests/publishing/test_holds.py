"""What is held goes on when its reason ends, also where that happens a moment before the hold was stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from tests.workshop import Workshop
from velocitypost.publishing.delivery import Delivery
from velocitypost.publishing.files import DraftFiles
from velocitypost.publishing.model import State
from velocitypost.publishing.switch import GateState, Switch


class SlowGate:
    """Tells how the gate stood; `meanwhile` happens once, before the answer to the first look arrives."""

    def __init__(self, switch: Switch, meanwhile: Callable[[], object]) -> None:
        self._switch = switch
        self._meanwhile = [meanwhile]

    def look(self, workspace_id: str) -> GateState:
        state = self._switch.look(workspace_id)
        while self._meanwhile:
            self._meanwhile.pop()()
        return state

    def glance(self, workspace_id: str) -> GateState:
        return self._switch.glance(workspace_id)


class SlowConnections(SlowGate):
    """The same with the first glance, which comes after the account was read."""

    def glance(self, workspace_id: str) -> GateState:
        return self.look(workspace_id)


def _deliver(workshop: Workshop, meanwhile: Callable[[], object], kind: type[SlowGate] = SlowGate) -> None:
    """A worker does what is due, and learns how things stand a moment too late."""
    made = workshop.product
    files = DraftFiles(made.media, made.renditions, made.links)
    gate = kind(made.switch, meanwhile)
    worker = Delivery(
        made.publications, made.connections, gate, files, made.clock, made.events, lease=timedelta(seconds=30)
    )
    for publication_id in workshop.due():
        worker.run(publication_id)


def test_a_resume_while_a_worker_holds_a_post_back_is_not_missed(workshop: Workshop) -> None:
    workshop.product.switch.pause(workshop.workspace_id)
    post = workshop.now("Go on")
    _deliver(workshop, meanwhile=lambda: workshop.product.switch.resume(workshop.workspace_id))
    assert workshop.publication(post).hold is None
    workshop.settle()
    assert workshop.live_texts() == ["Go on"]


def test_a_reconnection_while_a_worker_holds_a_post_back_is_not_missed(workshop: Workshop) -> None:
    post = workshop.now("Here again")
    workshop.product.connections.lose(workshop.connection, "It was taken back.")
    _deliver(workshop, meanwhile=lambda: workshop.connect("mapleandrye"), kind=SlowConnections)
    assert workshop.publication(post).hold is None
    workshop.settle()
    assert workshop.live_texts() == ["Here again"]


def test_a_pause_that_lasts_holds(workshop: Workshop) -> None:
    workshop.product.switch.pause(workshop.workspace_id)
    post = workshop.now("Later")
    _deliver(workshop, meanwhile=lambda: None)
    held = workshop.publication(post)
    assert (held.state, held.hold.code if held.hold else None) == (State.SCHEDULED, "paused")
