from __future__ import annotations

from io import BytesIO

import pytest

from tests.unit.sources import making
from velocitypost.sources.kinds import kind_of
from velocitypost.sources.limits import Kind
from velocitypost.sources.model import SourceRefused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def documents() -> dict[Kind, bytes]:
    return {
        "pdf": making.drawn(making.lines(["Hello"])),
        "docx": making.word(lambda document: document.add_paragraph("Hello")),
        "pptx": making.slides(lambda presentation: presentation.slides.add_slide(presentation.slide_layouts[6])),
        "text": b"Hello",
        "jpeg": making.saved(making.written(["Hello"]), "JPEG"),
        "png": making.saved(making.written(["Hello"])),
    }


def test_each_kind_is_known_by_its_bytes() -> None:
    assert {kind: kind_of(BytesIO(data)) for kind, data in documents().items()} == {kind: kind for kind in documents()}


def test_a_pdf_may_begin_with_something_else() -> None:
    assert kind_of(BytesIO(b"\n\n%some line\n" + making.drawn(making.lines(["Hello"])))) == "pdf"


def test_looking_leaves_the_file_at_its_start() -> None:
    file = BytesIO(documents()["docx"])
    kind_of(file)
    assert file.tell() == 0


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "shift_jis"])
def test_text_of_every_encoding_is_text(encoding: str) -> None:
    text = "Кофе" if encoding == "cp1251" else "コーヒー" if encoding == "shift_jis" else "Kaffee für zwei"
    assert kind_of(BytesIO(text.encode(encoding) * 20)) == "text"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t\0 ", "empty"),
        (b"PK\x03\x04" + b"\0" * 100, "packed file"),
        (OLE + "WordDocument".encode("utf-16-le"), ".docx"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), ".pptx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE, "old kind"),
        (b"{\\rtf1 Hello}", "RTF"),
        (b"GIF89a....", "GIF"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><p>Hello", "web page"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0", "none of the kinds"),
        (bytes(range(256)) * 8, "none of the kinds"),
    ],
)
def test_everything_else_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(SourceRefused, match=words):
        kind_of(BytesIO(data))
