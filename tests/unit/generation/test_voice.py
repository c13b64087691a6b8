"""A voice is measured: it knows its own, tells what is off, and says when it has too little to go by."""

from __future__ import annotations

import json
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from velocitypost.generation.voice import NEAR, TooFewSamples, Voice, described, differences, learn, nearness

LOUD_OPENINGS = ("Wow!", "Amazing!", "Big news!", "What a day!", "So proud!")
LOUD = ("we won again", "our team is the best", "the crowd was huge", "we made history", "nobody can stop us")
LOUD_ENDS = ("Thank you!", "Love you all!", "Unbelievable!", "GREAT people!", "See you tomorrow!")
CALM_OPENINGS = (
    "a note on the garden",
    "this morning, before the rain",
    "some thoughts about bread",
    "on reading slowly",
)
CALM = ("it seems to me that patience, more than skill, decides", "there is a quiet in it, and i keep returning to it")
CALM_ENDS = ("perhaps that is enough", "the rest, as ever, is weather", "i may be wrong, of course; i often am")


def loud(random: Random) -> str:
    return (
        f"{random.choice(LOUD_OPENINGS)} Today {random.choice(LOUD)}, {random.choice(LOUD)}! {random.choice(LOUD_ENDS)}"
    )


def calm(random: Random) -> str:
    return f"{random.choice(CALM_OPENINGS)}: {random.choice(CALM)}; {random.choice(CALM_ENDS)}."


def posts(kind: object, seed: int, count: int) -> list[str]:
    random = Random(seed)
    made: dict[str, None] = {}
    while len(made) < count:
        made[kind(random)] = None  # type: ignore[operator]
    return list(made)


VOICE = learn(posts(loud, 1, 40))


def test_most_of_the_authors_unseen_posts_are_near_and_others_are_not() -> None:
    own = [nearness(VOICE, text) for text in posts(loud, 2, 40)]
    others = [nearness(VOICE, text) for text in posts(calm, 3, 20)]
    assert sum(score >= NEAR for score in own) >= 32
    assert max(others) < 0.1


def test_what_is_off_is_told_in_words_the_most_telling_first() -> None:
    told = differences(VOICE, posts(calm, 4, 1)[0])
    assert "You use more exclamation marks." in told
    assert "Your sentences are shorter." in told
    assert len(differences(VOICE, posts(loud, 5, 1)[0])) <= 1


def test_words_that_the_author_never_uses_are_named() -> None:
    told = differences(VOICE, "Wow! Today we leverage our seamless team, the crowd was huge! Thank you!")
    assert told[-1] == "You do not write “leverage”, “seamless”."


@pytest.mark.parametrize(
    ("count", "text"), [(7, "A whole sentence with quite a few words in it, number {}."), (20, "Yes {}!")]
)
def test_too_few_samples_are_said_with_what_is_missing(count: int, text: str) -> None:
    with pytest.raises(TooFewSamples, match=r"at least 8 different posts and 120 words; these are \d+ with \d+ words"):
        learn([text.format(n) for n in range(count)])


def test_the_same_post_again_and_again_is_one_sample() -> None:
    with pytest.raises(TooFewSamples, match="these are 1 with"):
        learn(["The same post with a number of words in it, copied many times over."] * 50)


def test_a_voice_is_kept_as_json_and_read_back() -> None:
    kept = json.loads(json.dumps(VOICE.as_json()))
    again = Voice.from_json(kept)
    text = posts(loud, 6, 1)[0]
    assert nearness(again, text) == nearness(VOICE, text)


@pytest.mark.parametrize("broken", [{}, {"samples": 1, "words": 2, "language": "en", "features": {}}, {"samples": "x"}])
def test_what_was_not_kept_by_it_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        Voice.from_json(broken)


def test_it_is_described_to_a_writer() -> None:
    told = described(VOICE)
    assert "Sentences of about" in told
    assert "More exclamation marks than usual." in told
    assert "Often begins with:" in told


@settings(max_examples=40)
@given(st.text(max_size=300))
def test_any_text_has_a_nearness(text: str) -> None:
    assert 0 <= nearness(VOICE, text) <= 1
    differences(VOICE, text)
