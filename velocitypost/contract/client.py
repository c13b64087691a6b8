"""What a platform is handed to talk to its service: an authorised session for one account."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from velocitypost.core.http import Response

JSON = Any


class Client(Protocol):
    """Sends requests as one connected account.

    `path` is relative to the platform's `api_url`, or a whole address: one at `spec.hosts`, or one that the service
    itself named in an answer and that lies there. `authorised=False` leaves the token out, for addresses that are
    signed themselves. Every answer with status 400 or above is raised as the error
    that `Platform.read_error` makes of it. `writes=True` marks the one call whose effect a follower could see:
    it is recorded before the first byte leaves, and no failure of it is ever taken for "not written" unless it
    certainly was not.

    Raises `Rejected`, `ReconnectNeeded`, `Unavailable`, and for `writes=True` also `OutcomeUnknown`.
    """

    @property
    def platform_user_id(self) -> str:
        """The account's id at the platform."""

    @property
    def username(self) -> str:
        """The account's name at the platform, for making links."""

    @property
    def site_url(self) -> str:
        """Where the platform's public pages are."""

    @property
    def facts(self) -> Mapping[str, JSON]:
        """What is known of the account (`Profile.facts`)."""

    @property
    def now(self) -> datetime:
        """The moment, in UTC."""

    def get(self, path: str, params: Mapping[str, str] | None = None) -> JSON:
        """Asks and reads JSON."""

    def send(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        json: JSON = None,
        form: Mapping[str, str] | None = None,
        content: bytes | Callable[[], Iterable[bytes]] | None = None,
        headers: Mapping[str, str] | None = None,
        writes: bool = False,
        authorised: bool = True,
        scheme: str = "Bearer",
    ) -> Response:
        """Sends and gives the whole answer.

        `content` that is a function is called for each try and streamed; give its length as `content-length`.
        `scheme` is the word before the token in the header `authorization`.
        """
