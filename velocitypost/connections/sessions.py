"""Authorised sessions: for a connection, or for a permission that is no connection yet."""

from __future__ import annotations

from collections.abc import Callable

from velocitypost.connections.apps import Apps
from velocitypost.connections.client import Account, AuthorisedClient, Recorder
from velocitypost.connections.model import Connection
from velocitypost.contract.capabilities import Platform
from velocitypost.contract.errors import ReconnectNeeded
from velocitypost.core.clock import Clock
from velocitypost.core.http import Outbound
from velocitypost.core.ratelimit import RateLimiter


class Sessions:
    """Puts together what every session needs."""

    def __init__(self, apps: Apps, outbound: Outbound, limiter: RateLimiter, clock: Clock) -> None:
        self._apps = apps
        self._outbound = outbound
        self._limiter = limiter
        self._clock = clock

    def of(
        self,
        platform: Platform,
        connection: Connection,
        token: Callable[[bool], str],
        *,
        recorder: Recorder | None = None,
    ) -> AuthorisedClient:
        """One that speaks for a connected account. `token` is asked for each request, with True for a renewed one."""
        account = Account(
            connection.id,
            connection.platform_user_id,
            connection.username,
            self._apps.api_url(platform, connection.instance),
            self._apps.site_url(platform, connection.instance),
            connection.facts,
            lambda url: self._apps.address(platform, connection.instance, url),
            public_only=bool(connection.instance),
        )
        return self._session(platform, account, token, recorder)

    def fresh(self, platform: Platform, instance: str, access_token: str) -> AuthorisedClient:
        """One with a permission just given; an empty token sends no authorisation."""

        def token(renew: bool) -> str:
            if renew:
                raise ReconnectNeeded("The new permission does not work.")
            return access_token

        account = Account(
            "new",
            "",
            "",
            self._apps.api_url(platform, instance),
            self._apps.site_url(platform, instance),
            address=lambda url: self._apps.address(platform, instance, url),
            public_only=bool(instance),
        )
        return self._session(platform, account, token)

    def _session(
        self, platform: Platform, account: Account, token: Callable[[bool], str], recorder: Recorder | None = None
    ) -> AuthorisedClient:
        return AuthorisedClient(
            platform,
            account,
            token=token,
            outbound=self._outbound,
            limiter=self._limiter,
            clock=self._clock,
            recorder=recorder,
        )
