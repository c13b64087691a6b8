"""Uses everything that each platform can do, before its twin, and writes what fits the services' descriptions.

python -m scripts.conformance_report

The descriptions are looked for where the tests look (VELOCITYPOST_SPECS). Writes docs/conformance.md, and fails where
a request does not fit.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.conformance.everything import use_everything
from tests.conformance.recorder import LEFT_OUT, LookingTransport, described_on, titled, without_ids
from tests.conftest import specs_folder
from tests.contract import files
from tests.contract.conftest import PLATFORMS, SCENES, Stage
from tests.contract.files import Shelf
from tests.embedded import running_cache
from tests.sandboxed import Sandbox, start_sandbox
from velocitypost.core import cache as caches

PAGE = Path(__file__).parents[1] / "docs" / "conformance.md"
_INTRODUCTION = """# Conformance

Made by `python -m scripts.conformance_report`: every kind of post that a platform takes and everything else that it
can do is done once before its twin, and each request on the way is held against the service's published description.
The tests (`tests/contract`, `tests/conformance`) hold every other request against it too.
"""


@dataclass
class Found:
    """What one platform's requests were, by operation, and what did not fit."""

    key: str
    described_by: str | None
    version: str = ""
    title: str = ""
    operations: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def main() -> int:
    specs = specs_folder()
    if specs is None:
        print("The services' descriptions are not here: set VELOCITYPOST_SPECS to their folder.")
        return 2
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="velocitypost-conformance-")))
        twin = stack.enter_context(start_sandbox(folder))
        cache = caches.connect(stack.enter_context(running_cache()))
        stack.callback(cache.close)
        shelf = stack.enter_context(files.open_shelf())
        found = [_look(key, specs, twin, cache, shelf) for key in PLATFORMS]
    PAGE.write_text("\n".join(_page(found)) + "\n")
    faults = [fault for one in found for fault in one.faults]
    print("\n".join(faults) or f"{PAGE} was written; everything fits.")
    return 1 if faults else 0


def _look(key: str, specs: Path, twin: Sandbox, cache: caches.Cache, shelf: Shelf) -> Found:
    name = SCENES[key].described_by
    found = Found(key, name)
    if name is None:
        return found
    twin.reset()
    cache.flushall()
    transport = LookingTransport(specs)
    stage = Stage(PLATFORMS[key], twin, transport, cache, shelf)
    use_everything(stage)
    stage.outbound.close()
    found.version, found.title, found.faults = described_on(specs, name), titled(specs, name), transport.faults
    for seen, count in transport.seen.items():
        if seen.startswith(name):
            found.operations[without_ids(seen.removeprefix(f"{name} "))] += count
    return found


def _page(found: list[Found]) -> Iterator[str]:
    yield _INTRODUCTION
    yield f"Last run on {datetime.now(UTC).date()}.\n"
    yield "| platform | operations | requests checked | did not fit | by which description | of which version |"
    yield "|---|---|---|---|---|---|"
    for one in found:
        platform = PLATFORMS[one.key].spec.name
        if one.described_by is None:
            yield f"| {platform} | – | – | – | none is at hand | – |"
            continue
        told = f"{len(one.operations)} | {one.operations.total()} | {len(one.faults)}"
        yield f"| {platform} | {told} | {one.title} (`{one.described_by}`) | {one.version} |"
    yield "\n## Operations\n"
    for one in found:
        if one.operations:
            yield f"**{PLATFORMS[one.key].spec.name}**: " + ", ".join(f"`{name}`" for name in sorted(one.operations))
            yield ""
    yield "## Used, and not in the descriptions\n"
    yield "The descriptions are trimmed; these operations are in the services' documentation but not in them.\n"
    for name, operations in sorted(LEFT_OUT.items()):
        yield f"- `{name}`: " + ", ".join(f"`{operation}`" for operation in sorted(operations))


if __name__ == "__main__":
    sys.exit(main())
