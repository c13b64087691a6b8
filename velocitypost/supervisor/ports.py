"""Whether a port is free, and who has it if not."""

from __future__ import annotations

import contextlib
import os
import socket
from dataclasses import dataclass
from pathlib import Path

_LISTENING = "0A"


@dataclass(frozen=True)
class Port:
    """A port a part will listen on, and the option that chooses another."""

    part: str
    number: int
    option: str
    host: str = "127.0.0.1"


def complaints(ports: list[Port]) -> list[str]:
    """A sentence for each port that cannot be used; empty where all can."""
    told = [_taken(port) for port in ports if not _is_free(port.host, port.number)]
    seen: dict[int, Port] = {}
    for port in ports:
        first = seen.setdefault(port.number, port)
        if first is not port:
            told.append(
                f"Port {port.number} was given to the {first.part} and to the {port.part}. "
                f"Choose another with {first.option} or {port.option}."
            )
    return told


def _taken(port: Port) -> str:
    user = _process_listening_on(port.number)
    by = f" by {user}" if user else ""
    return (
        f"Port {port.number}, meant for the {port.part}, is taken{by}. "
        f"Stop that program, or choose another port with {port.option}."
    )


def _is_free(host: str, number: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port just given up counts as free
        try:
            probe.bind((host, number))
        except OSError:
            return False
    return True


def _process_listening_on(number: int) -> str | None:
    """Name and id of the process, where this system tells (Linux, and we may look at that process)."""
    with contextlib.suppress(OSError):
        sockets = {f"socket:[{inode}]" for inode in _inodes_listening_on(number)}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and sockets & _open_files(entry):
                name = (entry / "comm").read_text().strip()
                return f"{name} (process {entry.name})"
    return None


def _inodes_listening_on(number: int) -> set[str]:
    found = set()
    for table in (Path("/proc/net/tcp"), Path("/proc/net/tcp6")):
        for line in table.read_text().splitlines()[1:]:
            _, local, _, state, *rest = line.split()
            if state == _LISTENING and int(local.rpartition(":")[2], 16) == number:
                found.add(rest[5])
    return found


def _open_files(process: Path) -> set[str]:
    found = set()
    with contextlib.suppress(OSError):
        for file in (process / "fd").iterdir():
            with contextlib.suppress(OSError):
                found.add(os.readlink(file))
    return found
