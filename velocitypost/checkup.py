"""Whether this installation can run: one sentence for each thing it depends on."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import SecretStr

from velocitypost.settings import Settings

_TIMEOUT_SECONDS = 3.0
_FOR_LATER = (
    "stripe_publishable_key",
    "stripe_secret_key",
    "stripe_webhook_secret",
    "razorpay_key_id",
    "razorpay_key_secret",
)


@dataclass(frozen=True)
class Finding:
    """What was found about one subject, in a sentence without secrets."""

    subject: str
    fine: bool
    text: str


def examine(settings: Settings, subjects: Iterable[str]) -> Iterator[Finding]:
    """Looks at each of `subjects` (names of `SUBJECTS`), in that order. Never raises for what it finds."""
    for subject in subjects:
        fine, text = _LOOKS[subject](settings)
        yield Finding(subject, fine, text)


def _settings(settings: Settings) -> tuple[bool, str]:
    where = "the sandbox" if settings.sandbox_url else "the real services"
    text = f"The settings are complete: {settings.flask_env}, talking to {where}."
    return True, " ".join((text, *_unused(settings)))


def _unused(settings: Settings) -> Iterator[str]:
    """Payments are not taken yet: whoever sets their keys should not think so."""
    given = sorted(name.upper() for name in _FOR_LATER if _given(getattr(settings, name)))
    if given:
        *others, last = given
        names = f"{', '.join(others)} and {last} are" if others else f"{last} is"
        yield f"{names} set, but nothing uses {'them' if others else 'it'} yet: no payment is taken."


def _given(value: str | SecretStr) -> bool:
    return bool(value.get_secret_value() if isinstance(value, SecretStr) else value)


def _data(settings: Settings) -> tuple[bool, str]:
    places = {"VELOCITYPOST_DATA_DIR": settings.data_dir, "UPLOAD_FOLDER": settings.files_dir}
    for variable, folder in places.items():
        place = folder.absolute()
        try:
            place.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=place).close()
        except OSError as error:
            return False, f"{place} cannot be written ({error.strerror}): set {variable} to a folder of ours."
    return True, f"{' and '.join(dict.fromkeys(str(place.absolute()) for place in places.values()))} can be written."


def _database(settings: Settings) -> tuple[bool, str]:
    from velocitypost.core.database import DatabaseError, connect

    hosts = _without_credentials(settings.mongodb_uri)
    try:
        database = connect(settings.mongodb_uri, timeout_seconds=_TIMEOUT_SECONDS)
        with database.client as client:
            version = client.server_info()["version"]
    except DatabaseError as error:
        return False, f"The database at {hosts} does not answer ({type(error).__name__}): look at MONGODB_URI."
    return True, f"The database at {hosts} answers (version {version})."


def _redis(settings: Settings) -> tuple[bool, str]:
    from velocitypost.core.cache import CacheError, connect

    host = _without_credentials(settings.redis_url)
    try:
        with connect(settings.redis_url, timeout_seconds=_TIMEOUT_SECONDS) as client:
            client.ping()
    except CacheError as error:
        return False, f"Redis at {host} does not answer ({type(error).__name__}): look at REDIS_URL."
    return True, f"Redis at {host} answers."


def _sandbox(settings: Settings) -> tuple[bool, str]:
    if not settings.sandbox_url:
        return True, "No sandbox is used."
    parts = urlsplit(settings.sandbox_url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return _reach(parts.hostname or "", port, "The sandbox", "VELOCITYPOST_SANDBOX_URL")


def _mail(settings: Settings) -> tuple[bool, str]:
    return _reach(settings.smtp_host, settings.smtp_port, "The mail server", "SMTP_HOST and SMTP_PORT")


def _reach(host: str, port: int, what: str, variables: str) -> tuple[bool, str]:
    try:
        socket.create_connection((host, port), timeout=_TIMEOUT_SECONDS).close()
    except OSError as error:
        return False, f"{what} at {host}:{port} does not answer ({error}): look at {variables}."
    return True, f"{what} at {host}:{port} answers."


def _without_credentials(address: str) -> str:
    return urlsplit(address).netloc.rpartition("@")[2]


_LOOKS: dict[str, Callable[[Settings], tuple[bool, str]]] = {
    "settings": _settings,
    "data": _data,
    "database": _database,
    "redis": _redis,
    "sandbox": _sandbox,
    "mail": _mail,
}
SUBJECTS = tuple(_LOOKS)
