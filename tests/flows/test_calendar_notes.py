"""Notes on the days of the calendar, as programs and the interface use them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.flows.browser import Browser, faulty_fields, problem
from velocitypost.content.notes import NOTES_A_DAY
from velocitypost.notifications.live import KEPT
from velocitypost.wiring import Product

NOTES = "/api/calendar/notes"


def _write(browser: Browser, day: str = "2026-11-24", text: str = "Black Friday", **more: Any) -> Any:
    return browser.post(NOTES, {"day": day, "text": text, **more})


def _texts(browser: Browser, first: str, last: str) -> list[tuple[str, str]]:
    notes = browser.get(f"{NOTES}?from={first}&to={last}").get_json()["notes"]
    return [(note["day"], note["text"]) for note in notes]


def test_a_note_is_written_seen_on_its_day_changed_moved_and_deleted(owner: Browser) -> None:
    written = _write(owner, text="  Black Friday ", colour="red")
    assert written.status_code == 201
    note = written.get_json()["note"]
    assert (note["day"], note["text"], note["colour"], note["version"]) == ("2026-11-24", "Black Friday", "red", 1)
    _write(owner, "2026-11-30", "Advent boxes leave")
    _write(owner, "2026-12-01", "Not in November")
    assert _texts(owner, "2026-11-24", "2026-11-30") == [
        ("2026-11-24", "Black Friday"),
        ("2026-11-30", "Advent boxes leave"),
    ]

    moved = owner.patch(f"{NOTES}/{note['id']}", {"version": 1, "day": "2026-11-27"}).get_json()["note"]
    assert (moved["day"], moved["text"], moved["colour"], moved["version"]) == ("2026-11-27", "Black Friday", "red", 2)
    changed = owner.patch(f"{NOTES}/{note['id']}", {"version": 2, "text": "Sold out", "colour": "green"})
    assert changed.get_json()["note"] | {"updated_at": ""} == moved | {
        "text": "Sold out",
        "colour": "green",
        "version": 3,
        "updated_at": "",
    }
    assert owner.delete(f"{NOTES}/{note['id']}").status_code == 204
    assert _texts(owner, "2026-11-01", "2026-11-29") == []
    problem(owner.delete(f"{NOTES}/{note['id']}"), 404, "not_found")


def test_who_changes_what_somebody_else_has_changed_overwrites_nothing(owner: Browser) -> None:
    note = _write(owner).get_json()["note"]
    assert owner.patch(f"{NOTES}/{note['id']}", {"version": 1, "text": "First"}).status_code == 200
    problem(owner.patch(f"{NOTES}/{note['id']}", {"version": 1, "text": "Second"}), 409, "conflict")
    assert _texts(owner, "2026-11-24", "2026-11-24") == [("2026-11-24", "First")]


def test_notes_of_others_are_neither_seen_nor_changed(owner: Browser, neighbour: Browser) -> None:
    note = _write(owner).get_json()["note"]
    assert _texts(neighbour, "2026-11-01", "2026-11-30") == []
    problem(neighbour.patch(f"{NOTES}/{note['id']}", {"version": 1, "text": "Mine"}), 404, "not_found")
    problem(neighbour.delete(f"{NOTES}/{note['id']}"), 404, "not_found")
    assert _texts(owner, "2026-11-01", "2026-11-30") == [("2026-11-24", "Black Friday")]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": " \n "}, "text"),
        ({"text": "x" * 501}, "text"),
        ({"colour": "#ff0000"}, "colour"),
        ({"day": "2026-11-31"}, "day"),
        ({"day": "tomorrow"}, "day"),
        ({"day": "9999-12-31"}, "day"),
    ],
)
def test_what_cannot_be_a_note_is_refused_and_not_kept(owner: Browser, wrong: dict[str, str], field: str) -> None:
    answer = _write(owner, **{"day": "2026-11-24", "text": "Black Friday", **wrong})
    assert faulty_fields(problem(answer, 422, "validation_failed")) == {field}
    assert _texts(owner, "2026-11-01", "2026-11-30") == []


def test_a_day_has_room_for_so_many_notes(owner: Browser) -> None:
    for number in range(NOTES_A_DAY):
        assert _write(owner, text=f"Note {number}").status_code == 201
    assert faulty_fields(problem(_write(owner), 422, "validation_failed")) == {"day"}
    other = _write(owner, "2026-11-25").get_json()["note"]
    moved = owner.patch(f"{NOTES}/{other['id']}", {"version": 1, "day": "2026-11-24"})
    assert faulty_fields(problem(moved, 422, "validation_failed")) == {"day"}
    assert len(_texts(owner, "2026-11-24", "2026-11-24")) == NOTES_A_DAY


@pytest.mark.parametrize(("first", "last"), [("2026-11-24", "2026-11-23"), ("2026-11-01", "2027-01-02")])
def test_a_range_must_be_one_and_not_too_long(owner: Browser, first: str, last: str) -> None:
    answer = owner.get(f"{NOTES}?from={first}&to={last}")
    assert faulty_fields(problem(answer, 422, "validation_failed")) == {"to"}


def test_open_pages_hear_of_a_note(product: Product, owner: Browser) -> None:
    note = _write(owner).get_json()["note"]
    told: Any = product.cache.xrange(KEPT + owner.user["workspace"]["id"])
    assert {"type": "note.changed", "id": note["id"]} in [json.loads(fields["change"]) for _, fields in told]
