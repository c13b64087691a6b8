"""Whatever comes in, what comes out is taken by the platform and reads as if it had been written for it."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.generation.places import place
from velocitypost.contract.capabilities import Platform
from velocitypost.contract.spec import Option
from velocitypost.contract.types import Draft, Problem
from velocitypost.generation.fitting import Fitted, fit

SENTENCES = (
    "Our team moved to a four-day week in May. Sick leave fell by a third. Nobody wants to go back. "
    "The first month was hard, because every meeting had to prove its worth. Then we deleted half of them."
)
X = place("x", weighted=True, follow_ups="thread")
INSTAGRAM = place("instagram", text_max=2200, hashtags_max=5)
REDDIT = place("reddit", text_max=40_000, options=(Option("title", "Title", "text", required=True, max=300),))


def problems(platform: Platform, fitted: Fitted) -> list[str]:
    first = platform.check(Draft(fitted.text, options=fitted.options))
    rest = [p for part in fitted.parts for p in platform.check(Draft(part, reply_to="before"))]
    return [p.message for p in (*first, *rest) if p.severity == "error" and p.field in ("text", "options")]


def test_a_text_that_fits_stays_as_it_is() -> None:
    assert fit("Short and good.", X) == Fitted("Short and good.")


def test_a_long_text_ends_at_the_end_of_a_sentence() -> None:
    fitted = fit(SENTENCES, place(text_max=140))
    assert fitted.text.split() == SENTENCES[: SENTENCES.index(" The first month")].split()
    assert any("Shortened" in change for change in fitted.changes)


def test_a_sentence_that_is_too_long_by_itself_is_cut_between_words() -> None:
    fitted = fit(
        "We moved the whole of the bakery down to the harbour in spring and never looked back", place(text_max=50)
    )
    assert fitted.text == "We moved the whole of the bakery down…"


def test_where_there_are_threads_nothing_is_lost() -> None:
    fitted = fit(SENTENCES * 3, X, thread=True)
    assert len(fitted.parts) >= 2
    assert " ".join([fitted.text, *fitted.parts]).split() == (SENTENCES * 3).split()


def test_where_there_are_none_it_is_shortened() -> None:
    assert fit(SENTENCES * 3, place(), thread=True).parts == ()


def test_a_text_beyond_the_longest_thread_becomes_the_longest_thread() -> None:
    fitted = fit("And then we baked another loaf of bread. " * 400, X, thread=True)
    assert 22 <= len(fitted.parts) <= 24
    assert not problems(X, fitted)


def test_hashtags_are_as_many_as_readers_are_used_to() -> None:
    offered = ["FourDayWeek", "remote work", "#HR", "Leadership", "Culture", "Teams"]
    assert fit(SENTENCES, INSTAGRAM, hashtags=offered).hashtags == (
        "FourDayWeek",
        "RemoteWork",
        "HR",
        "Leadership",
        "Culture",
    )
    assert fit("A four-day week.", X, hashtags=offered).text == "A four-day week.\n\n#FourDayWeek #RemoteWork"
    assert fit(SENTENCES, REDDIT, hashtags=offered).hashtags == ()


def test_hashtags_of_the_text_come_before_offered_ones() -> None:
    fitted = fit("A #FourDayWeek works. #HR #Teams #Culture", X, hashtags=["Other"])
    assert fitted.text == "A #FourDayWeek works.\n\n#HR"


def test_a_cap_holds_for_hashtags_within_the_text() -> None:
    fitted = fit("#One day we #Moved the #Bakery", place(hashtags_max=1))
    assert fitted.text == "#One day we Moved the Bakery"


def test_without_hashtags_none_are_left_and_no_words_are_lost() -> None:
    assert fit("We love #OpenSource here. #Code", X, with_hashtags=False).text == "We love Open Source here."


def test_without_emoji_none_are_left() -> None:
    fitted = fit("🚀 We launched! 🎉 Come and see ☕️.", X, with_emojis=False, emojis=["🔥"])
    assert fitted.text == "We launched! Come and see."


def test_an_emoji_is_added_only_where_there_is_none_and_it_is_usual() -> None:
    assert fit("We launched.", X, emojis=["🚀", "🎉"]).text == "🚀 We launched."
    assert fit("We launched 🎉", X, emojis=["🚀"]).text == "We launched 🎉"
    assert fit("We launched.", REDDIT, emojis=["🚀"]).text == "We launched."


def test_a_shower_of_emoji_is_thinned_out() -> None:
    fitted = fit("🔥 We 🚀 launched 🎉 today ✨ and 💡 you 🙌 come ☕️", X)
    assert len(regex.findall(r"\p{Emoji_Presentation}", fitted.text)) == 3


def test_a_link_goes_where_it_can_be_clicked() -> None:
    assert fit("Read on.", X, link="https://example.com/a").text == "Read on.\n\nhttps://example.com/a"
    fitted = fit("Read on.", INSTAGRAM, link="https://example.com/a")
    assert "https" not in fitted.text
    assert any("link" in change for change in fitted.changes)


def test_a_link_goes_into_its_own_field_where_there_is_one() -> None:
    pins = place("pinterest", text_max=800, options=(Option("link", "Link", "link", max=2048),))
    fitted = fit("Read on.", pins, link="https://example.com/a")
    assert fitted.options["link"] == "https://example.com/a"
    assert "https" not in fitted.text


def test_a_link_in_a_long_text_survives_the_cut() -> None:
    fitted = fit(SENTENCES, place(text_max=150), link="https://example.com/a")
    assert fitted.text.endswith("https://example.com/a")
    assert fitted.text.startswith("Our team moved to a four-day week in May.")


def test_a_call_is_added_unless_the_text_asks_already() -> None:
    assert fit("We moved.", X, call_to_action="What would you do?").text == "We moved.\n\nWhat would you do?"
    assert fit("Would you move?", X, call_to_action="What would you do?").text == "Would you move?"


def test_names_lose_their_sign_where_it_reaches_nobody() -> None:
    linkedin = place("linkedin", text_max=3000)
    assert fit("Thanks to @ada and ada@example.com", linkedin).text == "Thanks to ada and ada@example.com"
    assert fit("Thanks to @ada", X).text == "Thanks to @ada"


def test_a_title_is_made_where_one_is_needed() -> None:
    fitted = fit(f"🚀 {SENTENCES} #HR", REDDIT)
    assert fitted.options["title"] == "Our team moved to a four-day week in May"
    assert not problems(REDDIT, fitted)


def test_one_block_becomes_paragraphs_with_the_opening_by_itself() -> None:
    paragraphs = fit(SENTENCES, INSTAGRAM).text.split("\n\n")
    assert paragraphs[0] == "Our team moved to a four-day week in May."
    assert len(paragraphs) == 3


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Sure! Here's a tweet for you:\n\nWe moved.", "We moved."),
        ('"We moved."', "We moved."),
        ("```\nWe moved.\n```", "We moved."),
        ("**We** moved *today*, see [here](https://example.com).", "We moved today, see here https://example.com."),
        ("# We moved\n* one\n* two", "We moved\n• one\n• two"),
        ("We moved.\x00\u200b\r\n", "We moved."),
        ("We moved.\n\nLet me know if you want changes!", "We moved."),
        ("2 * 3 * 4 is snake_case_name", "2 * 3 * 4 is snake_case_name"),
    ],
)
def test_what_a_model_wraps_around_a_text_is_taken_off(written: str, meant: str) -> None:
    assert fit(written, X).text == meant


def test_markup_stays_where_it_is_shown_as_meant() -> None:
    assert fit("**We** moved.", REDDIT).text == "**We** moved."


PIECES = st.sampled_from(
    [
        *(
            "We moved.",
            "#Tag",
            "#日本",
            "🚀",
            "👨‍👩‍👧",
            "word",
            "@ada",
            "3.5 million",
            "\n\n",
            "- item\n",
            "“quoted”",
            "?",
        ),
        *(
            "https://example.com/" + "a" * 40,
            "https://e.com/" + "b" * 400,
            "日本語のとても長い文です。",
            "x" * 90,
            "**bold**",
        ),
        *("\x07", "é" * 3, "#", "```", "[a](https://b.c)"),
    ]
)


@settings(max_examples=120)
@given(
    st.lists(PIECES, max_size=60),
    st.sampled_from(["x", "instagram", "linkedin", "reddit", "threads", "elsewhere"]),
    st.integers(20, 500),
    st.booleans(),
    st.integers(0, 4),
)
def test_whatever_comes_in_the_platform_takes_what_comes_out(
    pieces: list[str], key: str, text_max: int, thread: bool, cap: int
) -> None:
    title = (Option("title", "Title", "text", required=True, max=40),)
    where = place(
        key, text_max=text_max, weighted=key == "x", follow_ups="thread", hashtags_max=cap, links_max=cap, options=title
    )
    fitted = fit(
        "Begin " + " ".join(pieces),
        where,
        hashtags=["One", "Two"],
        emojis=["🔥"],
        link="https://e.com",
        call_to_action="What do you say?",
        thread=thread,
        numbered=thread,
    )
    assert fitted.text
    assert not problems(where, fitted)


def test_a_rule_of_the_platforms_own_is_kept_too() -> None:
    where = place("bluesky", text_max=300)

    class CountsBytes(type(where)):  # type: ignore[misc]
        def check(self, draft: Draft) -> list[Problem]:
            too_long = Problem("error", "text", "too_many_bytes", "Too many bytes.")
            return [*super().check(draft), *([too_long] if len(draft.text.encode()) > 300 else [])]

    fitted = fit("日本の首都は東京です。" * 40, CountsBytes())
    assert fitted.text
    assert len(fitted.text.encode()) <= 300
