"""Everything that leaves for a service with a published description fits it: shown over all operations we use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conformance.everything import use_everything
from tests.conformance.recorder import LookingTransport, described_on, without_ids
from tests.contract import files
from tests.contract.conftest import PLATFORMS, SCENES, Stage
from tests.contract.files import Shelf
from tests.sandboxed import Sandbox, start_sandbox
from velocitypost.core.cache import Cache


@pytest.fixture(scope="module")
def own_twin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with start_sandbox(tmp_path_factory.mktemp("sandbox")) as running:
        yield running


@pytest.fixture(scope="module")
def shelf() -> Iterator[Shelf]:
    with files.open_shelf() as opened:
        yield opened


@pytest.mark.parametrize("key", sorted(key for key, scene in SCENES.items() if scene.described_by))
def test_every_operation_we_use_fits_the_services_description(
    key: str, own_twin: Sandbox, redis: Cache, specs: Path, shelf: Shelf, capsys: pytest.CaptureFixture[str]
) -> None:
    own_twin.reset()
    transport = LookingTransport(specs)
    stage = Stage(PLATFORMS[key], own_twin, transport, redis, shelf)
    use_everything(stage)
    stage.outbound.close()
    name = stage.scene.described_by
    assert name is not None
    operations = {without_ids(seen.removeprefix(f"{name} ")) for seen in transport.seen if seen.startswith(name)}
    with capsys.disabled():
        count = sum(transport.seen.values())
        print(f"\n{key}: {count} requests, {len(operations)} operations, by {name} {described_on(specs, name)}")
    assert transport.faults == []
    assert operations == stage.scene.used


def test_a_request_that_does_not_fit_is_noticed(own_twin: Sandbox, redis: Cache, specs: Path, shelf: Shelf) -> None:
    transport = LookingTransport(specs)
    stage = Stage(PLATFORMS["x"], own_twin, transport, redis, shelf)
    with pytest.raises(Exception, match=r".*"):
        stage.client.send("POST", "/2/tweets", json={"text": "Hello", "unheard_of": 1}, writes=True)
    stage.outbound.close()
    assert any("unheard_of" in fault for fault in transport.faults)
