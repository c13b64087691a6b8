"""Whatever people, workers, crashes and the platform do, in any order: nothing lost, nothing doubled, no lie told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.sandboxed import Sandbox
from tests.workshop import Workshop, open_workshop
from velocitypost.content.model import FollowUp, Writing
from velocitypost.publishing.model import CannotSchedule, NotPossibleNow, State

pytestmark = pytest.mark.long

# `make faults` asks for many more.
EXAMPLES = int(os.environ.get("VELOCITYPOST_EXAMPLES", "8"))
PLACES = ["claimed", "before_write", "write_noted", "answered", "recorded"]
HARMLESS = ["server_error_before", "cut_before", "garbage_before", "rate_limited"]
AFTER_ACCEPTING = ["server_error_after", "cut_after", "garbage"]


class AnyOrder(RuleBasedStateMachine):
    """One workspace. `hiding` lets the twin hide posts, and then it also refuses repetitions, as X does."""

    workshop: Workshop
    hiding = False

    def __init__(self) -> None:
        super().__init__()
        self.posts: dict[str, list[str]] = {}
        self.forms: dict[tuple[str, int], set[str]] = {}
        self.dead: set[str] = set()
        self.cancelled: set[str] = set()
        self.frozen: list[str] | None = None
        self.seen_dead: list[str] = []
        self.hidden = False
        self.wrong_by = 0.0
        self.count = 0

    @initialize()
    def begin(self) -> None:
        self.workshop.begin_anew()
        self.workshop.sandbox.control.patch(
            "/control/api/dials", json={"duplicate_window_s": 86_400 if self.hiding else 0}
        )

    # ---- people

    @rule(seconds=st.sampled_from([0, 0, 5, 90]), parts=st.integers(1, 3))
    def schedule(self, seconds: int, parts: int) -> None:
        texts = [self._text() for _ in range(parts)]
        post = self.workshop.later(texts[0], seconds, *texts[1:])
        self.posts[post.id] = texts
        self._note_forms(post.id, texts)

    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        post_id = self._some_post(data)
        if post_id is None:
            return
        old, new = self.posts[post_id], [self._text() for _ in self.posts[post_id]]
        post = self.workshop.product.content.get(self.workshop.workspace_id, post_id)
        writing = Writing(
            new[0], connection_ids=post.connection_ids, follow_ups=tuple(FollowUp(text) for text in new[1:])
        )
        self._note_forms(post_id, new)
        try:
            self.workshop.product.publishing.rewrite(self.workshop.workspace_id, post_id, writing, version=post.version)
        except NotPossibleNow:
            self.dead |= set(new)
            return
        self.posts[post_id] = new
        self._bury(old)

    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        post_id = self._some_post(data)
        if post_id is None:
            return
        try:
            scheduled = self.workshop.product.publishing.cancel(self.workshop.workspace_id, post_id)
        except NotPossibleNow:
            return
        gone = [p.draft.text for p in scheduled.publications if p.state is State.CANCELLED]
        self.cancelled |= set(gone)
        self._bury(gone)

    @rule()
    def pause(self) -> None:
        self.workshop.product.switch.pause(self.workshop.workspace_id)
        self.frozen = self.workshop.live_texts()

    @rule()
    def resume(self) -> None:
        self.frozen = None
        self.workshop.product.switch.resume(self.workshop.workspace_id)

    # ---- workers and fate

    @rule(data=st.data())
    def work(self, data: st.DataObject) -> None:
        if due := self.workshop.due():
            self.workshop.work(data.draw(st.sampled_from(due)))

    @rule()
    def work_on_everything(self) -> None:
        self.workshop.run_due()

    @rule(place=st.sampled_from(PLACES))
    def die_at(self, place: str) -> None:
        self.workshop.checkpoints.die_at = place

    @rule(kind=st.sampled_from(HARMLESS + AFTER_ACCEPTING))
    def fault(self, kind: str) -> None:
        if kind == "rate_limited":
            self.workshop.fault(kind, seconds=20)
        else:
            self.workshop.fault(kind)

    @rule(kind=st.sampled_from(HARMLESS + AFTER_ACCEPTING), parts=st.integers(1, 2))
    def send_into_a_fault(self, kind: str, parts: int) -> None:
        self.schedule(0, parts)
        self.fault(kind)
        self.workshop.run_due()

    @rule(kind=st.sampled_from(AFTER_ACCEPTING), data=st.data())
    def change_of_mind_after_a_lost_answer(self, kind: str, data: st.DataObject) -> None:
        self.send_into_a_fault(kind, 1)
        data.draw(st.sampled_from([self.edit, self.cancel]))(data)

    @rule(kind=st.sampled_from(["server_error_before", "garbage"]))
    def fault_where_it_looks(self, kind: str) -> None:
        self.workshop.fault(kind, "GET /2/users/:user_id/tweets")

    @rule()
    def hide(self) -> None:
        if self.hiding:
            self.hidden = True
            self.workshop.fault("hide")
            self.workshop.fault("cut_after")

    @rule(seconds=st.sampled_from([0.5, 3, 7, 31, 120]))
    def pass_time(self, seconds: float) -> None:
        self.workshop.pass_time(seconds)

    @rule(seconds=st.sampled_from([-3600, -45, 0, 45, 3600]))
    def our_clock_jumps(self, seconds: float) -> None:
        """From now on it differs by so much from the platform's."""
        self.workshop.clock.advance(seconds - self.wrong_by)
        self.wrong_by = seconds

    @rule(seconds=st.sampled_from([-3600, 3600]), kind=st.sampled_from(AFTER_ACCEPTING))
    def send_into_a_fault_by_a_wrong_clock(self, seconds: float, kind: str) -> None:
        self.our_clock_jumps(seconds)
        self.send_into_a_fault(kind, 1)

    # ---- what always holds

    @invariant()
    def nothing_is_doubled(self) -> None:
        texts = self._live()
        assert len(texts) == len(set(texts)), texts
        for forms in self.forms.values():
            assert len(forms.intersection(texts)) <= 1, forms

    @invariant()
    def what_was_taken_back_in_time_never_appears(self) -> None:
        assert [text for text in self._live() if text in self.dead] == self.seen_dead

    @invariant()
    def nothing_leaves_while_paused(self) -> None:
        if self.frozen is not None:
            assert self._live() == self.frozen

    def teardown(self) -> None:
        if not hasattr(self.workshop, "connection"):
            return
        self.workshop.no_more_faults()
        self.workshop.checkpoints.die_at = None
        self.frozen = None
        self.workshop.product.switch.resume(self.workshop.workspace_id)
        # Our clock may have been put back by two hours in the meantime.
        self.workshop.settle(within=timedelta(hours=5))
        self._check_the_end()

    def _check_the_end(self) -> None:
        live = self._live()
        for post_id, texts in self.posts.items():
            for publication, text in zip(self.workshop.product.publications.of_posts([post_id]), texts, strict=True):
                told = publication.state
                if publication.draft.text in self.cancelled or told is State.CANCELLED:
                    assert text not in live, (text, publication)
                elif told is State.PUBLISHED:
                    assert live.count(text) == 1, (text, publication)
                elif told is State.UNCONFIRMED:
                    assert self.hidden, publication
                else:
                    # Only a thread's later parts may wait for ever: for a part before them that was taken back.
                    assert told is State.SCHEDULED, publication
                    assert publication.hold is not None, publication
                    assert publication.hold.code == "previous_failed", publication
                    assert text not in live

    def _text(self) -> str:
        self.count += 1
        return f"Text {self.count}"

    def _note_forms(self, post_id: str, texts: list[str]) -> None:
        """An edited part may be live in one of its forms, never in two."""
        for part, text in enumerate(texts):
            self.forms.setdefault((post_id, part), set()).add(text)

    def _some_post(self, data: st.DataObject) -> str | None:
        """One of the latest: what people touch is what was just written, and that is where the races are."""
        return data.draw(st.sampled_from(sorted(self.posts)[-2:])) if self.posts else None

    def _bury(self, texts: list[str]) -> None:
        """From here on these must not appear; what the follower saw before stays seen."""
        live = self._live()
        self.dead |= set(texts)
        self.seen_dead = [text for text in live if text in self.dead]

    def _live(self) -> list[str]:
        return self.workshop.live_texts()


@pytest.fixture(scope="module")
def standing_workshop(
    twin: Sandbox, database_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workshop]:
    opened: Workshop = open_workshop(
        twin,
        database_uri=database_url,
        redis_url=redis_url,
        folder=Path(tmp_path_factory.mktemp("machine")),
        variables={"HTTP_TIMEOUT_SECONDS": "10"},
    )
    yield opened
    opened.close()


@pytest.mark.parametrize("hides", [False, True], ids=["a platform that shows what it has", "one that hides"])
def test_nothing_is_lost_or_doubled_in_any_order_of_events(standing_workshop: Workshop, hides: bool) -> None:
    class Machine(AnyOrder):
        workshop = standing_workshop
        hiding = hides

    deep: Any = settings(
        max_examples=EXAMPLES,
        stateful_step_count=20,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Machine, settings=deep)


def test_a_refused_time_stores_nothing(workshop: Workshop) -> None:
    post = workshop.write("x" * 281)
    with pytest.raises(CannotSchedule):
        workshop.product.publishing.publish_now(workshop.workspace_id, post.id)
    assert workshop.publications(post) == []
