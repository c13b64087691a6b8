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
    if kind == "pdf":
        image = Pdf(path).picture(page, side=PICTURE_SIDE)
    else:
        image = open_picture(path, side=PICTURE_SIDE)
    out = BytesIO()
    if kind == "pdf":  # text and lines: few colours tell as much, and weigh a quarter
        image = image.quantize(64, dither=0) if _is_drawn(image) else image
    image.save(out, "PNG", optimize=False, compress_level=6)
    return out.getvalue()


def _is_drawn(image: Any) -> bool:
    """Whether it has few colours, as pages without photographs have."""
    return image.resize((200, 200)).getcolors(4096) is not None
