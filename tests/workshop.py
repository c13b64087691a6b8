"""A whole product with one workspace and one connected account, before the twin, driven by hand."""

from __future__ import annotations

import urllib.parse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx2

from tests.sandboxed import Sandbox
from velocitypost import wiring
from velocitypost.accounts.service import Registration
from velocitypost.connections.connecting import Connected
from velocitypost.connections.model import Connection
from velocitypost.content.model import FollowUp, Post, Writing
from velocitypost.core.clock import ManualClock
from velocitypost.core.http import Outbound
from velocitypost.core.ids import new_id
from velocitypost.core.vault import Vault
from velocitypost.publishing.model import Publication, State
from velocitypost.settings import load
from velocitypost.wiring import Product

UNDER_WAY = (State.SCHEDULED, State.PUBLISHING, State.PROCESSING)


class Died(BaseException):
    """The worker died here, as by `kill -9`: nothing after this line ran."""


@dataclass
class Checkpoints:
    """Lets the worker die the next time it comes by a named place."""

    die_at: str | None = None
    also: Callable[[str], None] | None = None

    def __call__(self, place: str) -> None:
        if self.also is not None:
            self.also(place)
        if place == self.die_at:
            self.die_at = None
            raise Died(place)


class Workshop:
    """Workers and clockwork are calls here: nothing happens unless the test says so, at the time that it says."""

    def __init__(self, product: Product, clock: ManualClock, sandbox: Sandbox, checkpoints: Checkpoints) -> None:
        self.product = product
        self.clock = clock
        self.sandbox = sandbox
        self.checkpoints = checkpoints
        self.begin_anew()

    def begin_anew(self) -> None:
        """An empty twin, and a new workspace with its account."""
        self.sandbox.control.post("/control/api/reset")
        self.sandbox.control.patch("/control/api/dials", json={"rate_limit_factor": 1_000_000})
        self.checkpoints.die_at = self.checkpoints.also = None
        self.deaths = 0
        self.last_post_id = ""
        self.clock.set(datetime.now(UTC))
        signed_in = self.product.accounts.register(
            Registration("Ann", f"{new_id('ann')}@example.com", "SecurePass123!", "agency", True, "Europe/Berlin"),
            user_agent="test",
        )
        self.user_id = signed_in.profile.user.id
        self.workspace_id = signed_in.profile.workspace.id
        self.connection = self.connect("mapleandrye")

    def connect(self, account: str, platform: str = "x") -> Connection:
        """The whole dance with the twin's consent page."""
        url = self.product.connecting.begin(self.workspace_id, self.user_id, platform, return_to="/")
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
        consent = self.sandbox.control.post(
            url.split("?")[0], data={**query, "account": account, "decision": "authorize"}
        )
        back = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(consent.headers["location"]).query))
        connected = self.product.connecting.finish(
            self.workspace_id, self.user_id, platform, state=back["state"], code=back["code"]
        )
        assert isinstance(connected, Connected)
        return connected.connection

    def write(self, text: str, *parts: str) -> Post:
        writing = Writing(
            text, connection_ids=(self.connection.id,), follow_ups=tuple(FollowUp(part) for part in parts)
        )
        post = self.product.publishing.write(self.workspace_id, self.user_id, writing)
        self.last_post_id = post.id
        return post

    def now(self, text: str, *parts: str) -> Post:
        """Writes it and sends it on its way."""
        post = self.write(text, *parts)
        self.product.publishing.publish_now(self.workspace_id, post.id)
        return post

    def later(self, text: str, seconds: float, *parts: str) -> Post:
        """Writes it and plans it for so many seconds from now."""
        post = self.write(text, *parts)
        at = self.clock.now() + timedelta(seconds=seconds)
        self.product.publishing.schedule(
            self.workspace_id, post.id, local=at.replace(tzinfo=None).isoformat(), zone="UTC"
        )
        return post

    def publications(self, post: Post) -> list[Publication]:
        return self.product.publications.of_posts([post.id])

    def publication(self, post: Post) -> Publication:
        return self.publications(post)[0]

    def run_due(self) -> int:
        """The workers do what is due now, once."""
        due = self.due()
        for publication_id in due:
            self.work(publication_id)
        return len(due)

    def due(self) -> list[str]:
        """This workspace's publications that are due now, the longest waiting first."""
        rows = self.product.publications.due(self.clock.now(), most=1000)
        return [row.id for row in rows if row.workspace_id == self.workspace_id]

    def work(self, publication_id: str) -> None:
        try:
            self.product.delivery.run(publication_id)
        except Died:
            self.deaths += 1

    def settle(self, *, within: timedelta = timedelta(hours=2)) -> None:
        """Lets time pass until nothing is on its way any more."""
        end = self.clock.now() + within
        while self.clock.now() < end:
            if not self.run_due():
                wakes = self._wakes()
                if not wakes:
                    return
                self.pass_time(max(0.001, (min(wakes) - self.clock.now()).total_seconds()))
        raise AssertionError("something is still on its way")

    def pass_time(self, seconds: float) -> None:
        """Ours and the twin's clock move on."""
        self.clock.advance(seconds)
        self.sandbox.control.post("/control/api/clock", json={"advance_seconds": seconds})

    def fault(self, kind: str, operation: str = "POST /2/tweets", **options: Any) -> None:
        body = {"service": "x", "operation": operation, "kind": kind, **options}
        assert self.sandbox.control.post("/control/api/faults", json=body).status_code == 201

    def revoke(self) -> None:
        """The account's owner takes our permission back at the platform."""
        row = self.product.connections.get(self.workspace_id, self.connection.id)
        app = self.product.apps.get(self.product.registry.get("x"))
        vault = Vault(self.product.settings.keys)
        for name in ("refresh_token", "access_token"):
            app.revoke(vault.open(getattr(row, name), place=f"{row.id}/{name}"))

    def close(self) -> None:
        self.product.outbound.close()
        self.product.database.client.close()
        self.product.cache.close()

    def no_more_faults(self) -> None:
        self.sandbox.control.delete("/control/api/faults")

    def live(self) -> list[dict[str, Any]]:
        """What the twin really holds, in the order that it came."""
        posts = self.sandbox.control.get("/control/api/x/posts", params={"account": "mapleandrye"}).json()["posts"]
        return [post for post in posts if not post["deleted"]]

    def live_texts(self) -> list[str]:
        return [post["text"] for post in self.live()]

    def _wakes(self) -> list[datetime]:
        rows = self.product.publications.due(self.clock.now() + timedelta(days=700), most=1000)
        return [row.wake_at for row in rows if row.workspace_id == self.workspace_id]


