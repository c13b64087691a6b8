"""One browser and one running product for all walks; every walk has people of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.interface import FRONTEND, build_if_stale
from tests.browser.person import Person
from tests.browser.stack import Stack

WAITS_AT_MOST_MS = 15_000
WAIT_LONG = {"test_restart", "test_scheduling"}
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
)

Visitors = Callable[..., Person]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a walk with a real browser. The two that wait begin first.

    They stand apart, because test processes are given two tests each to begin with.
    """
    places = [place for place, item in enumerate(items) if Path(__file__).parent in item.path.parents]
    walks = [items[place] for place in places]
    waiting = [walk for walk in walks if walk.path.stem in WAIT_LONG]
    others = [walk for walk in walks if walk.path.stem not in WAIT_LONG]
    ordered = [*waiting[:1], *others[:1], *waiting[1:], *others[1:]]
    for place, walk in zip(places, ordered, strict=True):
        walk.add_marker(pytest.mark.browser)
        items[place] = walk


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Debian's browser with a profile of its own. Ends with this folder's tests: its loop would bar asyncio.run."""
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("chromium is missing: run scripts/chromium.sh")
    expect.set_options(timeout=WAITS_AT_MOST_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(CHROMIUM_ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The accessibility checker, as it is injected into each page."""
    return (FRONTEND / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


@pytest.fixture(scope="session")
def interface(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The built web interface, not older than its sources."""
    shared = tmp_path_factory.getbasetemp()
    build_if_stale((shared.parent if shared.name.startswith("popen-") else shared) / "interface.lock")


@pytest.fixture(scope="session")
def stack(interface: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The product, running."""
    with Stack(tmp_path_factory.mktemp("stack")) as running:
        yield running


@pytest.fixture(scope="package", autouse=True)
def unanswered(chromium: Browser, stack: Stack, axe_source: str) -> Iterator[Person]:
    """Somebody whose post X took without an answer, and does not show since.

    Begun before all walks: the product looks for it for most of a minute before it asks the person.
    """
    person = Person(chromium, stack, axe_source, width=1280, zone="Europe/Berlin")
    person.registers()
    account = person.connects_x()
    stack.sandbox.fault("POST /2/tweets", "hide", account=person.handle)
    stack.sandbox.fault("POST /2/tweets", "cut_after", account=person.handle)
    writing = {"text": "Did this one arrive?", "connection_ids": [account["id"]]}
    post = person.asks("POST", "/api/posts", writing)["post"]
    person.asks("POST", f"/api/posts/{post['id']}/publish", {})
    yield person
    person.leave()


@pytest.fixture
def visitor(chromium: Browser, stack: Stack, axe_source: str) -> Iterator[Visitors]:
    """Makes people with a browser of their own, who notice what goes wrong on the pages they see.

    `visitor()` gives one; `visitor(width=390)`, `visitor(stack=…)` another. At the end of the test none of them may
    have met a console error, an unexpected refusal, a request to a foreign host or a barrier.
    """
    people: list[Person] = []

    def arrive(*, width: int = 1280, stack: Stack = stack, zone: str = "Europe/Berlin") -> Person:
        people.append(Person(chromium, stack, axe_source, width=width, zone=zone))
        return people[-1]

    yield arrive
    for person in people:
        person.leave()
    assert [fault for person in people for fault in person.faults] == []
