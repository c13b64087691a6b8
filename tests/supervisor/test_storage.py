"""The embedded database and cache as `velocitypost up` runs them: they start, keep what they were given, and end."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from pathlib import Path

import pytest

from tests.embedded import free_port
from tests.supervisor.fakes import Recorder, environment, is_alive
from velocitypost.core import cache, database
from velocitypost.supervisor.keep_running import Supervisor
from velocitypost.supervisor.keeper import Keeper
from velocitypost.supervisor.part import STORAGE
from velocitypost.supervisor.plan import Options, make_plan

pytestmark = pytest.mark.long


def test_what_was_written_survives_kill_9_and_a_restart(tmp_path: Path, keeper: Keeper, recorder: Recorder) -> None:
    options = Options(database_port=free_port(), redis_port=free_port(), data=tmp_path)
    plan = make_plan(options, environment(), {})
    storage = [part for part in plan.parts if part.stage == STORAGE]
    for folder in plan.folders:
        folder.mkdir(parents=True, exist_ok=True)
    uri, url = plan.environment["MONGODB_URI"], plan.environment["REDIS_URL"]

    def write() -> None:
        posts, redis = database.connect(uri), cache.connect(url)
        with posts.client, redis:
            posts["posts"].insert_one({"_id": "post_1", "text": "kept"})
            redis.set("greeting", "hello")

    def read() -> tuple[object, object]:
        posts, redis = database.connect(uri), cache.connect(url)
        with posts.client, redis:
            return posts["posts"].find_one("post_1"), redis.get("greeting")

    async def scene() -> tuple[object, float]:
        supervisor = Supervisor(storage, recorder.console, keeper)
        await supervisor.start()
        await asyncio.to_thread(write)
        killed = process_on(tmp_path)
        os.kill(killed, signal.SIGKILL)
        async with asyncio.timeout(20):
            while "database is ready again" not in recorder.text:
                await asyncio.sleep(0.05)
        found = await asyncio.to_thread(read)
        began = time.monotonic()
        await supervisor.stop()
        assert not is_alive(killed)
        return found, time.monotonic() - began

    found, seconds = asyncio.run(scene())
    assert found == ({"_id": "post_1", "text": "kept"}, "hello")
    assert seconds < 5
    assert "by force" not in recorder.text
    assert "did not stop" not in recorder.text


def process_on(folder: Path) -> int:
    """The id of the database process that uses `folder`."""
    wanted = str(folder / "database").encode()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and wanted in (entry / "cmdline").read_bytes().split(b"\0"):
            return int(entry.name)
    raise AssertionError("no database runs there")
