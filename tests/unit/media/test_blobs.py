from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from velocitypost.core.blobs import Blobs, NoSuchBlob

KEY = "media_01kb2m6p3v00000000000000ab.original"


def test_what_was_written_is_read_back(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    written = blobs.write(KEY, [b"one ", b"two"])
    assert (written.bytes, written.sha256) == (7, hashlib.sha256(b"one two").hexdigest())
    with blobs.open(KEY) as file:
        assert file.read() == b"one two"


def test_a_write_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    def breaks() -> Iterator[bytes]:
        yield b"one"
        raise ConnectionError

    blobs = Blobs(tmp_path)
    with pytest.raises(ConnectionError):
        blobs.write(KEY, breaks())
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    with pytest.raises(NoSuchBlob):
        blobs.open(KEY)


def test_deleting_what_is_gone_is_no_error(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    blobs.write(KEY, [b"x"])
    blobs.delete(KEY)
    blobs.delete(KEY)
    with pytest.raises(NoSuchBlob):
        blobs.open(KEY)


@pytest.mark.parametrize("key", ["", "../../etc/passwd", "media_01.original", KEY + "/..", "a\x00b", KEY.upper()])
def test_only_keys_are_keys(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="not a blob key"):
        Blobs(tmp_path).path(key)
