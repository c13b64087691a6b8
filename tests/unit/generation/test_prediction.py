"""A prediction rests on the account's own posts, says how sure it is, and invents nothing."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from velocitypost.generation.prediction import COVERAGE, POSTS_LEAST, Past, Upcoming, learn
from velocitypost.generation.walking import Walk, rank

START = datetime(2026, 1, 1, 9, tzinfo=UTC)


def history(count: int, *, seed: int = 1, growth: float = 0.0) -> list[Past]:
    """Posts of which those with a picture get three times the likes, with noise."""
    random = Random(seed)
    made = []
    for number in range(count):
        picture = random.random() < 0.4
        level = 3.5 + growth * number + (1.1 if picture else 0.0) + random.gauss(0, 0.4)
        made.append(
            Past(
                f"Post number {number} about the garden",
                START + timedelta(hours=30 * number),
                likes=round(math.expm1(level)),
                comments=round(math.expm1(level - 2)),
                media="image" if picture else "none",
            )
        )
    return made


@pytest.mark.parametrize("count", [0, 1, POSTS_LEAST - 1])
def test_with_too_few_posts_it_says_so_and_tells_no_number(count: int) -> None:
    prediction = learn(history(count), "x").predict(Upcoming("Hello"))
    assert prediction.basis == "prior"
    assert (prediction.score, prediction.low, prediction.high) == (50, 10, 90)
    assert (prediction.likes, prediction.comments, prediction.reposts, prediction.track_record) == (None,) * 4
    assert str(POSTS_LEAST) in prediction.note


def test_what_did_well_before_is_expected_to_do_well() -> None:
    forecast = learn(history(200), "instagram")
    plain = forecast.predict(Upcoming("About the garden again today"))
    picture = forecast.predict(Upcoming("About the garden again today", media="image"))
    assert plain.basis == "account"
    assert picture.score > plain.score + 15
    assert picture.likes is not None
    assert plain.likes is not None
    assert 2 < picture.likes / plain.likes < 4.5


def test_the_interval_holds_the_score_and_the_likes() -> None:
    prediction = learn(history(120), "x").predict(Upcoming("About the garden"))
    assert prediction.low <= prediction.score <= prediction.high
    assert prediction.likes is not None
    assert prediction.likes_low is not None
    assert prediction.likes_high is not None
    assert prediction.likes_low < prediction.likes < prediction.likes_high


def test_its_record_says_how_it_did_before() -> None:
    record = learn(history(500), "x").track_record
    assert record is not None
    assert record.posts > 450
    assert abs(record.coverage - COVERAGE) < 0.05
    assert record.error < 0.75 * record.baseline_error


def test_the_share_inside_comes_out_right_even_where_everything_changes() -> None:
    random, walk, inside = Random(7), Walk(1 - COVERAGE), []
    for number in range(3000):
        level = 2 if number < 1000 else 6 if number < 2000 else 6 + random.gauss(0, 2)
        value = level + random.gauss(0, 0.5) + (3 if number % 97 == 0 else 0)
        expected = walk.learn(value, ["post"])
        if expected and expected.low is not None and expected.high is not None:
            inside.append(expected.low <= value <= expected.high)
    assert abs(sum(inside) / len(inside) - COVERAGE) < 0.02


def test_numbers_that_the_platform_does_not_tell_stay_untold() -> None:
    prediction = learn(history(60), "x").predict(Upcoming("About the garden"))
    assert prediction.comments is not None
    assert prediction.reposts is None


def test_without_likes_posts_are_ranked_by_what_there_is() -> None:
    posts = [Past(past.text, past.at, None, None, past.likes, past.media) for past in history(60)]
    prediction = learn(posts, "x").predict(Upcoming("About the garden"))
    assert prediction.basis == "account"
    assert prediction.likes is None
    assert prediction.reposts is not None


def test_the_order_in_which_posts_are_given_does_not_matter() -> None:
    posts = history(80)
    shuffled = list(posts)
    Random(3).shuffle(shuffled)
    upcoming = Upcoming("About the garden", START + timedelta(days=400))
    assert learn(shuffled, "x").predict(upcoming) == learn(posts, "x").predict(upcoming)


def test_the_answer_has_the_documents_fields_and_what_stands_behind_them() -> None:
    answer = learn(history(80), "x").predict(Upcoming("About the garden")).as_answer(reposts_name="expected_retweets")
    assert {"score", "expected_likes", "expected_comments", "expected_retweets"} <= set(answer)
    assert answer["interval"]["coverage"] == COVERAGE
    assert answer["basis"] == "account"
    assert answer["track_record"]["posts"] > 0
    json.dumps(answer)


def test_a_percentile_is_between_one_and_ninety_nine() -> None:
    values = [float(n) for n in range(50)]
    assert [rank(values, value) for value in (-5, 0, 24.5, 49, 99)] == [1, 1, 50, 99, 99]
