"""An author is told in words, at the place; only what the platform would refuse holds a post back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.unit.generation.places import place
from velocitypost.generation.safety import Brand, OwnPost, review

X, FACEBOOK, REDDIT = place("x"), place("facebook"), place("reddit")
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
POST = "Our new bakery opens on Friday at nine, with free coffee for the first fifty guests."


def found(text: str, where: object = X, **more: object) -> dict[str, str]:
    """The codes with the words they stand at."""
    flags = review(text, where, now=NOW, **more)  # type: ignore[arg-type]
    assert all(flag.message.endswith((".", "?")) for flag in flags)
    return {flag.code: text[flag.start : flag.end] if flag.start is not None else "" for flag in reversed(flags)}


@pytest.mark.parametrize(
    "text",
    [
        POST,
        "Scunthorpe United, a cocktail class and an assessment in Essex.",
        "We invited 12,500 people in 2024 and paid 100 000 euros for 3.5 km of cable.",
        "Is it risk-free to walk home at night?",
        "The contest between tea and coffee goes on.",
    ],
)
def test_an_ordinary_text_has_nothing_to_it(text: str) -> None:
    assert found(text) == {}


@pytest.mark.parametrize(
    ("text", "domain", "code", "words"),
    [
        ("Guaranteed returns of 8 % with this fund.", "", "finance_promise", "Guaranteed returns"),
        ("Double your money by Christmas.", "finance", "finance_promise", "Double your money"),
        ("Investieren ohne Risiko, garantierte Rendite.", "finance", "finance_promise", "ohne Risiko"),
        ("You should buy this ETF now.", "", "finance_advice", "You should buy"),
        ("This tea cures anxiety.", "food", "health_claim", "cures anxiety"),
        ("Use my code SAVE20 for the shoes.", "", "disclosure", "Use my code"),
        ("See https://amzn.to/3abc for the pan.", "", "disclosure", "amzn.to"),
        ("What the f*ck is this?", "", "profanity", "f*ck"),
        ("Welcome to [Company name] and hello.", "", "placeholder", "[Company name]"),
        ("Call +49 30 1234 5678 90 today.", "", "personal_data", "+49 30 1234 5678 90"),
        ("THIS IS ALL VERY LOUD AND MUCH TOO BIG", "", "shouting", ""),
    ],
)
def test_what_deserves_a_look_is_flagged_at_its_place(text: str, domain: str, code: str, words: str) -> None:
    assert found(text, domain=domain)[code] == words


@pytest.mark.parametrize("label", ["#ad", "Advertisement:", "Paid partnership with Acme.", "#Anzeige"])
def test_an_advertisement_that_says_so_is_fine(label: str) -> None:
    assert found(f"{label} Use my code SAVE20 for the shoes.") == {}


def test_a_label_that_not_everybody_understands_is_no_label() -> None:
    assert "disclosure_unclear" in found("Use my code SAVE20 for the shoes. #collab")


def test_a_partner_of_the_workspace_makes_an_advertisement() -> None:
    brand = Brand(partners=("Acme Shoes",))
    assert found("Out for a run in my acme  shoes today", brand=brand) == {"disclosure": "acme  shoes"}
    assert found("Acme Shoesmith is my neighbour", brand=brand) == {}


def test_words_that_a_workspace_never_uses_are_found_whole() -> None:
    brand = Brand(never=("cheap",))
    assert found("Cheap and cheerful, not cheapest.", brand=brand) == {"brand_word": "Cheap"}


def test_begging_and_prizes_are_a_matter_of_the_platform() -> None:
    text = "Tag three friends to win our giveaway."
    assert set(found(text, FACEBOOK)) == {"engagement_bait", "prize_rules"}
    assert found(text, X) == {}
    assert found("Great bread. Follow us for more.", REDDIT) == {"self_promotion": "Follow us"}


def test_a_post_much_like_one_of_the_last_ninety_days_is_told() -> None:
    again = POST.replace("Friday", "Monday")
    own = [OwnPost("post_1", POST, NOW - timedelta(days=20), "x")]
    flag = review(again, X, own_posts=own, now=NOW)[0]
    assert flag.code == "repetition"
    assert "3 November" in flag.message
    assert not flag.blocking
    assert review(again, X, own_posts=[OwnPost("post_1", POST, NOW - timedelta(days=91), "x")], now=NOW) == ()
    assert review("Something else entirely, about bicycles.", X, own_posts=own, now=NOW) == ()


@pytest.mark.parametrize(
    ("where", "hours", "posted_to", "blocks"),
    [("x", 2, "x", True), ("x", 30, "x", False), ("mastodon", 2, "mastodon", False), ("x", 2, "facebook", False)],
)
def test_only_what_the_platform_would_refuse_is_blocking(where: str, hours: int, posted_to: str, blocks: bool) -> None:
    own = [OwnPost("post_1", POST, NOW - timedelta(hours=hours), posted_to)]
    flags = review(POST, place(where), own_posts=own, now=NOW)
    assert [flag.blocking for flag in flags] == [blocks]


def test_the_part_of_a_thread_is_noted() -> None:
    assert {flag.part for flag in review("Welcome to [Company name].", X, part=2)} == {2}
