"""Addresses under which a platform may fetch one file for some hours: signed, so that nobody can guess another."""

from __future__ import annotations

from dataclasses import dataclass

from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

_LIVES_SECONDS = 24 * 3600
_ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "image/gif": "gif",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/webm": "webm",
    "application/pdf": "pdf",
}


class LinkEnded(Exception):
    """The address is no longer valid, or never was."""


@dataclass(frozen=True)
class Shared:
    """What an address stands for: a blob's key and its type."""

    key: str
    mime: str


class Links:
    """Makes and reads them."""

    def __init__(self, secret: str, *, base_url: str) -> None:
        self._signer = URLSafeTimedSerializer(secret, salt="velocitypost.media.links")
        self._base_url = base_url

    def make(self, shared: Shared) -> str:
        """A whole address, valid for a day."""
        return f"{self._base_url}{self.path(shared)}"

    def path(self, shared: Shared) -> str:
        """The same without our own host, for our own pages."""
        token = self._signer.dumps([shared.key, shared.mime])
        return f"/shared/{token}/file.{_ENDINGS.get(shared.mime, 'bin')}"

    def read(self, token: str) -> Shared:
        """Raises `LinkEnded`."""
        try:
            key, mime = self._signer.loads(token, max_age=_LIVES_SECONDS)
        except (SignatureExpired, BadSignature, ValueError) as error:
            raise LinkEnded("This link has ended.") from error
        return Shared(str(key), str(mime))
