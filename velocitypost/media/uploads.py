"""Files that come piece by piece and go on after a lost connection, as tus 1.0 has it.

https://tus.io/protocols/resumable-upload
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

from velocitypost.core.clock import Clock
from velocitypost.core.ids import is_id, new_id
from velocitypost.media.model import MediaRefused, MediaTooLarge, NoSuchUpload, Upload, WrongOffset
from velocitypost.media.store import UploadStore

_LIVES = timedelta(days=2)
_OPEN_MOST = 30
_SLICE = 256 * 1024


class Uploads:
    """Keeps what has come under a folder; how much that is, the file itself tells."""

    def __init__(self, store: UploadStore, folder: Path, clock: Clock, *, max_bytes: int) -> None:
        self._store = store
        self._folder = folder
        self._clock = clock
        self._max_bytes = max_bytes

    def begin(self, workspace_id: str, user_id: str, *, name: str, size: int) -> Upload:
        """Raises `MediaTooLarge`, or `MediaRefused` where too many are under way."""
        if size > self._max_bytes:
            raise MediaTooLarge(self._max_bytes)
        if size < 1:
            raise MediaRefused("The file is empty.")
        if self._store.count(workspace_id) >= _OPEN_MOST:
            raise MediaRefused(f"{_OPEN_MOST} uploads are under way already. Let some of them end first.")
        now = self._clock.now()
        upload = Upload(new_id("upload"), workspace_id, user_id, name, size, now, now + _LIVES)
        self._folder.mkdir(parents=True, exist_ok=True)
        self.path(upload).touch()
        self._store.insert(upload)
        return upload

    def get(self, workspace_id: str, upload_id: str) -> Upload:
        """Raises `NoSuchUpload`."""
        upload = self._store.find(workspace_id, upload_id) if is_id(upload_id, "upload") else None
        if upload is None or upload.expires_at <= self._clock.now() or not self.path(upload).exists():
            raise NoSuchUpload("There is no such upload any more. Begin it anew.")
        return upload

    def received(self, upload: Upload) -> int:
        """How many bytes are here."""
        return self.path(upload).stat().st_size

    def append(self, upload: Upload, piece: BinaryIO, *, offset: int) -> int:
        """Adds what comes, up to where the connection breaks. How many bytes are here then. Raises `WrongOffset`."""
        with self.path(upload).open("r+b") as file:
            received = file.seek(0, os.SEEK_END)
            if offset != received:
                raise WrongOffset(received)
            left = upload.bytes - received
            try:
                while left > 0 and (data := piece.read(min(_SLICE, left))):
                    file.write(data)
                    left -= len(data)
            except OSError:
                pass  # the connection broke: what came before that stays
            file.flush()
            os.fsync(file.fileno())
        return self.received(upload)

    def path(self, upload: Upload) -> Path:
        """Where the bytes lie."""
        return self._folder / f"{upload.id}.part"

    def forget(self, upload: Upload) -> None:
        """Removes what came of it."""
        self._store.delete(upload.id)
        self.path(upload).unlink(missing_ok=True)

    def forget_file(self, upload_id: str) -> None:
        """Removes what has come; its row is somebody else's to remove."""
        (self._folder / f"{upload_id}.part").unlink(missing_ok=True)

    def forget_expired(self) -> int:
        """Removes those that waited too long. How many there were."""
        expired = self._store.expired(self._clock.now())
        for upload_id in expired:
            self._store.delete(upload_id)
            self.forget_file(upload_id)
        return len(expired)
