"""An authorised session for one account: the `Client` that platforms are handed."""

from __future__ import annotations

import hashlib
import json as json_module
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import mktime_tz, parsedate_tz
from typing import Any, Protocol

from velocitypost.contract.answers import json_of
from velocitypost.contract.capabilities import Platform
from velocitypost.contract.errors import OutcomeUnknown, PlatformError, Rejected, Unavailable
from velocitypost.core.clock import Clock
from velocitypost.core.http import NoAnswer, NotSent, Outbound, Request, Response
from velocitypost.core.ratelimit import Rate, RateLimiter

JSON = Any
_DAY_SECONDS = 86_400
_PLAUSIBLE_YEAR = 2000


class Recorder(Protocol):
    """Is told of the one write of an attempt."""

    def before_write(self, *, fingerprint: str, size: int) -> None:
        """Called before the first byte leaves; what it raises stops the request."""

    def after_answer(self, status: int) -> None:
        """Called with the status of the answer, whatever it is."""


def _nowhere(_url: str) -> str:
    raise Rejected("The service named an address that is not its own. Nothing was sent there.", code="foreign-address")


@dataclass(frozen=True)
class Account:
    """Whom the session speaks for, and where the platform is.

    `public_only`: a person chose the server, so it must be on the public internet.
    `address` tells where a whole address is to be sent; it raises `Rejected` for one that is not the platform's.
    """

    connection_id: str
    platform_user_id: str
    username: str
    api_url: str
    site_url: str
    facts: Mapping[str, JSON] = field(default_factory=dict)
    address: Callable[[str], str] = _nowhere
    public_only: bool = False


def bucket(platform: str, connection_id: str, method: str) -> str:
    """The name under which an account's rate is kept."""
    return f"{platform}:{connection_id}:{method}"


class AuthorisedClient:
    """Adds the token, keeps to the account's rate, and says of every failure whether something was written."""

    def __init__(
        self,
        platform: Platform,
        account: Account,
        *,
        token: Callable[[bool], str],
        outbound: Outbound,
        limiter: RateLimiter,
        clock: Clock,
        recorder: Recorder | None = None,
    ) -> None:
        self._platform = platform
        self._account = account
        self._token = token
        self._outbound = outbound
        self._limiter = limiter
        self._clock = clock
        self._recorder = recorder
        self._ahead = timedelta(0)

    @property
    def ahead(self) -> timedelta:
        """How far our clock was ahead of the service's when it last answered, as far as its `Date` told.

        https://www.rfc-editor.org/rfc/rfc9110#name-date
        """
        return self._ahead

    @property
    def platform_user_id(self) -> str:
        return self._account.platform_user_id

    @property
    def username(self) -> str:
        return self._account.username

    @property
    def site_url(self) -> str:
        return self._account.site_url

    @property
    def facts(self) -> Mapping[str, JSON]:
        return self._account.facts

    @property
    def now(self) -> datetime:
        return self._clock.now()

    def get(self, path: str, params: Mapping[str, str] | None = None) -> JSON:
        return json_of(self.send("GET", path, params=params), self._name)

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
        url = self._account.address(path) if "://" in path else f"{self._account.api_url}{path}"
        token = self._token(False) if authorised else ""
        if writes:
            self._keep_pace(method)
            self._announce_write(method, path, json, form)

        def attempt(bearer: str) -> Response:
            request = Request(
                method,
                url,
                params=params,
                json=json,
                form=form,
                content=content() if callable(content) else content,
                headers={**(headers or {}), **({"authorization": f"{scheme} {bearer}"} if bearer else {})},
                public_only=self._account.public_only,
            )
            return self._exchange(request, writes=writes)

        response = attempt(token)
        if token and self._platform.token_ended(response):
            # Nothing was written: the service did not know us. A token can die before its time; renew it once.
            renewed = self._token(True)
            if writes:
                self._announce_write(method, path, json, form)  # the renewal may have outlasted our right to write
            response = attempt(renewed)
        return self._judge(response, method=method, path=path, writes=writes)

    @property
    def _name(self) -> str:
        return self._platform.spec.name

    def _key(self, method: str) -> str:
        return bucket(self._platform.spec.key, self._account.connection_id, method)

    def _keep_pace(self, method: str) -> None:
        pace, now = self._platform.spec.pace, self._clock.now()
        wait = self._limiter.take(self._key(method), Rate(pace.posts_per_window, pace.window_seconds), now=now)
        if wait <= 0 and pace.app_posts_per_day is not None:
            whole_app = f"{self._platform.spec.key}:app"
            wait = self._limiter.take(whole_app, Rate(pace.app_posts_per_day, _DAY_SECONDS), now=now)
        if wait > 0:
            raise Unavailable(
                f"This account has used up what {self._name} allows for now.",
                code="own-limit",
                retry_at=now + timedelta(seconds=wait),
                rate_limited=True,
            )

    def _announce_write(self, method: str, path: str, json: JSON, form: JSON) -> None:
        if self._recorder is None:
            return
        payload = json_module.dumps([method, path, json, form], sort_keys=True, ensure_ascii=False).encode()
        self._recorder.before_write(fingerprint=hashlib.sha256(payload).hexdigest(), size=len(payload))

    def _exchange(self, request: Request, *, writes: bool) -> Response:
        try:
            response = self._outbound.send(request)
        except NotSent as error:
            raise Unavailable(f"{self._name} could not be reached: {error}.", code="not-sent") from error
        except NoAnswer as error:
            if writes:
                raise OutcomeUnknown(f"{self._name}: {error}.", code="no-answer") from error
            raise Unavailable(f"{self._name}: {error}.", code="no-answer") from error
        if (theirs := _date(response)) is not None:
            self._ahead = self._clock.now() - theirs
        return response

    def _judge(self, response: Response, *, method: str, path: str, writes: bool) -> Response:
        now = self._clock.now()
        if writes:
            if self._recorder is not None:
                self._recorder.after_answer(response.status)
            if quota := self._platform.read_quota(response, operation=f"{method} {path}"):
                self._limiter.learn(
                    self._key(method),
                    limit=quota.limit,
                    remaining=quota.remaining,
                    resets_at=quota.resets_at,
                    now=now,
                )
        if response.ok:
            return response
        error = self._platform.read_error(response, writes=writes, now=now)
        self._note_limit(error, method=method, writes=writes)
        raise error

    def _note_limit(self, error: PlatformError, *, method: str, writes: bool) -> None:
        if writes and isinstance(error, Unavailable) and error.rate_limited and error.retry_at:
            self._limiter.close(self._key(method), until=error.retry_at, now=self._clock.now())


def _date(response: Response) -> datetime | None:
    """When the service answered, by its own clock."""
    told = parsedate_tz(response.headers.get("date", ""))
    return datetime.fromtimestamp(mktime_tz(told), UTC) if told and told[0] >= _PLAUSIBLE_YEAR else None
