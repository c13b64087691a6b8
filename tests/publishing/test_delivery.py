"""From due to live, whatever happens on the way: what the follower sees, and what the author is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.workshop import Workshop
from velocitypost.content.model import Writing
from velocitypost.publishing.model import AlreadyPublished, NotPossibleNow, State


def test_a_post_goes_out_at_its_time_and_not_before(workshop: Workshop) -> None:
    post = workshop.later("Soon", seconds=120)
    workshop.run_due()
    assert workshop.live_texts() == []
    workshop.pass_time(120)
    workshop.run_due()
    publication = workshop.publication(post)
    assert workshop.live_texts() == ["Soon"]
    assert publication.state is State.PUBLISHED
    assert publication.result is not None
    assert publication.result.platform_post_id == workshop.live()[0]["id"]


def test_ten_workers_at_once_make_one_post(workshop: Workshop) -> None:
    from concurrent.futures import ThreadPoolExecutor

    post = workshop.now("Once")
    publication_id = workshop.publication(post).id
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(workshop.work, [publication_id] * 10))
    assert workshop.live_texts() == ["Once"]


@pytest.mark.parametrize("place", ["claimed", "before_write", "write_noted", "answered", "recorded"])
def test_a_worker_that_dies_anywhere_leaves_exactly_one_post(workshop: Workshop, place: str) -> None:
    post = workshop.now("Survivor")
    workshop.checkpoints.die_at = place
    workshop.settle()
    assert workshop.deaths == 1
    assert workshop.live_texts() == ["Survivor"]
    assert workshop.publication(post).state is State.PUBLISHED


@pytest.mark.parametrize("kind", ["server_error_after", "cut_after", "timeout_after", "garbage"])
def test_a_lost_answer_is_looked_for_and_never_sent_twice(workshop: Workshop, kind: str) -> None:
    workshop.sandbox.control.patch("/control/api/dials", json={"duplicate_window_s": 0})
    post = workshop.now("Did it arrive?")
    workshop.fault(kind, seconds=2) if kind == "timeout_after" else workshop.fault(kind)
    workshop.settle()
    publication = workshop.publication(post)
    assert workshop.live_texts() == ["Did it arrive?"]
    assert publication.state is State.PUBLISHED
    assert publication.result is not None
    assert publication.result.confirmed_by == "look"
    assert [attempt.kind for attempt in publication.attempts] == ["publish", "look"]


@pytest.mark.parametrize("kind", ["server_error_before", "cut_before", "garbage_before"])
def test_what_never_arrived_is_sent_again_once_that_is_proven(workshop: Workshop, kind: str) -> None:
    post = workshop.now("Try again")
    workshop.fault(kind)
    workshop.settle()
    assert workshop.live_texts() == ["Try again"]
    assert workshop.publication(post).state is State.PUBLISHED


def test_a_limit_is_waited_out(workshop: Workshop) -> None:
    post = workshop.now("Patience")
    workshop.fault("rate_limited", seconds=300)
    workshop.run_due()
    waiting = workshop.publication(post)
    assert waiting.state is State.SCHEDULED
    assert waiting.wake_at is not None
    assert waiting.wake_at - workshop.clock.now() > timedelta(seconds=250)
    workshop.settle()
    assert workshop.live_texts() == ["Patience"]


def test_a_refusal_ends_at_once_with_the_reason(workshop: Workshop) -> None:
    post = workshop.now("Not this")
    workshop.fault("refuse", reason="You are not permitted to do this.")
    workshop.settle()
    publication = workshop.publication(post)
    assert publication.state is State.FAILED
    assert publication.failure is not None
    assert "You are not permitted to do this." in publication.failure.reason
    assert len(publication.attempts) == 1


def test_a_hidden_post_is_left_to_the_person_with_the_facts(workshop: Workshop) -> None:
    post = workshop.now("Where is it?")
    workshop.fault("hide")
    workshop.fault("cut_after")
    workshop.settle()
    publication = workshop.publication(post)
    assert workshop.live_texts() == ["Where is it?"]
    assert publication.state is State.UNCONFIRMED
    assert publication.failure is not None
    assert "refuses it as a repetition" in publication.failure.reason


def test_the_person_who_finds_it_says_so(workshop: Workshop) -> None:
    test_a_hidden_post_is_left_to_the_person_with_the_facts(workshop)
    [publication] = [p for p in workshop.product.publications.of_posts([workshop.last_post_id]) if p]
    confirmed = workshop.product.deciding.confirm(
        workshop.workspace_id, publication.id, url="https://x.com/mapleandrye/status/1"
    )
    assert confirmed.state is State.PUBLISHED
    assert confirmed.result is not None
    assert confirmed.result.confirmed_by == "person"


def test_what_is_edited_while_a_worker_holds_it_goes_out_in_its_new_form_only(workshop: Workshop) -> None:
    post = workshop.now("Old form")

    def edit(place: str) -> None:
        if place == "before_write":
            workshop.checkpoints.also = None
            current = workshop.product.content.get(workshop.workspace_id, post.id)
            workshop.product.publishing.rewrite(
                workshop.workspace_id,
                post.id,
                Writing("New form", connection_ids=post.connection_ids),
                version=current.version,
            )

    workshop.checkpoints.also = edit
    workshop.settle()
    assert workshop.live_texts() == ["New form"]


def test_what_is_cancelled_a_moment_before_it_leaves_never_leaves(workshop: Workshop) -> None:
    post = workshop.now("Never mind")

    def cancel(place: str) -> None:
        if place == "before_write":
            workshop.checkpoints.also = None
            workshop.product.publishing.cancel(workshop.workspace_id, post.id)

    workshop.checkpoints.also = cancel
    workshop.settle()
    assert workshop.live_texts() == []
    assert workshop.publication(post).state is State.CANCELLED


def test_what_is_out_cannot_be_cancelled_or_changed_and_the_person_is_told(workshop: Workshop) -> None:
    post = workshop.now("Out")
    workshop.settle()
    with pytest.raises(AlreadyPublished):
        workshop.product.publishing.cancel(workshop.workspace_id, post.id)
    current = workshop.product.content.get(workshop.workspace_id, post.id)
    with pytest.raises(AlreadyPublished, match="published"):
        workshop.product.publishing.rewrite(
            workshop.workspace_id,
            post.id,
            Writing("Else", connection_ids=post.connection_ids),
            version=current.version,
        )


def test_a_pause_holds_even_what_a_worker_is_about_to_send(workshop: Workshop) -> None:
    post = workshop.now("Held")

    def pause(place: str) -> None:
        if place == "claimed":
            workshop.checkpoints.also = None
            workshop.product.switch.pause(workshop.workspace_id)

    workshop.checkpoints.also = pause
    workshop.settle()
    held = workshop.publication(post)
    assert workshop.live_texts() == []
    assert held.hold is not None
    assert held.hold.code == "paused"
    workshop.product.switch.resume(workshop.workspace_id)
    workshop.settle()
    assert workshop.live_texts() == ["Held"]


def test_a_stop_cancels_what_waits_and_can_be_undone(workshop: Workshop) -> None:
    workshop.later("Tomorrow", seconds=3600)
    stopped = workshop.product.switch.stop(workshop.workspace_id)
    assert stopped.cancelled == 1
    assert stopped.batch is not None
    workshop.pass_time(3600)
    workshop.settle()
    assert workshop.live_texts() == []
    workshop.product.switch.undo_stop(workshop.workspace_id, stopped.batch)
    workshop.settle()
    assert workshop.live_texts() == ["Tomorrow"]


def test_what_came_due_during_an_outage_goes_out_once_and_is_marked_late(workshop: Workshop) -> None:
    post = workshop.later("Meanwhile", seconds=60)
    workshop.pass_time(3600)
    workshop.settle()
    publication = workshop.publication(post)
    assert workshop.live_texts() == ["Meanwhile"]
    assert publication.late
    assert publication.lateness is not None
    assert timedelta(minutes=58) < publication.lateness < timedelta(minutes=60)


def test_what_is_too_late_is_asked_about_and_not_dropped(workshop: Workshop) -> None:
    post = workshop.later("Good morning!", seconds=60)
    workshop.pass_time(13 * 3600)
    workshop.settle()
    asked = workshop.publication(post)
    assert workshop.live_texts() == []
    assert asked.hold is not None
    assert asked.hold.code == "too_late"
    workshop.product.deciding.retry(workshop.workspace_id, asked.id)
    workshop.settle()
    assert workshop.live_texts() == ["Good morning!"]


def test_a_thread_goes_out_in_order_each_part_under_the_one_before(workshop: Workshop) -> None:
    post = workshop.now("One", "Two", "Three")
    workshop.settle()
    live = workshop.live()
    assert [part["text"] for part in live] == ["One", "Two", "Three"]
    assert [part["reply_to"] for part in live] == [None, live[0]["id"], live[1]["id"]]
    assert {p.state for p in workshop.publications(post)} == {State.PUBLISHED}


def test_a_thread_that_breaks_says_where_and_goes_on_from_there(workshop: Workshop) -> None:
    post = workshop.now("One", "Two", "Three", "Four", "Five")
    for _ in range(2):
        workshop.run_due()
    workshop.fault("refuse", reason="Not this part.")
    workshop.settle()
    states = [publication.state for publication in workshop.publications(post)]
    assert states == [State.PUBLISHED, State.PUBLISHED, State.FAILED, State.SCHEDULED, State.SCHEDULED]
    fourth = workshop.publications(post)[3]
    assert fourth.hold is not None
    workshop.product.deciding.retry(workshop.workspace_id, workshop.publications(post)[2].id)
    workshop.settle()
    assert workshop.live_texts() == ["One", "Two", "Three", "Four", "Five"]


def test_a_worker_that_dies_between_two_parts_does_not_strand_the_rest(workshop: Workshop) -> None:
    workshop.now("One", "Two")
    workshop.checkpoints.die_at = "recorded"
    workshop.settle()
    assert workshop.live_texts() == ["One", "Two"]


def test_a_revoked_account_holds_its_posts_until_it_is_connected_again(workshop: Workshop) -> None:
    post = workshop.later("Patiently", seconds=60)
    workshop.revoke()
    workshop.pass_time(60)
    workshop.settle()
    held = workshop.publication(post)
    assert held.hold is not None
    assert held.hold.code == "reconnect"
    workshop.connect("mapleandrye")
    workshop.settle()
    assert workshop.live_texts() == ["Patiently"]


def test_a_token_that_ended_is_renewed_on_the_way(workshop: Workshop) -> None:
    workshop.later("After hours", seconds=3 * 3600)
    workshop.pass_time(3 * 3600)
    workshop.settle()
    assert workshop.live_texts() == ["After hours"]


def test_the_trail_of_a_post_is_whole_and_tells_its_story(workshop: Workshop) -> None:
    from velocitypost.core import trail

    post = workshop.now("A story")
    workshop.fault("cut_before")
    workshop.settle()
    publication = workshop.publication(post)
    assert [entry.kind for entry in publication.trail] == ["scheduled", "will_try_again", "published"]
    assert trail.fault(publication.trail, start=publication.trail_start) is None


def test_a_person_cannot_send_again_what_is_published(workshop: Workshop) -> None:
    post = workshop.now("Once is enough")
    workshop.settle()
    with pytest.raises(NotPossibleNow):
        workshop.product.deciding.retry(workshop.workspace_id, workshop.publication(post).id)
