"""Workspaces, accounts and posts for measuring, made over the services themselves."""

from __future__ import annotations

import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2

from velocitypost.accounts.service import Registration
from velocitypost.connections.connecting import Connected
from velocitypost.content.model import Writing
from velocitypost.core.ids import new_id
from velocitypost.wiring import Product

THREADS = 16


@dataclass
class Workspace:
    """A workspace with connected accounts, and a session of its owner."""

    product: Product
    id: str
    user_id: str
    access_token: str
    connection_ids: list[str]
    accounts: list[str]

    def write(self, text: str, account: int = 0) -> str:
        writing = Writing(text, connection_ids=(self.connection_ids[account],))
        return self.product.publishing.write(self.id, self.user_id, writing).id

    def schedule_many(self, count: int, at: datetime, *, account: int = 0) -> None:
        """So many posts due at the same instant (UTC)."""
        local = at.astimezone(UTC).replace(tzinfo=None).isoformat()

        def one(number: int) -> None:
            post_id = self.write(f"Post {number} of {new_id('batch')}", account)
            self.product.publishing.schedule(self.id, post_id, local=local, zone="UTC")

        with ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(one, range(count)))


def workspace(product: Product, control: httpx2.Client, *, accounts: int = 1) -> Workspace:
    """A new one, with so many accounts of the twin connected."""
    control.patch("/control/api/dials", json={"rate_limit_factor": 1_000_000}).raise_for_status()
    signed_in = product.accounts.register(
        Registration("Bench", f"{new_id('bench')}@example.com", "SecurePass123!", "agency", True, "UTC"),
        user_agent="bench",
    )
    workspace_id, user_id = signed_in.profile.workspace.id, signed_in.profile.user.id
    handles = [f"b{new_id('x')[-13:]}" for _ in range(accounts)]
    control.post(
        "/control/api/accounts", json={"accounts": [{"handle": handle} for handle in handles]}
    ).raise_for_status()
    connections = [connect(product, control, workspace_id, user_id, handle) for handle in handles]
    return Workspace(product, workspace_id, user_id, signed_in.keys.access_token, connections, handles)


def connect(
    product: Product, control: httpx2.Client, workspace_id: str, user_id: str, handle: str, platform: str = "x"
) -> str:
    """The id of the connection of this account of a twin."""
    url = product.connecting.begin(workspace_id, user_id, platform, return_to="/")
    query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(url).query))
    answer = control.post(url.split("?")[0], data={**query, "account": handle, "decision": "authorize"})
    back = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(answer.headers["location"]).query))
    connected = product.connecting.finish(workspace_id, user_id, platform, state=back["state"], code=back["code"])
    assert isinstance(connected, Connected)
    return connected.connection.id


def arrivals(control: httpx2.Client, handle: str) -> list[float]:
    """When the twin received this account's posts: Unix seconds, in order."""
    posts: list[dict[str, Any]] = control.get("/control/api/x/posts", params={"account": handle}).json()["posts"]
    return sorted(post["received_at"] / 1000 for post in posts)


def wait_for(control: httpx2.Client, handles: list[str], count: int, *, within: float) -> dict[str, list[float]]:
    """Waits until each account has so many posts at the twin."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        found = {handle: arrivals(control, handle) for handle in handles}
        if all(len(times) >= count for times in found.values()):
            return found
        time.sleep(1 + count * len(handles) / 1000)  # to look costs the twin time that the posts need
    raise RuntimeError(f"only {[len(arrivals(control, h)) for h in handles]} of {count} posts arrived")


def soon(seconds: float) -> datetime:
    """A full second, so many seconds from now."""
    return (datetime.now(UTC) + timedelta(seconds=seconds)).replace(microsecond=0)
