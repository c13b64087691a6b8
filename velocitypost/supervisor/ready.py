"""How to tell that a part is ready: one question each, answered at once, never raising."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from pathlib import Path

Check = Callable[[], Coroutine[None, None, bool]]
_ANSWER_WITHIN_SECONDS = 2.0
_ENOUGH_BYTES = 64


def listens(host: str, port: int) -> Check:
    """Somebody accepts connections there."""

    async def check() -> bool:
        return await _ask(host, port, b"") is not None

    return check


def answers_ping(host: str, port: int) -> Check:
    """A Redis or Valkey that has read its data and serves."""

    async def check() -> bool:
        return (await _ask(host, port, b"PING\r\n") or b"").startswith(b"+PONG")

    return check


def answers_http(host: str, port: int, path: str = "/health") -> Check:
    """A web server that answers `path` with 200."""
    request = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode()

    async def check() -> bool:
        return (await _ask(host, port, request) or b"").split(b" ")[1:2] == [b"200"]

    return check


def beats(heartbeat: Path, *, within_seconds: float) -> Check:
    """A process that touched its heartbeat file of late."""

    async def check() -> bool:
        try:
            return time.time() - heartbeat.stat().st_mtime < within_seconds
        except FileNotFoundError:
            return False

    return check


async def _ask(host: str, port: int, question: bytes) -> bytes | None:
    """The first bytes of the answer (none if nothing was asked), or None where nobody is there."""
    try:
        async with asyncio.timeout(_ANSWER_WITHIN_SECONDS):
            reader, writer = await asyncio.open_connection(host, port)
            try:
                writer.write(question)
                return await reader.read(_ENOUGH_BYTES) if question else b""
            finally:
                writer.close()
    except OSError:
        return None
