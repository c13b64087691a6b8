"""Files that apps upload: bytes on disk, a piece at a time, and facts in the store."""

import hashlib
import json
import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from flask import Response, request

from velocitypost.sandbox.social.sight import ENDINGS, Seen, Unreadable, look
from velocitypost.sandbox.state import Sandbox
from velocitypost.sandbox.store import Row

SCHEMA = """
CREATE TABLE IF NOT EXISTS social_uploads (
    seq INTEGER PRIMARY KEY, service TEXT NOT NULL, id TEXT NOT NULL, account TEXT NOT NULL, total INTEGER,
    claimed TEXT, begun REAL NOT NULL, expires REAL, finished REAL, slow INTEGER NOT NULL DEFAULT 0,
    broken TEXT, name TEXT, size INTEGER, sha256 TEXT, kind TEXT, mime TEXT, width INTEGER, height INTEGER,
    duration_ms INTEGER, frames INTEGER, pages INTEGER, sound INTEGER, alt TEXT, data TEXT NOT NULL);
CREATE UNIQUE INDEX IF NOT EXISTS social_uploads_by_id ON social_uploads (service, id);
"""
PIECE = 256 * 1024


class TooLarge(Exception):
    """More bytes came than may."""


class OutOfPlace(Exception):
    """A piece does not begin where the last one ended; `received` is where that was."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


@dataclass(frozen=True)
class Upload:
    """One file on its way or here. `broken` says why it will never be of use. `data` is the twin's own."""

    seq: int
    id: str
    account: str
    total: int | None
    claimed: str | None
    begun: float
    expires: float | None
    finished: float | None
    slow: int
    broken: str | None
    name: str | None
    size: int | None
    sha256: str | None
    kind: str | None
    mime: str | None
    width: int | None
    height: int | None
    duration_ms: int | None
    frames: int | None
    pages: int | None
    sound: int | None
    alt: str | None
    data: dict[str, Any]

    @property
    def seen(self) -> Seen | None:
        """What was found in the bytes."""
        if self.kind is None or self.mime is None:
            return None
        return Seen(
            self.kind,
            self.mime,
            self.width or 0,
            self.height or 0,
            self.duration_ms,
            self.frames or 1,
            self.pages,
            bool(self.sound),
        )

    def attached(self, **more: Any) -> dict[str, Any]:
        """What a post keeps of it: the members that `/control/api/<service>/posts` shows of media."""
        names = ("id", "kind", "mime", "name", "sha256", "width", "height", "duration_ms", "pages")
        return {**{name: getattr(self, name) for name in names}, "bytes": self.size, "alt": self.alt or "", **more}


