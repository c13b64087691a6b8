"""Which evergreen post goes out next, and in which words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from velocitypost.automation.evergreen import (
    Account,
    Evergreen,
    Use,
    check_evergreen,
    choose,
    fingerprint,
    ready,
    writing_of,
)
from velocitypost.content.model import FollowUp, Tailored, Writing
from velocitypost.contract.spec import Repeats, Source

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
NEVER = Repeats(Source("https://example.com", date(2026, 3, 1)))
NOT_IN_A_ROW = Repeats(Source("https://example.com", date(2026, 3, 1)), in_a_row_only=True)


def an_evergreen(number: int = 0, *texts: str, last_at: datetime | None = None, **writing: object) -> Evergreen:
    said = Writing(text=f"Words {number}", **writing)  # type: ignore[arg-type]
    return Evergreen(
        id=f"evergreen_{number}",
        workspace_id="workspace_a",
        category_id="category_a",
        author_id="user_a",
        writing=said,
        texts=texts,
        created_at=NOW + timedelta(seconds=number),
        updated_at=NOW,
        last_at=last_at,
    )


def same(text: str, others: Sequence[str]) -> bool:
    return text in others


@given(st.lists(st.one_of(st.none(), st.integers(-60, 0)), max_size=8), st.integers(1, 40))
def test_those_that_rested_enough_are_ready_the_longest_rested_first(ages: list[int | None], days: int) -> None:
    held = [
        an_evergreen(number, last_at=None if age is None else NOW + timedelta(days=age))
        for number, age in enumerate(ages)
    ]
    found = ready(held, timedelta(days=days), NOW)
    assert {one.id for one in found} == {
        one.id for one in held if one.last_at is None or NOW - one.last_at >= timedelta(days=days)
    }
    rests = [(one.last_at or datetime.min.replace(tzinfo=UTC)) for one in found]
    assert rests == sorted(rests)


def test_one_with_a_problem_is_left_alone() -> None:
    troubled = Evergreen(**{**vars(an_evergreen()), "problem": "Too long for X."})
    assert ready([troubled], timedelta(days=1), NOW) == []


def test_where_the_same_text_is_refused_one_that_was_not_used_there_is_taken() -> None:
    used = {fingerprint("words 0"): NOW - timedelta(days=90)}
    accounts = [Account("a", "Ada on X", NEVER, used=used), Account("b", "Ada on Bluesky")]
    choice = choose(an_evergreen(0, "Other words"), accounts, alike=same)
    assert choice.texts == {"a": "Other words", "b": "Words 0"}
    assert choice.left_out == ()


def test_where_every_variation_was_used_the_account_is_left_out_and_told_of() -> None:
    used = {fingerprint(text): NOW for text in ("Words 0", "Other words")}
    accounts = [Account("a", "Ada on X", NEVER, used=used), Account("b", "Ada on Bluesky", used=used)]
    choice = choose(an_evergreen(0, "Other words"), accounts, alike=same)
    assert set(choice.texts) == {"b"}
    assert "Ada on X is left out" in choice.left_out[0]
    assert "Write another one" in choice.left_out[0]


def test_elsewhere_the_words_that_were_heard_longest_ago_are_taken() -> None:
    used = {fingerprint("Words 0"): NOW - timedelta(days=30), fingerprint("Other"): NOW - timedelta(days=60)}
    choice = choose(an_evergreen(0, "Other"), [Account("a", "Ada", used=used)], alike=same)
    assert choice.texts == {"a": "Other"}


def test_the_same_words_are_never_near_each_other_on_any_platform() -> None:
    near = Account("a", "Ada", beside=("Words 0",))
    assert choose(an_evergreen(0, "Other"), [near], alike=same).texts == {"a": "Other"}
    refused = choose(an_evergreen(0), [near], alike=same)
    assert refused.texts == {}
    assert "within 7 days" in refused.left_out[0]


def test_where_only_a_repetition_in_a_row_is_refused_what_stands_between_makes_it_pass() -> None:
    used = {fingerprint("Words 0"): NOW - timedelta(days=30)}
    in_a_row = Account("a", "Ada", NOT_IN_A_ROW, neighbours=("Words 0",), used=used)
    between = Account("a", "Ada", NOT_IN_A_ROW, neighbours=("Something else",), used=used)
    assert choose(an_evergreen(0), [in_a_row], alike=same).texts == {}
    assert choose(an_evergreen(0), [between], alike=same).texts == {"a": "Words 0"}


def test_what_is_tailored_stays_and_each_account_says_its_own_words() -> None:
    evergreen = an_evergreen(0, tailored={"b": Tailored(options={"visibility": "unlisted"})}, connection_ids=("a", "b"))
    writing = writing_of(evergreen, {"a": "One", "b": "Two"})
    assert writing.for_account("a").text == "One"
    assert writing.for_account("b").text == "Two"
    assert writing.for_account("b").options == {"visibility": "unlisted"}


def test_a_use_that_is_taken_back_lets_the_post_rest_as_before() -> None:
    first = Use("a", fingerprint("Words 0"), NOW, "post_1")
    second = Use("a", fingerprint("Other"), NOW + timedelta(days=7), "post_2")
    evergreen = an_evergreen(0, "Other").used([first]).used([second])
    assert evergreen.last_at == second.at
    assert evergreen.unused("post_2") == an_evergreen(0, "Other").used([first])


def test_what_cannot_be_evergreen_is_said_at_its_field() -> None:
    assert set(check_evergreen(Writing(" "), [])) == {"text"}
    assert set(check_evergreen(Writing("Words", follow_ups=(FollowUp("More"),)), [])) == {"post_id"}
    assert set(check_evergreen(Writing("Words"), ["", " words ", "Other"])) == {"texts.0", "texts.1"}
