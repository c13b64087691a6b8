from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from tests.sandbox.caller import XCaller
from tests.sandboxed import Sandbox, loopback_client, start_sandbox


@pytest.fixture(scope="session")
def running_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with start_sandbox(tmp_path_factory.mktemp("sandbox")) as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(running_sandbox: Sandbox) -> Sandbox:
    """A sandbox on its first day."""
    running_sandbox.reset()
    return running_sandbox


@pytest.fixture
def http(sandbox: Sandbox) -> Iterator[httpx2.Client]:
    with loopback_client(sandbox.url) as client:
        yield client


@pytest.fixture
def x(sandbox: Sandbox) -> Iterator[XCaller]:
    """The bakery's account on X, with every right that the product asks for."""
    with XCaller(sandbox) as caller:
        yield caller


@pytest.fixture(scope="session")
def x_spec(specs: Path) -> Path:
    return specs / "x.json"
