from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.unit.sources import making
from tests.unit.sources.conftest import Read
from velocitypost.sources.extraction.fragment import Fragment
from velocitypost.sources.extraction.paged import read_pdf
from velocitypost.sources.extraction.rapid import Rapid
from velocitypost.sources.extraction.recognition import Doubting, Upright
from velocitypost.sources.extraction.tesseract import Tesseract
from velocitypost.sources.limits import RECOGNISED_PAGES_MAX

pytestmark = pytest.mark.long

TEXTS = ["We sold 1,900 cups", "in May 2024."]


@pytest.fixture(scope="module")
def rapid() -> Rapid:
    return Rapid()


def test_a_scanned_page_is_read_from_its_picture_and_says_so(reading: Read) -> None:
    found = reading("pdf", making.scanned(making.written(TEXTS)))
    (passage,) = found.passages
    assert passage.text == " ".join(TEXTS)
    assert passage.certainty is not None
    assert passage.certainty > 0.9
    assert found.notices == ("1 page held no text and was recognised from the picture: letters may be wrong.",)


def test_recognised_text_is_lit_where_it_stands(reading: Read) -> None:
    image = making.written(["Here"], size=60)
    (passage,) = reading("png", making.saved(image)).passages
    (box,) = passage.boxes
    left, top, right, bottom = image.convert("L").point(lambda value: 255 * (value < 128)).getbbox() or (0, 0, 0, 0)
    seen = (left / image.width, top / image.height, right / image.width, bottom / image.height)
    assert (box.left, box.top, box.right, box.bottom) == pytest.approx(seen, abs=0.15)


def test_a_page_that_lies_on_its_side_is_turned(rapid: Rapid) -> None:
    image = making.written(TEXTS)
    found = Upright(lambda: rapid).fragments(image.rotate(90, expand=True))
    assert [fragment.text for fragment in found] == TEXTS
    assert all(fragment.box[3] - fragment.box[1] > fragment.box[2] - fragment.box[0] for fragment in found)


def test_a_blank_page_costs_no_model() -> None:
    def never() -> Rapid:
        raise AssertionError("it was loaded")

    assert Upright(never).fragments(making.written([])) == []


def test_lines_askew_are_put_straight_to_be_read_in_order(rapid: Rapid) -> None:
    image = making.written(["one two three four five six seven", "eight nine ten eleven twelve"]).rotate(
        5, fillcolor="white", expand=True
    )
    first, second = sorted(rapid.fragments(image), key=lambda fragment: fragment.top)
    assert first.text.startswith("one")
    assert first.bottom <= second.top
    assert first.box[3] > second.box[1], "as they are seen, they overlap"


class Fixed:
    """Finds the same on every picture."""

    def __init__(self, fragment: Fragment) -> None:
        self._fragment = fragment

    def fragments(self, _image: Any) -> list[Fragment]:
        return [self._fragment]


def test_of_many_scanned_pages_so_many_are_read_and_the_rest_is_named(keep: Callable[[bytes], Path]) -> None:
    page = Image.new("RGB", (20, 20), "teal")
    path = keep(making.scanned(*[page] * (RECOGNISED_PAGES_MAX + 2)))
    found = read_pdf(path, lambda _done, _total: None, Fixed(Fragment("Word", 2, 2, 12, 8, 6, certainty=0.9)))
    assert len(found.passages) == RECOGNISED_PAGES_MAX
    assert found.notices == (
        "40 pages held no text and were recognised from the picture: letters may be wrong.",
        "2 pages more without text, from page 41 on, were not read: in one document at most 40 pages are recognised "
        "from their picture, or as many as a few minutes allow.",
    )


@pytest.mark.parametrize(("certainty", "chosen"), [(0.95, "quick"), (0.6, "thorough words")])
def test_where_the_quick_one_is_not_certain_the_thorough_one_is_asked(certainty: float, chosen: str) -> None:
    quick = Fixed(Fragment("quick", 0, 0, 9, 9, 9, certainty=certainty))
    thorough = Fixed(Fragment("thorough words", 0, 0, 9, 9, 9, certainty=0.9))
    (found,) = Doubting(lambda: quick, lambda: thorough).fragments(None)
    assert found.text == chosen


def test_where_the_quick_one_fails_the_thorough_one_is_asked() -> None:
    def broken() -> Fixed:
        raise RuntimeError("no languages are installed")

    thorough = Fixed(Fragment("words", 0, 0, 9, 9, 9, certainty=0.9))
    assert [f.text for f in Doubting(broken, lambda: thorough).fragments(None)] == ["words"]


class FakeTesseract:
    """The words of two lines in two columns, as tesseract tells them."""

    def image_to_data(self, _image: Any, **_options: Any) -> dict[str, list[Any]]:
        words = [("Left", 10, 0, 1), ("words", 60, 0, 1), ("Right", 400, 0, 1), ("Below", 10, 40, 2), ("", 0, 0, 2)]
        return {
            "text": [text for text, *_ in words],
            "conf": [96 if text else -1 for text, *_ in words],
            "left": [left for _, left, _, _ in words],
            "top": [top for _, _, top, _ in words],
            "width": [40 for _ in words],
            "height": [20 for _ in words],
            "block_num": [1 for _ in words],
            "par_num": [1 for _ in words],
            "line_num": [line for *_, line in words],
        }

    def get_languages(self) -> list[str]:
        return ["deu", "eng", "osd", "spa", "fra"]


def test_words_that_tesseract_finds_are_parted_at_wide_gaps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pytesseract", FakeTesseract())
    tesseract = Tesseract()
    found: list[Fragment] = tesseract.fragments(Image.new("RGB", (500, 100)))
    assert [(f.text, f.left, f.right) for f in found] == [
        ("Left words", 10, 100),
        ("Right", 400, 440),
        ("Below", 10, 50),
    ]
    assert tesseract._languages == "eng+deu+fra"


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed; rapidocr is used instead")
def test_tesseract_reads_where_it_is_installed() -> None:
    found = Upright(Tesseract).fragments(making.written(TEXTS))
    assert [fragment.text for fragment in found] == TEXTS
