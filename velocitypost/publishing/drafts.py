"""A publication's draft as its platform takes it: with its files at hand and the posts that it follows."""

from __future__ import annotations

from typing import Protocol

from velocitypost.connections.model import Connection
from velocitypost.contract.types import Attachment, Draft
from velocitypost.publishing.model import Publication
from velocitypost.publishing.store import PublicationStore


class Files(Protocol):
    """The files of drafts, ready to be sent."""

    def require(self, publication: Publication) -> None: ...

    def attached(self, publication: Publication) -> tuple[Attachment, ...]: ...


class Drafts:
    """Puts drafts together."""

    def __init__(self, store: PublicationStore, files: Files) -> None:
        self._store = store
        self._files = files

    def require(self, publication: Publication) -> None:
        """Raises `NotReady` while a file is being made, `CannotFit` or `NoSuchMedia` where it never will be ready."""
        self._files.require(publication)

    def of(self, publication: Publication, connection: Connection) -> Draft:
        """As it would be sent now. Raises as `require`."""
        previous = self._store.find(publication.previous_id) if publication.previous_id else None
        follows = previous.result.platform_post_id if previous and previous.result else None
        return Draft(
            text=publication.draft.text,
            attachments=self._files.attached(publication),
            reply_to=follows,
            options=publication.draft.options,
            root=self._root(publication, previous) if follows else None,
            facts=connection.facts,
        )

    def _root(self, publication: Publication, previous: Publication | None) -> str | None:
        """The platform's id of the first post of the thread."""
        first = previous
        if previous is not None and previous.position > 0:
            parts = self._store.of_posts([publication.post_id])
            first = next((p for p in parts if (p.connection_id, p.position) == (publication.connection_id, 0)), None)
        return first.result.platform_post_id if first and first.result else None
