"""Every platform that publishes keeps the contract, before its twin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.contract import files
from tests.contract.conftest import PLATFORMS, Stage
from tests.sandboxed import LOOPBACK, free_port
from velocitypost.contract.capabilities import Publishes
from velocitypost.contract.errors import OutcomeUnknown, ReconnectNeeded, Rejected, Unavailable
from velocitypost.contract.types import Pending

pytestmark = pytest.mark.parametrize(
    "stage", sorted(k for k, p in PLATFORMS.items() if isinstance(p, Publishes)), indirect=True
)


def test_a_text_is_before_followers_as_it_was_written(stage: Stage) -> None:
    text = stage.words("Fresh bread & <b>rolls</b> from 7 – come by 🥐")
    published = stage.go(stage.draft(text))
    [post] = stage.posts()
    assert post["text"] == text
    assert post["id"] == published.platform_post_id
    assert published.url is not None
    assert stage.sandbox.control.get(published.url).status_code == 200


def test_a_picture_goes_with_its_alt_text(stage: Stage) -> None:
    stage.needs_kind("image")
    stage.go(stage.draft("Look", (files.picture(stage.shelf, alt="Two loaves on a board"),)))
    [post] = stage.posts()
    assert len(post["media"]) == 1
    if stage.platform.spec.limits.alt_text_max:
        assert [media["alt"] for media in post["media"]] == ["Two loaves on a board"]


def test_several_pictures_go_in_their_order(stage: Stage) -> None:
    if not (stage.can("images") or stage.can("carousel")):
        pytest.skip(f"{stage.platform.spec.name} takes one picture")
    pictures = tuple(files.picture(stage.shelf, alt=f"Picture {n}", size=(640 + 8 * n, 640)) for n in range(3))
    stage.go(stage.draft("Three", pictures))
    [post] = stage.posts()
    assert [media["width"] for media in post["media"]] == [640, 648, 656]
    alts = [f"Picture {n}" for n in range(3)]
    if stage.scene.one_alt:
        assert post["media"][0]["alt"] == "; ".join(alts)
    elif stage.platform.spec.limits.alt_text_max:
        assert [media["alt"] for media in post["media"]] == alts


def test_a_video_arrives_whole(stage: Stage) -> None:
    if not (stage.can("video") or stage.can("reel") or stage.can("short")):
        pytest.skip(f"{stage.platform.spec.name} takes no video")
    film = files.video(stage.shelf)
    stage.go(stage.draft("Moving pictures", (film,)))
    [post] = stage.posts()
    assert [media["kind"] for media in post["media"]] == ["video"]
    assert post["media"][0]["bytes"] == film.bytes


def test_a_document_arrives_whole(stage: Stage) -> None:
    stage.needs_kind("document")
    paper = files.document(stage.shelf)
    stage.go(stage.draft("Read this", (paper,)))
    [post] = stage.posts()
    assert [media["kind"] for media in post["media"]] == ["document"]
    assert post["media"][0]["bytes"] == paper.bytes


def test_a_file_that_the_service_must_first_digest_is_waited_for_without_sleeping(stage: Stage) -> None:
    if stage.can("gif"):
        draft = stage.draft("Moving", (files.moving(stage.shelf),))
    elif stage.can("video"):
        draft = stage.draft("Moving", (files.video(stage.shelf),))
    else:
        pytest.skip(f"{stage.platform.spec.name} digests nothing")
    outcome = stage.platform.publish(stage.client, draft, key="key")
    while isinstance(outcome, Pending) and outcome.check_after <= 0:
        outcome = stage.platform.resume(stage.client, draft, outcome, key="key")
    if isinstance(outcome, Pending) and stage.posts() == []:
        assert outcome.check_after > 0
    stage.sandbox.control.post("/control/api/reset")
    stage.client = stage.session()
    stage.go(draft)
    assert len(stage.posts()) == 1


def test_a_poll_asks_what_it_should(stage: Stage) -> None:
    stage.needs_kind("poll")
    stage.go(stage.draft("Rye or wheat?", (), options={"poll": {"choices": ["Rye", "Wheat"], "minutes": 1440}}))
    [post] = stage.posts()
    assert post["options"]["poll"]["choices"] == ["Rye", "Wheat"]


def test_a_further_part_follows_the_one_before_it(stage: Stage) -> None:
    stage.needs_kind("thread")
    first = stage.go(stage.draft("One"), key="one")
    second = stage.go(stage.draft("Two", reply_to=first.platform_post_id, root=first.platform_post_id), key="two")
    third = stage.go(stage.draft("Three", reply_to=second.platform_post_id, root=first.platform_post_id), key="three")
    ids = [first.platform_post_id, second.platform_post_id]
    assert [post["reply_to"] for post in stage.posts()] == [None, *ids]
    assert third.platform_post_id not in ids


def test_a_first_comment_stands_under_its_post(stage: Stage) -> None:
    stage.needs_kind("first_comment")
    first = stage.go(stage.draft("Look below"), key="one")
    stage.go(stage.draft("The link: https://example.com/menu", reply_to=first.platform_post_id), key="two")
    comments = [post for post in stage.posts() if post["reply_to"]]
    assert [(post["reply_to"], post["text"]) for post in comments] == [
        (first.platform_post_id, "The link: https://example.com/menu")
    ]


def test_what_the_service_needs_at_least_is_told_before_anything_is_sent(stage: Stage) -> None:
    draft = stage.draft("Enough")
    assert [problem for problem in stage.platform.check(draft) if problem.severity == "error"] == []
    if stage.scene.needs != "nothing":
        problems = {problem.code for problem in stage.platform.check(stage.draft("Nothing to see", ()))}
        assert "media_required" in problems
    for option in stage.scene.options:
        if any(one.key == option and one.required for one in stage.platform.spec.options):
            problems = {p.option for p in stage.platform.check(stage.draft("No option", options={option: None}))}
            assert option in problems


def test_a_text_that_is_too_long_is_told_before_anything_is_sent(stage: Stage) -> None:
    most = stage.platform.limits_for(stage.draft("")).text_max
    assert [p for p in stage.platform.check(stage.draft("x" * most)) if p.severity == "error"] == []
    problems = [p for p in stage.platform.check(stage.draft("x" * (most + 1))) if p.severity == "error"]
    assert [(problem.field, problem.code) for problem in problems] == [("text", "too_long")]
    with stage.refused():
        stage.go(stage.draft("x" * (most + 1)))
    assert stage.posts() == []


def test_the_twin_counts_as_the_platform_does_at_the_very_edge(stage: Stage) -> None:
    most = stage.platform.limits_for(stage.draft("")).text_max
    stage.sandbox.dial(rate_limit_factor=1_000)
    for filler in stage.scene.fillers:
        each = stage.platform.measure(filler * 10) - stage.platform.measure(filler * 9)
        text = filler * ((most - stage.platform.measure(filler)) // each)
        while stage.platform.measure(text + filler) <= most:
            text += filler
        text = text.rstrip()
        text += "x" * (most - stage.platform.measure(text)) if not text.endswith("a") else ""
        stage.go(stage.draft(text), key=filler)
        with stage.refused():
            stage.go(stage.draft(text + " xxxxxxxxxxxxxxxxxxxxxxx"), key=f"{filler} and more")


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
        stage.go(stage.draft("One of those days"))
    assert raised.value.reason  # type: ignore[attr-defined]
    assert len(stage.posts()) == written


def test_the_services_own_reason_reaches_the_author(stage: Stage) -> None:
    stage.fault("refuse", reason="Not allowed here.")
    with pytest.raises(Rejected, match=r"Not allowed here\."):
        stage.go(stage.draft("Hm"))


def test_a_limit_names_when_it_ends_and_holds_back_the_next_request(stage: Stage) -> None:
    if not stage.scene.tells_when:
        pytest.skip(f"{stage.platform.spec.name} does not say when a limit ends")
    stage.fault("rate_limited", seconds=90)
    before = stage.now
    with pytest.raises(Unavailable) as first:
        stage.go(stage.draft("One"))
    assert first.value.retry_at is not None
    assert timedelta(seconds=80) < first.value.retry_at - before < timedelta(seconds=99 + stage.scene.limit_step)
    with pytest.raises(Unavailable) as second:
        stage.go(stage.draft("Two"))
    assert second.value.code == "own-limit"
    assert stage.posts() == []


def test_an_ended_token_asks_for_a_new_sign_in_and_writes_nothing(stage: Stage) -> None:
    if stage.scene.token_seconds is None:
        pytest.skip(f"the tokens of {stage.platform.spec.name} do not end by themselves")
    stage.pass_time(stage.scene.token_seconds + 1)
    with pytest.raises(ReconnectNeeded):
        stage.go(stage.draft("Late"))
    assert stage.posts() == []


def test_a_missing_permission_is_a_refusal_and_writes_nothing(stage: Stage) -> None:
    if stage.scene.narrow_scope is None:
        pytest.skip(f"{stage.platform.spec.name} has no narrower permission")
    stage.client = stage.session(scope=stage.scene.narrow_scope)
    with pytest.raises(Rejected):
        stage.go(stage.draft("No"))
    assert stage.posts() == []


def test_a_service_that_cannot_be_reached_has_got_nothing(stage: Stage) -> None:
    draft = stage.draft("Anyone?")
    stage.transport.elsewhere = (LOOPBACK, free_port())
    with pytest.raises(Unavailable):
        stage.go(draft)
    assert stage.posts() == []


def test_an_answer_that_is_slow_but_in_time_is_an_answer(stage: Stage) -> None:
    stage.fault("slow", seconds=0.3)
    stage.go(stage.draft("Slowly"))
    assert len(stage.posts()) == 1
