"""Every platform on its stage: the twin, an account with a token, and a session as the product makes it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.conformance.recorder import LookingTransport
from tests.conftest import specs_folder
from tests.sandboxed import Sandbox, start_sandbox
from velocitypost.connections.client import Account, AuthorisedClient
from velocitypost.contract import registry
from velocitypost.contract.capabilities import Platform
from velocitypost.contract.errors import ReconnectNeeded
from velocitypost.contract.types import Attachment
from velocitypost.core.cache import Cache
from velocitypost.core.clock import SystemClock
from velocitypost.core.http import Outbound
from velocitypost.core.ratelimit import RateLimiter

PATIENCE_SECONDS = 1.0
PLATFORMS = {platform.spec.key: platform for platform in registry.load()}


@dataclass(frozen=True)
class Scene:
    """How a platform's twin is spoken to by the suite: facts of the twin, none of the platform's code."""

    service: str
    host: str
    site: str
    account: str
    write: str
    read_posts: str
    token_seconds: int


SCENES = {
    "x": Scene(
        "x", "api.x.com", "x.com", "mapleandrye", "POST /2/tweets", "GET /2/users/:user_id/tweets", token_seconds=7200
    )
}


class Stage:
    """One platform against its twin."""

    def __init__(self, platform: Platform, sandbox: Sandbox, transport: LookingTransport, cache: Cache) -> None:
        self.platform: Any = platform
        self.scene = SCENES[platform.spec.key]
        self.sandbox = sandbox
        self.outbound = Outbound(timeout=PATIENCE_SECONDS, transport=transport)
        self.limiter = RateLimiter(cache)
        self.client = self.session()

    def session(self, **token_request: Any) -> AuthorisedClient:
        """A session with a token of its own, which cannot be renewed."""
        body = {"account": self.scene.account, **token_request}
        minted = self.sandbox.control.post(f"/control/api/{self.scene.service}/tokens", json=body).json()
        account = Account(
            "connection",
            minted["account"]["id"],
            minted["account"]["handle"],
            f"{self.sandbox.url}/{self.scene.host}",
            f"{self.sandbox.url}/{self.scene.site}",
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

    def fault(self, kind: str, *, operation: str | None = None, **options: Any) -> None:
        """The twin's next answer to the write (or `operation`) goes wrong in this way."""
        fault = {"service": self.scene.service, "operation": operation or self.scene.write, "kind": kind, **options}
        assert self.sandbox.control.post("/control/api/faults", json=fault).status_code == 201

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
def specs_if_any() -> Path | None:
    """The folder of published descriptions; None where it is not here (`tests/conformance` then says so)."""
    return specs_folder()


@pytest.fixture(params=sorted(PLATFORMS))
def stage(request: pytest.FixtureRequest, twin: Sandbox, redis: Cache, specs_if_any: Path | None) -> Iterator[Stage]:
    """Each platform in turn. Every request of the test must fit the service's published description."""
    twin.control.post("/control/api/reset")
    transport = LookingTransport(specs_if_any)
    stage = Stage(PLATFORMS[request.param], twin, transport, redis)
    yield stage
    stage.outbound.close()
    assert transport.faults == []


def picture(kind: str = "image", *, frames: int = 1, alt: str = "A teal square") -> Attachment:
    """A small picture with real bytes; more than one frame makes a moving GIF."""
    buffer = io.BytesIO()
    first = Image.new("RGB", (64, 48), "teal")
    if frames > 1:
        others = [Image.new("RGB", (64, 48), colour) for colour in ("coral", "navy", "olive")][: frames - 1]
        first.save(buffer, "GIF", save_all=True, append_images=others, duration=200)
    else:
        first.save(buffer, "JPEG")
    data = buffer.getvalue()
    mime = "image/gif" if frames > 1 else "image/jpeg"
    return Attachment("m", kind, mime, len(data), 64, 48, alt=alt, open=lambda: io.BytesIO(data))  # type: ignore[arg-type]
