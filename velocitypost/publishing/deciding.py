"""What only a person can decide of a publication: send it again, it is there, leave it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from velocitypost.connections.model import NoSuchConnection
from velocitypost.connections.service import ConnectionService
from velocitypost.core.clock import Clock
from velocitypost.publishing.changing import Changing, standing
from velocitypost.publishing.model import AlreadyPublished, NotPossibleNow, Publication, Result, State
from velocitypost.publishing.store import PublicationStore


class Deciding:
    """Every decision is scoped by workspace, and noted in the publication's trail."""

    def __init__(
        self,
        store: PublicationStore,
        changing: Changing,
        connections: ConnectionService,
        clock: Clock,
        *,
        ring: Callable[[], None],
    ) -> None:
        """`ring` tells the clockwork that something is due now; to lose its message costs a second."""
        self._store = store
        self._changing = changing
        self._connections = connections
        self._clock = clock
        self._ring = ring

    def get(self, workspace_id: str, publication_id: str) -> Publication:
        """Raises `NoSuchPublication`."""
        return self._changing.get(workspace_id, publication_id)

    def retry(self, workspace_id: str, publication_id: str) -> Publication:
        """The person says: send it (again). For what failed, is held, or is unconfirmed and not there.

        A part that cannot follow the one before it, because nobody knows where that is, begins a thread anew.
        """

        def again(publication: Publication) -> Publication:
            held = publication.state is State.SCHEDULED and publication.hold is not None
            if not held and publication.state not in (State.FAILED, State.UNCONFIRMED):
                raise NotPossibleNow(standing(publication, "It cannot be sent again"))
            now = self._clock.now()
            alone = publication.hold is not None and publication.hold.code == "previous_without_link"
            settled = publication
            for attempt in publication.once_doubtful:
                settled = settled.with_attempt(
                    replace(attempt, outcome="not_written", why="A person said that it is not there.")
                )
            more = {"as_new_thread": True} if alone else {}
            return replace(
                settled.noting("person_said_send_again", now, was=publication.state.value, **more),
                state=State.SCHEDULED,
                due_at=now,
                wake_at=now,
                hold=None,
                failure=None,
                pending=None,
                alone=publication.alone or alone,
                tries=0,
                looks=0,
            )

        changed = self._changing.change(workspace_id, publication_id, again)
        self._ring()
        return changed

    def confirm(self, workspace_id: str, publication_id: str, *, url: str | None) -> Publication:
        """The person says: it is there; later too, to give the link that was missing. Then the next part may follow."""

        def there(publication: Publication) -> Publication:
            live_id = self._live_id(publication, url)
            now, result = self._clock.now(), publication.result
            kind = "person_said_it_is_there"
            if result is not None and result.confirmed_by == "person" and not result.platform_post_id:
                if not live_id:
                    raise NotPossibleNow("This does not look like the address of a post there. Copy that of the post.")
                kind = "person_gave_its_link"
                result = replace(result, platform_post_id=live_id, url=url)
            elif publication.state is State.UNCONFIRMED:
                began = [a.write_began_at for a in publication.attempts if a.write_began_at]
                result = Result(live_id, url, began[-1] if began else now, "person")
            else:
                raise NotPossibleNow(standing(publication, "There is nothing to confirm"))
            at = result.published_at.isoformat()
            noted = publication.noting(kind, now, url=url, platform_post_id=live_id, published_at=at)
            return replace(
                noted,
                state=State.PUBLISHED,
                result=result,
                failure=None,
                wake_at=now if publication.next_id else None,
                metrics_at=now if live_id else None,
            )

        changed = self._changing.change(workspace_id, publication_id, there)
        self._ring()
        return changed

    def _live_id(self, publication: Publication, url: str | None) -> str:
        """The platform's id of the post at this address; empty where it cannot be read from it."""
        try:
            account = self._connections.get(publication.workspace_id, publication.connection_id)
        except NoSuchConnection:
            return ""
        live_id = self._connections.platform_of(account).post_id_of(url) if url else None
        if live_id and self._store.is_recorded(account.id, live_id, but=publication.id):
            raise NotPossibleNow("That is the address of another post of yours. Copy that of this one.")
        return live_id or ""

    def drop(self, workspace_id: str, publication_id: str) -> Publication:
        """The person says: leave it."""

        def dropped(publication: Publication) -> Publication:
            if publication.state in (State.PUBLISHED, State.PROCESSING) or publication.state is State.PUBLISHING:
                raise AlreadyPublished(standing(publication, "It cannot be dropped"))
            noted = publication.noting("person_dropped_it", self._clock.now(), was=publication.state.value)
            return replace(noted, state=State.CANCELLED, wake_at=None, hold=None)

        return self._changing.change(workspace_id, publication_id, dropped)

    def release(self, workspace_id: str, connection_id: str) -> int:
        """The account is connected again: what waited for that goes on. How many did."""
        waiting = self._store.held_by_connection(connection_id)
        for publication in waiting:
            self._changing.change(workspace_id, publication.id, _released)
        if waiting:
            self._ring()
        return len(waiting)


def _released(publication: Publication) -> Publication:
    if publication.hold is None or publication.hold.code != "reconnect":
        return publication
    return replace(publication, hold=None, wake_at=publication.due_at)
