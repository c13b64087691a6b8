"""After a lost answer, a platform that can find its posts tells whether one is there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.contract.conftest import PLATFORMS, Stage, picture
from velocitypost.contract.capabilities import FindsPosts
from velocitypost.contract.errors import OutcomeUnknown, Rejected, Unavailable
from velocitypost.contract.types import Draft

pytestmark = pytest.mark.parametrize(
    "stage", sorted(k for k, p in PLATFORMS.items() if isinstance(p, FindsPosts)), indirect=True
)

DRAFTS = [
    Draft("Plain"),
    Draft("Tea & <cake> “today” – 5 < 6"),
    Draft("See https://example.com/menu?a=1&b=2 and example.org"),
    Draft("Two\n\nparagraphs  with   spaces "),
    Draft("日本語と絵文字 👩‍👩‍👧 #パン @adaquist"),
    Draft("With a picture", (picture(),)),
]


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: draft.text[:12])
def test_a_post_whose_answer_was_lost_is_found(stage: Stage, draft: Draft) -> None:
    began = stage.now
    stage.fault("cut_after")
    with pytest.raises(OutcomeUnknown):
        stage.platform.publish(stage.client, draft, key="k")
    found = stage.platform.find(stage.client, draft, since=began - timedelta(seconds=30))
    assert found is not None
    assert found.platform_post_id == stage.posts()[0]["id"]
    assert abs(found.at - began) < timedelta(seconds=10)


def test_a_post_that_never_arrived_is_not_found(stage: Stage) -> None:
    stage.platform.publish(stage.client, Draft("Another"), key="k")
    assert stage.platform.find(stage.client, Draft("Plain"), since=stage.now - timedelta(minutes=1)) is None


def test_the_same_text_from_before_is_not_taken_for_it(stage: Stage) -> None:
    stage.platform.publish(stage.client, Draft("Again and again"), key="k")
    stage.pass_time(600)
    later = stage.now + timedelta(seconds=300)
    assert stage.platform.find(stage.client, Draft("Again and again"), since=later) is None


def test_a_part_of_a_thread_is_not_taken_for_a_post_of_its_own(stage: Stage) -> None:
    first = stage.platform.publish(stage.client, Draft("Root"), key="k")
    stage.platform.publish(stage.client, Draft("Said", reply_to=first.platform_post_id), key="k")
    since = stage.now - timedelta(minutes=1)
    assert stage.platform.find(stage.client, Draft("Said"), since=since) is None
    assert stage.platform.find(stage.client, Draft("Said", reply_to=first.platform_post_id), since=since) is not None


def test_a_service_that_does_not_answer_cannot_be_taken_for_absence(stage: Stage) -> None:
    for kind in ("server_error_before", "cut_before", "garbage"):
        stage.fault(kind, operation=stage.scene.read_posts)
        with pytest.raises(Unavailable):
            stage.platform.find(stage.client, Draft("Plain"), since=stage.now)


def test_a_repetition_of_what_is_hidden_is_refused_as_such(stage: Stage) -> None:
    stage.fault("hide")
    stage.platform.publish(stage.client, Draft("Behind the curtain"), key="k")
    assert stage.platform.find(stage.client, Draft("Behind the curtain"), since=stage.now - timedelta(60)) is None
    with pytest.raises(Rejected) as refused:
        stage.platform.publish(stage.client, Draft("Behind the curtain"), key="k")
    assert refused.value.duplicate
    assert len(stage.posts()) == 1