class Uploads:
    """The uploads of one service, below the sandbox's folder."""

    def __init__(self, sandbox: Sandbox, service: str) -> None:
        self._sandbox = sandbox
        self._store = sandbox.store
        self._service = service
        self.folder = sandbox.folder / f"{service}-media"

    def begin(
        self,
        account: str,
        *,
        upload_id: str | None = None,
        total: int | None = None,
        claimed: str | None = None,
        life_s: float | None = None,
        alt: str | None = None,
        **data: Any,
    ) -> Upload:
        """A new upload. `claimed` is the type that the app says it has, `total` the size."""
        now = self._sandbox.clock.now()
        upload_id = upload_id or secrets.token_hex(12)
        expires = None if life_s is None else now + life_s
        values = (self._service, upload_id, account, total, claimed, now, expires, alt, json.dumps(data))
        with self._store.write() as rows:
            columns = "service, id, account, total, claimed, begun, expires, alt, data"
            rows.execute(f"INSERT INTO social_uploads ({columns}) VALUES (?,?,?,?,?,?,?,?,?)", values)  # noqa: S608
        begun = self._get(upload_id)
        self._rising(begun).unlink(missing_ok=True)  # of one with this number before the sandbox was reset
        shutil.rmtree(self.folder / f"{begun.seq}.parts", ignore_errors=True)
        return begun

    def find(self, upload_id: str, account: str | None = None) -> Upload | None:
        """By id, unless it expired or, if an account is named, belongs to another."""
        row = self._row(upload_id)
        if row is None:
            return None
        upload = _upload(row)
        gone = upload.expires is not None and self._sandbox.clock.now() >= upload.expires
        return None if gone or account not in (None, upload.account) else upload

    def _row(self, upload_id: str) -> Row | None:
        return self._store.first("SELECT * FROM social_uploads WHERE service=? AND id=?", self._service, upload_id)

    def _get(self, upload_id: str) -> Upload:
        row = self._row(upload_id)
        assert row is not None  # noqa: S101
        return _upload(row)

    def _rising(self, upload: Upload) -> Path:
        return self.folder / f"{upload.seq}.part"

    def received(self, upload: Upload) -> int:
        """How many bytes are here."""
        if upload.size is not None:
            return upload.size
        path = self._rising(upload)
        return path.stat().st_size if path.exists() else 0

    def append(self, upload: Upload, stream: BinaryIO, *, at: int | None = None, most: int | None = None) -> int:
        """Add bytes at the end and return how many are here now.

        Raises `OutOfPlace` when `at` is not where the last piece ended, `TooLarge` beyond `most` bytes in all. What
        came of a piece whose sender hung up stays: the sender goes on from there.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        here = self.received(upload)
        if at is not None and at != here:
            raise OutOfPlace(here)
        with self._rising(upload).open("ab") as target:
            for piece in pieces(stream):
                here += len(piece)
                if most is not None and here > most:
                    raise TooLarge
                target.write(piece)
        return here

    def put_part(self, upload: Upload, number: int, stream: BinaryIO, *, most: int | None = None) -> str:
        """Keep part `number`, in whatever order they come; one sent again replaces the first. Returns its MD5."""
        folder = self.folder / f"{upload.seq}.parts"
        folder.mkdir(parents=True, exist_ok=True)
        fresh, digest, size = folder / f".{number}-{secrets.token_hex(4)}", hashlib.md5(usedforsecurity=False), 0
        with fresh.open("wb") as target:
            for piece in pieces(stream):
                size += len(piece)
                if most is not None and size > most:
                    raise TooLarge
                digest.update(piece)
                target.write(piece)
        fresh.rename(folder / f"{number:06}")
        return digest.hexdigest()

    def parts(self, upload: Upload) -> list[int]:
        """The numbers of the parts that are here."""
        return sorted(int(path.name) for path in (self.folder / f"{upload.seq}.parts").glob("[0-9]*"))

    def join(self, upload: Upload) -> Upload:
        """Put the parts together in the order of their numbers."""
        folder = self.folder / f"{upload.seq}.parts"
        self._rising(upload).unlink(missing_ok=True)
        for part in sorted(folder.glob("[0-9]*")):
            with part.open("rb") as stream:
                self.append(upload, cast(BinaryIO, stream))
            part.unlink()
        return upload

    def take(self, account: str, stream: BinaryIO, *, most: int | None = None, **begun: Any) -> Upload:
        """A whole file in one go: begin, append and finish."""
        upload = self.begin(account, **begun)
        self.append(upload, stream, most=most)
        return self.finish(upload)

    def finish(self, upload: Upload, *, slow: bool | None = None) -> Upload:
        """All bytes are here: look into them. `slow` says whether it is processed for a while; else videos and GIFs."""
        if upload.finished is not None:
            return upload
        path = self._rising(upload)
        self.folder.mkdir(parents=True, exist_ok=True)
        path.touch()
        facts: dict[str, Any] = {"finished": self._sandbox.clock.now(), "size": path.stat().st_size}
        facts["sha256"] = _sha256(path)
        try:
            seen = look(path)
        except Unreadable as reason:
            facts["broken"] = str(reason)
            facts["slow"] = int(bool(slow))
        else:
            facts |= {name: getattr(seen, name) for name in Seen.__slots__}
            facts["slow"] = int(seen.kind in ("gif", "video") if slow is None else slow)
        ending = ENDINGS.get(facts.get("mime", ""), "bin")
        facts["name"] = f"{secrets.token_urlsafe(12)}.{ending}"
        path.rename(self.folder / facts["name"])
        return self.note(upload, **facts)

    def note(self, upload: Upload, **columns: Any) -> Upload:
        """Set columns: alt, broken, data (as a whole), expires …"""
        values = {name: json.dumps(value) if name == "data" else value for name, value in columns.items()}
        settings = ",".join(f"{name}=?" for name in values)
        with self._store.write() as rows:
            sql = f"UPDATE social_uploads SET {settings} WHERE seq=?"  # noqa: S608 (columns of ours)
            rows.execute(sql, (*values.values(), upload.seq))
        return self._get(values.get("id", upload.id))

    def ripeness(self, upload: Upload) -> float:
        """From 0 to 1: how far processing is. 1 at once for what needs none."""
        if upload.finished is None:
            return 0.0
        whole = self._sandbox.dials.number("media_processing_s") if upload.slow else 0
        return min(1.0, (self._sandbox.clock.now() - upload.finished) / whole) if whole else 1.0

    def path(self, upload: Upload) -> Path:
        """Where the finished file lies."""
        return self.folder / (upload.name or "")


def pieces(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of a stream, never more than a piece of them in memory."""
    while piece := stream.read(PIECE):
        yield piece


def body_of_any_size() -> BinaryIO:
    """The request's bare body as a stream, without the sandbox's usual bound on requests."""
    request.max_content_length = None
    return cast(BinaryIO, request.stream)


def drained(response: Response) -> Response:
    """After a request: take in what a refusal left unread, so that its caller gets it and no broken connection."""
    if request.content_length:
        for _ in pieces(body_of_any_size()):
            pass
    return response


def allow_large_form() -> None:
    """Before a multipart form is read: let its files be of any size. They are spooled to disk."""
    request.max_content_length = None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _upload(row: Row) -> Upload:
    values = {name: row[name] for name in row.keys() if name != "service"}  # noqa: SIM118 (a row is no mapping)
    return Upload(**{**values, "data": json.loads(row["data"])})
