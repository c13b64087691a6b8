"""A part: one process that `velocitypost up` keeps running."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from velocitypost.supervisor.ready import Check

APPLICATION = 0
STORAGE = 1


@dataclass(frozen=True)
class Part:
    """How to start a part and how to tell that it is ready.

    It starts when every part named in `after` is ready. On stopping, the parts of a lower `stage` end first.
    `heartbeat` is a file that it touches each second while it is well.
    """

    name: str
    command: tuple[str, ...]
    ready: Check
    environment: Mapping[str, str]
    after: tuple[str, ...] = ()
    stage: int = APPLICATION
    heartbeat: Path | None = field(default=None)
