"""The judge is judged: each way of being wrong is seen, and nothing that is right is called wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bench.faults.reckoning import Count, Part, Told, reckon, settled

HEAD = Part("Head", "published", live_id="1")
TAIL = Part("Tail", "published", live_id="2", previous="Head")
REFUSES, HIDES = Told(refuses=True), Told(hides=True)


def _live(post_id: str, text: str, reply_to: str | None = None) -> dict[str, Any]:
    return {"id": post_id, "text": text, "reply_to": reply_to}


LIVE_HEAD, LIVE_TAIL = _live("1", "Head"), _live("2", "Tail", "1")


def test_what_is_as_we_say_is_clean() -> None:
    count = reckon([HEAD, TAIL], [LIVE_HEAD, LIVE_TAIL], Told())
    assert count == Count(posts=2, published=2)
    assert count.clean


def test_a_second_copy_is_doubled() -> None:
    count = reckon([HEAD], [LIVE_HEAD, _live("9", "Head")], Told())
    assert (count.doubled, count.clean) == (1, False)


def test_what_we_say_is_published_and_is_not_there_is_lost() -> None:
    assert reckon([HEAD], [], Told()).lost == 1


def test_what_never_went_out_is_lost() -> None:
    assert reckon([Part("Head", "scheduled")], [], Told()).lost == 1


def test_a_failure_is_a_loss_unless_the_platform_refused() -> None:
    failed = Part("Head", "failed")
    assert reckon([failed], [], Told()).lost == 1
    assert reckon([failed], [], REFUSES) == Count(posts=1, refused=1)


def test_what_is_live_and_said_to_have_failed_is_untrue_even_where_the_platform_refuses() -> None:
    assert not reckon([Part("Head", "failed")], [LIVE_HEAD], REFUSES).clean


def test_a_doubt_is_right_only_where_the_platform_hides_a_post_that_it_has() -> None:
    doubt = Part("Head", "unconfirmed")
    assert reckon([doubt], [LIVE_HEAD], HIDES) == Count(posts=1, unconfirmed_expected=1)
    assert reckon([doubt], [LIVE_HEAD], Told()).unconfirmed_unexpected == 1
    assert reckon([doubt], [], HIDES).unconfirmed_unexpected == 1


def test_a_part_under_the_wrong_post_or_under_none_is_untrue() -> None:
    for wrong in (_live("2", "Tail", "7"), _live("2", "Tail")):
        assert not reckon([HEAD, TAIL], [LIVE_HEAD, wrong], Told()).clean


def test_another_id_than_the_live_one_is_untrue() -> None:
    assert not reckon([replace(HEAD, live_id="7")], [LIVE_HEAD], Told()).clean


def test_a_post_that_nobody_wrote_is_untrue() -> None:
    assert not reckon([HEAD], [LIVE_HEAD, _live("9", "Who?")], Told()).clean


def test_a_part_may_wait_behind_one_that_stopped_and_behind_no_other() -> None:
    failed, waits = Part("Head", "failed"), Part("Tail", "scheduled", "waiting_for_previous", previous="Head")
    last = replace(waits, text="Last", hold="previous_failed", previous="Tail")
    assert reckon([failed, waits, last], [], REFUSES) == Count(posts=3, refused=1, held=2)
    assert settled([failed, waits, last])
    assert reckon([HEAD, waits], [LIVE_HEAD], Told()).lost == 1
    assert not settled([HEAD, waits])
