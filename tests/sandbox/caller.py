"""Calls X's twin as an app would, with an access token."""

from __future__ import annotations

import hashlib
import io
import zlib
from types import TracebackType
from typing import Any

import httpx2
from PIL import Image

from tests.sandboxed import Sandbox, loopback_client

SCOPE = "tweet.read tweet.write users.read media.write offline.access"


class XCaller:
    """One account's authorised calls."""

    def __init__(self, sandbox: Sandbox, account: str = "mapleandrye", scope: str = SCOPE) -> None:
        tokens = sandbox.x_tokens(account, scope=scope)
        self.account: dict[str, str] = tokens["account"]
        self.id = self.account["id"]
        self.client = loopback_client(sandbox.x_api, {"Authorization": f"Bearer {tokens['access_token']}"})

    def __enter__(self) -> XCaller:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _: TracebackType | None
    ) -> None:
        self.client.close()

    def post(self, text: str | None = None, **body: object) -> httpx2.Response:
        """POST /2/tweets"""
        return self.client.post("/2/tweets", json=({"text": text} if text is not None else {}) | body)

    def posted(self, text: str | None = None, **body: object) -> str:
        """The id of a post that had to be accepted."""
        response = self.post(text, **body)
        assert response.status_code == 201, response.text
        return str(response.json()["data"]["id"])

    def get(self, path: str, **parameters: Any) -> httpx2.Response:
        """GET; `__` in a name stands for a dot."""
        return self.client.get(path, params={name.replace("__", "."): value for name, value in parameters.items()})

    def timeline(self, **parameters: Any) -> dict[str, Any]:
        """GET /2/users/:id/tweets"""
        response = self.get(f"/2/users/{self.id}/tweets", **parameters)
        assert response.status_code == 200, response.text
        found: dict[str, Any] = response.json()
        return found

    def upload(
        self, content: bytes, media_type: str, category: str | None = None, *, segment: int = 1 << 20
    ) -> httpx2.Response:
        """INIT, APPEND and FINALIZE; the answer of the last one, or of the first that was refused."""
        body: dict[str, object] = {"media_type": media_type, "total_bytes": len(content)}
        begun = self.client.post(
            "/2/media/upload/initialize", json=body | ({"media_category": category} if category else {})
        )
        if begun.status_code != 200:
            return begun
        media_id = begun.json()["data"]["id"]
        for index, start in enumerate(range(0, len(content), segment)):
            appended = self.client.post(
                f"/2/media/upload/{media_id}/append",
                data={"segment_index": str(index)},
                files={"media": ("piece", content[start : start + segment])},
            )
            if appended.status_code != 200:
                return appended
        return self.client.post(f"/2/media/upload/{media_id}/finalize")

    def uploaded(self, content: bytes, media_type: str, category: str | None = None) -> str:
        """The id of an upload that had to be taken."""
        response = self.upload(content, media_type, category)
        assert response.status_code == 200, response.text
        return str(response.json()["data"]["id"])


def picture(form: str = "PNG", size: tuple[int, int] = (64, 48), colour: str = "teal") -> bytes:
    content = io.BytesIO()
    Image.new("RGB", size, colour).save(content, form)
    return content.getvalue()


def gif(frames: int = 3) -> bytes:
    content = io.BytesIO()
    images = [Image.new("RGB", (40, 30), (i * 40 % 255, 90, 120)) for i in range(frames)]
    images[0].save(content, "GIF", save_all=True, append_images=images[1:])
    return content.getvalue()


def _box(name: bytes, content: bytes) -> bytes:
    return (len(content) + 8).to_bytes(4) + name + content


def video(seconds: float = 4.0, width: int = 640, height: int = 360) -> bytes:
    """The boxes of an MP4 that say how long and how large it is; nobody plays it."""
    times = bytes(12) + (1000).to_bytes(4) + int(seconds * 1000).to_bytes(4) + bytes(80)
    track = bytes(76) + (width << 16).to_bytes(4) + (height << 16).to_bytes(4)
    movie = _box(b"mvhd", times) + _box(b"trak", _box(b"tkhd", track))
    return _box(b"ftyp", b"isom" + bytes(12)) + _box(b"moov", movie) + _box(b"mdat", bytes(2_000))


def png_bomb() -> bytes:
    """A small PNG that says it is 40,000 pixels wide and high."""
    head = (40_000).to_bytes(4) + (40_000).to_bytes(4) + bytes([8, 2, 0, 0, 0])
    chunk = len(head).to_bytes(4) + b"IHDR" + head + zlib.crc32(b"IHDR" + head).to_bytes(4)
    return b"\x89PNG\r\n\x1a\n" + chunk


def fingerprint(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def messages(response: httpx2.Response) -> list[str]:
    """What X found wrong, in its words."""
    return [error["message"] for error in response.json()["errors"]]
