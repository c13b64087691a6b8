"""A workshop for each test, and one twin for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.recorder import LookingTransport
from tests.conftest import specs_folder
from tests.sandboxed import Sandbox, start_sandbox
from tests.workshop import Workshop, open_workshop
from velocitypost.core.cache import Cache


@pytest.fixture(scope="session")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with start_sandbox(tmp_path_factory.mktemp("sandbox")) as running:
        yield running


@pytest.fixture
def workshop(twin: Sandbox, database_uri: str, redis_url: str, redis: Cache, tmp_path: Path) -> Iterator[Workshop]:
    transport = LookingTransport(specs_folder())
    opened = open_workshop(
        twin, database_uri=database_uri, redis_url=redis_url, folder=tmp_path, transport=lambda: transport
    )
    yield opened
    opened.close()
    assert transport.faults == []
