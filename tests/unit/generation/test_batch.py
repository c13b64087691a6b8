"""Thirty days of posts: each domain in its share at any moment, each text once, and few calls for all of them."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from velocitypost.generation.batch import BadWish, Share, Wish, check, draft_id, slots, together

PERCENTS = st.lists(st.integers(1, 60), min_size=1, max_size=6).map(
    lambda parts: [*parts[:-1], 100 - sum(parts[:-1])] if sum(parts[:-1]) < 100 else [100]
)


def wish(**more: object) -> Wish:
    usual = {
        "days": 30,
        "posts_per_day": 2,
        "platforms": ("x", "linkedin"),
        "shares": (Share("memes", 60), Share("tech", 40)),
        "starts_on": "2026-03-01",
    }
    return Wish(**{**usual, **more})  # type: ignore[arg-type]


@given(st.integers(1, 31), st.integers(1, 24), PERCENTS)
@settings(max_examples=80)
def test_every_domain_is_within_one_of_its_share_at_every_post(days: int, a_day: int, percents: list[int]) -> None:
    shares = tuple(Share(f"d{place}", percent) for place, percent in enumerate(percents))
    made = slots(wish(days=days, posts_per_day=a_day, shares=shares))
    counts: Counter[str] = Counter()
    for number, slot in enumerate(made):
        assert (slot.number, slot.turn) == (number, counts[slot.domain])
        counts[slot.domain] += 1
        for share in shares:
            assert abs(counts[share.domain] - share.percent * (number + 1) / 100) < 1 + 1e-9
    assert Counter(slot.on for slot in made) == dict.fromkeys({slot.on for slot in made}, a_day)
    assert len({slot.on for slot in made}) == days


@given(
    st.integers(1, 12),
    st.lists(st.sampled_from(["x", "linkedin", "threads", "instagram", "facebook"]), min_size=1, unique=True),
    st.integers(1, 8),
)
@settings(max_examples=80)
def test_every_text_is_asked_for_once_and_never_more_than_so_many_together(
    days: int, platforms: list[str], most: int
) -> None:
    wanted = [(slot, platform) for slot in slots(wish(days=days)) for platform in platforms]
    errands = list(together(wanted, most=most))
    asked = [(slot.number, platform) for errand in errands for slot, platform in errand.wanted]
    assert sorted(asked) == sorted((slot.number, platform) for slot, platform in wanted)
    assert all(1 <= len(errand.wanted) <= most for errand in errands)
    assert all({slot.domain for slot, _ in errand.wanted} == {errand.domain} for errand in errands)


def test_the_platforms_of_a_post_are_asked_for_together() -> None:
    wanted = [(slot, key) for slot in slots(wish()) for key in ("x", "linkedin", "threads", "facebook", "instagram")]
    errands = list(together(wanted, most=6))
    assert len(errands) == 60
    assert all(len({slot.number for slot, _ in errand.wanted}) == 1 for errand in errands)


def test_days_go_through_the_ends_of_months_and_years() -> None:
    made = slots(wish(days=3, posts_per_day=1, starts_on="2027-12-30"))
    assert [slot.on for slot in made] == ["2027-12-30", "2027-12-31", "2028-01-01"]


def test_a_drafts_id_says_which_text_it_is_and_sorts_by_its_place() -> None:
    ids = [draft_id("batch_1", slot, platform) for slot in (0, 9, 10, 743) for platform in ("linkedin", "x")]
    assert ids == sorted(ids)
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"days": 31, "posts_per_day": 24, "platforms": ("a", "b", "c", "d", "e")}, "days"),
        ({"shares": ()}, "domains"),
        ({"shares": (Share("memes", 0), Share("tech", 100))}, "domains"),
        ({"platforms": ()}, "platforms"),
        ({"starts_on": "9999-12-30"}, "starts_on"),
    ],
)
def test_what_cannot_be_made_says_where(more: dict[str, object], field: str) -> None:
    with pytest.raises(BadWish) as refused:
        check(wish(**more))
    assert refused.value.field == field
