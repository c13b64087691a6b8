"""The commands, called as a person calls them."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from velocitypost.cli import main
from velocitypost.settings import load


def run(*arguments: str, **environ: str | None) -> Result:
    return CliRunner().invoke(main, arguments, env=environ)


@pytest.fixture(autouse=True)
def _no_env_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_help_lists_the_commands() -> None:
    told = run("--help").output
    for command in ("up", "serve", "work", "clock", "sandbox", "check", "keys", "openapi"):
        assert f"\n  {command} " in told


def test_new_keys_are_lines_for_the_env_file_and_fit_for_production() -> None:
    lines = run("keys", "new").output.splitlines()
    environ = dict(line.split("=", 1) for line in lines)
    assert load({**environ, "FLASK_ENV": "production", "PUBLIC_URL": "https://app.example.com"}).production


def test_new_keys_are_new_each_time() -> None:
    assert not set(run("keys", "new").output.split()) & set(run("keys", "new").output.split())


@pytest.mark.parametrize("command", ["serve", "work", "clock", "check"])
def test_settings_that_are_wrong_are_told_before_anything_else(command: str) -> None:
    done = run(command, PORT="eighty", REDIS_URL="ftp://cache")
    assert done.exit_code == 2
    assert "PORT: must be a whole number" in done.output
    assert "REDIS_URL" in done.output


def test_check_says_what_answers(database_url: str, redis_url: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mail:
        done = run(
            "check",
            MONGODB_URI=database_url,
            REDIS_URL=redis_url,
            SMTP_PORT=str(mail.getsockname()[1]),
            VELOCITYPOST_DATA_DIR=str(tmp_path / "var"),
        )
    assert done.exit_code == 0, done.output
    assert all(line.startswith("✓ ") for line in done.output.splitlines())
    assert "The database at 127.0.0.1:" in done.output


def test_check_says_what_does_not_answer_which_variable_to_look_at_and_no_password() -> None:
    done = run(
        "check",
        MONGODB_URI="mongodb://me:hunter2@127.0.0.1:9/posts",
        REDIS_URL="redis://:hunter2@127.0.0.1:9",
        SMTP_PORT="9",
        VELOCITYPOST_SANDBOX_URL="http://127.0.0.1:9",
        VELOCITYPOST_DATA_DIR="/proc/nowhere",
    )
    assert done.exit_code == 1
    wrong = [line for line in done.output.splitlines() if line.startswith("✗ ")]
    for variable in ("MONGODB_URI", "REDIS_URL", "SMTP_PORT", "VELOCITYPOST_SANDBOX_URL", "VELOCITYPOST_DATA_DIR"):
        assert any(variable in line for line in wrong), variable
    assert "hunter2" not in done.output


def test_check_can_be_asked_about_one_thing() -> None:
    done = run("check", "settings", MONGODB_URI="mongodb://127.0.0.1:9")
    assert done.exit_code == 0
    assert "talking to the real services" in done.output


def test_check_knows_what_it_can_check() -> None:
    done = run("check", "weather")
    assert done.exit_code == 2
    assert "database" in done.output


def test_check_names_the_keys_that_nothing_uses_yet_and_no_value_of_them() -> None:
    done = run("check", "settings", STRIPE_SECRET_KEY="sk_live_hunter2", RAZORPAY_KEY_ID="rzp_hunter2")
    assert done.exit_code == 0
    assert "RAZORPAY_KEY_ID and STRIPE_SECRET_KEY are set, but nothing uses them yet" in done.output
    assert "hunter2" not in done.output
    assert "nothing uses" not in run("check", "settings").output
