"""Pictures of pages: drawn in a process of their own when they are first asked for, then kept."""

from __future__ import annotations

from threading import BoundedSemaphore
from typing import BinaryIO

from velocitypost.core.blobs import Blobs, NoSuchBlob
from velocitypost.sources.isolation import Crashed, Isolation
from velocitypost.sources.limits import DRAWING
from velocitypost.sources.model import NoSuchPage, Source, SourceState
from velocitypost.sources.store import SourceStore

_AT_ONCE = 2
_PNG = b"\x89PNG\r\n\x1a\n"
_LETTERS = "abcdefghij"


class Pictures:
    """One PNG for each page of a source that has pages to be drawn."""

    def __init__(self, store: SourceStore, blobs: Blobs, isolation: Isolation) -> None:
        self._store = store
        self._blobs = blobs
        self._isolation = isolation
        self._gate = BoundedSemaphore(_AT_ONCE)

    def open(self, source: Source, page: int) -> BinaryIO:
        """From its start; the caller closes it. Raises `NoSuchPage`, or `Crashed` where it cannot be drawn."""
        if not source.has_page_pictures or source.digest is None or not 1 <= page <= source.digest.pages:
            raise NoSuchPage(page)
        key = _key(source.id, page)
        try:
            return self._blobs.open(key)
        except NoSuchBlob:
            pass
        with self._gate:
            try:
                return self._blobs.open(key)  # somebody else had it drawn meanwhile
            except NoSuchBlob:
                return self._drawn(source, page)

    def forget(self, source: Source) -> None:
        """Removes those of all pages."""
        for page in range(1, (source.digest.pages if source.digest else 0) + 1):
            self._blobs.delete(_key(source.id, page))

    def _drawn(self, source: Source, page: int) -> BinaryIO:
        key = _key(source.id, page)
        path = self._blobs.path(f"{source.id}.original")
        task = {"work": "draw", "kind": source.kind, "path": str(path), "page": page}
        data = self._isolation.run(task, DRAWING)
        if not data.startswith(_PNG):
            raise Crashed("nonsense")
        self._blobs.write(key, [data])
        drawn = self._blobs.open(key)
        current = self._store.find(source.id)
        if current is None or current.state is SourceState.LEAVING:  # deleted while it was drawn: nothing stays
            self._blobs.delete(key)
        return drawn


def _key(source_id: str, page: int) -> str:
    """The part of a blob's key has letters only."""
    return f"{source_id}.page" + "".join(_LETTERS[int(digit)] for digit in str(page))
