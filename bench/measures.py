"""What is measured. Each gives rows of a table: what, the figure, the goal, and whether it was reached."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import httpx2

from bench import scene
from bench.stack import Stack, cpu_seconds, resident_megabytes
from velocitypost.core.ids import new_id
from velocitypost.publishing.store import PublicationStore

CREATE_CLIENTS = 16
IDLE_SECONDS = 20


@dataclass(frozen=True)
class Row:
    """One figure. `reached` is None where there is no goal."""

    what: str
    figure: str
    goal: str = ""
    reached: bool | None = None


def idle(stack: Stack) -> list[Row]:
    """Memory and processor of the whole stack when nothing happens."""
    time.sleep(5)
    processes = stack.processes()
    pids = [pid for ids in processes.values() for pid in ids]
    before = {pid: cpu_seconds(pid) for pid in pids}
    time.sleep(IDLE_SECONDS)
    busy = {name: sum(cpu_seconds(pid) - before[pid] for pid in ids) for name, ids in processes.items()}
    memory = {name: sum(resident_megabytes(pid) for pid in ids) for name, ids in processes.items()}
    share = sum(busy.values()) / IDLE_SECONDS * 100
    total = sum(memory.values())
    parts = ", ".join(f"{name} {memory[name]:.0f}" for name in sorted(memory, key=lambda n: -memory[n]))
    cores = ", ".join(f"{name} {busy[name] / IDLE_SECONDS * 100:.1f}" for name in sorted(busy, key=lambda n: -busy[n]))
    return [
        Row("Start to ready, installed and built", f"{stack.ready_after:.1f} s", "under 10 s", stack.ready_after < 10),
        Row("Resident memory, idle, all processes", f"{total:.0f} MB ({parts})", "under 600 MB", total < 600),
        Row("Processor, idle, all processes", f"{share:.1f} % of one core ({cores})", "under 5 %", share < 5),
    ]


def publish_now(stack: Stack, times: int = 40) -> list[Row]:
    """From the click to the twin's acceptance, one after the other."""
    product, control = stack.product(), stack.control()
    space = scene.workspace(product, control)
    client = signed_in(stack, space)
    clicks: list[float] = []
    for number in range(times):
        post = client.post(
            "/api/posts", json={"text": f"Now {number} {new_id('n')}", "connection_ids": space.connection_ids}
        )
        clicks.append(time.time())
        client.post(f"/api/posts/{post.json()['post']['id']}/publish").raise_for_status()
        time.sleep(0.25)
    got = scene.wait_for(control, space.accounts, times, within=30)[space.accounts[0]]
    delays = sorted(arrived - clicked for clicked, arrived in zip(clicks, got, strict=True))
    p50, p95 = delays[len(delays) // 2], delays[int(len(delays) * 0.95)]
    return [Row("Publish now, click to accepted", f"p50 {p50:.3f} s, p95 {p95:.3f} s", "p50 under 0.4 s", p50 < 0.4)]


def same_second(stack: Stack, count: int, accounts: int = 1) -> list[Row]:
    """So many posts on each account, all due in the same second."""
    product, control = stack.product(), stack.control()
    space = scene.workspace(product, control, accounts=accounts)
    total = count * accounts
    at = scene.soon(5 + total / 25)
    for account in range(accounts):
        space.schedule_many(count, at, account=account)
    if datetime.now(UTC) > at:
        raise RuntimeError("the scene took too long to set")
    found = scene.wait_for(control, space.accounts, count, within=30 + total / 5)
    late = sorted(moment - at.timestamp() for times in found.values() for moment in times)
    median, last, first = statistics.median(late), late[-1], late[0]
    rate = total / (last - first) if last > first else float("inf")
    what = f"{count:,} due in the same second" + (f" on each of {accounts} accounts" if accounts > 1 else "")
    goal = "last within 10 s, median under 4 s" if total == 200 else ""
    reached = (last < 10 and median < 4) if goal else None
    spread = f"first {first:.2f} s, median {median:.2f} s, last {last:.2f} s late"
    figure = f"{spread}; {rate:.0f} a second; {_exact(found, count)}"
    return [Row(what, figure, goal, reached)]


def against_the_floor(stack: Stack, count: int = 400, rounds: int = 3) -> list[Row]:
    """Ours against a bare loop that sends the same requests with no bookkeeping, with as many at once, turn by turn."""
    product, control = stack.product(), stack.control()
    space = scene.workspace(product, control)
    threads = product.settings.work_threads * 3 // 4  # as many as a worker has for one platform
    bare, ours, spent = [_bare_loop(stack, control, count, threads)], [], []
    sent = 0
    for _ in range(rounds):
        at = scene.soon(3 + count / 40)
        space.schedule_many(count, at)
        if datetime.now(UTC) > at:
            raise RuntimeError("the scene took too long to set")
        time.sleep(max(0.0, at.timestamp() - time.time() - 0.2))
        before = _spent(stack)
        sent += count
        got = scene.wait_for(control, space.accounts, sent, within=120)[space.accounts[0]][-count:]
        spent.append({name: (used - before[name]) / count for name, used in _spent(stack).items() if name in before})
        ours.append(count / (got[-1] - got[0]))
        bare.append(_bare_loop(stack, control, count, threads))
    floor, rate = statistics.median(bare), statistics.median(ours)
    ratio = rate / floor
    parts = {name: statistics.median(each[name] for each in spent) * 1000 for name in spent[0]}
    figures = ", ".join(f"{name} {ms:.1f}" for name, ms in sorted(parts.items(), key=lambda p: -p[1]) if ms >= 0.1)
    return [
        Row(
            f"Throughput against a bare loop, {threads} at once, median of {rounds}",
            f"{rate:.0f} against {floor:.0f} a second: {ratio:.2f}",
            "0.2",
            ratio >= 0.2,
        ),
        Row("Processor time for one publication, ms", f"{sum(parts.values()):.1f} ({figures})"),
    ]


def due_scan(stack: Stack) -> list[Row]:
    """The clockwork's question, with few and with many posts that are not due: two databases of one server, in turn."""
    product, control = stack.product(), stack.control()
    space = scene.workspace(product, control)
    space.schedule_many(1, scene.soon(3600 * 24 * 300))
    sample = product.database["publications"].find_one({"workspace_id": space.id})
    assert sample is not None
    stores = []
    for count in (1_000, 100_000):
        stores.append(PublicationStore(product.database.client.get_database(f"scan_{count}")))
        rows = product.database.client.get_database(f"scan_{count}")["publications"]
        for start in range(0, count, 100):
            rows.insert_many([_copy(sample, n) for n in range(start, start + 100)])
    few, many = _in_turn([partial(_look, store) for store in stores], 1_000)
    ratio = many / few
    return [
        Row(
            "Due scan, 1,000 and 100,000 posts waiting",
            f"median {few * 1000:.2f} ms and {many * 1000:.2f} ms: {ratio:.2f}",
            "the same within 25 %",
            0.75 <= ratio <= 1.25,
        )
    ]


def creating(stack: Stack, each: int = 40) -> list[Row]:
    """Drafts written through HTTP by many at once."""
    product, control = stack.product(), stack.control()
    space = scene.workspace(product, control)

    def client(number: int) -> None:
        with signed_in(stack, space) as session:
            for n in range(each):
                body = {"text": f"Draft {number}/{n}", "connection_ids": space.connection_ids}
                session.post("/api/posts", json=body).raise_for_status()

    began = time.monotonic()
    with ThreadPoolExecutor(CREATE_CLIENTS) as pool:
        list(pool.map(client, range(CREATE_CLIENTS)))
    rate = CREATE_CLIENTS * each / (time.monotonic() - began)
    return [Row(f"Creating posts, {CREATE_CLIENTS} clients", f"{rate:.0f} a second", "over 60", rate > 60)]


def calendar(stack: Stack) -> list[Row]:
    """A month with 500 posts."""
    product, control = stack.product(), stack.control()
    space = scene.workspace(product, control)
    space.schedule_many(500, scene.soon(3600 * 24 * 10))
    client = signed_in(stack, space)
    now = datetime.now(UTC)
    query = {"from": now.isoformat(), "to": (now + timedelta(days=31)).isoformat()}
    assert len(client.get("/api/calendar", params=query).json()["items"]) == 500
    p50 = statistics.median(_timed(lambda: client.get("/api/calendar", params=query).raise_for_status(), 60))
    product.switch.stop(space.id)
    return [Row("Calendar month with 500 posts", f"p50 {p50 * 1000:.0f} ms", "under 80 ms", p50 < 0.08)]


def _bare_loop(stack: Stack, control: httpx2.Client, count: int, threads: int) -> float:
    handle = f"f{new_id('x')[-13:]}"
    control.post("/control/api/accounts", json={"handle": handle}).raise_for_status()
    token = control.post("/control/api/x/tokens", json={"account": handle}).json()["access_token"]
    headers = {"authorization": f"Bearer {token}"}
    limits = httpx2.Limits(max_connections=threads, max_keepalive_connections=threads)
    with httpx2.Client(base_url=f"{stack.sandbox_url}/api.x.com", headers=headers, limits=limits) as client:

        def one(number: int) -> None:
            client.post("/2/tweets", json={"text": f"Bare {number} {handle}"}).raise_for_status()

        began = time.monotonic()
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(one, range(count)))
        return count / (time.monotonic() - began)