def open_workshop(
    sandbox: Sandbox,
    *,
    database_uri: str,
    redis_url: str,
    folder: Path,
    variables: Mapping[str, str] | None = None,
    transport: Callable[[], httpx2.BaseTransport] | None = None,
) -> Workshop:
    """A new workspace in a product over these servers; the twin is emptied and its limits lifted."""
    settings = load(
        {
            "FLASK_ENV": "testing",
            "SECRET_KEY": "k3Zr8vQ1mW6xT9bN4cH7jL2pS5dF0gAy",
            "JWT_SECRET_KEY": "u7Yt2Rw9Qe4Po1Lk6Jh3Gf8Ds5Az0XcV",
            "MONGODB_URI": database_uri,
            "REDIS_URL": redis_url,
            "DATA_DIR": str(folder),
            "VELOCITYPOST_SANDBOX_URL": sandbox.url,
            "PUBLISH_LEASE_SECONDS": "30",
            "HTTP_TIMEOUT_SECONDS": "0.5",
            **(variables or {}),
        }
    )
    clock, checkpoints = ManualClock(datetime.now(UTC)), Checkpoints()
    outbound = Outbound(
        timeout=settings.http_timeout_seconds, transport=transport() if transport else None, allowed=[sandbox.url]
    )
    return Workshop(
        wiring.build(settings, clock, outbound=outbound, checkpoint=checkpoints), clock, sandbox, checkpoints
    )
