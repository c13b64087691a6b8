"""One product and one twin for all; each test gets an empty twin and a workspace of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sandboxed import Sandbox, start_sandbox
from tests.workshop import Workshop, open_workshop


@pytest.fixture(scope="session")
def twin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with start_sandbox(tmp_path_factory.mktemp("sandbox")) as running:
        yield running


@pytest.fixture(scope="session")
def _shared_workshop(
    twin: Sandbox, database_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workshop]:
    opened = open_workshop(
        twin, database_uri=database_url, redis_url=redis_url, folder=tmp_path_factory.mktemp("product")
    )
    yield opened
    opened.close()


@pytest.fixture
def busy_workshop(_shared_workshop: Workshop) -> Workshop:
    """One that goes on where the test before left it, healthy: for many cells with texts of their own."""
    _shared_workshop.no_more_faults()
    _shared_workshop.sandbox.dial(duplicate_window_s=0)
    _shared_workshop.checkpoints.die_at = _shared_workshop.checkpoints.also = None
    _shared_workshop.deaths = 0
    return _shared_workshop


@pytest.fixture
def workshop(_shared_workshop: Workshop) -> Workshop:
    """Begun anew, and before a twin that takes the same text any number of times: it covers up for nobody."""
    _shared_workshop.begin_anew()
    _shared_workshop.sandbox.dial(duplicate_window_s=0)
    return _shared_workshop
