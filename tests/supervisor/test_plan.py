"""What will be started, for which options and which environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.supervisor.fakes import environment
from velocitypost.settings import load
from velocitypost.supervisor.plan import Options, Plan, make_plan

SECRETS = {"SECRET_KEY": "s" * 48, "JWT_SECRET_KEY": "j" * 48, "ENCRYPTION_KEYS": ""}


def plan(options: Options | None = None, **environ: str) -> Plan:
    return make_plan(options or Options(data=Path("/data")), environment(**environ), SECRETS)


def names(of: Plan) -> list[str]:
    return [part.name for part in of.parts]


def test_with_nothing_set_everything_is_started() -> None:
    assert names(plan()) == ["database", "redis", "sandbox", "web", "worker", "clock"]


def test_the_product_finds_what_was_started_with_it() -> None:
    made = plan(Options(6000, 6001, 6002, 6003, 6004, Path("/data")))
    settings = load(made.environment)
    assert settings.port == 6000
    assert settings.sandbox_url == "http://127.0.0.1:6001"
    assert (settings.smtp_host, settings.smtp_port, settings.smtp_security) == ("127.0.0.1", 6002, "none")
    assert ":6003/velocitypost" in settings.mongodb_uri
    assert ":6004" in settings.redis_url
    assert settings.data_dir == Path("/data")
    assert settings.files_dir == Path("/data")
    assert {port.number for port in made.ports} == {6000, 6001, 6002, 6003, 6004}


def test_a_database_of_ones_own_is_used_and_none_is_started() -> None:
    made = plan(MONGODB_URI="mongodb://db.example/posts", REDIS_URL="redis://cache.example")
    assert names(made) == ["sandbox", "web", "worker", "clock"]
    assert made.outside == ("database", "redis")
    assert load(made.environment).mongodb_uri == "mongodb://db.example/posts"


@pytest.mark.parametrize("set_to", ["http://sandbox.example", ""])
def test_live_means_no_sandbox_whatever_the_environment_says(set_to: str) -> None:
    made = plan(Options(data=Path("/data"), live=True), VELOCITYPOST_SANDBOX_URL=set_to)
    assert "sandbox" not in names(made)
    assert load(made.environment).sandbox_url == ""
    assert "real services" in made.facts["Live"]
    assert "SMTP_HOST" in made.facts["Mail"]


def test_a_sandbox_elsewhere_is_used_and_none_is_started() -> None:
    made = plan(VELOCITYPOST_SANDBOX_URL="http://sandbox.example")
    assert "sandbox" not in names(made)
    assert load(made.environment).sandbox_url == "http://sandbox.example"


def test_a_mail_server_of_ones_own_is_used() -> None:
    settings = load(plan(SMTP_HOST="mail.example", SMTP_PORT="587").environment)
    assert (settings.smtp_host, settings.smtp_port, settings.smtp_security) == ("mail.example", 587, "auto")


def test_a_secret_of_ones_own_wins_over_the_one_made_here() -> None:
    assert plan(SECRET_KEY="mine").environment["SECRET_KEY"] == "mine"
    assert plan(SECRET_KEY="").environment["SECRET_KEY"] == SECRETS["SECRET_KEY"]


def test_neither_storage_nor_sandbox_is_told_our_secrets() -> None:
    told = {part.name: set(SECRETS) & set(part.environment) for part in plan().parts}
    assert told["database"] == told["redis"] == told["sandbox"] == set()
    assert told["web"] == set(SECRETS)


def test_what_publishes_waits_for_storage_and_shows_that_it_lives() -> None:
    parts = {part.name: part for part in plan().parts}
    for name in ("worker", "clock"):
        assert parts[name].after == ("database", "redis")
        assert parts[name].environment["VELOCITYPOST_HEARTBEAT_FILE"] == str(parts[name].heartbeat)
    assert parts["worker"].heartbeat != parts["clock"].heartbeat


def test_the_port_and_the_folder_may_come_from_the_environment() -> None:
    made = make_plan(Options(), environment(PORT="7000", VELOCITYPOST_DATA_DIR="/elsewhere"), SECRETS)
    assert made.facts["Open"] == "http://127.0.0.1:7000"
    assert made.facts["Data"] == "/elsewhere"


def test_an_address_that_means_all_is_shown_as_one_that_can_be_opened() -> None:
    assert plan(HOST="0.0.0.0").facts["Open"] == "http://127.0.0.1:5000"
