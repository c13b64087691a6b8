"""Drafts are shown as they come: an object is read while it is still coming, whatever the pieces it comes in."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from velocitypost.generation.engines.members import Growth, Member, Members, nested

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
POSTS = st.dictionaries(
    st.sampled_from(["post_1", "post_2", "post_3"]),
    st.fixed_dictionaries({"text": TEXTS, "hashtags": st.lists(TEXTS, max_size=3), "more": st.just({"text": "inner"})}),
    min_size=1,
)


def fed(text: str, sizes: random.Random) -> list[Member | Growth]:
    reader, found, at = Members(), [], 0
    while at < len(text):
        size = sizes.randint(1, 9)
        found += list(reader.feed(text[at : at + size]))
        at += size
    return found


@given(POSTS, st.booleans(), st.integers(0, 10_000))
@settings(max_examples=150)
def test_each_member_comes_once_and_whole_and_its_text_grows_to_what_it_is(
    posts: dict[str, Any], ascii_only: bool, seed: int
) -> None:
    found = fed(json.dumps(posts, ensure_ascii=ascii_only), random.Random(seed))
    assert {one.name: one.value for one in found if isinstance(one, Member)} == posts
    for name, post in posts.items():
        assert "".join(one.text for one in found if isinstance(one, Growth) and one.name == name) == post["text"]


def test_a_finished_post_does_not_wait_for_the_next() -> None:
    reader = Members()
    first = list(reader.feed('{"post_1": {"text": "Done", "hashtags": []}, "post_2": {"te'))
    assert Member("post_1", {"text": "Done", "hashtags": []}) in first
    assert list(reader.feed('xt": "On its w')) == [Growth("post_2", "On its w")]


@pytest.mark.parametrize("fence", ["```json\n{}\n```", "Here you are: {} — enjoy", "\n\n {} "])
def test_words_around_the_object_do_not_matter(fence: str) -> None:
    text = fence.replace("{}", json.dumps({"post_1": {"text": "Hi"}}))
    assert Member("post_1", {"text": "Hi"}) in fed(text, random.Random(1))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Sure, here are your posts.",
        "[1, 2]",
        '{"post_1": "flat"}',
        "}}}}",
        '"',
        "{{{{",
        '{"a": ' * 3_000 + "{}" + "}" * 3_000,
    ],
)
def test_what_is_no_such_object_gives_nothing(text: str) -> None:
    assert [one for one in fed(text, random.Random(1)) if isinstance(one, Member)] == []


def test_an_object_that_is_cut_off_gives_what_was_whole() -> None:
    whole = json.dumps({"post_1": {"text": "One"}, "post_2": {"text": "Two and more"}})
    found = fed(whole[:-12], random.Random(1))
    assert [one.name for one in found if isinstance(one, Member)] == ["post_1"]


def test_posts_that_lie_one_level_too_deep_are_found() -> None:
    text = json.dumps({"posts": {"post_1": {"text": "Deep"}, "other": {"text": "Not asked for"}}})
    assert list(nested(text, {"post_1"})) == [Member("post_1", {"text": "Deep"})]
    assert list(nested("no json", {"post_1"})) == []
