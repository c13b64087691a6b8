"""Finds out what an uploaded file really is, by its bytes and by decoding it, and makes it fit to be shown."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO
from threading import BoundedSemaphore
from typing import Any

import filetype
from PIL import Image, ImageOps, JpegImagePlugin

from velocitypost.media.metadata import Damaged, without_metadata
from velocitypost.media.model import Kind, MediaRefused

PIXELS_MAX = 50_000_000
FRAMES_MAX = 2_000
THUMBNAIL_SIDE = 640
_FRAME_PIXELS_DECODED_MAX = 100_000_000
_SNIFFED_BYTES = 8192
_ORIENTATION_TAG = 0x0112
_UPRIGHT = 1
_SHORTEST_PAUSE, _USUAL_PAUSE = 0.02, 0.1
_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WEBP"}
_WHAT_TO_DO = "Please choose a JPEG, PNG, WebP, GIF, MP4, MOV, WebM or PDF."
_AT_ONCE = 2

warnings.simplefilter("error", Image.DecompressionBombWarning)
# Decoding takes memory in proportion to the pixels, whatever the size of the file.
_gate = BoundedSemaphore(_AT_ONCE)


@dataclass(frozen=True)
class Inspected:
    """What is to be kept: the picture without metadata and upright, and a small WebP of it."""

    kind: Kind
    mime: str
    width: int
    height: int
    original: bytes
    thumbnail: bytes
    seconds: float | None = None


def inspect(data: bytes) -> Inspected:
    """Raises `MediaRefused` for everything but a whole, decodable picture."""
    mime = _sniff(data)
    with _gate:
        try:
            return _decode(_upright(data, mime), mime)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise _too_many_pixels() from None
        except (Damaged, OSError, ValueError, SyntaxError, EOFError, IndexError, OverflowError):
            raise MediaRefused(
                f"This picture is damaged or incomplete: it cannot be opened. Save it anew and try again. {_WHAT_TO_DO}"
            ) from None


def _sniff(data: bytes) -> str:
    if not data:
        raise MediaRefused(f"The file is empty. {_WHAT_TO_DO}")
    kind = filetype.guess(data[:_SNIFFED_BYTES])
    mime: str = kind.mime if kind else ""
    if mime in _FORMATS:
        return mime
    found = f"a {kind.extension.upper()} file" if kind else "no picture and no film"
    raise MediaRefused(f"Whatever its name says, this is {found}. {_WHAT_TO_DO}")


def _upright(data: bytes, mime: str) -> bytes:
    """The picture without metadata; turned, if the metadata said that it has to be."""
    with Image.open(BytesIO(data)) as image:
        _check_pixels(image)
        turned = image.getexif().get(_ORIENTATION_TAG, _UPRIGHT) not in (0, _UPRIGHT)
        if not turned or getattr(image, "is_animated", False):
            return without_metadata(data, mime)
        image.load()
        upright = ImageOps.exif_transpose(image)
    out = BytesIO()
    upright.save(out, **_as_good_as(image, data, mime))
    return without_metadata(out.getvalue(), mime)


def _as_good_as(image: Image.Image, data: bytes, mime: str) -> dict[str, Any]:
    """How to save so that nobody sees a difference."""
    options: dict[str, Any] = {"format": _FORMATS[mime]}
    if profile := image.info.get("icc_profile"):
        options["icc_profile"] = profile
    if mime == "image/jpeg":
        sampling = JpegImagePlugin.get_sampling(image)
        options |= {"quality": 95, "subsampling": max(sampling, 0), "optimize": True}
    if mime == "image/webp":
        options |= {"lossless": b"VP8L" in data[:64], "quality": 95}
    return options


def _decode(data: bytes, mime: str) -> Inspected:
    with Image.open(BytesIO(data), formats=[_FORMATS[mime]]) as image:
        _check_pixels(image)
        image.load()
        width, height = image.size
        thumbnail = _thumbnail(image)
        frames, seconds = _decode_frames(image)
    if mime == "image/gif" and frames > 1:
        return Inspected("gif", mime, width, height, data, thumbnail, seconds)
    return Inspected("image", mime, width, height, data, thumbnail)


def _decode_frames(image: Image.Image) -> tuple[int, float]:
    """How many there are, and how long they last together."""
    frames: int = getattr(image, "n_frames", 1)
    if frames > FRAMES_MAX:
        raise MediaRefused(f"This animation has {frames:,} frames; at most {FRAMES_MAX:,} are taken. Shorten it.")
    pauses = [_pause(image)]
    for number in range(1, min(frames, _FRAME_PIXELS_DECODED_MAX // (image.width * image.height))):
        image.seek(number)
        image.load()
        pauses.append(_pause(image))
    return frames, round(sum(pauses) / len(pauses) * frames, 3)


def _pause(image: Image.Image) -> float:
    """How long a frame stands, in seconds; whatever is too short is shown as a tenth, as browsers do."""
    told = float(image.info.get("duration", 0)) / 1000
    return told if told >= _SHORTEST_PAUSE else _USUAL_PAUSE


def _thumbnail(image: Image.Image) -> bytes:
    has_transparency = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    small = image.convert("RGBA" if has_transparency else "RGB")
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    out = BytesIO()
    profile = image.info.get("icc_profile") if image.mode in ("RGB", "RGBA") else None
    small.save(out, "WEBP", quality=80, **({"icc_profile": profile} if profile else {}))
    return out.getvalue()


def _check_pixels(image: Image.Image) -> None:
    if image.width * image.height > PIXELS_MAX:
        raise _too_many_pixels()


def _too_many_pixels() -> MediaRefused:
    millions = PIXELS_MAX // 1_000_000
    return MediaRefused(f"This picture has more than {millions} million pixels. Make it smaller and try again.")
