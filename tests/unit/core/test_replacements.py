"""Compare-and-set of many threads in one statement: nobody overwrites anybody, and each hears the truth."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from velocitypost.core.database import AlreadyThere, Collection, Database, Document, Index, Replacements, collection

MEGABYTE = 1024 * 1024


@pytest.fixture
def rows(database: Database) -> Collection:
    found = collection(database, "rows", [Index(("name",), unique=True)])
    found.insert_many([{"_id": f"row{n}", "name": f"name{n}", "version": 1, "count": 0} for n in range(12)])
    return found


def _all_at_once(replacements: Replacements, wanted: list[Document]) -> list[bool | Exception]:
    """What each of them hears, all asking at the same moment."""
    start = threading.Barrier(len(wanted))

    def one(row: Document) -> bool | Exception:
        start.wait()
        try:
            return replacements.replace(row)
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(wanted)) as pool:
        return list(pool.map(one, wanted))


def _row(number: int, version: int, **more: object) -> Document:
    return {"_id": f"row{number}", "name": f"name{number}", "version": version, **more}


def test_all_that_fit_are_replaced(rows: Collection) -> None:
    heard = _all_at_once(Replacements(rows), [_row(n, 2, count=n) for n in range(12)])
    assert heard == [True] * 12
    assert {row["_id"]: (row["version"], row["count"]) for row in rows.find()} == {f"row{n}": (2, n) for n in range(12)}


def test_those_that_were_overtaken_hear_so_and_change_nothing(rows: Collection) -> None:
    for late in (3, 7, 11):
        rows.update_one({"_id": f"row{late}"}, {"$set": {"version": 2, "count": "another's"}})
    heard = _all_at_once(Replacements(rows), [_row(n, 2, count="mine") for n in range(12)])
    assert [n for n, one in enumerate(heard) if one is not True] == [3, 7, 11]
    assert {row["_id"] for row in rows.find({"count": "another's"})} == {"row3", "row7", "row11"}


def test_of_many_who_want_the_same_row_one_gets_it(rows: Collection) -> None:
    heard = _all_at_once(Replacements(rows), [_row(5, 2, count=n) for n in range(10)])
    assert heard.count(True) == 1
    [stored] = rows.find({"_id": "row5"})
    assert stored["version"] == 2
    assert heard[stored["count"]] is True


def test_a_row_that_is_gone_is_not_made_anew(rows: Collection) -> None:
    rows.delete_one({"_id": "row4"})
    heard = _all_at_once(Replacements(rows), [_row(n, 2) for n in range(6)])
    assert heard == [True, True, True, True, False, True]
    assert rows.count_documents({"_id": "row4"}) == 0


def test_one_that_the_database_refuses_does_not_spoil_the_others(rows: Collection) -> None:
    wanted = [_row(n, 2) for n in range(8)]
    wanted[3]["name"] = "name9"
    heard = _all_at_once(Replacements(rows), wanted)
    assert isinstance(heard[3], AlreadyThere)
    assert [one for n, one in enumerate(heard) if n != 3] == [True] * 7
    assert rows.count_documents({"version": 2}) == 7


def test_rows_too_large_for_one_statement_go_alone(rows: Collection) -> None:
    heard = _all_at_once(Replacements(rows), [_row(n, 2, text="x" * 5 * MEGABYTE) for n in range(5)])
    assert heard == [True] * 5


def test_text_that_looks_like_a_command_is_kept_as_it_is(rows: Collection) -> None:
    odd = {"text": "$name", "more": ["$$ROOT", {"a.b": "$$new"}], "price": "$5"}
    heard = _all_at_once(Replacements(rows), [_row(n, 2, **odd) for n in range(6)])
    assert heard == [True] * 6
    for row in rows.find({"version": 2}):
        assert {name: row[name] for name in odd} == odd
