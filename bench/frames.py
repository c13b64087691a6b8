"""How smoothly the calendar moves in a real browser when a month holds two thousand posts.

Two things are told of each movement. What the person sees: the time from one frame to the next, which other programs
of the machine lengthen too. And what is ours alone: the processor time that the page's own thread spends on a frame.
"""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx2
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright

from bench import scene
from bench.measures import Row
from bench.stack import Stack
from tests.browser.conftest import CHROMIUM_ARGUMENTS
from tests.browser.interface import build_if_stale
from velocitypost.web.auth import ACCESS_COOKIE, CSRF_COOKIE
from velocitypost.wiring import Product

POSTS = 2_000
FRAME_MS = 1000 / 60
TOLERANCE_MS = 2.0
IN_TIME_GOAL = 0.95
_ACCOUNTS = 4
_SCROLL_SPEED = 1_800
_ROUNDS = 3
_WIDTH, _HEIGHT = 1440, 900
_TRACED = ["devtools.timeline", "disabled-by-default-devtools.timeline", "toplevel"]
_TEXTS = (
    "Rhubarb galette is back. Thursday only, while it lasts.",
    "Behind the counter: Mila, who decorates every single star by hand, and what she does when one breaks.",
    "Our miller explains why this year's rye is darker, and what that means for your loaf. #rye #bakery",
    "Table for two? We kept the one at the window.",
)
_WATCH = """() => {
  const seen = (window.__frames = { gaps: [], long: [], last: 0 });
  const next = (now) => {
    if (seen.last) seen.gaps.push(now - seen.last);
    seen.last = now;
    seen.asked = requestAnimationFrame(next);
  };
  seen.asked = requestAnimationFrame(next);
  seen.observer = new PerformanceObserver((list) =>
    seen.long.push(...list.getEntries().map(({ duration }) => duration)));
  seen.observer.observe({ type: "longtask" });
}"""
_STOP = """() => {
  const { asked, observer, gaps, long } = window.__frames;
  cancelAnimationFrame(asked);
  observer.disconnect();
  return { gaps, long };
}"""


@dataclass(frozen=True)
class Movement:
    """What was seen of one movement, in milliseconds."""

    gaps: Sequence[float]
    """From each frame to the next."""
    long: Sequence[float]
    """Tasks of more than 50 ms, by the clock on the wall."""
    work: Sequence[float]
    """Processor time of the page's own thread, frame by frame."""


def calendar(stack: Stack) -> list[Row]:
    """The calendar's four views scrolled, and a post dragged over the days of the month."""
    product = stack.product()
    space = scene.workspace(product, stack.control(), accounts=_ACCOUNTS)
    month = _next_month()
    _fill(space, month)
    with signed_in(stack, product, space) as (browser, page):
        rows = []
        for view in ("month", "week", "day", "list"):
            _open(page, view, month)
            rows += _rows(f"{view}, scrolled", _moved(browser, page, lambda: _scrolls(page)))
        _open(page, "month", month)
        rows += _rows("month, a post dragged over days", _moved(browser, page, lambda: _drags(page)))
        rows += _rows("from view to view", _moved(browser, page, lambda: _switches(page)), goal=False)
    return rows


def _next_month() -> datetime:
    first = datetime.now(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return (first + timedelta(days=32)).replace(day=1)


def _fill(space: scene.Workspace, month: datetime) -> None:
    """Two thousand posts between seven and ten on the days of the month, the same at each run."""
    chance = random.Random(7)
    days = ((month + timedelta(days=32)).replace(day=1) - month).days
    times = [
        month + timedelta(days=number % days, hours=chance.randrange(7, 22), minutes=chance.randrange(60))
        for number in range(POSTS)
    ]

    def one(number: int) -> None:
        text = f"{_TEXTS[number % len(_TEXTS)]} ({number})"
        post_id = space.write(text, number % _ACCOUNTS)
        local = times[number].replace(tzinfo=None).isoformat()
        space.product.publishing.schedule(space.id, post_id, local=local, zone="UTC")

    with ThreadPoolExecutor(scene.THREADS) as pool:
        list(pool.map(one, range(POSTS)))


@contextmanager
def signed_in(stack: Stack, product: Product, space: scene.Workspace) -> Iterator[tuple[Browser, Page]]:
    """Debian's browser, with the owner of the workspace signed in."""
    bearer = {"authorization": f"Bearer {space.access_token}"}
    with httpx2.Client(base_url=stack.url, headers=bearer, timeout=30) as client:
        client.patch("/api/auth/me", json={"onboarding_step": "complete"}).raise_for_status()
    build_if_stale(Path(tempfile.gettempdir()) / "velocitypost-interface.lock")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM_ARGUMENTS))
        context = browser.new_context(
            base_url=stack.url, viewport={"width": _WIDTH, "height": _HEIGHT}, timezone_id="UTC", locale="en-GB"
        )
        _give_keys(context, stack, product, space)
        yield browser, context.new_page()
        browser.close()


