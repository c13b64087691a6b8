"""The texts that open doors: access tokens, refresh tokens, links in e-mails, and the proof against forgery.

Only their digests are stored. An access token (JWT, HS256) names a session; that the session still stands is
asked of the database at each request, so signing out takes effect at once.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta

import jwt

from velocitypost.core.ids import new_secret

ACCESS_LIFE = timedelta(minutes=10)
_ALGORITHM = "HS256"
_AUDIENCE = "velocitypost"


def digest(token: str) -> str:
    """What is stored of a token. Tokens are random, so a plain hash cannot be turned back by guessing."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class AccessTokens:
    """Signs and reads access tokens."""

    def __init__(self, key: str) -> None:
        self._key = hashlib.sha256(b"access|" + key.encode()).digest()

    def sign(self, session_id: str, *, now: datetime) -> str:
        """A token for this session that lives for `ACCESS_LIFE`."""
        claims = {
            "aud": _AUDIENCE,
            "sid": session_id,
            "iat": int(now.timestamp()),
            "exp": int((now + ACCESS_LIFE).timestamp()),
        }
        return jwt.encode(claims, self._key, algorithm=_ALGORITHM)

    def read(self, token: str, *, now: datetime) -> str | None:
        """The session's id, or None if the token is not ours, was changed or has run out."""
        try:
            claims = jwt.decode(
                token,
                self._key,
                algorithms=[_ALGORITHM],
                audience=_AUDIENCE,
                # The product has its own clock; the two times are compared with it below.
                options={"require": ["exp", "sid", "aud"], "verify_exp": False, "verify_iat": False},
            )
        except (jwt.InvalidTokenError, UnicodeError):
            return None
        expires, session_id = claims["exp"], claims["sid"]
        if not isinstance(expires, int) or not isinstance(session_id, str) or now.timestamp() >= expires:
            return None
        return session_id


class ForgeryProof:
    """The double-submit value that shows that a request came from our own page: bound to one session by HMAC.

    https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
    """

    def __init__(self, key: str) -> None:
        self._key = hashlib.sha256(b"csrf|" + key.encode()).digest()

    def make(self, session_id: str) -> str:
        """A value for the readable cookie."""
        salt = new_secret(12)
        return f"{salt}.{self._mac(session_id, salt)}"

    def holds(self, value: str, session_id: str) -> bool:
        """Whether `value` was made for this session."""
        salt, _, mac = value.partition(".")
        return hmac.compare_digest(mac.encode(), self._mac(session_id, salt).encode())

    def _mac(self, session_id: str, salt: str) -> str:
        return hmac.new(self._key, f"{session_id}|{salt}".encode(), hashlib.sha256).hexdigest()
