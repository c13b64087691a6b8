"""A publication's draft as its platform takes it: with its files at hand and the posts that it follows."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import BinaryIO, Protocol, cast

from velocitypost.connections.model import Connection
from velocitypost.contract.types import Attachment, Draft
from velocitypost.publishing.model import Publication
from velocitypost.publishing.store import PublicationStore


class Files(Protocol):
    """The files of drafts, ready to be sent."""

    def require(self, publication: Publication) -> None: ...

    def attached(self, publication: Publication) -> tuple[Attachment, ...]: ...


class _Watched(io.BufferedIOBase):
    """A file that tells when it is read."""

    def __init__(self, file: BinaryIO, reading: Callable[[], None]) -> None:
        self._file = file
        self._reading = reading

    def read(self, size: int | None = -1) -> bytes:
        self._reading()
        return self._file.read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()


def _watched(attachment: Attachment, reading: Callable[[], None] | None) -> Attachment:
    opened = attachment.open
    if reading is None or opened is None:
        return attachment
    return replace(attachment, open=lambda: cast(BinaryIO, _Watched(opened(), reading)))


class Drafts:
    """Puts drafts together."""

    def __init__(self, store: PublicationStore, files: Files) -> None:
        self._store = store
        self._files = files

    def require(self, publication: Publication) -> None:
        """Raises `NotReady` while a file is being made, `CannotFit` or `NoSuchMedia` where it never will be ready."""
        self._files.require(publication)

    def of(
        self, publication: Publication, connection: Connection, *, reading: Callable[[], None] | None = None
    ) -> Draft:
        """As it would be sent now. `reading` is called whenever bytes of a file are read. Raises as `require`."""
        before = None if publication.alone else publication.previous_id
        previous = self._store.find(before) if before else None
        follows = (previous.result.platform_post_id or None) if previous and previous.result else None
        return Draft(
            text=publication.draft.text,
            attachments=tuple(_watched(one, reading) for one in self._files.attached(publication)),
            reply_to=follows,
            options=publication.draft.options,
            root=self._root(publication, previous) if follows else None,
            facts=connection.facts,
        )

    def _root(self, publication: Publication, previous: Publication | None) -> str | None:
        """The platform's id of the first post of the thread, or of the last one that began it anew."""
        first = previous
        if previous is not None and previous.position > 0 and not previous.alone:
            parts = [p for p in self._store.of_posts([publication.post_id]) if p.position < publication.position]
            firsts = [p for p in parts if p.connection_id == publication.connection_id and (p.alone or not p.position)]
            first = firsts[-1] if firsts else None
        return first.result.platform_post_id if first and first.result else None
