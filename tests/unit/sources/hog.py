"""A program that misbehaves as its task says: what `test_isolation` puts into isolation."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from velocitypost.sources.extraction.confinement import confine
from velocitypost.sources.limits import Limits


def say(**message: Any) -> None:
    print(json.dumps(message), flush=True)


def main(task: dict[str, Any]) -> None:
    confine(Limits(**task["limits"]), Path.cwd())
    try:
        _DO[task["do"]](task)
    except MemoryError:
        say(crashed="memory")


def eat(_task: dict[str, Any]) -> None:
    eaten = []
    while True:
        eaten.append(bytearray(16 * 1024**2))


def spin(_task: dict[str, Any]) -> None:
    while True:
        pass


def sleep(_task: dict[str, Any]) -> None:
    say(here=True)
    time.sleep(600)


def talk(_task: dict[str, Any]) -> None:
    while True:
        say(here=True)
        time.sleep(0.05)


def write(_task: dict[str, Any]) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    with Path("result").open("wb") as file:
        while True:
            file.write(b"\0" * 1024**2)
            file.flush()


def babble(_task: dict[str, Any]) -> None:
    sys.stdout.write("this is no JSON\n")
    sys.stdout.flush()
    time.sleep(600)


def boast(_task: dict[str, Any]) -> None:
    say(done=True)  # and there is no result


def count(_task: dict[str, Any]) -> None:
    sys.stdout.write("5\n")
    sys.stdout.flush()
    time.sleep(600)


def fall(_task: dict[str, Any]) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def leave(_task: dict[str, Any]) -> None:
    sys.exit(3)


def breed(task: dict[str, Any]) -> None:
    child = subprocess.Popen(["sleep", "600"])
    Path(task["tell"]).write_text(f"{os.getpid()} {child.pid}")
    say(here=True)
    time.sleep(600)


def call(_task: dict[str, Any]) -> None:
    try:
        socket.create_connection(("127.0.0.1", 9))
    except PermissionError as error:
        Path("result").write_text(str(error))
        say(done=True)


def peek(_task: dict[str, Any]) -> None:
    Path("result").write_text(json.dumps(dict(os.environ)))
    say(done=True)


_DO = {
    "eat": eat,
    "spin": spin,
    "sleep": sleep,
    "talk": talk,
    "write": write,
    "babble": babble,
    "boast": boast,
    "count": count,
    "fall": fall,
    "leave": leave,
    "breed": breed,
    "call": call,
    "peek": peek,
}

if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
