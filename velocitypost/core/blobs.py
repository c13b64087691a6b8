"""Files kept by id under one directory: whole or not there, never half written."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from velocitypost.core.ids import new_secret

_KEY = re.compile(r"^[a-z]+_[0-9a-z]{26}\.[a-z]{1,16}$")
_ID = re.compile(r"^[a-z]+_[0-9a-z]{26}$")
CHUNK = 256 * 1024


class NoSuchBlob(Exception):
    """There is no file under this key."""


@dataclass(frozen=True)
class Written:
    """What was stored: its size in bytes and its SHA-256 in hexadecimal."""

    bytes: int
    sha256: str


class Blobs:
    """Keys read `<id>.<part>`, such as `media_01kb….original`."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def write(self, key: str, chunks: Iterable[bytes]) -> Written:
        """Stores the bytes under `key`, on disk when this returns. A reader sees all of it or nothing."""
        place = self.path(key)
        place.parent.mkdir(parents=True, exist_ok=True)
        unfinished = place.with_name(f".{place.name}.{new_secret(6)}")
        try:
            written = _write_synced(unfinished, chunks)
            unfinished.replace(place)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        _sync_directory(place.parent)
        return written

    def open(self, key: str) -> BinaryIO:
        """The bytes from the start; the caller closes. Raises `NoSuchBlob`."""
        try:
            return self.path(key).open("rb")
        except FileNotFoundError:
            raise NoSuchBlob(key) from None

    def adopt(self, key: str, file: Path) -> Written:
        """Takes over a file that lies on the same disk, without copying it; on disk when this returns."""
        place = self.path(key)
        place.parent.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        with file.open("rb") as opened:
            while chunk := opened.read(CHUNK):
                digest.update(chunk)
                size += len(chunk)
            os.fsync(opened.fileno())
        file.replace(place)
        _sync_directory(place.parent)
        return Written(size, digest.hexdigest())

    def delete(self, key: str) -> None:
        """Removes the file. One that is gone already is no error."""
        self.path(key).unlink(missing_ok=True)

    def delete_all_of(self, row_id: str) -> None:
        """Removes every file of this row, whatever its part. Where there is none, that is no error."""
        if not _ID.match(row_id):
            raise ValueError(f"not the id of a row with files: {row_id!r}")
        for place in (self._root / row_id[-2:]).glob(f"{row_id}.*"):
            place.unlink(missing_ok=True)

    def path(self, key: str) -> Path:
        """Where the file of `key` lies, whether it exists or not. Raises `ValueError` for what is no key."""
        if not _KEY.match(key):
            raise ValueError(f"not a blob key: {key!r}")
        stem = key.partition(".")[0]
        return self._root / stem[-2:] / key  # the end of an id is random: directories fill evenly


def _write_synced(place: Path, chunks: Iterable[bytes]) -> Written:
    digest, size = hashlib.sha256(), 0
    with place.open("xb") as file:
        for chunk in chunks:
            file.write(chunk)
            digest.update(chunk)
            size += len(chunk)
        file.flush()
        os.fsync(file.fileno())
    return Written(size, digest.hexdigest())


def _sync_directory(place: Path) -> None:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
