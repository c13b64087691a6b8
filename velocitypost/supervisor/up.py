"""`velocitypost up`: everything on this machine, from one command."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping

from dotenv import dotenv_values

from velocitypost.supervisor import data_place, ports
from velocitypost.supervisor.console import Console
from velocitypost.supervisor.embedded import NotInstalled
from velocitypost.supervisor.keep_running import StartFailed, Supervisor
from velocitypost.supervisor.keeper import Keeper
from velocitypost.supervisor.plan import Options, Plan, make_plan


class CannotStart(Exception):
    """Nothing was started; the text says why and what to do."""


def up(options: Options, *, environ: Mapping[str, str] | None = None) -> int:
    """Starts everything and keeps it running until told to stop; gives the exit code."""
    began = time.monotonic()
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    console = Console(sys.stdout)
    given = _environment() if environ is None else environ
    try:
        plan, lock = _prepare(options, given)
    except (CannotStart, data_place.InUse, NotInstalled) as error:
        print(error, file=sys.stderr)
        return 1
    with Keeper() as keeper:
        return asyncio.run(run(plan, console, keeper, lock, began))


def _environment() -> dict[str, str]:
    """The environment over `.env`, as `settings.load` sees it; that module would cost memory for ever here."""
    beside = {name: value for name, value in dotenv_values(".env").items() if value is not None}
    return {**beside, **os.environ}


def _prepare(options: Options, environ: Mapping[str, str]) -> tuple[Plan, int]:
    folder = options.folder(environ)
    lock = data_place.claim(folder)
    secrets = data_place.secrets_of(folder)
    _check({**secrets, **{name: value for name, value in environ.items() if value}}, "settings")
    plan = make_plan(options, environ, secrets)
    if taken := ports.complaints(list(plan.ports)):
        raise CannotStart("\n".join(taken))
    if plan.outside:
        _check(plan.environment, *plan.outside)
    for needed in plan.folders:
        needed.mkdir(parents=True, exist_ok=True)
    return plan, lock


def _check(environ: Mapping[str, str], *subjects: str) -> None:
    """Asks a short-lived process, which may import what this one must not carry."""
    found = subprocess.run(  # noqa: S603  our own command
        [sys.executable, "-m", "velocitypost.cli", "check", *subjects],
        env=dict(environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if found.returncode != 0:
        raise CannotStart(found.stdout.strip())


async def run(plan: Plan, console: Console, keeper: Keeper, lock: int, began: float) -> int:
    """Runs `plan` until a signal ends it; gives the exit code. The parts inherit `lock`."""
    supervisor = Supervisor(plan.parts, console, keeper, inherit=(lock,))
    stop = asyncio.Event()

    def interrupted() -> None:
        if stop.is_set():
            console.say("ending everything by force")
            supervisor.kill()
        else:
            console.say("stopping; Ctrl-C once more ends everything by force")
            stop.set()

    def nobody_reads() -> None:
        # What could not be written is still in Python's buffer, and would fail once more on the way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        stop.set()

    console.on_closed = nobody_reads
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGINT, interrupted)
    for asked in (signal.SIGTERM, signal.SIGHUP):
        loop.add_signal_handler(asked, stop.set)

    async def everything() -> None:
        console.say("starting " + ", ".join(part.name for part in plan.parts))
        await supervisor.start()
        console.show(_friendly(plan.facts, time.monotonic() - began))
        await supervisor.wait()

    running, stopping = asyncio.create_task(everything()), asyncio.create_task(stop.wait())
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    failed = running.exception() if running.done() else None
    if failed:
        console.say(f"{failed}\nstopping" if isinstance(failed, StartFailed) else "stopping after a fault of our own")
    running.cancel()
    stopping.cancel()
    await supervisor.stop()
    if failed and not isinstance(failed, StartFailed):
        raise failed
    console.say(f"stopped; your data stays in {plan.facts['Data']}")
    return 1 if failed else 0


def _friendly(facts: Mapping[str, str], seconds: float) -> str:
    width = max(map(len, facts))
    lines = [f"    {name.ljust(width)}  {value}" for name, value in facts.items()]
    return "\n".join(["", f"  VelocityPost is ready ({seconds:.1f} s).", "", *lines, ""])
