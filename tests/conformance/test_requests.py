"""Everything that leaves for a service with a published description fits it: shown over all operations we use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conformance.recorder import DESCRIBED, LookingTransport, described_on
from tests.contract.conftest import PLATFORMS, Stage, picture
from tests.sandboxed import Sandbox, start_sandbox
from velocitypost.contract.types import Draft, Pending
from velocitypost.core.cache import Cache

# What we use of each description, as `METHOD path` with ids left out. A new operation must be added on purpose.
USED = {
    "x.json": {
        "DELETE 2/tweets/_",
        "GET 2/media/upload",
        "GET 2/tweets",
        "GET 2/tweets/search/recent",
        "GET 2/users/_/tweets",
        "GET 2/users/me",
        "POST 2/media/metadata",
        "POST 2/media/upload/_/append",
        "POST 2/media/upload/_/finalize",
        "POST 2/media/upload/initialize",
        "POST 2/tweets",
    }
}


@pytest.fixture(scope="module")
def own_twin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    with start_sandbox(tmp_path_factory.mktemp("sandbox")) as running:
        yield running


@pytest.mark.parametrize("key", sorted(PLATFORMS))
def test_every_operation_we_use_fits_the_services_description(
    key: str, own_twin: Sandbox, redis: Cache, specs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    transport = LookingTransport(specs)
    stage = Stage(PLATFORMS[key], own_twin, transport, redis)
    _use_everything(stage)
    stage.outbound.close()
    name = DESCRIBED[stage.scene.host]
    operations = {_without_ids(seen.removeprefix(f"{name} ")) for seen in transport.seen}
    with capsys.disabled():
        count = sum(transport.seen.values())
        print(f"\n{key}: {count} requests, {len(operations)} operations, by {name} {described_on(specs, name)}")
    assert transport.faults == []
    assert operations == USED[name]


def test_a_request_that_does_not_fit_is_noticed(own_twin: Sandbox, redis: Cache, specs: Path) -> None:
    transport = LookingTransport(specs)
    stage = Stage(PLATFORMS["x"], own_twin, transport, redis)
    with pytest.raises(Exception, match=r".*"):
        stage.client.send("POST", "/2/tweets", json={"text": "Hello", "unheard_of": 1}, writes=True)
    stage.outbound.close()
    assert any("unheard_of" in fault for fault in transport.faults)


def _use_everything(stage: Stage) -> None:
    since = stage.now - timedelta(minutes=1)
    stage.platform.identify(stage.client)
    first = stage.platform.publish(stage.client, Draft("One", (picture(),)), key="1")
    second = Draft("Two", (picture("gif", frames=3),), reply_to=first.platform_post_id, options={"made_with_ai": True})
    outcome = stage.platform.publish(stage.client, second, key="2")
    while isinstance(outcome, Pending):
        stage.pass_time(outcome.check_after)
        outcome = stage.platform.resume(stage.client, second, outcome, key="2")
    stage.platform.find(stage.client, second, since=since)
    stage.platform.metrics(stage.client, [first.platform_post_id])
    stage.platform.comments(stage.client, first.platform_post_id)
    stage.platform.delete(stage.client, outcome.platform_post_id)


def _without_ids(seen: str) -> str:
    method, _, path = seen.partition(" ")
    return f"{method} " + "/".join("_" if part.isdigit() and len(part) > 1 else part for part in path.split("/"))
