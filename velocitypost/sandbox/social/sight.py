"""Looking into bytes: what kind of file this really is, how large and how long. A twin judges by its own bounds."""

import threading
import warnings
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

MOST_PIXELS = 200_000_000
_ONE_AT_A_TIME = threading.Lock()
MIMES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif", "BMP": "image/bmp"}
MIMES |= {"TIFF": "image/tiff", "AVIF": "image/avif"}
ENDINGS = {
    "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif", "image/bmp": "bmp",
    "image/tiff": "tif", "image/avif": "avif", "video/mp4": "mp4", "video/quicktime": "mov", "video/webm": "webm",
    "application/pdf": "pdf",
}  # fmt: skip


class Unreadable(Exception):
    """Not a picture, video or document that can be made sense of; says why."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is in a file. `kind` is image, gif (moving), video or document; `pages` are a document's."""

    kind: str
    mime: str
    width: int = 0
    height: int = 0
    duration_ms: int | None = None
    frames: int = 1
    pages: int | None = None
    sound: bool = False

    @property
    def ratio(self) -> float:
        """Width by height."""
        return self.width / self.height if self.height else 0.0


def look(path: Path) -> Seen:
    """Raises Unreadable, with the reason."""
    with path.open("rb") as file:
        head = file.read(16)
    if head.startswith(b"%PDF-"):
        return _document(path)
    if head[4:8] == b"ftyp" and head[8:12] not in (b"avif", b"avis", b"heic", b"mif1"):
        return _video(path)
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        raise Unreadable("is a WebM or Matroska file")
    return _picture(path)


def _picture(path: Path) -> Seen:
    from PIL import Image  # here, because most runs never see a picture and it is 10 MB of memory

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(path, formats=tuple(MIMES)) as image:
                width, height = image.size
                if width * height > MOST_PIXELS:
                    raise Unreadable("has too many pixels")
                frames, mime = int(getattr(image, "n_frames", 1)), MIMES[str(image.format)]
                length = sum(_frame_ms(image, n) for n in range(min(frames, 1_000))) if frames > 1 else None
                image.seek(0)
                image.load()
                return Seen("gif" if frames > 1 else "image", mime, width, height, length, frames)
        except Unreadable:
            raise
        except Exception as reason:
            # Pillow raises whatever its decoders raise; they all mean that it cannot be decoded.
            raise Unreadable("cannot be decoded") from reason


def _frame_ms(image: object, number: int) -> int:
    image.seek(number)  # type: ignore[attr-defined]
    return int(image.info.get("duration") or 0)  # type: ignore[attr-defined]


def _document(path: Path) -> Seen:
    from pypdfium2 import PdfDocument  # here for the same reason

    try:
        # The library behind it is one for the whole process, and takes one caller at a time.
        with _ONE_AT_A_TIME, closing(PdfDocument(path)) as document:
            return Seen("document", "application/pdf", pages=len(document))
    except Exception as reason:
        raise Unreadable("is a damaged PDF") from reason


@dataclass
class _Movie:
    duration_ms: int | None = None
    width: int = 0
    height: int = 0
    sound: bool = False


def _video(path: Path) -> Seen:
    movie, brand = _Movie(), b""
    with path.open("rb") as file:
        for name, start, end in _boxes(file, 0, path.stat().st_size):
            if name == b"ftyp":
                file.seek(start)
                brand = file.read(4)
            elif name == b"moov":
                _read_movie(file, start, end, movie)
    if movie.duration_ms is None or not movie.width:
        raise Unreadable("has no video track")
    mime = "video/quicktime" if brand == b"qt  " else "video/mp4"
    return Seen("video", mime, movie.width, movie.height, movie.duration_ms, sound=movie.sound)


def _boxes(file: BufferedReader, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The boxes of an ISO base media file between two offsets: name, first and last byte of the content."""
    while start + 8 <= end:
        file.seek(start)
        head = file.read(16)
        length, name, inside = int.from_bytes(head[:4]), head[4:8], start + 8
        if length == 1:
            length, inside = int.from_bytes(head[8:16]), start + 16
        if length == 0:
            length = end - start
        if length < inside - start or start + length > end:
            raise Unreadable("is cut off or damaged")
        yield name, inside, start + length
        start += length


def _read_movie(file: BufferedReader, start: int, end: int, movie: _Movie) -> None:
    for name, inside, stop in _boxes(file, start, end):
        if name == b"mvhd":
            movie.duration_ms = _duration_ms(_read(file, inside, stop))
        elif name in (b"trak", b"mdia"):
            _read_movie(file, inside, stop, movie)
        elif name == b"tkhd":
            header = _read(file, inside, stop)
            # Width and height are the last two fields, each 16.16 fixed point.
            width, height = int.from_bytes(header[-8:-4]) >> 16, int.from_bytes(header[-4:]) >> 16
            movie.width, movie.height = max((movie.width, movie.height), (width, height))
        elif name == b"hdlr" and _read(file, inside, stop, 12)[8:12] == b"soun":
            movie.sound = True


def _read(file: BufferedReader, start: int, end: int, least: int = 32) -> bytes:
    file.seek(start)
    data = file.read(min(end - start, 256))
    if len(data) < least:
        raise Unreadable("is damaged")
    return data


def _duration_ms(mvhd: bytes) -> int:
    long = mvhd[0] == 1
    scale = int.from_bytes(mvhd[20:24] if long else mvhd[12:16])
    length = int.from_bytes(mvhd[24:32] if long else mvhd[16:20])
    if not scale:
        raise Unreadable("is damaged")
    return int(length * 1000 / scale)
