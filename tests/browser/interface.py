"""The built web interface, brought up to date before anybody looks at it."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FRONTEND = Path(__file__).parents[2] / "frontend"
BUILT = FRONTEND / "dist" / "index.html"
SOURCES = ("src", "public", "index.html", "vite.config.ts", "package-lock.json")


def build_if_stale(lock: Path) -> None:
    """Builds the interface where a source is newer. `lock` is a file that all test processes share."""
    with _alone(lock):
        if BUILT.exists() and _newest_source() <= BUILT.stat().st_mtime:
            return
        built = subprocess.run(
            [str(FRONTEND / "node_modules" / ".bin" / "vite"), "build"],
            cwd=FRONTEND,
            env={**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"},
            capture_output=True,
            text=True,
            check=False,
        )
        if built.returncode != 0:
            raise AssertionError(f"The interface could not be built:\n{built.stdout}{built.stderr}")
        BUILT.touch()


def _newest_source() -> float:
    places = (FRONTEND / name for name in SOURCES)
    files = (file for place in places for file in (place.rglob("*") if place.is_dir() else (place,)))
    return max(file.stat().st_mtime for file in files if file.is_file())


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
