"""When the supervisor is killed outright, nothing that it started is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from tests.supervisor.fakes import eventually, is_alive

# A supervisor in small: two stages, a child that has a child, and both of those deaf to SIGTERM.
PARENT = """
import os, signal, subprocess, sys
from velocitypost.supervisor.keeper import Keeper

folder = sys.argv[1]
keeper = Keeper(grace_seconds=0.5)
LAST_WORDS = "signal.signal(signal.SIGTERM, lambda *_: (open({0!r}, 'a').write({1!r}), os._exit(0)))"
DEAF = "signal.signal(signal.SIGTERM, signal.SIG_IGN)"
FORK = "child = os.fork(); child and print(child, flush=True)"

def start(stage, *lines):
    program = "\\n".join(["import os, signal", *lines, "print(os.getpid(), flush=True)", "signal.pause()"])
    child = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", program], stdout=subprocess.PIPE, start_new_session=True
    )
    keeper.watch(child.pid, stage=stage)
    child.stdout.readline()
    return child.pid

ended = folder + "/ended"
print(start(1, LAST_WORDS.format(ended, "storage ")))
print(start(0, LAST_WORDS.format(ended, "application ")))
print(start(0, DEAF))
leader = start(0, DEAF, "os.fork()")
print(leader)
print(keeper._process.pid)
print("up", flush=True)
signal.pause()
"""


def test_kill_9_of_the_parent_ends_all_that_it_started_in_order(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        told = []
        while (line := parent.stdout.readline().strip()) != "up":
            told.append(int(line))
        *children, leader, keeper = told
        grandchildren = members_of(leader)
        assert len(grandchildren) == 2
        assert all(is_alive(process) for process in (*children, *grandchildren, keeper))

        os.kill(parent.pid, signal.SIGKILL)

        assert eventually(lambda: not any(is_alive(p) for p in (*children, *grandchildren, keeper)), within=5)
    assert (tmp_path / "ended").read_text().split() == ["application", "storage"]


def test_ctrl_c_in_the_terminal_does_not_reach_the_keeper(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)], stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as parent:
        assert parent.stdout
        told = []
        while (line := parent.stdout.readline().strip()) != "up":
            told.append(int(line))
        assert told[-1] not in members_of(parent.pid)
        os.killpg(parent.pid, signal.SIGKILL)
        assert eventually(lambda: not any(map(is_alive, told)), within=5)


def members_of(group: int) -> list[int]:
    """The living processes of a process group."""
    processes = [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]
    return [process for process in processes if is_alive(process) and _group_of(process) == group]


def _group_of(process: int) -> int:
    try:
        return os.getpgid(process)
    except ProcessLookupError:
        return 0
