"""Every platform that publishes keeps the contract, before its twin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.contract.conftest import PLATFORMS, Stage, picture
from velocitypost.contract.capabilities import Publishes
from velocitypost.contract.errors import OutcomeUnknown, ReconnectNeeded, Rejected, Unavailable
from velocitypost.contract.types import Draft, Pending, Published

pytestmark = pytest.mark.parametrize(
    "stage", sorted(k for k, p in PLATFORMS.items() if isinstance(p, Publishes)), indirect=True
)


def finish(stage: Stage, draft: Draft, outcome: Published | Pending, key: str) -> Published:
    """Resumes as the product does, letting the twin's time pass."""
    for _ in range(20):
        if isinstance(outcome, Published):
            return outcome
        stage.pass_time(outcome.check_after)
        outcome = stage.platform.resume(stage.client, draft, outcome, key=key)
    raise AssertionError("never ready")


def publish(stage: Stage, draft: Draft, key: str = "key") -> Published:
    return finish(stage, draft, stage.platform.publish(stage.client, draft, key=key), key)


def test_a_text_is_before_followers_as_it_was_written(stage: Stage) -> None:
    published = publish(stage, Draft("Fresh bread & <b>rolls</b> from 7 – come by 🥐"))
    [post] = stage.posts()
    assert post["text"] == "Fresh bread & <b>rolls</b> from 7 – come by 🥐"
    assert post["id"] == published.platform_post_id
    assert published.url is not None
    assert stage.sandbox.control.get(published.url).status_code == 200


def test_a_picture_goes_with_its_alt_text(stage: Stage) -> None:
    publish(stage, Draft("Look", (picture(alt="Two loaves on a board"),)))
    [post] = stage.posts()
    assert [media["alt"] for media in post["media"]] == ["Two loaves on a board"]


def test_four_pictures_go_in_their_order(stage: Stage) -> None:
    publish(stage, Draft("Four", tuple(picture(alt=f"Picture {n}") for n in range(4))))
    [post] = stage.posts()
    assert [media["alt"] for media in post["media"]] == [f"Picture {n}" for n in range(4)]


def test_a_file_that_the_service_must_first_digest_is_waited_for_without_sleeping(stage: Stage) -> None:
    draft = Draft("Moving", (picture("gif", frames=3),))
    outcome = stage.platform.publish(stage.client, draft, key="k")
    assert isinstance(outcome, Pending)
    assert outcome.check_after > 0
    assert stage.posts() == []
    finish(stage, draft, outcome, "k")
    assert len(stage.posts()) == 1


def test_a_further_part_follows_the_one_before_it(stage: Stage) -> None:
    first = publish(stage, Draft("One"))
    second = publish(stage, Draft("Two", reply_to=first.platform_post_id))
    assert [post["reply_to"] for post in stage.posts()] == [None, first.platform_post_id]
    assert second.platform_post_id != first.platform_post_id


def test_a_text_that_is_too_long_is_told_before_anything_is_sent(stage: Stage) -> None:
    most = stage.platform.spec.limits.text_max
    assert stage.platform.check(Draft("x" * most)) == []
    [problem] = stage.platform.check(Draft("x" * (most + 1)))
    assert (problem.severity, problem.field, problem.code) == ("error", "text", "too_long")
    with pytest.raises(Rejected):
        stage.platform.publish(stage.client, Draft("x" * (most + 1)), key="k")


def test_the_twin_counts_as_the_platform_does_at_the_very_edge(stage: Stage) -> None:
    most = stage.platform.spec.limits.text_max
    for filler in ("é", "日", "👍🏽", "https://example.com/a "):
        text = ""
        while stage.platform.measure(text + filler) <= most:
            text += filler
        text = text.rstrip()
        text += "x" * (most - stage.platform.measure(text)) if not text.endswith("a") else ""
        publish(stage, Draft(text))
        with pytest.raises(Rejected):
            stage.platform.publish(stage.client, Draft(text + " xxxxxxxxxxxxxxxxxxxxxxx"), key="k")


@pytest.mark.parametrize(
    ("fault", "error", "written"),
    [
        ({"kind": "refuse", "reason": "Not allowed here."}, Rejected, 0),
        ({"kind": "rate_limited", "seconds": 90}, Unavailable, 0),
        ({"kind": "rate_limited", "retry_after": 90}, Unavailable, 0),
        ({"kind": "server_error_before"}, OutcomeUnknown, 0),
        ({"kind": "server_error_after"}, OutcomeUnknown, 1),
        ({"kind": "cut_before"}, OutcomeUnknown, 0),
        ({"kind": "cut_after"}, OutcomeUnknown, 1),
        ({"kind": "timeout_after", "seconds": 3}, OutcomeUnknown, 1),
        ({"kind": "garbage"}, OutcomeUnknown, 1),
        ({"kind": "garbage_before"}, OutcomeUnknown, 0),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
def test_each_way_to_fail_is_the_error_that_says_what_to_do_next(
    stage: Stage, fault: dict[str, Any], error: type[Exception], written: int
) -> None:
    stage.fault(**fault)
    with pytest.raises(error) as raised:
        stage.platform.publish(stage.client, Draft("One of those days"), key="k")
    assert raised.value.reason  # type: ignore[attr-defined]
    assert len(stage.posts()) == written


def test_the_services_own_reason_reaches_the_author(stage: Stage) -> None:
    stage.fault("refuse", reason="Not allowed here.")
    with pytest.raises(Rejected, match=r"Not allowed here\."):
        stage.platform.publish(stage.client, Draft("Hm"), key="k")


def test_a_limit_names_when_it_ends_and_holds_back_the_next_request(stage: Stage) -> None:
    stage.fault("rate_limited", seconds=90)
    before = stage.now
    with pytest.raises(Unavailable) as first:
        stage.platform.publish(stage.client, Draft("One"), key="k")
    assert first.value.retry_at is not None
    assert timedelta(seconds=80) < first.value.retry_at - before < timedelta(seconds=100)
    with pytest.raises(Unavailable) as second:
        stage.platform.publish(stage.client, Draft("Two"), key="k")
    assert second.value.code == "own-limit"
    assert stage.posts() == []


def test_an_ended_token_asks_for_a_new_sign_in_and_writes_nothing(stage: Stage) -> None:
    stage.pass_time(stage.scene.token_seconds + 1)
    with pytest.raises(ReconnectNeeded):
        stage.platform.publish(stage.client, Draft("Late"), key="k")
    assert stage.posts() == []


def test_a_missing_permission_is_a_refusal_and_writes_nothing(stage: Stage) -> None:
    with pytest.raises(Rejected):
        stage.platform.publish(stage.session(scope="tweet.read users.read"), Draft("No"), key="k")
    assert stage.posts() == []


def test_a_service_that_cannot_be_reached_has_got_nothing(stage: Stage) -> None:
    stage.sandbox.stop()
    try:
        with pytest.raises(Unavailable):
            stage.platform.publish(stage.client, Draft("Anyone?"), key="k")
    finally:
        stage.sandbox.start()


def test_an_answer_that_is_slow_but_in_time_is_an_answer(stage: Stage) -> None:
    stage.fault("slow", seconds=0.3)
    publish(stage, Draft("Slowly"))
    assert len(stage.posts()) == 1
