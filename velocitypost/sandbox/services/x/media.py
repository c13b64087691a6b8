"""Uploads: https://docs.x.com/x-api/media/quickstart/media-upload-chunked and …/best-practices"""

import hashlib
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from velocitypost.sandbox.services.x.ids import Ids
from velocitypost.sandbox.services.x.problems import Problem, invalid
from velocitypost.sandbox.services.x.sight import Seen, Unreadable, look
from velocitypost.sandbox.state import Sandbox

SCHEMA = """
CREATE TABLE IF NOT EXISTS x_media (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL, owner TEXT NOT NULL, owners TEXT NOT NULL, kind TEXT NOT NULL,
    category TEXT NOT NULL, type TEXT NOT NULL, total INTEGER NOT NULL, begun REAL NOT NULL, finished REAL,
    slow INTEGER NOT NULL DEFAULT 0, broken INTEGER NOT NULL DEFAULT 0, name TEXT, sha256 TEXT, width INTEGER,
    height INTEGER, duration_ms INTEGER, alt TEXT);
"""
MB = 1024 * 1024
LARGEST = {"image": 5 * MB, "gif": 15 * MB, "video": 512 * MB}
LARGEST_SEGMENT = 5 * MB
UPLOAD_LIFE_S = 1_295_999
READY_LIFE_S = 86_400
KEY_PREFIX = {"image": "3_", "video": "7_", "gif": "16_", "amplify_video": "13_"}
TYPES = {
    "image/jpeg": "image", "image/png": "image", "image/webp": "image", "image/gif": "image", "image/pjpeg": "image",
    "video/mp4": "video", "video/quicktime": "video",
}  # fmt: skip
KINDS = {"tweet_image": "image", "tweet_gif": "gif", "tweet_video": "video", "amplify_video": "video"}
ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "MP4": "mp4"}


@dataclass(frozen=True)
class Upload:
    """One upload. `kind` is image, gif or video."""

    id: int
    key: str
    owner: str
    owners: str
    kind: str
    category: str
    type: str
    total: int
    begun: float
    finished: float | None
    slow: int
    broken: int
    name: str | None
    sha256: str | None
    width: int | None
    height: int | None
    duration_ms: int | None
    alt: str | None

    def attached(self) -> dict[str, Any]:
        """What a post keeps of it."""
        return {
            "id": str(self.id),
            "media_key": self.key,
            "kind": self.kind,
            "name": self.name,
            "sha256": self.sha256,
            "width": self.width,
            "height": self.height,
            "bytes": self.total,
            "duration_ms": self.duration_ms,
            "alt": self.alt,
        }


