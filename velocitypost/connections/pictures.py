"""Profile pictures, kept here: pages show no asset of another host, and platforms learn nothing of who looks."""

from __future__ import annotations

from dataclasses import dataclass

from velocitypost.core.blobs import Blobs, NoSuchBlob
from velocitypost.core.http import NoAnswer, NotSent, Outbound, Request
from velocitypost.core.log import get_logger

log = get_logger(__name__)
_MOST_BYTES = 1024 * 1024
_KINDS = {"image/jpeg": "jpeg", "image/png": "png", "image/webp": "webp", "image/gif": "gif", "image/svg+xml": "svg"}


@dataclass(frozen=True)
class Picture:
    """A picture's bytes and their type."""

    mime: str
    data: bytes


class Pictures:
    """One picture for each connection."""

    def __init__(self, outbound: Outbound, blobs: Blobs) -> None:
        self._outbound = outbound
        self._blobs = blobs

    def fetch(self, connection_id: str, url: str | None) -> str | None:
        """Keeps what is at `url` and tells its type; None where there is nothing usable. Never raises."""
        if url is None:
            return None
        try:
            answer = self._outbound.send(Request("GET", url, public_only=True))
        except (NotSent, NoAnswer) as error:
            log.info("picture_not_fetched", connection=connection_id, reason=str(error))
            return None
        mime = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
        if not answer.ok or mime not in _KINDS or not 0 < len(answer.body) <= _MOST_BYTES:
            return None
        self._blobs.write(_key(connection_id, mime), [answer.body])
        return mime

    def find(self, connection_id: str, mime: str | None) -> Picture | None:
        """The kept picture of this type."""
        if mime is None:
            return None
        try:
            with self._blobs.open(_key(connection_id, mime)) as file:
                return Picture(mime, file.read())
        except NoSuchBlob:
            return None

    def forget(self, connection_id: str, mime: str | None) -> None:
        if mime is not None:
            self._blobs.delete(_key(connection_id, mime))


def _key(connection_id: str, mime: str) -> str:
    return f"{connection_id}.{_KINDS[mime]}"
