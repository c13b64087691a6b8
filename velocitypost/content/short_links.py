"""Short links: addresses of our own that lead to a link of a post, and count how often they are followed.

The code of one follows from the post, the account and the page that it leads to, under a secret: whoever fits the post
again, for a retry or after a crash, gets the same text, byte for byte; and nobody can guess another post's.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from velocitypost.content.links import is_link
from velocitypost.core.clock import Clock

CODE_LENGTH = 11
PATH = "/l/"
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
# Programs that fetch an address to show a card, to index it or to check it; people do not call themselves that.
_NO_PERSON = re.compile(
    r"(?<!cu)bots?(?![a-z])|crawl|spider|slurp|preview|scan|fetch|monitor|check|probe|embed|facebookexternalhit"
    r"|facebookcatalog|meta-external|cardyb|mastodon|pleroma|misskey|akkoma|whatsapp|skypeuri|vkshare|iframely"
    r"|google-|mediapartners|apis-google|feedfetcher|lighthouse|headless|phantomjs|curl|wget|python|java/|okhttp"
    r"|go-http|node-fetch|axios|libwww|http\.rb|guzzle|postman|ruby|perl|php/",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class ShortLink:
    """`id` is its code. `target` never changes."""

    id: str
    workspace_id: str
    post_id: str
    connection_id: str
    target: str
    created_at: datetime


class NoSuchShortLink(Exception):
    """No post has such a link."""


class CodeTaken(Exception):
    """Another link has the same code. This happens once in many billion links."""


class ShortLinkRows(Protocol):
    """Where short links are kept."""

    def insert(self, link: ShortLink) -> bool: ...

    def find(self, code: str) -> ShortLink | None: ...

    def of_posts(self, post_ids: Iterable[str]) -> list[ShortLink]: ...


class ShortLinks:
    """Makes and finds them."""

    def __init__(self, rows: ShortLinkRows, clock: Clock, *, secret: str, base_url: str) -> None:
        self._rows = rows
        self._clock = clock
        self._key = hashlib.sha256(f"velocitypost.short_links/{secret}".encode()).digest()
        self._begins = f"{base_url}{PATH}"

    @property
    def begins(self) -> str:
        """What every short link of this installation begins with."""
        return self._begins

    def address(self, workspace_id: str, post_id: str, connection_id: str, target: str) -> str:
        """The whole address; it leads nowhere until it is kept."""
        said = "\n".join((workspace_id, post_id, connection_id, target))
        number = int.from_bytes(hmac.digest(self._key, said.encode(), "sha256"))
        code = ""
        while len(code) < CODE_LENGTH:
            number, place = divmod(number, len(_ALPHABET))
            code += _ALPHABET[place]
        return f"{self._begins}{code}"

    def keep(self, workspace_id: str, post_id: str, connection_id: str, *, address: str, target: str) -> None:
        """From here on the address leads there. To repeat it is safe. Raises `CodeTaken`."""
        if not is_link(target):
            raise ValueError("only pages of the web are led to")
        code = address.removeprefix(self._begins)
        link = ShortLink(code, workspace_id, post_id, connection_id, target, self._clock.now())
        if not self._rows.insert(link):
            there = self._rows.find(code)
            if there is None or (there.post_id, there.connection_id, there.target) != (post_id, connection_id, target):
                raise CodeTaken("This link cannot be shortened now. Change its address a little and try again.")

    def of_post(self, post_id: str) -> list[ShortLink]:
        """Every one that was made for it, in no order."""
        return self._rows.of_posts([post_id])

    def get(self, code: str) -> ShortLink:
        """Raises `NoSuchShortLink`."""
        well_formed = len(code) == CODE_LENGTH and all(char in _ALPHABET for char in code)
        link = self._rows.find(code) if well_formed else None
        if link is None or not is_link(link.target):
            raise NoSuchShortLink("There is no such link.")
        return link


def is_person(user_agent: str, *, purpose: str = "") -> bool:
    """Whether this looks like a person who follows a link, by what their browser says of itself and of its purpose."""
    return bool(user_agent.strip()) and not _NO_PERSON.search(user_agent) and "prefetch" not in purpose.lower()