def _give_keys(context: BrowserContext, stack: Stack, product: Product, space: scene.Workspace) -> None:
    proof = product.forgery_proof.make(product.sessions.authenticate(space.access_token).session_id)
    pairs = {ACCESS_COOKIE: space.access_token, CSRF_COOKIE: proof}
    context.add_cookies([{"name": name, "value": value, "url": stack.url} for name, value in pairs.items()])


def _open(page: Page, view: str, month: datetime) -> None:
    page.goto(f"/calendar?view={view}&day={month + timedelta(days=14):%Y-%m-%d}")
    _posts(page).first.wait_for()
    page.wait_for_timeout(1_000)  # what is loaded when the page is idle has come


def _posts(page: Page) -> Locator:
    return page.locator("[data-publication]")


def _moved(browser: Browser, page: Page, move: Callable[[], None]) -> Movement:
    browser.start_tracing(page=page, categories=_TRACED)
    page.evaluate(_WATCH)
    move()
    seen = page.evaluate(_STOP)
    return Movement(seen["gaps"], seen["long"], _work(json.loads(browser.stop_tracing())["traceEvents"]))


def _work(events: list[dict[str, Any]]) -> list[float]:
    """The processor time of the page's thread from each frame's beginning to the next one's."""
    frames = [event for event in events if event["name"] == "FireAnimationFrame"]
    place = (frames[0]["pid"], frames[0]["tid"])
    starts = sorted(event["ts"] for event in frames if (event["pid"], event["tid"]) == place)
    tasks = sorted(
        (event["ts"], event.get("tdur", 0) / 1000)
        for event in events
        if event["name"] == "RunTask" and (event["pid"], event["tid"]) == place
    )
    work, number = [], 0
    for begin, end in pairwise(starts):
        spent = 0.0
        while number < len(tasks) and tasks[number][0] < end:
            spent += tasks[number][1] if tasks[number][0] >= begin else 0
            number += 1
        work.append(spent)
    return work


def _scrolls(page: Page) -> None:
    """Down and up again by the wheel, as far as the view goes, at most four screens."""
    session = page.context.new_cdp_session(page)
    for direction in (-1, 1) * _ROUNDS:
        session.send(
            "Input.synthesizeScrollGesture",
            {
                "x": _WIDTH // 2,
                "y": _HEIGHT // 2,
                "yDistance": direction * 4 * _HEIGHT,
                "speed": _SCROLL_SPEED,
                "gestureSourceType": "mouse",
            },
        )
    session.detach()


def _drags(page: Page) -> None:
    """Three posts, each over all days of two weeks, and dropped on another day."""
    for number in range(_ROUNDS):
        box = _posts(page).nth(10 + number * 3).bounding_box()
        assert box
        page.mouse.move(box["x"] + 40, box["y"] + box["height"] / 2)
        page.mouse.down()
        for step in range(90):
            across = step % 45 / 44
            page.mouse.move(320 + across * 1_050, 420 + 140 * (step // 45) + number * 20)
            page.wait_for_timeout(FRAME_MS)
        page.mouse.up()
        page.get_by_text("Moved to").first.wait_for()
        page.wait_for_timeout(500)


def _switches(page: Page) -> None:
    for view in ("Week", "Day", "List", "Month") * _ROUNDS:
        page.get_by_text(view, exact=True).click()
        page.wait_for_timeout(700)


def _rows(what: str, movement: Movement, *, goal: bool = True) -> list[Row]:
    gaps, work = sorted(movement.gaps), sorted(movement.work)
    in_time = sum(gap <= FRAME_MS + TOLERANCE_MS for gap in gaps) / len(gaps)
    own = sum(each <= FRAME_MS for each in work) / len(work)
    long = f"{len(movement.long)} long tasks" + (f" (longest {max(movement.long):.0f} ms)" if movement.long else "")
    return [
        Row(
            f"calendar of {POSTS:,} posts, {what}: frames within {FRAME_MS + TOLERANCE_MS:.1f} ms",
            f"{in_time:.1%} of {len(gaps)}; {_spread(gaps)}; {long}",
            f"≥ {IN_TIME_GOAL:.0%}" if goal else "",
            in_time >= IN_TIME_GOAL if goal else None,
        ),
        Row(
            "… the page's own work for a frame",
            f"{own:.1%} within {FRAME_MS:.1f} ms; {_spread(work)}",
            f"p99 < {FRAME_MS:.1f} ms" if goal else "",
            _at(work, 0.99) < FRAME_MS if goal else None,
        ),
    ]


def _spread(values: Sequence[float]) -> str:
    parts = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    figures = ", ".join(f"{name} {_at(values, share):.1f}" for name, share in parts.items())
    return f"{figures}, most {values[-1]:.1f} ms"


def _at(values: Sequence[float], share: float) -> float:
    return values[min(len(values) - 1, int(len(values) * share))]
