"""Office files are ZIP packages of XML: looked through before any library opens them.

https://learn.microsoft.com/en-us/openspecs/office_standards/ms-oe376/
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import IO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from velocitypost.sources.extraction.problems import BOMB, DAMAGED, ENTITIES, MACROS, PROTECTED, Unreadable
from velocitypost.sources.limits import UNPACKED_BYTES_MAX, UNPACKED_PART_BYTES_MAX, UNPACKED_PARTS_MAX

_ENCRYPTED = 0x1
_CHUNK = 256 * 1024
_MACRO_NAMES = ("vbaproject.bin", "vbadata.xml", "macrosheets/", "activex")
_MACRO_KIND = b"macroEnabled"
_XML = (".xml", ".rels", ".vml")


def require_harmless(path: Path) -> None:
    """Raises `Unreadable` for what is no whole package, unpacks to too much, or carries macros or entities."""
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            if len(parts) > UNPACKED_PARTS_MAX or sum(part.file_size for part in parts) > UNPACKED_BYTES_MAX:
                raise Unreadable(BOMB)
            for part in parts:
                _require_harmless(package, part)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError):
        raise Unreadable(DAMAGED) from None


def _require_harmless(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    name = part.filename.lower()
    if part.flag_bits & _ENCRYPTED:
        raise Unreadable(PROTECTED)
    if part.file_size > UNPACKED_PART_BYTES_MAX:
        raise Unreadable(BOMB)
    if any(word in name for word in _MACRO_NAMES):
        raise Unreadable(MACROS)
    with package.open(part) as file:
        if name == "[content_types].xml" and _MACRO_KIND in file.read():
            raise Unreadable(MACROS)
    # What a part says about its size is the packer's word: it is counted while it is unpacked, too.
    with package.open(part) as file:
        _require_honest(file, part.file_size)
    if name.endswith(_XML):
        with package.open(part) as file:
            _require_plain_xml(file)


def _require_honest(file: IO[bytes], promised: int) -> None:
    unpacked = 0
    while chunk := file.read(_CHUNK):
        unpacked += len(chunk)
        if unpacked > promised:
            raise Unreadable(BOMB)


def _require_plain_xml(file: IO[bytes]) -> None:
    from defusedxml import DefusedXmlException
    from defusedxml.sax import parse

    try:
        parse(file, ContentHandler(), forbid_dtd=True)
    except DefusedXmlException:
        raise Unreadable(ENTITIES) from None
    except SAXException:
        raise Unreadable(DAMAGED) from None
