"""Files to read, and the reader of each kind, in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from velocitypost.sources.extraction.reading import read
from velocitypost.sources.limits import Kind
from velocitypost.sources.passage import Extracted

Read = Callable[..., Extracted]


@pytest.fixture
def keep(tmp_path: Path) -> Callable[[bytes], Path]:
    """Writes bytes to a file of their own."""
    count = iter(range(1000))

    def kept(data: bytes) -> Path:
        path = tmp_path / f"document-{next(count)}"
        path.write_bytes(data)
        return path

    return kept


@pytest.fixture
def reading(keep: Callable[[bytes], Path]) -> Read:
    """Reads bytes as a document of this kind."""

    def run(kind: Kind, data: bytes, name: str = "document") -> Extracted:
        return read(kind, keep(data), name, lambda _done, _total: None)

    return run
