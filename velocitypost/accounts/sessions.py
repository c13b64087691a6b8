"""Signing in, staying in and getting out."""

from __future__ import annotations

from datetime import timedelta

from velocitypost.accounts.errors import NotSignedIn
from velocitypost.accounts.model import Keys, Member, Session, Viewer
from velocitypost.accounts.store import Sessions as SessionStore
from velocitypost.accounts.tokens import ACCESS_LIFE, AccessTokens, digest
from velocitypost.core.clock import Clock
from velocitypost.core.ids import new_id, new_secret
from velocitypost.core.log import get_logger

log = get_logger(__name__)

SESSION_LIFE = timedelta(days=30)
# Two tabs that wake up together present the same token; so does a browser whose answer got lost.
REUSE_GRACE = timedelta(seconds=10)
LISTED_MAX = 50
_USER_AGENT_MAX = 200
_ENDED = "Your session has ended. Sign in again."


class Sessions:
    """Opens, renews, checks and ends sessions."""

    def __init__(self, store: SessionStore, access: AccessTokens, clock: Clock) -> None:
        self._store = store
        self._access = access
        self._clock = clock

    def open(self, member: Member, *, user_agent: str) -> Keys:
        """A new session for this person in this workspace."""
        now = self._clock.now()
        session = Session(
            id=new_id("session"),
            user_id=member.user_id,
            workspace_id=member.workspace_id,
            role=member.role,
            created_at=now,
            last_used_at=now,
            expires_at=now + SESSION_LIFE,
            user_agent=user_agent[:_USER_AGENT_MAX],
        )
        self._store.insert(session)
        return self._keys(session)

    def authenticate(self, access_token: str) -> Viewer:
        """Who holds this token. One read by id. Raises `NotSignedIn`."""
        return self._open_session(self._access.read(access_token, now=self._clock.now())).viewer

    def is_open(self, session_id: str) -> bool:
        """Whether the session still stands."""
        try:
            self._open_session(session_id)
        except NotSignedIn:
            return False
        return True

    def refresh(self, refresh_token: str) -> Keys:
        """New keys for old. A token that was spent before ends the session: one of its two holders is a thief.

        Raises `NotSignedIn`.
        """
        now, spent = self._clock.now(), digest(refresh_token)
        token = self._store.find_token(spent)
        if token is None or token["expires_at"] <= now:
            raise NotSignedIn(_ENDED)
        if token["spent_at"] is not None and now - token["spent_at"] > REUSE_GRACE:
            self._store.end(token["session_id"], now=now)
            log.warning("refresh_reused", session_id=token["session_id"])
            raise NotSignedIn("This sign-in was used from two places, so it was ended. Sign in again.")
        session = self._open_session(token["session_id"])
        keys = self._keys(session)
        self._store.spend_token(spent, now=now)
        if not self._store.touch(session.id, now=now, expires_at=now + SESSION_LIFE):
            self._store.delete_token(digest(keys.refresh_token))
            raise NotSignedIn(_ENDED)
        return keys

    def end(self, session_id: str) -> None:
        """Signs out here."""
        self._store.end(session_id, now=self._clock.now())

    def end_all(self, user_id: str) -> None:
        """Signs out everywhere; access tokens that are out stop working too."""
        self._store.end_all(user_id, now=self._clock.now())

    def end_others(self, viewer: Viewer) -> None:
        """Signs out everywhere but here."""
        self._store.end_all(viewer.user_id, now=self._clock.now(), but=viewer.session_id)

    def list(self, user_id: str) -> list[Session]:
        """Open sessions, the most recently used first, at most `LISTED_MAX`."""
        return self._store.list_open(user_id, now=self._clock.now(), limit=LISTED_MAX)

    def forget_expired(self) -> int:
        """Removes what has run out: once a day is enough. Tells how many rows went."""
        return self._store.delete_expired(now=self._clock.now())

    def _open_session(self, session_id: str | None) -> Session:
        session = self._store.find(session_id) if session_id else None
        if session is None:
            raise NotSignedIn("Sign in to go on.")
        if session.ended_at is not None or session.expires_at <= self._clock.now():
            raise NotSignedIn(_ENDED)
        return session

    def _keys(self, session: Session) -> Keys:
        now, refresh_token = self._clock.now(), new_secret()
        self._store.insert_token(digest(refresh_token), session.id, expires_at=now + SESSION_LIFE)
        return Keys(
            session=session,
            access_token=self._access.sign(session.id, now=now),
            access_seconds=int(ACCESS_LIFE.total_seconds()),
            refresh_token=refresh_token,
            refresh_seconds=int(SESSION_LIFE.total_seconds()),
        )
