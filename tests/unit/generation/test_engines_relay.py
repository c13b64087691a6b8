"""Engines are asked in their order until everything is written: repaired once, then the next, within the budget."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import pytest

from tests.unit.generation.engines import PRICE, Books, Scripted, good, order, written
from velocitypost.core.cache import Cache
from velocitypost.core.clock import ManualClock
from velocitypost.core.database import Database
from velocitypost.generation.engines.breaker import FAILURES_MOST
from velocitypost.generation.engines.engine import Busy, Down, Refused, WrongKey
from velocitypost.generation.engines.relay import Begun, Growing, NotWritten, Written
from velocitypost.generation.keys import BadKey
from velocitypost.generation.usage import Budget, Month

KEYS = {"one": "key-one", "two": "key-two"}


@pytest.fixture
def books(database: Database, redis: Cache, clock: ManualClock) -> Books:
    return Books(database, redis, clock, keys=KEYS)


def outcomes(books: Books) -> list[tuple[str, str]]:
    return [(call.engine, call.outcome) for call in reversed(books.usage.calls("w", before=None, most=50))]


def test_the_first_engine_writes_and_the_second_is_not_asked(books: Books) -> None:
    one, two = Scripted("one", [good(1, 2)]), Scripted("two", [good(1, 2)])
    found = written(books.relay(one, two), order(1, 2))
    assert {number: (text.engine, text.text) for number, text in found.items()} == {
        1: ("one", "A text 1."),
        2: ("one", "A text 2."),
    }
    assert (one.secrets, two.asked) == (["key-one"], [])


def test_pieces_are_shown_as_they_come_and_finished_one_by_one(books: Books) -> None:
    events = list(books.relay(Scripted("one", [good(1, 2)])).write("w", order(1, 2), purpose="post", patience=1))
    assert events[0] == Begun("one", (1, 2))
    assert "".join(event.text for event in events if isinstance(event, Growing) and event.number == 1) == "A text 1."
    kinds = [type(event).__name__ for event in events]
    assert kinds.index("Written") < len(kinds) - 2, "the first is finished before the second is"


@pytest.mark.parametrize(
    "bad",
    [
        "Sure, here are your posts.",
        "",
        '{"post_1": {"text": 7, "hashtags": []}}',
        '{"post_1": {"text": "   ", "hashtags": []}}',
        '{"post_1": {"hashtags": ["A"]}}',
        '{"post_1": {"text": "cut o',
        '{"something": {"else": 1}}',
    ],
)
def test_an_answer_that_cannot_be_used_is_repaired_once_by_its_own_engine(books: Books, bad: str) -> None:
    one = Scripted("one", [bad, good(1)])
    found = written(books.relay(one, Scripted("two", [good(1)])), order(1))
    assert found[1].engine == "one"
    repair = one.asked[1].turns
    assert "post_1" in repair[-1].text
    assert outcomes(books) == [("one", "bad_answer"), ("one", "ok")]


def test_only_what_is_missing_is_asked_for_again(books: Books) -> None:
    one = Scripted("one", [good(1, 3), good(2)])
    assert written(books.relay(one), order(1, 2, 3)).keys() == {1, 2, 3}
    assert list(one.asked[1].schema["properties"]) == ["post_2"]


def test_after_one_repair_the_next_engine_gets_what_is_left(books: Books) -> None:
    one, two = Scripted("one", [good(1), "no"]), Scripted("two", [good(2)])
    found = written(books.relay(one, two), order(1, 2))
    assert (found[1].engine, found[2].engine) == ("one", "two")
    assert len(one.asked) == 2
    assert list(two.asked[0].schema["properties"]) == ["post_2"]


def test_posts_one_level_too_deep_are_taken(books: Books) -> None:
    deep = json.dumps({"posts": json.loads(good(1))})
    assert written(books.relay(Scripted("one", [deep])), order(1))[1].text == "A text 1."


@pytest.mark.parametrize("error", [Down("One is gone."), Refused("One refuses."), WrongKey("One knows no such key.")])
def test_an_engine_that_fails_is_followed_by_the_next(books: Books, error: Any) -> None:
    found = written(books.relay(Scripted("one", [error]), Scripted("two", [good(1)])), order(1))
    assert found[1].engine == "two"
    assert outcomes(books) == [("one", error.outcome), ("two", "ok")]


def test_when_nobody_writes_each_says_why(books: Books) -> None:
    relay = books.relay(Scripted("one", [Down("One is gone.")]), Scripted("two", ["no"]))
    with pytest.raises(NotWritten) as caught:
        written(relay, order(1))
    assert caught.value.reasons == ("One is gone.", "Two answered twice with something that cannot be used.")


def test_without_a_key_an_engine_is_not_asked(database: Database, redis: Cache, clock: ManualClock) -> None:
    books = Books(database, redis, clock, keys={})
    one = Scripted("one", [good(1)])
    assert not books.relay(one).can_write("w")
    with pytest.raises(NotWritten) as caught:
        written(books.relay(one), order(1))
    assert (caught.value.reasons, one.asked) == ((), [])


def test_a_workspaces_own_key_comes_before_the_installations(books: Books) -> None:
    one = Scripted("one", [good(1)])
    books.keys.set("w", "user", one, "own-key")
    written(books.relay(one), order(1))
    written(books.relay(one), order(1), workspace="another")
    assert one.secrets == ["own-key", "key-one"]
    assert [call.own_key for call in books.usage.calls("w", before=None, most=5)] == [True]


def test_a_busy_engine_is_not_waited_for_where_another_can_help(books: Books) -> None:
    one = Scripted("one", [Busy("One is busy.", retry_after=3)])
    assert written(books.relay(one, Scripted("two", [good(1)])), order(1))[1].engine == "two"
    assert books.pauses == []


def test_alone_it_is_waited_for_as_long_as_it_said(books: Books) -> None:
    one = Scripted("one", [Busy("One is busy.", retry_after=3), good(1)])
    assert written(books.relay(one), order(1))[1].engine == "one"
    assert books.pauses == [3]


def test_nobody_waits_longer_than_the_caller_has_patience(books: Books) -> None:
    one = Scripted("one", [Busy("One is busy.", retry_after=600)])
    with pytest.raises(NotWritten, match="One is busy"):
        written(books.relay(one), order(1), patience=5)
    assert books.pauses == []


def test_waiting_ends_when_it_is_stopped_and_nobody_is_asked_again(books: Books) -> None:
    stop = threading.Event()
    one = Scripted("one", [Busy("One is busy.", retry_after=3)])
    relay = books.relay(one)
    relay._pause = lambda event, _seconds: event.set()
    assert list(relay.write("w", order(1), purpose="post", patience=60, stop=stop)) == [Begun("one", (1,))]
    assert len(one.asked) == 1


def test_an_engine_that_is_down_is_soon_left_alone(books: Books) -> None:
    one, two = Scripted("one", [Down("One is gone.")]), Scripted("two", [good(1)])
    for _ in range(FAILURES_MOST + 3):
        assert written(books.relay(one, two), order(1))[1].engine == "two"
    assert len(one.asked) == FAILURES_MOST


def test_what_is_longer_than_a_model_can_read_goes_to_one_that_can(books: Books) -> None:
    small, large = Scripted("one", [good(1)], context=50), Scripted("two", [good(1)])
    assert written(books.relay(small, large), order(1))[1].engine == "two"
    assert small.asked == []


def test_what_was_taken_is_written_down_with_its_price(books: Books) -> None:
    written(books.relay(Scripted("one", [good(1)])), order(1))
    (call,) = books.usage.calls("w", before=None, most=5)
    assert PRICE is not None
    assert (call.tokens_in, call.tokens_out, call.micro_usd) == (100, 50, PRICE.micro_usd(100, 50))
    month = books.ledger.month("w", None)
    assert (month.month, month.tokens, month.micro_usd) == ("2026-03", 150, call.micro_usd)
    assert month.engines["one"].calls == 1
    assert month.holds == {}


def test_a_model_without_a_known_price_costs_nothing_that_is_made_up(books: Books) -> None:
    written(books.relay(Scripted("one", [good(1)], price=None)), order(1))
    (call,) = books.usage.calls("w", before=None, most=5)
    assert call.micro_usd is None
    assert books.ledger.month("w", None).engines["one"].unpriced_calls == 1


def test_a_budget_that_is_used_up_stops_every_engine_in_words(
    database: Database, redis: Cache, clock: ManualClock
) -> None:
    books = Books(database, redis, clock, keys=KEYS, budget=Budget(tokens=10))
    one = Scripted("one", [good(1)])
    with pytest.raises(NotWritten, match="budget of 10 tokens is used up"):
        written(books.relay(one), order(1))
    assert one.asked == []


def test_a_cheaper_engine_may_still_write_within_a_budget_in_dollars(
    database: Database, redis: Cache, clock: ManualClock
) -> None:
    books = Books(database, redis, clock, keys=KEYS, budget=Budget(micro_usd=50))
    free = Scripted("two", [good(1)], price=None)
    assert written(books.relay(Scripted("one", [good(1)]), free), order(1))[1].engine == "two"


def test_calls_at_the_same_time_never_slip_over_the_budget(
    database: Database, redis: Cache, clock: ManualClock
) -> None:
    """Fifty at once where there is room for a few: those that are let in wait for each other, so all holds stand."""
    books = Books(database, redis, clock, keys=KEYS, budget=Budget(tokens=4_000))
    settled, everybody_knows = threading.Semaphore(0), threading.Event()

    class Patient(Scripted):
        def ask(self, *args: Any, **more: Any) -> Any:
            settled.release()
            assert everybody_knows.wait(20)
            yield from super().ask(*args, **more)

    def one_call(_number: int) -> bool:
        try:
            written(books.relay(Patient("one", [good(1)])), order(1))
        except NotWritten:
            settled.release()
            return False
        return True

    with ThreadPoolExecutor(50) as pool:
        calls = [pool.submit(one_call, number) for number in range(50)]
        for _ in calls:
            assert settled.acquire(timeout=20)
        tokens, _ = books.ledger.month("w", None).held(clock.now())
        everybody_knows.set()
        done = sum(call.result() for call in calls)
    month = books.ledger.month("w", None)
    assert 0 < tokens <= 4_000
    assert 1 < done < 50
    assert (month.tokens, month.holds) == (150 * done, {})


def test_a_hold_of_somebody_who_died_ends_by_itself(database: Database, redis: Cache, clock: ManualClock) -> None:
    books = Books(database, redis, clock, keys=KEYS, budget=Budget(tokens=1_000))
    books.ledger.open("w", Scripted("one", [good(1)]), 500, 400, purpose="post", own_key=False)
    with pytest.raises(NotWritten, match="used up"):
        written(books.relay(Scripted("one", [good(1)])), order(1))
    clock.advance(700)
    assert written(books.relay(Scripted("one", [good(1)])), order(1))


def test_the_month_is_that_of_the_workspaces_own_zone(books: Books, clock: ManualClock) -> None:
    from datetime import UTC, datetime

    clock.set(datetime(2026, 3, 31, 22, 30, tzinfo=UTC))
    written(books.relay(Scripted("one", [good(1)])), order(1))
    assert books.ledger.month("w", "2026-03").tokens == 0
    assert books.ledger.month("w", "2026-04").tokens == 150
    assert [month.month for month in books.ledger.months("w")] == ["2026-04"]


def test_leaving_in_the_middle_is_written_down_with_what_came(books: Books) -> None:
    progress = books.relay(Scripted("one", [good(1, 2)])).write("w", order(1, 2), purpose="post", patience=1)
    for event in progress:
        if isinstance(event, Written):
            break
    progress.close()
    (call,) = books.usage.calls("w", before=None, most=5)
    assert (call.outcome, call.counted) == ("cancelled", False)
    assert call.tokens_out > 0
    assert books.ledger.month("w", None).holds == {}


def test_as_many_calls_at_a_time_as_there_are_places(books: Books) -> None:
    inside, most, lock = 0, 0, threading.Lock()

    class Counting(Scripted):
        def ask(self, *args: Any, **more: Any) -> Any:
            nonlocal inside, most
            with lock:
                inside += 1
                most = max(most, inside)
            yield from super().ask(*args, **more)
            with lock:
                inside -= 1

    relay = books.relay(Counting("one", [good(1)]), at_once=3)
    with ThreadPoolExecutor(12) as pool:
        list(pool.map(lambda _n: written(relay, order(1)), range(24)))
    assert most <= 3


def test_a_key_is_sealed_and_never_given_back(books: Books, database: Database) -> None:
    one = Scripted("one", [good(1)])
    state = books.keys.set("w", "user", one, "  own-key\n")
    assert (state.source, state.checked) == ("workspace", True)
    row = database["engine_keys"].find_one({"_id": "w:one"})
    assert row is not None
    assert "own-key" not in str(row)
    books.keys.remove("w", "one")
    secret = books.keys.secret("w", "one")
    assert secret is not None
    assert (secret.whose, secret.text) == ("installation", "key-one")
    assert "key-one" not in repr(secret)


def test_a_key_that_the_service_refuses_is_not_kept(books: Books) -> None:
    with pytest.raises(BadKey, match="does not accept"):
        books.keys.set("w", "user", Scripted("one", [WrongKey("One does not accept the key.")]), "wrong")
    for text in ("", "two words", "ключ", "x" * 501):
        with pytest.raises(BadKey):
            books.keys.set("w", "user", Scripted("one", [good(1)]), text)
    assert books.keys.states("w")["one"].source == "installation"


def test_a_key_that_cannot_be_checked_now_is_kept_unchecked(books: Books) -> None:
    state = books.keys.set("w", "user", Scripted("one", [Down("One is gone.")]), "perhaps")
    assert not state.checked


def test_a_row_sealed_for_another_workspace_does_not_open(books: Books, database: Database) -> None:
    books.keys.set("w", "user", Scripted("one", [good(1)]), "own-key")
    row = database["engine_keys"].find_one({"_id": "w:one"})
    assert row is not None
    database["engine_keys"].insert_one({**row, "_id": "thief:one", "workspace_id": "thief"})
    secret = books.keys.secret("thief", "one")
    assert secret is not None
    assert secret.text == "key-one"


def test_calls_are_listed_page_by_page(books: Books) -> None:
    relay = books.relay(Scripted("one", [good(1)]))
    for _ in range(5):
        written(relay, order(1))
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page, cursor = books.ledger.calls("w", before=cursor, most=2)
        seen += [call.id for call in page]
        if cursor is None:
            break
    assert len(seen) == 5
    assert all(one > two for one, two in pairwise(seen))


def test_an_empty_month_is_empty(books: Books) -> None:
    assert books.ledger.month("w", "2020-01") == Month("w:2020-01", "w", "2020-01", version=0)
