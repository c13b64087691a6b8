"""Pictures: opened with care, upright, and drawn no larger than asked."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

from velocitypost.sources.extraction.problems import DAMAGED, Unreadable
from velocitypost.sources.limits import PIXELS_MAX

_SIDE_MAX = 3_000
_TOO_LARGE = (
    f"This picture has more than {PIXELS_MAX // 1_000_000} million pixels. Make it smaller and upload it again."
)


def open_picture(path: Path, *, side: int = _SIDE_MAX) -> Any:
    """A Pillow image in RGB, turned as its camera was held, at most `side` pixels long. Raises `Unreadable`."""
    from PIL import Image, ImageOps

    warnings.simplefilter("ignore", Image.DecompressionBombWarning)
    try:
        with Image.open(path, formats=["JPEG", "PNG"]) as image:
            if image.width * image.height > PIXELS_MAX:
                raise Unreadable(_TOO_LARGE)
            image.draft("RGB", (side, side))
            upright = ImageOps.exif_transpose(image)
            return _on_white(upright, side)
    except Image.DecompressionBombError:
        raise Unreadable(_TOO_LARGE) from None
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, OverflowError):
        raise Unreadable(DAMAGED) from None


def _on_white(image: Any, side: int) -> Any:
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        seen = image.convert("RGBA")
        image = Image.new("RGBA", seen.size, "white")
        image.alpha_composite(seen)
    found = image.convert("RGB")
    found.thumbnail((side, side), Image.Resampling.LANCZOS)
    return found
