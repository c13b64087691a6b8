"""CSV files as other tools write them: their letters, marks, dates and names of columns."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from velocitypost.publishing.spreadsheets.columns import (
    COLUMNS,
    TITLES,
    Columns,
    column_of,
    count_known,
    guarded,
    unguarded,
)
from velocitypost.publishing.spreadsheets.dates import BadDate, order_of, read
from velocitypost.publishing.spreadsheets.reading import joined_alts, reading
from velocitypost.publishing.spreadsheets.table import BYTES_MOST, ROWS_MOST, BadFile
from velocitypost.publishing.spreadsheets.table import read as read_table

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WORDS = 'Text,Date\r\n"Brötchen, „frisch“\r\nund “warm”",2026-03-05 09:30\r\n'


def table(text: str | bytes) -> list[tuple[str, ...]]:
    data = text.encode() if isinstance(text, str) else text
    return [line.cells for line in read_table(data, is_header=count_known).lines]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (WORDS.encode(), "UTF-8"),
        (b"\xef\xbb\xbf" + WORDS.encode(), "UTF-8"),
        (WORDS.encode("utf-16"), "UTF-16"),
        (WORDS.encode("utf-16-be"), "UTF-16"),
        (WORDS.encode("utf-16-le"), "UTF-16"),
        (WORDS.encode("cp1252"), "Windows-1252"),
    ],
)
def test_letters_come_through_however_the_file_was_saved(data: bytes, told: str) -> None:
    found = read_table(data, is_header=count_known)
    assert (found.header, found.encoding) == (("Text", "Date"), told)
    assert found.lines[0].cells == ("Brötchen, „frisch“\nund “warm”", "2026-03-05 09:30")


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_cells_are_told_apart_by_the_mark_that_makes_sense_of_the_header(mark: str) -> None:
    text = f'Date{mark}Text{mark}Link\n2026-03-05{mark}"a, b; c"{mark}https://example.com\n'
    assert table(text) == [("2026-03-05", "a, b; c", "https://example.com")]


def test_excel_may_say_itself_how_cells_are_told_apart() -> None:
    assert table("sep=;\r\nText;Date\r\none, two;\r\n") == [("one, two", "")]


def test_rows_have_the_numbers_that_a_spreadsheet_shows() -> None:
    found = read_table(b'Text\n"one\nmore"\n\nthree\n', is_header=count_known)
    assert [(line.number, line.cells[0]) for line in found.lines] == [(2, "one\nmore"), (4, "three")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"Text\n", "no row"),
        (b'Text\n"never closed\n', "quotation mark in row 2"),
        (b"PK\x03\x04 a workbook", "workbook"),
        (b"Text\n" + b"x\n" * (ROWS_MOST + 1), "at most 500"),
        (b"x" * (BYTES_MOST + 1), "at most 2 MB"),
        (b"Text\n" + b"x" * 200_000, "too long"),
        (b"\xff\xfeT", "cannot be read"),
        (b"Text\n\x81\x8d\n", "cannot be read"),
        (b"Text" + b"," * 300 + b"\nx\n", "at most 200 cells"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, words: str) -> None:
    with pytest.raises(BadFile, match=words):
        read_table(data, is_header=count_known)


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Posting Time", "date"),
        ("Date - Intl. format or prompt", "date"),
        ("postAtSpecificTime (yyyy-MM-dd HH:mm:ss)", "date"),
        ("scheduleDate", "date"),
        ("Time", "time"),
        ("Message", "text"),
        ("Caption", "text"),
        ("Post content", "text"),
        ("Image URL", "media"),
        ("Media URL(s)", "media"),
        ("Picture Url 3", "media"),
        ("imageUrls", "media"),
        ("Alt text(s)", "alt_text"),
        ("Alt text picture 2", "alt_text"),
        ("Link(s)", "link"),
        ("LinkUrl", "link"),
        ("Comment(s)", "first_comment"),
        ("First Comment Text", "first_comment"),
        ("Label(s)", "tags"),
        ("Social Profile", "accounts"),
        ("Time Zone", "time_zone"),
        ("Draft", "state"),
        ("Pin board, FB album, or Google category", None),
        ("", None),
    ],
)
def test_columns_are_known_by_the_names_that_other_tools_give_them(header: str, column: str | None) -> None:
    assert column_of(header) == column


def test_every_column_of_ours_is_known_by_its_own_title() -> None:
    assert [column_of(TITLES[column]) for column in COLUMNS] == list(COLUMNS)


def test_columns_of_their_own_for_platforms_and_pictures_are_put_together() -> None:
    header = ["Text", "Facebook", "Twitter/X", "Picture Url 1", "Picture Url 2", "Draft", "Colour"]
    known = {"Facebook": "facebook", "Twitter/X": "x"}
    columns = Columns(header, known.get)
    cells = columns.cells(["Hi", "FALSE", "TRUE", "https://a/1.jpg", "https://a/2.jpg", "true", "red"])
    assert cells == {"text": "Hi", "accounts": "x", "media": "https://a/1.jpg\nhttps://a/2.jpg", "state": "draft"}
    assert columns.found.unknown == ("Colour",)


@given(st.text(max_size=40))
def test_what_is_guarded_against_formulas_comes_back_as_it_was(cell: str) -> None:
    kept = guarded(cell)
    assert unguarded(kept) == cell or cell.startswith("'")
    assert kept[:1] not in ("=", "+", "-", "@", "\t", "\r")


def test_formulas_are_disarmed_and_plain_words_are_not() -> None:
    assert guarded('=HYPERLINK("http://evil")') == '\'=HYPERLINK("http://evil")'
    assert guarded("'=1+1") == "''=1+1"
    assert [guarded(text) for text in ("Good = bad", "it's", "'quoted'")] == ["Good = bad", "it's", "'quoted'"]
    assert unguarded("''=1+1") == "'=1+1"


@pytest.mark.parametrize(
    ("day", "clock", "meant"),
    [
        ("2026-11-24", "09:30", "2026-11-24T09:30:00"),
        ("2026/11/24 09:30", "", "2026-11-24T09:30:00"),
        ("2026-11-24T09:30:15", "", "2026-11-24T09:30:15"),
        ("2029-11-19 20-35", "", "2029-11-19T20:35:00"),
        ("24.11.2026", "9.30", "2026-11-24T09:30:00"),
        ("05.06.2026", "9:30 PM", "2026-06-05T21:30:00"),
        ("11/24/2026 5:05 pm", "", "2026-11-24T17:05:00"),
        ("24/11/26", "12:00 am", "2026-11-24T00:00:00"),
        ("Nov 24, 2026", "9am", "2026-11-24T09:00:00"),
        ("Tuesday, 24 November 2026 at 09:30", "", "2026-11-24T09:30:00"),
        ("2026-01-01 00:00", "10:00", "2026-01-01T10:00:00"),
        ("", "2026-12-15 5:05 pm", "2026-12-15T17:05:00"),
        ("2026-05-01T10:00:00Z", "", "2026-05-01T10:00:00+00:00"),
        ("2026-05-01 10:00:00.000+02:00", "", "2026-05-01T10:00:00+02:00"),
        ("2026-05-01", "10:00 -0530", "2026-05-01T10:00:00-05:30"),
    ],
)
def test_dates_are_read_as_people_and_tools_write_them(day: str, clock: str, meant: str) -> None:
    found = read(day, clock, "auto")
    assert found is not None
    assert found.at.isoformat() == meant


@pytest.mark.parametrize(
    ("day", "clock", "column", "words"),
    [
        ("05/06/2026", "09:30", "date", "two ways"),
        ("31.02.2026", "09:30", "date", "no such day"),
        ("tomorrow", "09:30", "date", "not a date"),
        ("45000", "09:30", "date", "not a date"),
        ("2026-11-24", "", "time", "no time"),
        ("2026-11-24", "25:00", "time", "no such time"),
        ("2026-11-24", "13:00 pm", "time", "no such time"),
        ("2026-11-24", "noonish", "time", "not a time"),
        ("2026-11-24", "9", "time", "not a time"),
        ("", "09:30", "date", "no date"),
    ],
)
def test_a_date_that_cannot_be_meant_says_so_at_its_column(day: str, clock: str, column: str, words: str) -> None:
    with pytest.raises(BadDate, match=words) as caught:
        read(day, clock, "auto")
    assert caught.value.column == column


def test_one_date_of_a_file_tells_how_the_others_are_meant() -> None:
    assert order_of(["05/06/2026", "25/06/2026"]) == "day_first"
    assert order_of(["05/06/2026", "06/25/2026"]) == "month_first"
    assert order_of(["05/06/2026"]) == order_of(["13/01/2026", "01/13/2026"]) == "auto"
    found = read("05/06/2026 10:00", "", "month_first")
    assert found is not None
    assert found.at.month == 5


def test_lists_in_cells_keep_what_belongs_together() -> None:
    said = reading(
        {
            "text": "Hi",
            "accounts": "x:ada; Maple & Rye",
            "media": "https://a.com/one,two.jpg, https://a.com/3.jpg",
            "alt_text": "One \\| two | Three",
            "first_comment": "First\n---\nSecond",
            "tags": "#bread, Morning",
        },
        zone="UTC",
        order="auto",
        now=NOW,
    )
    assert said.accounts == ("x:ada", "Maple & Rye")
    assert said.media == ("https://a.com/one,two.jpg", "https://a.com/3.jpg")
    assert said.alts == ("One | two", "Three")
    assert joined_alts(list(said.alts)) == "One \\| two | Three"
    assert said.further == ("First", "Second")
    assert (said.tags, said.wish) == (("#bread", "Morning"), "draft")


def test_an_instant_is_shown_by_the_clock_of_the_rows_zone() -> None:
    cells = {"date": "2026-07-01T10:00:00Z", "time_zone": "Europe/Berlin", "text": "Hi"}
    said = reading(cells, zone="UTC", order="auto", now=NOW)  # type: ignore[arg-type]
    assert said.when is not None
    assert (said.when.local, said.when.zone) == ("2026-07-01T12:00", "Europe/Berlin")


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"date": "2020-01-01 10:00"}, "date", "in the past"),
        ({"date": "2026-04-01 10:00", "time_zone": "Mars"}, "time_zone", "not a time zone"),
        ({"state": "scheduled"}, "date", "no date"),
        ({"state": "whatever"}, "state", "not known"),
        ({"media": "https://a/1.jpg https://a/2.jpg", "alt_text": "a|b|c"}, "alt_text", "3 descriptions for 2"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_at_its_column(cells: dict[str, str], column: str, words: str) -> None:
    found = reading(cells, zone="UTC", order="auto", now=NOW).problems  # type: ignore[arg-type]
    assert [(one.column, one.severity) for one in found] == [(column, "error")]
    assert words in found[0].message
