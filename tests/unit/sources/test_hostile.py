"""Files that are built to harm, or cannot be read: each with its sentence, and nothing left behind."""

from __future__ import annotations

import contextlib
import json
import os
import time
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from tests.unit.sources import making
from velocitypost.sources.extraction import problems
from velocitypost.sources.isolation import Crashed, Isolation
from velocitypost.sources.limits import READING, Kind
from velocitypost.sources.passage import Extracted

pytestmark = pytest.mark.long

Keep = Callable[[bytes], Path]


def plain_pdf() -> bytes:
    return making.drawn(making.lines(["We sold 1,900 cups in May."]))


def plain_word() -> bytes:
    return making.word(lambda document: document.add_paragraph("We sold 1,900 cups in May."))


def truncated_pdf() -> bytes:
    return plain_pdf()[:200]


def truncated_word() -> bytes:
    data = plain_word()
    return data[: len(data) // 2]


def zip_bomb() -> bytes:
    """A part of 61 MB in 60 kB."""
    return making.repacked(plain_word(), {"word/media/image.png": b"\0" * 61 * 1024**2})


def lying_zip() -> bytes:
    """Says that a part is short that is long."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 1_000_000)
    return out.getvalue().replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))


def many_parts() -> bytes:
    return making.repacked(plain_word(), {f"word/media/{n}": b"" for n in range(7_000)})


def outside_entity() -> bytes:
    document = (
        b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:body><w:p><w:r><w:t>&secret;</w:t></w:r></w:p></w:body></w:document>"
    )
    return making.repacked(plain_word(), {"word/document.xml": document})


def laughing_entities() -> bytes:
    """In UTF-16, where a search for the bytes of `<!DOCTYPE` finds nothing."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    core = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d [<!ENTITY l0 "lol">{levels}]><d>&l9;</d>'
    return making.repacked(plain_word(), {"docProps/core.xml": core.encode("utf-16")})


def word_with_macros() -> bytes:
    return making.repacked(plain_word(), {"word/vbaProject.bin": b"\0" * 100})


def slides_with_macros() -> bytes:
    data = making.slides(lambda presentation: presentation.slides.add_slide(presentation.slide_layouts[6]))
    kinds = making.part_of(data, "[Content_Types].xml")
    changed = kinds.replace(
        b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
        b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml",
    )
    return making.repacked(data, {"[Content_Types].xml": changed})


def locked_pdf() -> bytes:
    return making.encrypted(plain_pdf(), user="a password", owner="another")


REFUSED: list[tuple[str, Kind, Callable[[], bytes], str]] = [
    ("encrypted", "pdf", locked_pdf, problems.PROTECTED),
    ("corrupt PDF", "pdf", truncated_pdf, problems.DAMAGED),
    ("corrupt DOCX", "docx", truncated_word, problems.DAMAGED),
    ("10,000 pages", "pdf", lambda: making.blank_pages(10_000), "This document has 10,000 pages; at most 1,000 are"),
    ("empty PDF", "pdf", lambda: making.blank_pages(3), problems.EMPTY),
    ("empty DOCX", "docx", lambda: making.word(lambda document: document.add_paragraph("")), problems.EMPTY),
    ("empty PPTX", "pptx", lambda: making.slides(lambda _presentation: None), problems.EMPTY),
    ("zip bomb", "docx", zip_bomb, problems.BOMB),
    ("zip that lies", "docx", lying_zip, problems.DAMAGED),
    ("zip of many parts", "docx", many_parts, problems.BOMB),
    ("XXE", "docx", outside_entity, problems.ENTITIES),
    ("billion laughs", "docx", laughing_entities, problems.ENTITIES),
    ("macros in DOCX", "docx", word_with_macros, problems.MACROS),
    ("macros in PPTX", "pptx", slides_with_macros, problems.MACROS),
    ("image bomb", "png", making.picture_bomb, "This picture has more than 50 million pixels"),
    ("truncated picture", "jpeg", lambda: making.saved(making.written(["Hi"]), "JPEG")[:300], problems.DAMAGED),
    ("picture without text", "png", lambda: making.saved(making.written([])), problems.UNRECOGNISED),
]


def answer_of(kind: Kind, data: bytes, keep: Keep, root: Path) -> dict[str, str]:
    """What the reading process leaves; looks that it leaves nothing else."""
    before = set(os.listdir("/proc/self/fd"))
    task = {"work": "read", "kind": kind, "path": str(keep(data)), "name": "document"}
    try:
        answer: dict[str, str] = json.loads(Isolation(root).run(task, READING))
    finally:
        assert list(root.iterdir()) == []
        assert set(os.listdir("/proc/self/fd")) == before
    return answer


@pytest.mark.parametrize(
    ("kind", "make", "sentence"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_it_is_refused_in_words_and_nothing_stays(
    kind: Kind, make: Callable[[], bytes], sentence: str, keep: Keep, tmp_path: Path
) -> None:
    answer = answer_of(kind, make(), keep, tmp_path / "reading")
    assert answer["refused"].startswith(sentence)


def test_a_pdf_that_only_its_owner_may_change_is_read(keep: Keep, tmp_path: Path) -> None:
    data = making.encrypted(plain_pdf(), user="", owner="a password")
    assert "extracted" in answer_of("pdf", data, keep, tmp_path / "reading")


def test_a_picture_in_a_pdf_that_is_far_too_large_costs_no_more_than_its_limit(keep: Keep, tmp_path: Path) -> None:
    """40,000 × 40,000 pixels of RGB would be 4.8 GB."""
    width = 40_000
    squeezer = zlib.compressobj(9)
    row = b"\0" * (width * 3)
    stream = b"".join(squeezer.compress(row) for _ in range(400)) + squeezer.flush()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>",
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode"
        b"/Length %d>>stream\n%s\nendstream" % (width, width, len(stream), stream),
        b"<</Length 27>>stream\n500 0 0 500 0 0 cm /I Do   \nendstream",
    ]
    out = b"%PDF-1.5\n" + b"".join(b"%d 0 obj%s endobj\n" % (n, text) for n, text in enumerate(objects, 1))
    data = out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n0\n%%EOF"
    with contextlib.suppress(Crashed):  # its limit may end it, which is told as too much memory
        assert "refused" in answer_of("pdf", data, keep, tmp_path / "reading")


@pytest.mark.parametrize("repeated", [".", " ", "x", "[", "\n \n", "*a ", "パ"])
def test_no_sign_costs_the_square_of_how_often_it_is_repeated(repeated: str, reading: Callable[..., Extracted]) -> None:
    text = "Words before. " + repeated * (100_000 // len(repeated)) + " and after it."
    began = time.process_time()
    reading("text", text.encode(), "note.txt")
    assert time.process_time() - began < 4


def test_a_paragraph_of_nested_elements_without_end_is_no_trouble(keep: Keep, tmp_path: Path) -> None:
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    deep = "<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000
    document = f'<w:document xmlns:w="{w}"><w:body>{deep}</w:body></w:document>'
    data = making.repacked(plain_word(), {"word/document.xml": document.encode()})
    assert answer_of("docx", data, keep, tmp_path / "reading")["refused"] == problems.DAMAGED