class Uploads:
    """Bytes on disk below the sandbox's folder, facts in the store."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox
        self._store = sandbox.store
        self._ids = Ids()
        self.folder = sandbox.folder / "x-media"

    def begin(self, owner: str, category: str | None, media_type: str, total: int, owners: list[str]) -> Upload:
        """INIT. Raises what X answers for a type or a size that it does not take."""
        sort = TYPES.get(media_type)
        if sort is None:
            raise invalid(f"Media type {media_type} is not supported.", {"media_type": [media_type]})
        gif = media_type == "image/gif" and category == "tweet_gif"
        category = category or f"tweet_{sort}"
        kind = KINDS.get(category)
        if kind is None or (kind != sort and not gif):
            raise invalid(
                f"media_category {category} does not fit media type {media_type}.", {"media_category": [category]}
            )
        if not 0 < total <= LARGEST[kind]:
            text = f"File size exceeds {LARGEST[kind]} bytes." if total else "total_bytes must be greater than 0."
            raise invalid(text, {"total_bytes": [str(total)]})
        media_id = self._ids.new(self._sandbox.clock.now_ms())
        key = KEY_PREFIX.get(category, KEY_PREFIX[kind]) + str(media_id)
        values = (media_id, key, owner, " ".join(owners), kind, category, media_type, total, self._sandbox.clock.now())
        with self._store.write() as rows:
            columns = "id, key, owner, owners, kind, category, type, total, begun"
            rows.execute(f"INSERT INTO x_media ({columns}) VALUES (?,?,?,?,?,?,?,?,?)", values)  # noqa: S608
        return self._get(media_id)

    def _get(self, media_id: int) -> Upload:
        row = self._store.first("SELECT * FROM x_media WHERE id=?", media_id)
        if row is None:
            raise invalid("BadRequest: Not found")
        return Upload(**dict(row))

    def find(self, media_id: str, account: str) -> Upload:
        """An upload that the account may use; otherwise X's answer, the same whether it exists or not."""
        upload = self._get(int(media_id))
        if account != upload.owner and account not in upload.owners.split():
            raise invalid("BadRequest: Not found")
        if self._sandbox.clock.now() >= self._expires(upload):
            raise invalid("BadRequest: Not found")
        return upload

    def _expires(self, upload: Upload) -> float:
        return upload.begun + UPLOAD_LIFE_S if upload.finished is None else upload.finished + READY_LIFE_S

    def append(self, upload: Upload, index: int, segment: bytes) -> int:
        """APPEND. A segment sent again replaces the first. Returns when the upload expires, in Unix seconds."""
        if upload.finished is not None:
            raise invalid("Media has been finalized already.", {"id": [str(upload.id)]})
        if not segment or len(segment) > LARGEST_SEGMENT:
            raise invalid(f"A segment must have 1 to {LARGEST_SEGMENT} bytes.", {"media": [f"{len(segment)} bytes"]})
        folder = self._segments(upload)
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f".{index}-{secrets.token_hex(4)}"
        fresh.write_bytes(segment)
        fresh.rename(folder / f"{index:04}")
        return int(self._expires(upload))

    def _segments(self, upload: Upload) -> Path:
        return self.folder / "segments" / str(upload.id)

    def finish(self, upload: Upload) -> Upload:
        """FINALIZE: puts the segments together and looks at the bytes."""
        if upload.finished is not None:
            return upload
        folder = self._segments(upload)
        segments = sorted(folder.glob("[0-9]*")) if folder.exists() else []
        if [int(s.name) for s in segments] != list(range(len(segments))):
            raise invalid("Segments are missing: segment_index must run from 0 without gaps.")
        if sum(s.stat().st_size for s in segments) != upload.total:
            raise invalid("Segments do not add up to provided total file size.")
        whole = self.folder / f"{upload.id}.whole"
        digest = hashlib.sha256()
        with whole.open("wb") as target:
            for segment in segments:
                data = segment.read_bytes()
                digest.update(data)
                target.write(data)
        shutil.rmtree(folder)
        return self._judge(upload, whole, digest.hexdigest())

    def _judge(self, upload: Upload, whole: Path, sha256: str) -> Upload:
        slow = upload.kind != "image"
        seen: Seen | None = None
        try:
            seen = look(whole, upload.kind)
        except Unreadable as reason:
            whole.unlink()
            if not slow:
                raise invalid(f"media type unrecognized: {reason}") from None
        name = None
        if seen is not None:
            name = f"{secrets.token_urlsafe(11)}.{ENDINGS[seen.form]}"
            whole.rename(self.folder / name)
        size = (seen.width, seen.height, seen.duration_ms) if seen else (None, None, None)
        values = (self._sandbox.clock.now(), int(slow), int(seen is None), name, sha256, *size, upload.id)
        with self._store.write() as rows:
            rows.execute(
                "UPDATE x_media SET finished=?, slow=?, broken=?, name=?, sha256=?, width=?, height=?, duration_ms=?"
                " WHERE id=?",
                values,
            )
        return self._get(upload.id)

    def processing(self, upload: Upload) -> dict[str, Any] | None:
        """`processing_info`, or None for what needs no processing."""
        if not upload.slow or upload.finished is None:
            return None
        whole = self._sandbox.dials.number("media_processing_s")
        passed = self._sandbox.clock.now() - upload.finished
        if passed >= whole:
            return {"state": "failed" if upload.broken else "succeeded", "progress_percent": 100}
        percent = int(passed / whole * 100)
        wait = max(1, round(min(whole - passed, 5)))
        if percent < 15:
            return {"state": "pending", "check_after_secs": wait}
        return {"state": "in_progress", "check_after_secs": wait, "progress_percent": percent}

    def described(self, upload: Upload) -> dict[str, Any]:
        """As FINALIZE and STATUS answer it."""
        data: dict[str, Any] = {"id": str(upload.id), "media_key": upload.key, "size": upload.total}
        data["expires_after_secs"] = int(self._expires(upload) - self._sandbox.clock.now())
        if upload.kind == "image" and upload.finished is not None:
            data["image"] = {"image_type": upload.type, "w": upload.width, "h": upload.height}
        if upload.kind == "video":
            data["video"] = {"video_type": upload.type}
        info = self.processing(upload)
        return data | ({"processing_info": info} if info else {})

    def ready(self, media_id: str, account: str) -> Upload | None:
        """The upload, if a post of this account may carry it."""
        try:
            upload = self.find(media_id, account)
        except Problem:
            return None
        info = self.processing(upload)
        if upload.finished is None or upload.broken or (info is not None and info["state"] != "succeeded"):
            return None
        return upload

    def describe(self, upload: Upload, alt: str) -> None:
        """Set the alternative text."""
        with self._store.write() as rows:
            rows.execute("UPDATE x_media SET alt=? WHERE id=?", (alt, upload.id))
