"""How a person's word changes a publication, in a race with the workers: by compare-and-set, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from velocitypost.core.clock import Clock
from velocitypost.core.events import Events
from velocitypost.publishing.model import (
    AlreadyPublished,
    NoSuchPublication,
    NotPossibleNow,
    Publication,
    PublicationChanged,
    State,
)
from velocitypost.publishing.store import PublicationStore

_TRIES_AGAINST_RACES = 5


class Changing:
    """Reads and changes the publications of a workspace, and tells of each change."""

    def __init__(self, store: PublicationStore, clock: Clock, events: Events) -> None:
        self._store = store
        self._clock = clock
        self._events = events

    def get(self, workspace_id: str, publication_id: str) -> Publication:
        """Raises `NoSuchPublication`."""
        publication = self._store.find(publication_id)
        if publication is None or publication.workspace_id != workspace_id:
            raise NoSuchPublication("There is no such publication in this workspace.")
        return publication

    def change(
        self, workspace_id: str, publication_id: str, change: Callable[[Publication], Publication]
    ) -> Publication:
        """The row as `change` makes it from what it is then. Raises what `change` raises, or `NotPossibleNow`."""
        for _ in range(_TRIES_AGAINST_RACES):
            current = self.get(workspace_id, publication_id)
            saved = self._store.save(replace(change(current), updated_at=self._clock.now()))
            if saved is not None:
                self.tell(saved)
                return saved
        raise NotPossibleNow("It is being worked on right now. Try again in a moment; nothing was changed.")

    def tell(self, publication: Publication) -> None:
        """It has changed."""
        self._events.publish(PublicationChanged.of(publication))


def rescheduled(publication: Publication, **changes: object) -> Publication:
    """The publication as it waits again, taken from a worker that has sent nothing yet.

    Raises `AlreadyPublished` where something may have left.
    """
    untouched = publication.state is State.SCHEDULED
    claimed = publication.state is State.PUBLISHING and not publication.doubtful
    if not untouched and not claimed:
        raise AlreadyPublished(standing(publication, "It cannot be changed any more"))
    if claimed:
        publication = replace(publication, state=State.SCHEDULED, claim=None, wake_at=publication.due_at)
    return replace(publication, **changes)  # type: ignore[arg-type]


def standing(publication: Publication, sentence: str) -> str:
    """The sentence, and where the publication stands."""
    words = {
        State.SCHEDULED: "it is scheduled",
        State.PUBLISHING: "it is on its way right now",
        State.PROCESSING: "the platform has it and is preparing it",
        State.PUBLISHED: "it is published",
        State.FAILED: "the platform refused it",
        State.UNCONFIRMED: "we do not know whether it arrived",
        State.CANCELLED: "it was cancelled",
    }
    return f"{sentence}: {words[publication.state]}."
