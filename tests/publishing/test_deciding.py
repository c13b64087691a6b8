"""What a person decides, and what follows from it."""

from __future__ import annotations

import pytest

from tests.workshop import Workshop
from velocitypost.content.model import FollowUp, Post, Writing
from velocitypost.publishing.model import AlreadyPublished, NotPossibleNow, Publication, State


def _hidden_head(workshop: Workshop) -> Post:
    """A thread whose first part is there and hidden, so that a person is asked."""
    workshop.sandbox.dial(duplicate_window_s=86_400)
    post = workshop.now("One", "Two", "Three")
    workshop.fault("hide")
    workshop.fault("cut_after")
    workshop.settle()
    assert _states(workshop, post) == [State.UNCONFIRMED, State.SCHEDULED, State.SCHEDULED]
    return post


def _states(workshop: Workshop, post: Post) -> list[State]:
    return [publication.state for publication in workshop.publications(post)]


def _confirm(workshop: Workshop, publication: Publication, url: str | None) -> Publication:
    return workshop.product.deciding.confirm(workshop.workspace_id, publication.id, url=url)


def _link(workshop: Workshop, place: int = 0) -> str:
    return f"https://x.com/mapleandrye/status/{workshop.live()[place]['id']}"


def _follows(workshop: Workshop) -> list[str | None]:
    """What each live post stands under, as its place in the order of arrival."""
    live = workshop.live()
    ids = [post["id"] for post in live]
    return [post["reply_to"] and str(ids.index(post["reply_to"])) for post in live]


def _verified(workshop: Workshop, post: Post) -> list[str]:
    return [fault.sentence for fault in workshop.product.audit.verify(workshop.workspace_id).faults]


def test_the_link_of_a_part_that_is_there_lets_the_thread_go_on_under_it(workshop: Workshop) -> None:
    post = _hidden_head(workshop)
    confirmed = _confirm(workshop, workshop.publication(post), _link(workshop))
    assert confirmed.result is not None
    assert confirmed.result.platform_post_id == workshop.live()[0]["id"]
    workshop.settle()
    assert workshop.live_texts() == ["One", "Two", "Three"]
    assert _follows(workshop) == [None, "0", "1"]
    assert _verified(workshop, post) == []


def test_without_its_link_the_rest_waits_and_says_what_for(workshop: Workshop) -> None:
    post = _hidden_head(workshop)
    _confirm(workshop, workshop.publication(post), None)
    workshop.settle()
    second = workshop.publications(post)[1]
    assert workshop.live_texts() == ["One"]
    assert second.hold is not None
    assert second.hold.code == "previous_without_link"
    assert "Give the link" in second.hold.message


def test_the_link_can_be_given_later(workshop: Workshop) -> None:
    post = _hidden_head(workshop)
    _confirm(workshop, workshop.publication(post), None)
    workshop.settle()
    with pytest.raises(NotPossibleNow, match="address of a post"):
        _confirm(workshop, workshop.publication(post), "https://x.com/mapleandrye")
    _confirm(workshop, workshop.publication(post), _link(workshop))
    workshop.settle()
    assert _follows(workshop) == [None, "0", "1"]
    assert _verified(workshop, post) == []


def test_or_the_rest_goes_out_as_a_thread_of_its_own(workshop: Workshop) -> None:
    post = _hidden_head(workshop)
    _confirm(workshop, workshop.publication(post), None)
    workshop.settle()
    workshop.product.deciding.retry(workshop.workspace_id, workshop.publications(post)[1].id)
    workshop.settle()
    assert workshop.live_texts() == ["One", "Two", "Three"]
    assert _follows(workshop) == [None, None, "1"]
    assert _verified(workshop, post) == []


def test_the_link_of_another_post_is_not_taken(workshop: Workshop) -> None:
    workshop.now("Another")
    workshop.settle()
    other = _link(workshop)
    post = _hidden_head(workshop)
    with pytest.raises(NotPossibleNow, match="another post of yours"):
        _confirm(workshop, workshop.publication(post), other)
    assert workshop.publication(post).state is State.UNCONFIRMED


def _rewrite(workshop: Workshop, post: Post, *texts: str) -> None:
    current = workshop.product.content.get(workshop.workspace_id, post.id)
    parts = tuple(FollowUp(text) for text in texts[1:])
    writing = Writing(texts[0], connection_ids=post.connection_ids, follow_ups=parts)
    workshop.product.publishing.rewrite(workshop.workspace_id, post.id, writing, version=current.version)


def test_what_failed_is_changed_and_sent_again(workshop: Workshop) -> None:
    post = workshop.now("Not like this")
    workshop.fault("refuse", reason="Not like this.")
    workshop.settle()
    _rewrite(workshop, post, "But like this")
    workshop.settle()
    assert (workshop.publication(post).state, workshop.live_texts()) == (State.FAILED, [])
    workshop.product.deciding.retry(workshop.workspace_id, workshop.publication(post).id)
    workshop.settle()
    assert workshop.live_texts() == ["But like this"]
    assert _verified(workshop, post) == []


def test_of_a_thread_the_part_that_failed_is_changed_and_what_is_out_stays(workshop: Workshop) -> None:
    post = workshop.now("One", "Two", "Three")
    workshop.run_due()
    workshop.fault("refuse", reason="Not this part.")
    workshop.settle()
    assert _states(workshop, post) == [State.PUBLISHED, State.FAILED, State.SCHEDULED]
    with pytest.raises(AlreadyPublished):
        _rewrite(workshop, post, "Other one", "Other two", "Three")
    assert [p.draft.text for p in workshop.publications(post)] == ["One", "Two", "Three"]
    _rewrite(workshop, post, "One", "Two, mended", "Three, too")
    workshop.product.deciding.retry(workshop.workspace_id, workshop.publications(post)[1].id)
    workshop.settle()
    assert workshop.live_texts() == ["One", "Two, mended", "Three, too"]
    assert _follows(workshop) == [None, "0", "1"]
    assert _verified(workshop, post) == []
