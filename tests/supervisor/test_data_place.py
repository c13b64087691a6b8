"""The data folder has one owner at a time, and secrets of its own that only its owner can read."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from velocitypost.settings import load
from velocitypost.supervisor.data_place import InUse, claim, secrets_of


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another supervisor, in another process, which holds the folder and has a child that inherited the lock."""
    program = (
        "import subprocess, sys\n"
        "from pathlib import Path\n"
        "from velocitypost.supervisor.data_place import claim\n"
        "lock = claim(Path(sys.argv[1]))\n"
        "child = subprocess.Popen(['sleep', '60'], pass_fds=(lock,), stdout=subprocess.DEVNULL)\n"
        "print(child.pid, flush=True)\n"
        "child.wait()\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        yield process
        os.killpg(process.pid, 9)


def child_of(holder: subprocess.Popen[str]) -> int:
    assert holder.stdout
    return int(holder.stdout.readline())


def test_a_folder_in_use_is_refused_with_the_process_that_has_it(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    child_of(holder)
    with pytest.raises(InUse, match=rf"process {holder.pid}\).*--data"):
        claim(tmp_path)


def test_the_folder_stays_claimed_while_a_part_of_a_killed_supervisor_lives(
    tmp_path: Path, holder: subprocess.Popen[str]
) -> None:
    child = child_of(holder)
    holder.kill()
    holder.wait()
    with pytest.raises(InUse, match="Parts of an earlier start still run"):
        claim(tmp_path, wait_seconds=0.2)
    os.kill(child, 9)
    os.close(claim(tmp_path))


def test_a_folder_given_up_can_be_claimed_again(tmp_path: Path) -> None:
    os.close(claim(tmp_path / "var"))
    os.close(claim(tmp_path / "var"))


def test_the_first_run_makes_secrets_that_are_kept(tmp_path: Path) -> None:
    first = secrets_of(tmp_path)
    assert secrets_of(tmp_path) == first
    assert sorted(first) == ["ENCRYPTION_KEYS", "JWT_SECRET_KEY", "SECRET_KEY"]


def test_two_installations_have_different_secrets(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    assert not set(secrets_of(one).values()) & set(secrets_of(other).values())


def test_the_secrets_are_strong_enough_for_production(tmp_path: Path) -> None:
    environ = {**secrets_of(tmp_path), "FLASK_ENV": "production", "PUBLIC_URL": "https://app.example.com"}
    assert load(environ).production


def test_nobody_but_the_owner_can_read_the_secrets_even_if_they_once_could(tmp_path: Path) -> None:
    secrets_of(tmp_path)
    place = tmp_path / "secrets.env"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    place.chmod(0o644)
    secrets_of(tmp_path)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
