"""Closing an account: nothing goes out any more at once, and what there was is removed soon after.

The wish is a row, so it survives every crash; each step may be repeated. What is on its way when it comes is let
arrive, and what was under way elsewhere and still writes rows is swept up a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from velocitypost.accounts.closing_store import Belonging, Closing, ClosingStore, Eraser
from velocitypost.accounts.credentials import Credentials
from velocitypost.accounts.errors import Invalid
from velocitypost.accounts.model import Addressee, AskForMail, Viewer
from velocitypost.accounts.rules import email_key
from velocitypost.accounts.sessions import Sessions
from velocitypost.accounts.store import Users, Workspaces
from velocitypost.core.clock import Clock
from velocitypost.core.log import get_logger

log = get_logger(__name__)

CONFIRMATION = "DELETE"
_LEASE = timedelta(minutes=5)
_LOOKS_AGAIN = timedelta(seconds=5)
_SWEEPS_AGAIN = timedelta(minutes=15)


@dataclass(frozen=True)
class Elsewhere:
    """What other rooms do when a workspace ends, by its id. Each may be repeated."""

    cancel_posts: Callable[[str], object]
    is_sending: Callable[[str], bool]
    disconnect_all: Callable[[str], object]
    forget_file: Mapping[str, Callable[[str], object]]


class ClosingService:
    """The web process asks for it; the workers call `work` again and again."""

    def __init__(
        self,
        store: ClosingStore,
        eraser: Eraser,
        users: Users,
        workspaces: Workspaces,
        sessions: Sessions,
        credentials: Credentials,
        clock: Clock,
        *,
        belongings: Iterable[Belonging],
        elsewhere: Elsewhere,
        ask_for_mail: AskForMail,
    ) -> None:
        self._store = store
        self._eraser = eraser
        self._users = users
        self._workspaces = workspaces
        self._sessions = sessions
        self._credentials = credentials
        self._clock = clock
        self._belongings = tuple(belongings)
        self._elsewhere = elsewhere
        self._ask_for_mail = ask_for_mail

    def ask(self, viewer: Viewer, *, password: str, confirmation: str) -> None:
        """Closes the viewer's account: when this returns, no post begins to leave and nobody can sign in.

        Raises `Invalid`; then nothing has happened.
        """
        if confirmation.strip() != CONFIRMATION:
            raise Invalid({"confirmation": f"Type {CONFIRMATION}, in capital letters."})
        self._credentials.require(viewer.user_id, password)
        user, now = self._users.find(viewer.user_id), self._clock.now()
        if user is None:  # it was closed in this very moment, from elsewhere
            return
        closing = Closing(viewer.workspace_id, user.id, user.name, user.email, now, now + _LEASE)
        self._store.insert(closing)
        self._shut(closing)
        self._store.postpone(closing, now)

    def work(self) -> bool:
        """Goes on with the one that waits longest. Whether there was one."""
        closing = self._store.find_due(self._clock.now())
        if closing is None or not self._store.postpone(closing, self._clock.now() + _LEASE):
            return False
        self._go_on(closing)
        return True

    def _go_on(self, closing: Closing) -> None:
        if not closing.swept:
            self._shut(closing)
        if self._elsewhere.is_sending(closing.id):
            self._store.set_due(closing.id, self._clock.now() + _LOOKS_AGAIN)
            return
        self._elsewhere.disconnect_all(closing.id)
        rows = self._sweep(closing)
        log.info("workspace_erased", workspace=closing.id, rows=rows, again=closing.swept)
        if closing.swept:
            self._store.delete(closing.id)
        else:
            self._store.note_swept(closing.id, self._clock.now() + _SWEEPS_AGAIN)

    def _shut(self, closing: Closing) -> None:
        self._workspaces.close(closing.id, now=self._clock.now())
        if self._users.delete(closing.user_id):
            goodbye = Addressee(closing.name, closing.email)
            self._ask_for_mail("goodbye", email_key(closing.email), to=goodbye)
        self._sessions.end_all(closing.user_id)
        self._elsewhere.cancel_posts(closing.id)

    def _sweep(self, closing: Closing) -> int:
        roots = {"workspace": closing.id, "user": closing.user_id}
        files = self._elsewhere.forget_file
        rows = sum(self._eraser.erase(one, roots, forget=files.get(one.collection)) for one in self._belongings)
        self._workspaces.delete(closing.id)
        return rows
