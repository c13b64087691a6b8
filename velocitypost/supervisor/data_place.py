"""The folder with everything that must survive: one owner at a time, and the secrets made on the first run."""

from __future__ import annotations

import base64
import fcntl
import os
import secrets
import time
from pathlib import Path

_LOCK = "up.lock"
_SECRETS = "secrets.env"
_OWNER_ONLY = 0o600
_LOOK_EVERY_SECONDS = 0.1


class InUse(Exception):
    """Another start holds this folder; the text says which."""


def claim(folder: Path, *, wait_seconds: float = 12.0) -> int:
    """Makes the folder and locks it; gives the lock's file descriptor. Raises `InUse`.

    Pass the descriptor on to the children: then the lock holds until the last of them is gone, also when the
    supervisor was killed. Parts that are still ending are waited for, a living supervisor is not.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, _OWNER_ONLY)
    deadline = time.monotonic() + wait_seconds
    while not _locked(lock):
        owner = os.pread(lock, 32, 0).decode().strip()
        if owner and Path(f"/proc/{owner}").exists():
            os.close(lock)
            raise InUse(
                f"{folder} is in use by another `velocitypost up` (process {owner}). "
                "Stop that one, or choose another folder with --data."
            )
        if time.monotonic() > deadline:
            os.close(lock)
            raise InUse(
                f"Parts of an earlier start still run on {folder}, though what started them is gone. "
                "Stop them, or choose another folder with --data."
            )
        time.sleep(_LOOK_EVERY_SECONDS)
    os.ftruncate(lock, 0)
    os.pwrite(lock, str(os.getpid()).encode(), 0)
    return lock


def secrets_of(folder: Path) -> dict[str, str]:
    """The secrets of this installation, random, made on the first run and readable by its owner only."""
    place = folder / _SECRETS
    if not place.exists():
        lines = [f"{name}={value}\n" for name, value in new_secrets().items()]
        text = "# Made on the first start. Whoever has this file can read every connected account's tokens.\n"
        file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        with os.fdopen(file, "w") as out:
            out.write(text + "".join(lines))
            out.flush()
            os.fsync(out.fileno())
    place.chmod(_OWNER_ONLY)
    entries = (line.strip() for line in place.read_text().splitlines())
    return dict(entry.split("=", 1) for entry in entries if entry and not entry.startswith("#"))


def new_secrets() -> dict[str, str]:
    """Fresh random values for every secret the product needs of its own, by variable."""
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "JWT_SECRET_KEY": secrets.token_urlsafe(48),
        "ENCRYPTION_KEYS": f"k{time.strftime('%Y%m%d')}:{key}",
    }


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
