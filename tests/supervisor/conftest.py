from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.supervisor.fakes import Recorder
from velocitypost.supervisor.keeper import Keeper


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    with Keeper(grace_seconds=1.0) as running:
        yield running


@pytest.fixture
def recorder() -> Recorder:
    return Recorder()
