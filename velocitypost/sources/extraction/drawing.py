"""The picture of one page."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from velocitypost.sources.extraction.pdf import Pdf
from velocitypost.sources.extraction.picture import open_picture
from velocitypost.sources.limits import PICTURE_SIDE, Kind


def draw(kind: Kind, path: Path, page: int) -> bytes:
    """A PNG. Raises `Unreadable`."""
    image = Pdf(path).picture(page, side=PICTURE_SIDE) if kind == "pdf" else open_picture(path, side=PICTURE_SIDE)
    if kind == "pdf" and _is_drawn(image):
        image = image.quantize(64, dither=0)  # text and lines: few colours tell as much, and weigh a quarter
    out = BytesIO()
    image.save(out, "PNG", optimize=False, compress_level=6)
    return out.getvalue()


def _is_drawn(image: Any) -> bool:
    """Whether it has few colours, as pages without photographs have."""
    return image.resize((200, 200)).getcolors(4096) is not None
