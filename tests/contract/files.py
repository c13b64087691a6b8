"""Small files with real bytes, and a place from which a service can fetch them."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Literal

from PIL import Image

from velocitypost.contract.types import Attachment

_COLOURS = ("teal", "coral", "navy", "olive")


class Shelf:
    """Serves files by number from loopback, as the product does under addresses that are signed and end."""

    def __init__(self) -> None:
        self._files: list[tuple[str, bytes]] = []
        shelf = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._answer(body=True)

            def do_HEAD(self) -> None:
                self._answer(body=False)

            def _answer(self, *, body: bool) -> None:
                number = self.path.lstrip("/").partition(".")[0]
                found = number.isdigit() and int(number) < len(shelf._files)
                mime, data = shelf._files[int(number)] if found else ("text/plain", b"nothing here")
                self.send_response(200 if found else 404)
                self.send_header("content-type", mime)
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                if body:
                    self.wfile.write(data)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def put(self, mime: str, data: bytes) -> str:
        """The address under which it can be fetched from now on."""
        self._files.append((mime, data))
        return f"http://127.0.0.1:{self._server.server_port}/{len(self._files) - 1}.{mime.partition('/')[2]}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def open_shelf() -> Iterator[Shelf]:
    shelf = Shelf()
    try:
        yield shelf
    finally:
        shelf.close()


def picture(shelf: Shelf, *, alt: str = "A teal square", size: tuple[int, int] = (640, 640), n: int = 0) -> Attachment:
    """A JPEG; another `n`, another colour."""
    buffer = io.BytesIO()
    Image.new("RGB", size, _COLOURS[n % len(_COLOURS)]).save(buffer, "JPEG")
    return _attachment(shelf, "image", "image/jpeg", buffer.getvalue(), size, alt=alt)


def moving(shelf: Shelf, *, alt: str = "A square that changes") -> Attachment:
    """A GIF of three frames."""
    buffer = io.BytesIO()
    frames = [Image.new("RGB", (320, 320), colour) for colour in _COLOURS[:3]]
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:], duration=200)
    return _attachment(shelf, "gif", "image/gif", buffer.getvalue(), (320, 320), alt=alt)


def video(
    shelf: Shelf, *, seconds: float = 4, size: tuple[int, int] = (540, 960), alt: str = "A square that turns"
) -> Attachment:
    """An MP4 with H.264 and AAC, upright."""
    data = film(seconds, size)
    return _attachment(shelf, "video", "video/mp4", data, size, alt=alt, seconds=seconds, fps=24.0)


def document(shelf: Shelf, *, pages: int = 2) -> Attachment:
    """A PDF."""
    buffer = io.BytesIO()
    sheets = [Image.new("RGB", (200, 280), colour) for colour in _COLOURS[:pages]]
    sheets[0].save(buffer, "PDF", save_all=True, append_images=sheets[1:])
    return _attachment(shelf, "document", "application/pdf", buffer.getvalue(), (200, 280), alt="", pages=pages)


def _attachment(
    shelf: Shelf,
    kind: Literal["image", "gif", "video", "document"],
    mime: str,
    data: bytes,
    size: tuple[int, int],
    *,
    alt: str,
    seconds: float | None = None,
    fps: float | None = None,
    pages: int | None = None,
) -> Attachment:
    address: list[str] = []

    def link() -> str:
        if not address:
            address.append(shelf.put(mime, data))
        return address[0]

    return Attachment(
        id="m",
        kind=kind,
        mime=mime,
        bytes=len(data),
        width=size[0],
        height=size[1],
        seconds=seconds,
        alt=alt,
        fps=fps,
        pages=pages,
        name=f"file.{mime.partition('/')[2]}",
        open=lambda: io.BytesIO(data),
        link=link,
    )


@cache
def film(seconds: float, size: tuple[int, int]) -> bytes:
    """An MP4 with H.264 and AAC."""
    import av

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        with av.open(str(path), "w", options={"movflags": "faststart"}) as container:
            picture_track = container.add_stream("libx264", rate=24, options={"preset": "ultrafast", "crf": "40"})
            picture_track.width, picture_track.height = size
            picture_track.pix_fmt = "yuv420p"
            sound = container.add_stream("aac", rate=44_100)
            sound.layout = "mono"
            frame = av.VideoFrame.from_image(Image.new("RGB", size, "teal"))  # type: ignore[no-untyped-call]
            for moment in range(int(seconds * 24)):
                frame.pts = moment
                for packet in picture_track.encode(frame):
                    container.mux(packet)
            silence = av.AudioFrame(format="fltp", layout="mono", samples=1024)
            for plane in silence.planes:
                plane.update(bytes(plane.buffer_size))
            silence.sample_rate = 44_100
            for block in range(int(seconds * 44_100 / 1024)):
                silence.pts = block * 1024
                for packet in sound.encode(silence):
                    container.mux(packet)
            for stream in (picture_track, sound):
                for packet in stream.encode(None):
                    container.mux(packet)
        return path.read_bytes()
