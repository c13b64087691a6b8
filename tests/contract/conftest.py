"""Every platform on its stage: the twin, an account with a token, and a session as the product makes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.conformance.recorder import LookingTransport
from tests.conftest import specs_folder
from tests.contract import files, scenes
from tests.contract.files import Shelf
from tests.sandboxed import Sandbox, start_sandbox
from velocitypost.connections.client import Account, AuthorisedClient
from velocitypost.contract import registry
from velocitypost.contract.capabilities import Platform
from velocitypost.contract.errors import ReconnectNeeded, Rejected, Unavailable
from velocitypost.contract.types import Attachment, Draft, Pending, Published
from velocitypost.core.cache import Cache
from velocitypost.core.clock import SystemClock
from velocitypost.core.http import Outbound
from velocitypost.core.ratelimit import RateLimiter

PATIENCE_SECONDS = 1.0
STEPS_MOST = 60
LOOKS_MOST = 10
PLATFORMS = {platform.spec.key: platform for platform in registry.load()}
SCENES = scenes.load()


class Stage:
    """One platform against its twin."""

    def __init__(
        self, platform: Platform, sandbox: Sandbox, transport: LookingTransport, cache: Cache, shelf: Shelf
    ) -> None:
        self.platform: Any = platform
        self.scene = SCENES[platform.spec.key]
        self.sandbox = sandbox
        self.shelf = shelf
        self.transport = transport
        self.outbound = Outbound(timeout=PATIENCE_SECONDS, transport=transport)
        self.limiter = RateLimiter(cache)
        self.last_pending: Pending | None = None
        self.client = self.session()

    def session(self, **token_request: Any) -> AuthorisedClient:
        """A session with a token of its own, which cannot be renewed."""
        body = {"account": self.scene.account, **self.scene.token_request, **token_request}
        answer = self.sandbox.control.post(f"/control/api/{self.scene.service}/tokens", json=body)
        assert answer.status_code in (200, 201), answer.text
        minted = answer.json()
        account = Account(
            "connection",
            minted["account"]["id"],
            minted["account"]["handle"],
            f"{self.sandbox.url}/{self.scene.host}",
            f"{self.sandbox.url}/{self.scene.site}",
            {**self.scene.facts, **minted.get("facts", {})},
            self._address,
        )

        def token(renew: bool) -> str:
            if renew:
                raise ReconnectNeeded("The sign-in has ended.", code="401")
            return str(minted["access_token"])

        return AuthorisedClient(
            self.platform,
            account,
            token=token,
            outbound=self.outbound,
            limiter=self.limiter,
            clock=SystemClock(),
        )

    def _address(self, url: str) -> str:
        """As `Apps.address` does in the sandbox."""
        named = url.removeprefix(f"{self.sandbox.url}/")
        host = (named if named != url else url.partition("://")[2]).partition("/")[0].partition("?")[0]
        hosts = self.platform.spec.hosts
        own = {self.scene.host.partition("/")[0], self.platform.spec.api_url.partition("://")[2], *hosts}
        if host not in own and not any(name.startswith(".") and host.endswith(name) for name in hosts):
            raise Rejected("The service named an address that is not its own.", code="foreign-address")
        return url if named != url else f"{self.sandbox.url}/{url.partition('://')[2]}"

    # ---- drafts

    def draft(self, text: str, attachments: tuple[Attachment, ...] | None = None, **details: Any) -> Draft:
        """A post with what the service needs at least."""
        options = {**self.scene.options, **details.pop("options", {})}
        if attachments is None:
            attachments = () if details.get("reply_to") else self.least()
        return Draft(self.words(text), attachments, options=options, facts=self.client.facts, **details)

    def words(self, text: str) -> str:
        """The text without what the service takes in none."""
        return text.translate({ord(sign): None for sign in self.scene.refuses_signs})

    def least(self) -> tuple[Attachment, ...]:
        """The files that a post cannot be without."""
        if self.scene.needs == "video":
            return (files.video(self.shelf),)
        return (files.picture(self.shelf),) if self.scene.needs == "image" else ()

    def can(self, kind: str) -> bool:
        """Whether the platform takes posts of this kind."""
        return kind in self.platform.spec.kinds

    def needs_kind(self, kind: str) -> None:
        if not self.can(kind):
            pytest.skip(f"{self.platform.spec.name} takes no {kind}")

    # ---- acting

    def go(self, draft: Draft, key: str = "key") -> Published:
        """Publishes and resumes as the product does, letting the twin's time pass."""
        self.last_pending = None
        outcome = self.platform.publish(self.client, draft, key=key)
        for _ in range(STEPS_MOST):
            if isinstance(outcome, Published):
                return outcome
            self.last_pending = outcome
            if outcome.check_after > 0:
                self.pass_time(outcome.check_after)
            outcome = self.platform.resume(self.client, draft, outcome, key=key)
        raise AssertionError("never ready")

    def find(self, draft: Draft, *, since: datetime, key: str = "key") -> Published | None:
        """Looks as the product does, with what the last try had noted; again where the service says when."""
        for _ in range(LOOKS_MOST):
            try:
                found: Published | None = self.platform.find(
                    self.client, draft, key=key, since=since, pending=self.last_pending
                )
            except Unavailable as error:
                if error.retry_at is None:
                    raise
                self.pass_time(max(1.0, (error.retry_at - self.now).total_seconds()))
            else:
                return found
        raise AssertionError("it never tells")

    def fault(self, kind: str, *, operation: str | None = None, **options: Any) -> None:
        """The twin's next answer to the write (or `operation`) goes wrong in this way."""
        twin = self.scene.faults_at or self.scene.service
        fault = {"service": twin, "operation": operation or self.scene.write, "kind": kind, **options}
        assert self.sandbox.control.post("/control/api/faults", json=fault).status_code == 201

    @contextmanager
    def refused(self) -> Iterator[None]:
        """What is sent here on purpose is refused, and need not fit the service's description."""
        noted = list(self.transport.faults)
        with pytest.raises(Rejected):
            yield
        self.transport.faults[:] = noted

    def posts(self) -> list[dict[str, Any]]:
        """What the twin really holds."""
        answer = self.sandbox.control.get(
            f"/control/api/{self.scene.service}/posts", params={"account": self.scene.account}
        )
        return [post for post in answer.json()["posts"] if not post["deleted"]]

    def pass_time(self, seconds: float) -> None:
        """The twin's clock moves on."""
        self.sandbox.control.post("/control/api/clock", json={"advance_seconds": seconds})

    @property
    def now(self) -> datetime:
        return datetime.now(UTC)


@pytest.fixture(scope="session")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with start_sandbox(tmp_path_factory.mktemp("sandbox")) as running:
        yield running


@pytest.fixture(scope="session")
def shelf() -> Iterator[Shelf]:
    with files.open_shelf() as opened:
        yield opened


@pytest.fixture(scope="session")
def specs_if_any() -> Path | None:
    """The folder of published descriptions; None where it is not here (`tests/conformance` then says so)."""
    return specs_folder()


@pytest.fixture(params=sorted(PLATFORMS))
def stage(
    request: pytest.FixtureRequest, twin: Sandbox, redis: Cache, specs_if_any: Path | None, shelf: Shelf
) -> Iterator[Stage]:
    """Each platform in turn. Every request of the test must fit the service's published description."""
    twin.control.post("/control/api/reset")
    transport = LookingTransport(specs_if_any)
    stage = Stage(PLATFORMS[request.param], twin, transport, redis, shelf)
    yield stage
    stage.outbound.close()
    assert transport.faults == []
