"""What the environment may say, and what a person is told when it says something else."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from pydantic import AliasChoices

from velocitypost.settings import Settings, SettingsError, load

ROOT = Path(__file__).parents[3]
KEY = base64.b64encode(bytes(range(32))).decode()
OTHER_KEY = base64.b64encode(bytes(range(1, 33))).decode()
FIT_FOR_PRODUCTION = {
    "FLASK_ENV": "production",
    "SECRET_KEY": "k3Jv9Qx2Lm8Zt5Wb7Nc4Rf6Yh1Pd0SgA",
    "JWT_SECRET_KEY": "Zt5Wb7Nc4Rf6Yh1Pd0SgAk3Jv9Qx2Lm8",
    "ENCRYPTION_KEYS": f"k1:{KEY}",
    "PUBLIC_URL": "https://app.example.com",
}


def faults(environ: dict[str, str]) -> list[str]:
    with pytest.raises(SettingsError) as raised:
        load(environ)
    first, *lines, last = str(raised.value).splitlines()
    assert first == "The settings cannot be used:"
    assert ".env.example" in last
    return [line.removeprefix("  - ") for line in lines]


def test_nothing_set_is_a_working_development_set_up() -> None:
    settings = load({})
    assert not settings.production
    assert settings.base_url == "http://127.0.0.1:5000"
    assert settings.mongodb_uri.startswith("mongodb://127.0.0.1")


def test_an_empty_variable_counts_as_not_set() -> None:
    assert load({"PORT": "", "MONGODB_URI": ""}) == load({})


def test_one_message_names_all_that_is_wrong_whatever_kind_it_is() -> None:
    told = faults(
        {
            "FLASK_ENV": "production",
            "PORT": "many",
            "MONGODB_URI": "postgres://db",
            "REDIS_URL": "memcached://cache",
            "MAX_FILE_SIZE": "a lot",
            "X_API_URL": "api.x.com",
            "X_TOKEN_URL": "ftp://x.com",
            "DEBUG": "yes",
        }
    )
    named = [line.split(":")[0] for line in told]
    assert sorted(named) == sorted(
        [
            "PORT",
            "MONGODB_URI",
            "REDIS_URL",
            "MAX_FILE_SIZE",
            "X_API_URL",
            "X_TOKEN_URL",
            "DEBUG",
            "SECRET_KEY",
            "JWT_SECRET_KEY",
            "ENCRYPTION_KEYS",
            "PUBLIC_URL",
        ]
    )


def test_a_fault_never_repeats_a_secret() -> None:
    environ = {**FIT_FOR_PRODUCTION, "SECRET_KEY": "hunter2", "ENCRYPTION_KEYS": "k1:c2hvcnQ="}
    told = "\n".join(faults(environ))
    assert "SECRET_KEY" in told
    assert "ENCRYPTION_KEYS" in told
    assert "hunter2" not in told
    assert "c2hvcnQ" not in told


def test_production_with_real_secrets_is_accepted() -> None:
    settings = load(FIT_FOR_PRODUCTION)
    assert settings.production
    assert settings.base_url == "https://app.example.com"


@pytest.mark.parametrize("name", ["SECRET_KEY", "JWT_SECRET_KEY"])
@pytest.mark.parametrize("value", ["", "short", "x" * 40, "your-super-secret-key-32-chars", "change-me" * 5])
@pytest.mark.parametrize("environment", ["production", "testing"])
def test_a_weak_or_example_secret_is_refused_outside_development(name: str, value: str, environment: str) -> None:
    told = faults({**FIT_FOR_PRODUCTION, "FLASK_ENV": environment, name: value})
    assert [line.split(":")[0] for line in told] == [name]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ENCRYPTION_KEYS", ""),
        ("PUBLIC_URL", ""),
        ("PUBLIC_URL", "http://app.example.com"),
        ("DEBUG", "true"),
        ("VELOCITYPOST_CRASH_AT", "delivery.sent"),
    ],
)
def test_production_refuses(name: str, value: str) -> None:
    told = faults({**FIT_FOR_PRODUCTION, name: value})
    assert [line.split(":")[0] for line in told] == [name]


def test_production_may_be_tried_on_loopback_without_https() -> None:
    assert load({**FIT_FOR_PRODUCTION, "PUBLIC_URL": "http://127.0.0.1:5000"}).production


@pytest.mark.parametrize(
    ("written", "read"), [("50MB", 50 * 1024**2), ("1 gb", 1024**3), ("12kb", 12 * 1024), ("7", 7)]
)
def test_a_file_size_is_read_with_its_unit(written: str, read: int) -> None:
    assert load({"MAX_FILE_SIZE": written}).max_file_size == read


def test_extensions_are_read_as_people_write_them() -> None:
    assert load({"ALLOWED_EXTENSIONS": "PDF, .jpg,,png "}).allowed_extensions == ("pdf", "jpg", "png")


def test_the_first_encryption_key_seals_and_all_are_kept_in_order() -> None:
    keys = load({"ENCRYPTION_KEYS": f"new:{OTHER_KEY}, old:{KEY}"}).keys
    assert list(keys) == ["new", "old"]
    assert keys["old"] == bytes(range(32))


def test_development_derives_its_encryption_key_from_the_secret_key() -> None:
    one, same, other = (load({"SECRET_KEY": text}).keys for text in ("a", "a", "b"))
    assert one == same
    assert one != other


@pytest.mark.parametrize("entry", ["no-colon", f":{KEY}", "k1:not base64", "k1:c2hvcnQ=", f"bad id:{KEY}"])
def test_a_malformed_encryption_key_is_refused_with_the_command_that_makes_one(entry: str) -> None:
    (told,) = faults({"ENCRYPTION_KEYS": entry})
    assert "velocitypost keys new" in told


class TestOutsideAddresses:
    REAL = "https://api.x.com/2"

    def test_the_service_itself_is_the_default(self) -> None:
        assert load({}).outside_url("X_API_URL", self.REAL) == self.REAL

    def test_the_sandbox_stands_in_for_every_service_at_once(self) -> None:
        settings = load({"VELOCITYPOST_SANDBOX_URL": "http://127.0.0.1:5080/"})
        assert settings.outside_url("X_API_URL", self.REAL) == "http://127.0.0.1:5080/api.x.com/2"

    def test_a_variable_wins_over_the_sandbox(self) -> None:
        settings = load({"VELOCITYPOST_SANDBOX_URL": "http://127.0.0.1:5080", "X_API_URL": "http://proxy.example/x/"})
        assert settings.outside_url("X_API_URL", self.REAL) == "http://proxy.example/x"

    def test_an_empty_sandbox_address_means_the_real_services(self) -> None:
        assert load({"VELOCITYPOST_SANDBOX_URL": ""}).outside_url("X_API_URL", self.REAL) == self.REAL


def test_a_variable_that_data_names_is_read_or_empty() -> None:
    settings = load({"MASTODON_CLIENT_ID": "abc"})
    assert settings.variable("MASTODON_CLIENT_ID") == "abc"
    assert settings.variable("MASTODON_CLIENT_SECRET") == ""


def test_the_environment_overrides_the_file_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("PORT=5111\nLOG_LEVEL=ERROR\nVELOCITYPOST_SANDBOX_URL=http://127.0.0.1:1\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORT", "5222")
    monkeypatch.setenv("VELOCITYPOST_SANDBOX_URL", "")
    settings = load()
    assert settings.port == 5222
    assert settings.log_level == "ERROR"
    assert settings.sandbox_url == ""


def test_secrets_do_not_show_when_the_settings_are_printed() -> None:
    shown = repr(load({**FIT_FOR_PRODUCTION, "SMTP_PASSWORD": "open-sesame"}))
    assert "open-sesame" not in shown
    assert FIT_FOR_PRODUCTION["SECRET_KEY"] not in shown


class TestTheExampleFile:
    TEXT = (ROOT / ".env.example").read_text()
    NAMES = frozenset(re.findall(r"^#?([A-Z][A-Z0-9_]+)=", TEXT, re.MULTILINE))

    def test_it_names_every_setting(self) -> None:
        fields = {k: v for k, v in Settings.model_fields.items() if k not in ("outside_urls", "variables")}
        aliases = {k: v.validation_alias for k, v in fields.items()}
        known = {str(a.choices[0] if isinstance(a, AliasChoices) else k).upper() for k, a in aliases.items()}
        assert known - self.NAMES == set()

    def test_copied_as_it_is_it_works(self) -> None:
        lines = [line for line in self.TEXT.splitlines() if line and not line.startswith("#")]
        copied = dict(line.split("=", 1) for line in lines)
        assert load(copied) == load({})
