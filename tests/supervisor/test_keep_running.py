"""Parts start in order, come back when they crash, and end in order. The parts are small real processes."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.supervisor.fakes import READY, WAIT, Fake, Recorder, eventually, is_alive, supervise
from velocitypost.supervisor.keep_running import Patience, StartFailed, Supervisor
from velocitypost.supervisor.keeper import Keeper
from velocitypost.supervisor.part import STORAGE

BEAT = "while True: open({ready!r}, 'w').write(str(os.getpid())); time.sleep(0.05)"
STUBBORN = "signal.signal(signal.SIGTERM, signal.SIG_IGN)"
LAST_WORDS = "signal.signal(signal.SIGTERM, lambda *_: (open({folder!r} + '/ended', 'a').write('NAME '), os._exit(0)))"


@asynccontextmanager
async def running(supervisor: Supervisor):  # type: ignore[no-untyped-def]
    await supervisor.start()
    waiting = asyncio.create_task(supervisor.wait())
    try:
        yield
    finally:
        waiting.cancel()
        await supervisor.stop()


async def until(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.01)


def test_a_part_starts_only_when_what_it_needs_is_ready(tmp_path: Path, keeper: Keeper, recorder: Recorder) -> None:
    store = Fake(tmp_path, "store", "time.sleep(0.3)", READY, WAIT)
    web = Fake(tmp_path, "web", "print(os.path.exists({folder!r} + '/store'), flush=True)", READY, WAIT)

    async def scene() -> None:
        async with running(supervise(keeper, recorder, web.part(after=("store",)), store.part(stage=STORAGE))):
            assert is_alive(web.process)
            await until(lambda: "web" in recorder.text)

    asyncio.run(scene())
    assert "web      │ True" in recorder.text


def test_a_crashed_part_is_started_again_and_the_log_says_so(
    tmp_path: Path, keeper: Keeper, recorder: Recorder
) -> None:
    web = Fake(tmp_path, "web")

    async def scene() -> None:
        async with running(supervise(keeper, recorder, web.part())):
            first = web.process
            os.kill(first, signal.SIGKILL)
            await until(lambda: "web is ready again" in recorder.text)
            assert web.process != first
            assert is_alive(web.process)

    asyncio.run(scene())
    assert "web was ended by SIGKILL; starting it again in 0.05 s" in recorder.text


def test_a_part_that_keeps_crashing_is_given_more_and_more_time(
    tmp_path: Path, keeper: Keeper, recorder: Recorder
) -> None:
    once = "if os.path.exists({ready!r}): sys.exit(3)"
    web = Fake(tmp_path, "web", once, READY, WAIT)

    async def scene() -> None:
        async with running(supervise(keeper, recorder, web.part())):
            os.kill(web.process, signal.SIGKILL)
            await until(lambda: recorder.text.count("in 0.2 s") >= 2)

    asyncio.run(scene())
    waits = [line.split(" in ")[1] for line in recorder.text.splitlines() if "starting it again" in line]
    assert waits[:4] == ["0.05 s", "0.1 s", "0.2 s", "0.2 s"]
    assert "web stopped by itself (exit code 3)" in recorder.text


def test_a_part_that_fails_at_the_first_start_fails_the_start_and_its_words_are_shown(
    tmp_path: Path, keeper: Keeper, recorder: Recorder
) -> None:
    store = Fake(tmp_path, "store")
    web = Fake(tmp_path, "web", "print('no such table', flush=True)", "sys.exit(4)")

    async def scene() -> None:
        supervisor = supervise(keeper, recorder, store.part(stage=STORAGE), web.part(after=("store",)))
        with pytest.raises(StartFailed, match=r"web stopped by itself \(exit code 4\)"):
            await supervisor.start()
        await supervisor.stop()

    asyncio.run(scene())
    assert "web      │ no such table" in recorder.text
    assert not is_alive(store.process)


def test_a_part_that_is_never_ready_fails_the_start(tmp_path: Path, keeper: Keeper, recorder: Recorder) -> None:
    web = Fake(tmp_path, "web", WAIT)

    async def scene() -> None:
        supervisor = supervise(keeper, recorder, web.part(), patience=Patience(ready=0.2))
        with pytest.raises(StartFailed, match=r"web was not ready after 0\.2 s"):
            await supervisor.start()
        await supervisor.stop()

    asyncio.run(scene())


def test_a_program_that_is_not_there_fails_the_start(tmp_path: Path, keeper: Keeper, recorder: Recorder) -> None:
    web = Fake(tmp_path, "web")
    web.command = (str(tmp_path / "missing"),)

    async def scene() -> None:
        supervisor = supervise(keeper, recorder, web.part())
        with pytest.raises(StartFailed, match="web could not be started"):
            await supervisor.start()
        await supervisor.stop()

    asyncio.run(scene())


def test_storage_ends_after_everything_that_uses_it(tmp_path: Path, keeper: Keeper, recorder: Recorder) -> None:
    names = {"store": STORAGE, "web": 0, "worker": 0}
    fakes = {name: Fake(tmp_path, name, LAST_WORDS.replace("NAME", name), READY, WAIT) for name in names}

    async def scene() -> None:
        async with running(
            supervise(keeper, recorder, *(fake.part(stage=names[name]) for name, fake in fakes.items()))
        ):
            pass

    asyncio.run(scene())
    order = (tmp_path / "ended").read_text().split()
    assert sorted(order) == ["store", "web", "worker"]
    assert order[-1] == "store"


def test_a_part_that_will_not_stop_is_ended_in_time(tmp_path: Path, keeper: Keeper, recorder: Recorder) -> None:
    web = Fake(tmp_path, "web", STUBBORN, READY, WAIT)

    async def scene() -> float:
        supervisor = supervise(keeper, recorder, web.part(), patience=Patience(stop=0.3))
        await supervisor.start()
        began = time.monotonic()
        await supervisor.stop()
        return time.monotonic() - began

    assert asyncio.run(scene()) < 2
    assert not is_alive(web.process)
    assert "web did not stop within 0.3 s" in recorder.text


def test_killing_ends_even_what_will_not_stop_at_once(tmp_path: Path, keeper: Keeper, recorder: Recorder) -> None:
    web = Fake(tmp_path, "web", STUBBORN, READY, WAIT)

    async def scene() -> float:
        supervisor = supervise(keeper, recorder, web.part(), patience=Patience(stop=60))
        await supervisor.start()
        began = time.monotonic()
        stopping = asyncio.create_task(supervisor.stop())
        await asyncio.sleep(0)
        supervisor.kill()
        await stopping
        return time.monotonic() - began

    assert asyncio.run(scene()) < 2


@pytest.mark.parametrize("way", ["stop", "crash"])
def test_what_a_part_started_goes_with_it(tmp_path: Path, keeper: Keeper, recorder: Recorder, way: str) -> None:
    fork = "pid = os.fork()"
    grandchild = "if pid == 0: signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.pause()"
    note = "open({folder!r} + '/grandchild', 'a').write(str(pid) + ' ')"
    web = Fake(tmp_path, "web", fork, grandchild, note, READY, WAIT)

    async def scene() -> None:
        async with running(supervise(keeper, recorder, web.part())):
            if way == "crash":
                os.kill(web.process, signal.SIGKILL)
                await until(lambda: "web is ready again" in recorder.text)

    asyncio.run(scene())
    grandchildren = [int(pid) for pid in (tmp_path / "grandchild").read_text().split()]
    assert len(grandchildren) == (2 if way == "crash" else 1)
    assert eventually(lambda: not any(map(is_alive, grandchildren)), within=2)  # dying takes a moment


def test_a_part_that_hangs_is_ended_and_started_again(tmp_path: Path, keeper: Keeper, recorder: Recorder) -> None:
    worker = Fake(tmp_path, "worker", BEAT)

    async def scene() -> None:
        async with running(supervise(keeper, recorder, worker.part(heartbeat=worker.file))):
            hung = worker.process
            os.kill(hung, signal.SIGSTOP)
            await until(lambda: "worker is ready again" in recorder.text)
            assert worker.process != hung

    asyncio.run(scene())
    assert "worker has given no sign of life for 0.3 s" in recorder.text


def test_a_part_that_beats_is_left_alone(tmp_path: Path, keeper: Keeper, recorder: Recorder) -> None:
    worker = Fake(tmp_path, "worker", BEAT)

    async def scene() -> None:
        async with running(supervise(keeper, recorder, worker.part(heartbeat=worker.file))):
            first = worker.process
            await asyncio.sleep(0.6)  # several looks at the heartbeat, each of which could be wrong
            assert worker.process == first

    asyncio.run(scene())
