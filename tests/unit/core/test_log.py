"""The log tells what happened, and no secret."""

from __future__ import annotations

import subprocess
import sys

import pytest

from velocitypost.core.log import HIDDEN, hide_secrets


@pytest.mark.parametrize("name", ["access_token", "client_secret", "password", "Authorization", "api_key", "code"])
def test_values_under_telling_names_are_hidden(name: str) -> None:
    assert hide_secrets(None, "info", {"event": "x", name: "hunter2"})[name] == HIDDEN


def test_a_credential_inside_a_text_is_hidden() -> None:
    event = hide_secrets(None, "info", {"event": "sent Bearer abcdefgh12345678 to X"})
    assert "abcdefgh" not in event["event"]


def test_a_traceback_shows_no_local_variables() -> None:
    # In a process of its own: how a process logs is set once for all of it.
    program = """
from velocitypost.core import log
log.configure("INFO", "console")
hidden = "hunter" + "2"
try:
    raise ValueError("failed with %d characters" % len(hidden))
except ValueError:
    log.get_logger("test").exception("it_failed")
"""
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stderr
    assert "failed with 7 characters" in told
    assert "hunter2" not in told