def signed_in(stack: Stack, space: scene.Workspace) -> httpx2.Client:
    """The API, as the owner of this workspace."""
    return httpx2.Client(base_url=stack.url, headers={"authorization": f"Bearer {space.access_token}"}, timeout=60)


def _copy(row: dict[str, Any], seconds: int) -> dict[str, Any]:
    """Another publication like it, due some seconds later."""
    later = timedelta(seconds=seconds)
    ids = {"_id": new_id("pub"), "post_id": new_id("post")}
    return {**row, **ids, "due_at": row["due_at"] + later, "wake_at": row["wake_at"] + later}


def _timed(call: Callable[[], object], times: int) -> list[float]:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        taken.append(time.perf_counter() - began)
    return taken


def _look(store: PublicationStore) -> None:
    store.due(datetime.now(UTC), most=2000)


def _in_turn(calls: Sequence[Callable[[], object]], times: int) -> list[float]:
    """The median of each in seconds, after as many calls again that only warm up; what disturbs, disturbs all."""
    taken: list[list[float]] = [[] for _ in calls]
    for turn in range(2 * times):
        for place, call in enumerate(calls):
            began = time.perf_counter()
            call()
            if turn >= times:
                taken[place].append(time.perf_counter() - began)
    return [statistics.median(each) for each in taken]


def _spent(stack: Stack) -> dict[str, float]:
    """Processor seconds of each part since it began."""
    return {name: sum(map(cpu_seconds, ids)) for name, ids in stack.processes().items()}


def _exact(found: dict[str, list[float]], count: int) -> str:
    wrong = {handle: len(times) for handle, times in found.items() if len(times) != count}
    return f"doubled or lost: {wrong}" if wrong else "each exactly once"
