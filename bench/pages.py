"""What many open pages cost, and how quick the page of the morning is."""

from __future__ import annotations

import socket
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

import httpx2

from bench.measures import Row
from bench.stack import Stack, cpu_seconds, resident_megabytes
from velocitypost.accounts.service import Registration
from velocitypost.core.ids import new_id
from velocitypost.publishing.model import DraftRow, Publication, Result, State
from velocitypost.wiring import Product

PAGES = 500
_PEOPLE = 100
_WATCHES_SECONDS = 10.0
_POSTS = 10_000


def open_pages(stack: Stack) -> list[Row]:
    """Five hundred event streams on one web process: memory, processor, and how soon each hears of a change."""
    product = stack.product()
    [web] = stack.processes()["serve"][-1:]
    people = [_person(product) for _ in range(_PEOPLE)]
    before = resident_megabytes(web)
    doors = [_listen(stack.url, people[number % _PEOPLE].token) for number in range(PAGES)]
    time.sleep(1.0)
    used, began = cpu_seconds(web), time.monotonic()
    time.sleep(_WATCHES_SECONDS)
    share = (cpu_seconds(web) - used) / (time.monotonic() - began)
    more = resident_megabytes(web) - before
    heard = _heard(doors, people, product)
    for door in doors:
        door.close()
    return [
        Row(f"{PAGES} open pages on one web process: more memory", f"{more:.0f} MB", "", None),
        Row("… processor while nothing happens", f"{share:.1%} of a core", "< 5 %", share < 0.05),
        Row(
            "… a change reaches all pages of its workspace",
            f"p50 {statistics.median(heard) * 1000:.0f} ms, last {max(heard) * 1000:.0f} ms",
            "< 1 s",
            max(heard) < 1.0,
        ),
    ]


def dashboard(stack: Stack) -> list[Row]:
    """The numbers of the morning with ten thousand posts."""
    product = stack.product()
    owner = _person(product)
    _live_posts(product, owner, _POSTS)
    headers = {"authorization": f"Bearer {owner.token}"}
    with httpx2.Client(base_url=stack.url, headers=headers, timeout=30) as client:
        new, kept = [], []
        for _ in range(8):
            product.dashboard.forget(owner.workspace_id)
            new.append(_took(client))
            kept += [_took(client) for _ in range(4)]
    both = sorted(new + kept)
    half = statistics.median(both)
    return [
        Row(
            f"dashboard with {_POSTS:,} posts",
            f"p50 {half * 1000:.0f} ms (read anew {statistics.median(new) * 1000:.0f} ms)",
            "p50 < 50 ms",
            half < 0.05,
        )
    ]


@dataclass(frozen=True)
class _Person:
    """An owner, and a token that speaks for them."""

    workspace_id: str
    user_id: str
    token: str


def _person(product: Product) -> _Person:
    form = Registration("Bench", f"{new_id('bench')}@example.com", "SecurePass123!", "agency", True, "UTC")
    signed_in = product.accounts.register(form, user_agent="bench")
    profile = signed_in.profile
    return _Person(profile.workspace.id, profile.user.id, signed_in.keys.access_token)


def _live_posts(product: Product, owner: _Person, count: int) -> None:
    """Posts that went out during the last year, put into the ledger as they would stand there."""
    now = product.clock.now()

    def row(number: int) -> Publication:
        at = now - timedelta(minutes=50 * number + 60)
        return Publication(
            id=new_id("pub"),
            workspace_id=owner.workspace_id,
            post_id=new_id("post"),
            connection_id="connection_bench",
            platform="x",
            username="bench",
            position=0,
            state=State.PUBLISHED,
            draft=DraftRow(f"Post {number} of the year"),
            due_at=at,
            local=at.replace(tzinfo=None).isoformat(),
            zone="UTC",
            by_the_clock=True,
            wake_at=None,
            created_at=at,
            updated_at=at,
            result=Result(str(number), None, at),
            metrics={"likes": number % 30, "replies": number % 5, "impressions": 100 + number % 400},
        )

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: product.publications.insert([row(number)]), range(count)))


def _took(client: httpx2.Client) -> float:
    began = time.perf_counter()
    assert client.get("/api/dashboard").status_code == 200
    return time.perf_counter() - began


def _listen(url: str, token: str) -> socket.socket:
    parts = urlsplit(url)
    door = socket.create_connection((parts.hostname or "", parts.port or 80), timeout=30)
    door.sendall(f"GET /api/stream HTTP/1.1\r\nHost: {parts.netloc}\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
    seen = b""
    while b": connected" not in seen:
        seen += door.recv(4096)
    return door


def _heard(doors: list[socket.socket], people: list[_Person], product: Product) -> list[float]:
    """How long after its telling each page of each workspace heard of a change."""

    def wait(door: socket.socket) -> float:
        seen = b""
        while b"event: change" not in seen:
            seen += door.recv(4096)
        return time.monotonic()

    with ThreadPoolExecutor(len(doors)) as crowd:
        waiting = [crowd.submit(wait, door) for door in doors]
        time.sleep(0.5)
        told = {}
        for number, one in enumerate(people):
            told[number] = time.monotonic()
            product.live.announce(one.workspace_id, {"type": "post.changed", "id": "post_1"})
        return [each.result(timeout=30) - told[n % len(people)] for n, each in enumerate(waiting)]
