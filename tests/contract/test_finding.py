"""After a lost answer, a platform that can find its posts tells whether one is there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.contract import files
from tests.contract.conftest import PLATFORMS, Stage
from velocitypost.contract.capabilities import FindsPosts
from velocitypost.contract.errors import OutcomeUnknown, Rejected, Unavailable
from velocitypost.contract.types import Draft

pytestmark = pytest.mark.parametrize(
    "stage", sorted(k for k, p in PLATFORMS.items() if isinstance(p, FindsPosts)), indirect=True
)

DRAFTS: dict[str, Callable[[Stage], Draft]] = {
    "plain": lambda stage: stage.draft("Plain"),
    "signs": lambda stage: stage.draft("Tea & <cake> “today” – 5 < 6 (or so) [really] * _"),
    "links": lambda stage: stage.draft("See https://example.com/menu?a=1&b=2 and example.org"),
    "paragraphs": lambda stage: stage.draft("Two\n\nparagraphs  with   spaces "),
    "scripts": lambda stage: stage.draft("日本語と絵文字 👩‍👩‍👧 #パン @adaquist"),
    "picture": lambda stage: stage.draft("With a picture", (files.picture(stage.shelf),)),
}


@pytest.mark.parametrize("kind", DRAFTS)
def test_a_post_whose_answer_was_lost_is_found(stage: Stage, kind: str) -> None:
    if kind == "picture":
        stage.needs_kind("image")
        if stage.scene.needs == "video":
            pytest.skip("the write of a picture is another one there")
    draft, began = DRAFTS[kind](stage), stage.now
    stage.fault("cut_after")
    with pytest.raises(OutcomeUnknown):
        stage.go(draft)
    found = stage.find(draft, since=began - timedelta(seconds=30))
    assert found is not None
    assert found.platform_post_id == stage.posts()[0]["id"]
    if found.at is not None:
        assert timedelta(seconds=-5) < found.at - began < timedelta(minutes=10)


def test_a_post_that_never_arrived_is_not_found(stage: Stage) -> None:
    stage.go(stage.draft("Another"), key="another")
    stage.last_pending = None
    stage.fault("cut_before")
    with pytest.raises(OutcomeUnknown):
        stage.go(stage.draft("Plain"))
    assert stage.find(stage.draft("Plain"), since=stage.now - timedelta(minutes=1)) is None


def test_the_same_text_from_before_is_not_taken_for_it(stage: Stage) -> None:
    stage.go(stage.draft("Again and again"), key="first")
    stage.last_pending = None
    stage.pass_time(600)
    later = stage.now + timedelta(seconds=300)
    assert stage.find(stage.draft("Again and again"), since=later, key="second") is None


def test_a_part_of_a_thread_is_not_taken_for_a_post_of_its_own(stage: Stage) -> None:
    stage.needs_kind("thread")
    first = stage.go(stage.draft("Root"), key="root")
    further = stage.draft("Said", reply_to=first.platform_post_id, root=first.platform_post_id)
    stage.go(further, key="said")
    pending, since = stage.last_pending, stage.now - timedelta(minutes=1)
    assert stage.find(further, since=since, key="said") is not None
    stage.last_pending = None
    assert pending is None or stage.scene.needs == "nothing"
    assert stage.find(stage.draft("Said"), since=since, key="other") is None


def test_a_first_comment_whose_answer_was_lost_is_found(stage: Stage) -> None:
    stage.needs_kind("first_comment")
    first = stage.go(stage.draft("Root"), key="root")
    comment, began = stage.draft("More in the link", reply_to=first.platform_post_id), stage.now
    stage.fault("cut_after", operation="*")
    with pytest.raises(OutcomeUnknown):
        stage.go(comment, key="comment")
    assert stage.find(comment, since=began - timedelta(seconds=30), key="comment") is not None
    assert stage.find(stage.draft("Never said", reply_to=first.platform_post_id), since=began, key="never") is None


def test_a_service_that_does_not_answer_cannot_be_taken_for_absence(stage: Stage) -> None:
    stage.fault("cut_before")
    with pytest.raises(OutcomeUnknown):
        stage.go(stage.draft("Plain"))
    for kind in ("server_error_before", "cut_before", "garbage_before"):
        stage.fault(kind, operation=stage.scene.read_posts)
        with pytest.raises(Unavailable):
            stage.find(stage.draft("Plain"), since=stage.now)


def test_a_repetition_of_what_is_hidden_is_refused_as_such(stage: Stage) -> None:
    if not stage.scene.refuses_repetition:
        pytest.skip(f"{stage.platform.spec.name} takes the same twice")
    stage.fault("hide")
    stage.go(stage.draft("Behind the curtain"))
    assert stage.find(stage.draft("Behind the curtain"), since=stage.now - timedelta(60)) is None
    with pytest.raises(Rejected) as refused:
        stage.go(stage.draft("Behind the curtain"))
    assert refused.value.duplicate
    assert len(stage.posts()) == 1


def test_the_same_key_cannot_make_two_posts(stage: Stage) -> None:
    if not stage.scene.repeats_safely:
        pytest.skip(f"{stage.platform.spec.name} has no keys of ours")
    for _ in range(2):
        stage.go(stage.draft("Once"), key="the same")
    assert len(stage.posts()) == 1
