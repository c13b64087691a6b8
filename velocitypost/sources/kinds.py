"""What an uploaded file is, by its first bytes and not by its name. Whether it can be read shows when it is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from velocitypost.sources.limits import Kind
from velocitypost.sources.model import SourceRefused

ENDINGS: dict[Kind, tuple[str, ...]] = {
    "pdf": ("pdf",),
    "docx": ("docx",),
    "pptx": ("pptx",),
    "text": ("txt", "md"),
    "jpeg": ("jpg", "jpeg"),
    "png": ("png",),
}
WHAT_IT_IS: dict[Kind, str] = {
    "pdf": "A PDF",
    "docx": "A Word document",
    "pptx": "A PowerPoint presentation",
    "text": "A text file",
    "jpeg": "A JPEG picture",
    "png": "A PNG picture",
}
WHAT_TO_DO = "Please choose a PDF, a Word (.docx), PowerPoint (.pptx) or text file, or a JPEG or PNG picture."

_HEAD = 64 * 1024
_CHUNK = 256 * 1024
_PDF_WITHIN = 1024
_OFFICE_PARTS: dict[bytes, Kind] = {b"word/document": "docx", b"ppt/presentation": "pptx"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_NAMES = {
    "EncryptedPackage": "This document is protected with a password. Save a copy without a password and upload that.",
    "WordDocument": "This is a Word document of the old kind (.doc). Save it as .docx and upload that.",
    "PowerPoint Document": "This is a presentation of the old kind (.ppt). Save it as .pptx and upload that.",
}
_OTHERS = {
    b"{\\rtf": "This is an RTF document. Save it as .docx or PDF and upload that.",
    b"GIF8": f"GIF pictures are not read. {WHAT_TO_DO}",
    b"<!doctype html": "This is a web page. Save it as PDF and upload that.",
    b"<html": "This is a web page. Save it as PDF and upload that.",
    b"<?xml": f"This is an XML file, which is no document to read. {WHAT_TO_DO}",
    b"<svg": f"SVG pictures are not read. {WHAT_TO_DO}",
}
_TEXT_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_CONTROL = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27})
_CONTROL_SHARE = 0.01


def kind_of(file: BinaryIO) -> Kind:
    """Looks from the start of `file` and leaves it there. Raises `SourceRefused`."""
    file.seek(0)
    head = file.read(_HEAD)
    try:
        return _kind(head, file)
    finally:
        file.seek(0)


def _kind(head: bytes, file: BinaryIO) -> Kind:
    if not head.strip(b"\0\t\n\r\x0b\x0c "):
        raise SourceRefused(f"The file is empty. {WHAT_TO_DO}")
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return "pdf"
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head.startswith(b"PK\x03\x04"):
        return _office(file)
    if head.startswith(_OLE):
        raise SourceRefused(_of_old_office(file))
    start = head.lstrip(b"\xef\xbb\xbf\t\n\r ")[:32].lower()
    for sign, words in _OTHERS.items():
        if start.startswith(sign.lower()):
            raise SourceRefused(words)
    if not _is_text(head):
        raise SourceRefused(f"Whatever its name says, this is none of the kinds of file that can be read. {WHAT_TO_DO}")
    return "text"


def _office(file: BinaryIO) -> Kind:
    for chunk in _overlapping(file):
        for part, kind in _OFFICE_PARTS.items():
            if part in chunk:
                return kind
    raise SourceRefused(f"This is a packed file (ZIP) that holds no Word or PowerPoint document. {WHAT_TO_DO}")


def _of_old_office(file: BinaryIO) -> str:
    for chunk in _overlapping(file):
        for name, words in _OLE_NAMES.items():
            if name.encode("utf-16-le") in chunk:
                return words
    return f"This is an Office file of an old kind that cannot be read. {WHAT_TO_DO}"


def _overlapping(file: BinaryIO) -> Iterator[bytes]:
    """The whole file, so that nothing short is missed where two pieces meet."""
    file.seek(0)
    before = b""
    while chunk := file.read(_CHUNK):
        yield before + chunk
        before = chunk[-64:]


def _is_text(head: bytes) -> bool:
    if head.startswith(_TEXT_MARKS):
        return True
    return len(head) - len(head.translate(None, _CONTROL)) <= _CONTROL_SHARE * len(head) and b"\0" not in head
