"""What every test may ask for. Costs of starting are paid once per test process (xdist worker).

Sockets other than loopback are barred by `--allow-hosts` in pyproject.toml.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.embedded import running_cache, running_database
from tests.sandboxed import Sandbox, start_sandbox
from velocitypost.core import cache as caches
from velocitypost.core import database as databases
from velocitypost.core.clock import ManualClock
from velocitypost.core.ids import new_id

ROOT = Path(__file__).parents[1]

# A run says the same each time, however busy the machine is. `--hypothesis-profile=exploring` looks for new cases.
settings.register_profile("exploring", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("repeatable", settings.get_profile("exploring"), derandomize=True, database=None)
settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """The address of an embedded database; `database` gives a fresh one in it to each test."""
    with running_database() as url:
        yield url


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """The address of an embedded cache; `redis` empties it for each test."""
    with running_cache() as url:
        yield url


@pytest.fixture(scope="session")
def _database_client(database_url: str) -> Iterator[databases.Database]:
    connected = databases.connect(database_url)
    yield connected
    connected.client.close()


@pytest.fixture
def database(_database_client: databases.Database) -> Iterator[databases.Database]:
    """An empty database under a name of its own, gone after the test."""
    given = _database_client
    fresh = given.client.get_database(
        new_id("test"), codec_options=given.codec_options, write_concern=given.write_concern
    )
    yield fresh
    given.client.drop_database(fresh.name)


@pytest.fixture
def database_uri(database_url: str, database: databases.Database) -> str:
    """The address of this test's own database, for whoever connects by itself."""
    address, _, options = database_url.partition("?")
    return f"{address.rpartition('/')[0]}/{database.name}?{options}"


@pytest.fixture(scope="session")
def _redis_client(redis_url: str) -> Iterator[caches.Cache]:
    client = caches.connect(redis_url)
    yield client
    client.close()


@pytest.fixture
def redis(_redis_client: caches.Cache) -> caches.Cache:
    """An empty cache."""
    _redis_client.flushall()
    return _redis_client


@pytest.fixture
def clock() -> ManualClock:
    """A clock that stands at Monday, 2 March 2026, 9:00 UTC until it is moved."""
    return ManualClock(datetime(2026, 3, 2, 9, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def running_sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    """A sandbox of this test process, as the last test left it; `sandbox` is the one to ask for."""
    with start_sandbox(tmp_path_factory.mktemp("sandbox")) as running:
        yield running


@pytest.fixture
def sandbox(running_sandbox: Sandbox) -> Sandbox:
    """The sandbox on its first day: no posts, no tokens, no mails, no faults."""
    running_sandbox.reset()
    return running_sandbox


@pytest.fixture(scope="session")
def specs() -> Path:
    """The folder of the services' published descriptions; skips where there is none."""
    folder = specs_folder()
    if folder is None:
        pytest.skip("the services' published descriptions are not here: set VELOCITYPOST_SPECS to their folder")
    return folder


def specs_folder() -> Path | None:
    """Where the services' published descriptions lie; None where they do not."""
    folder = Path(os.environ.get("VELOCITYPOST_SPECS") or ROOT.parent / "shared" / "specs")
    return folder if folder.is_dir() else None
