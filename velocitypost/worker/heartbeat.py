"""A sign of life for whoever supervises this process: a file touched again and again."""

from __future__ import annotations

import os
import threading
from pathlib import Path

VARIABLE = "VELOCITYPOST_HEARTBEAT_FILE"
_SECONDS = 1.0


def beat() -> None:
    """Touches the file named in `VELOCITYPOST_HEARTBEAT_FILE`, where there is one."""
    if name := os.environ.get(VARIABLE):
        Path(name).touch()


def beat_in_background(stop: threading.Event) -> None:
    """Beats each second until `stop` is set."""

    def run() -> None:
        while not stop.wait(_SECONDS):
            beat()

    beat()
    threading.Thread(target=run, name="heartbeat", daemon=True).start()
