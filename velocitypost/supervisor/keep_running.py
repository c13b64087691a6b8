"""Starts parts in order, starts them again when they crash, and stops them in order."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass

from velocitypost.supervisor.console import Console
from velocitypost.supervisor.keeper import Keeper
from velocitypost.supervisor.part import Part
from velocitypost.supervisor.process import Process
from velocitypost.supervisor.ready import beats


class StartFailed(Exception):
    """A part did not come up; the text says which and what to look at."""


@dataclass(frozen=True)
class Patience:
    """How long to wait for what, in seconds."""

    ready: float = 60.0
    between_looks: float = 0.05
    first_back_off: float = 0.5
    longest_back_off: float = 30.0
    healthy_after: float = 60.0
    heartbeat: float = 60.0
    between_heartbeat_looks: float = 20.0
    stop: float = 6.0
    stop_storage: float = 3.0


class Supervisor:
    """Runs a set of parts. `start`, then `wait`, then `stop`; `kill` at any time."""

    def __init__(
        self,
        parts: Sequence[Part],
        console: Console,
        keeper: Keeper,
        *,
        patience: Patience | None = None,
        inherit: tuple[int, ...] = (),
    ) -> None:
        self._parts = {part.name: part for part in parts}
        self._console, self._keeper, self._inherit = console, keeper, inherit
        self._patience = patience or Patience()
        self._ready = {part.name: asyncio.Event() for part in parts}
        self._processes: dict[str, Process] = {}
        self._keeping: dict[str, asyncio.Task[None]] = {}

    async def start(self) -> None:
        """Returns when every part is ready. Raises `StartFailed`; call `stop` then too."""
        asyncio.get_running_loop().add_signal_handler(signal.SIGCHLD, self._collect)
        for part in self._parts.values():
            self._keeping[part.name] = asyncio.create_task(self._keep(part), name=part.name)
        all_ready = asyncio.create_task(self._all_ready())
        await self._first_of(all_ready, *self._keeping.values())

    async def wait(self) -> None:
        """Watches the heartbeats; ends only by being cancelled, or by a fault of our own."""
        watching = asyncio.create_task(self._watch_heartbeats())
        await self._first_of(watching, *self._keeping.values())

    async def stop(self) -> None:
        """Ends all parts, those that others depend on last. Takes at most the patience of both stages."""
        for task in self._keeping.values():
            task.cancel()
        await asyncio.gather(*self._keeping.values(), return_exceptions=True)
        stages = sorted({part.stage for part in self._parts.values()})
        for stage in stages:
            names = [name for name in self._processes if self._parts[name].stage == stage]
            seconds = self._patience.stop if stage == stages[0] else self._patience.stop_storage
            await asyncio.gather(*(self._end(name, seconds) for name in names))
        asyncio.get_running_loop().remove_signal_handler(signal.SIGCHLD)

    def kill(self) -> None:
        """Ends all parts at once, by force."""
        for process in self._processes.values():
            process.kill()

    def _collect(self) -> None:
        for process in self._processes.values():
            process.collect()

    async def _first_of(self, ours: asyncio.Task[None], *keeping: asyncio.Task[None]) -> None:
        try:
            done, _ = await asyncio.wait({ours, *keeping}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            ours.cancel()

    async def _all_ready(self) -> None:
        for event in self._ready.values():
            await event.wait()

    async def _keep(self, part: Part) -> None:
        for name in part.after:
            await self._ready[name].wait()
        back_off = self._patience.first_back_off
        while True:
            began = time.monotonic()
            process = self._launch(part)
            await self._until_ready(part, process)
            code = await process.wait()
            await self._clear_away(process)
            if time.monotonic() - began > self._patience.healthy_after:
                back_off = self._patience.first_back_off
            self._console.say(f"{part.name} {_how(code)}; starting it again in {back_off:g} s")
            await asyncio.sleep(back_off)
            back_off = min(back_off * 2, self._patience.longest_back_off)

    def _launch(self, part: Part) -> Process:
        if part.heartbeat:
            part.heartbeat.unlink(missing_ok=True)
        lines = self._console.lines_of(part.name)
        try:
            process = Process(part.command, part.environment, lines, self._inherit)
        except OSError as error:
            raise StartFailed(f"{part.name} could not be started: {error}") from error
        self._keeper.watch(process.group, stage=part.stage)
        self._processes[part.name] = process
        return process

    async def _until_ready(self, part: Part, process: Process) -> None:
        first = not self._ready[part.name].is_set()
        began = time.monotonic()
        while not await part.ready():
            if process.exit_code is not None:
                if first:
                    await self._clear_away(process)
                    raise StartFailed(f"{part.name} {_how(process.exit_code)}. Its lines above say why.")
                return
            if first and time.monotonic() - began > self._patience.ready:
                raise StartFailed(
                    f"{part.name} was not ready after {self._patience.ready:g} s. Its lines above may say why."
                )
            await asyncio.sleep(max(self._patience.between_looks, (time.monotonic() - began) / 20))
        if not first:
            self._console.say(f"{part.name} is ready again")
        self._ready[part.name].set()

    async def _watch_heartbeats(self) -> None:
        """Ends a part that has stopped beating, twice in a row: a machine that slept needs a moment."""
        silent: set[str] = set()
        while True:
            await asyncio.sleep(self._patience.between_heartbeat_looks)
            now_silent = {name for name in self._parts if await self._is_silent(name)}
            for name in silent & now_silent:
                self._console.say(f"{name} has given no sign of life for {self._patience.heartbeat:g} s; ending it")
                self._processes[name].kill()
            silent = now_silent - silent

    async def _is_silent(self, name: str) -> bool:
        heartbeat = self._parts[name].heartbeat
        if not heartbeat or not heartbeat.exists():
            return False
        return not await beats(heartbeat, within_seconds=self._patience.heartbeat)()

    async def _end(self, name: str, seconds: float) -> None:
        process = self._processes[name]
        if process.exit_code is None:
            process.signal(signal.SIGTERM)
            try:
                await asyncio.wait_for(process.wait(), seconds)
            except TimeoutError:
                self._console.say(f"{name} did not stop within {seconds:g} s; ending it")
                process.kill()
                await process.wait()
        await self._clear_away(process)

    async def _clear_away(self, process: Process) -> None:
        process.kill()  # itself it has ended; whatever it had started goes with it
        self._keeper.forget(process.group)
        await process.drain()


def _how(code: int) -> str:
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"stopped by itself (exit code {code})"
