"""Every environment variable of the product: typed, read once, validated at start.

The names are those of `.env.example`. One rule covers every outside host: the service's own address is the
default; `<PLATFORM>_API_URL`, `<PLATFORM>_AUTHORIZE_URL`, `<PLATFORM>_TOKEN_URL`, … replaces it; and
`VELOCITYPOST_SANDBOX_URL` sends all of them that are not replaced to the sandbox, where the real
`https://HOST/path` lives at `<sandbox>/HOST/path`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import (
    AliasChoices,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)

_OUTSIDE_URL = re.compile(r"^[A-Z0-9]+(?:_[A-Z0-9]+)*_(?:API|AUTHORIZE|TOKEN|REVOKE|EXCHANGE|RENEW|SITE)_URL$")
_WEAK_SECRET = re.compile(r"your[-_]|change[-_]?me|secret[-_]key|^(.)\1+$|development", re.IGNORECASE)
_SIZE = re.compile(r"^\s*(\d+)\s*(B|KB|MB|GB)?\s*$", re.IGNORECASE)
_UNITS = {"B": 1, "KB": 1024, "MB": 1024**2, "GB": 1024**3}
SECRET_LENGTH = 32
_IN_WORDS = {
    "bool_parsing": "must be true or false",
    "int_parsing": "must be a whole number",
    "float_parsing": "must be a number",
}
_SELF_NAMED = ("outside_urls",)  # its faults name the variables themselves
AI_ENGINES = ("mistral", "groq", "openai", "local")
SANDBOX_CLIENT_ID = "velocitypost-sandbox"
SANDBOX_CLIENT_SECRET = "velocitypost-sandbox-secret"  # noqa: S105  the sandbox publishes it; it opens nothing real


class SettingsError(Exception):
    """The environment does not describe a runnable product. The text lists all that is wrong, for people."""


class Settings(BaseModel):
    """The product's configuration. Build it with `load`, which takes a plain mapping in tests."""

    model_config = ConfigDict(extra="ignore", frozen=True, validate_default=True)

    # Flask. The environment comes first: the rules of other fields depend on it.
    flask_env: Literal["development", "testing", "production"] = "development"
    secret_key: SecretStr = SecretStr("development-secret-key-not-for-production")
    jwt_secret_key: SecretStr = SecretStr("development-jwt-secret-key-not-for-production")
    debug: bool = False
    port: int = Field(5000, ge=1, le=65535)

    # Where people reach us, where data lies
    public_url: str = ""
    host: str = "127.0.0.1"
    data_dir: Path = Field(Path("var"), validation_alias=AliasChoices("velocitypost_data_dir", "data_dir"))
    heartbeat_file: Path | None = Field(
        None, validation_alias=AliasChoices("velocitypost_heartbeat_file", "heartbeat_file")
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"
    web_threads: int = Field(600, ge=4)
    work_threads: int = Field(24, ge=1)
    trusted_proxies: int = Field(0, ge=0)
    metrics_token: SecretStr = SecretStr("")

    # How many requests the API takes in a minute; 0 is without a limit
    api_requests_per_minute: int = Field(600, ge=0)
    api_costly_requests_per_minute: int = Field(60, ge=0)
    api_visitor_requests_per_minute: int = Field(600, ge=0)

    # Database
    mongodb_uri: str = "mongodb://127.0.0.1:27017/velocitypost"
    redis_url: str = "redis://127.0.0.1:6379"

    # Secrets at rest: "id:base64 of 32 bytes", the first is used to seal, all can open
    encryption_keys: SecretStr = SecretStr("")

    # Sandbox
    sandbox_url: str = Field("", validation_alias=AliasChoices("velocitypost_sandbox_url", "sandbox_url"))

    # Platforms
    facebook_app_id: str = ""
    facebook_app_secret: SecretStr = SecretStr("")
    facebook_redirect_uri: str = ""
    instagram_client_id: str = ""
    instagram_client_secret: SecretStr = SecretStr("")
    instagram_redirect_uri: str = ""
    threads_client_id: str = ""
    threads_client_secret: SecretStr = SecretStr("")
    threads_redirect_uri: str = ""
    twitter_client_id: str = ""
    twitter_client_secret: SecretStr = SecretStr("")
    twitter_redirect_uri: str = ""
    linkedin_client_id: str = ""
    linkedin_client_secret: SecretStr = SecretStr("")
    linkedin_redirect_uri: str = ""
    linkedin_organization_client_id: str = ""
    linkedin_organization_client_secret: SecretStr = SecretStr("")
    google_client_id: str = ""
    google_client_secret: SecretStr = SecretStr("")
    google_redirect_uri: str = ""
    pinterest_client_id: str = ""
    pinterest_client_secret: SecretStr = SecretStr("")
    pinterest_redirect_uri: str = ""

    # AI services
    mistral_api_key: SecretStr = SecretStr("")
    groq_api_key: SecretStr = SecretStr("")
    openai_api_key: SecretStr = SecretStr("")
    ai_engines: tuple[str, ...] = ("mistral", "groq", "openai", "local")
    mistral_model: str = ""
    groq_model: str = ""
    openai_model: str = ""
    openai_image_model: str = ""
    local_ai_url: str = ""
    local_ai_model: str = ""
    local_ai_key: SecretStr = SecretStr("")
    local_ai_json: Literal["schema", "object", "none"] = "schema"
    ai_timeout_seconds: float = Field(60.0, ge=1)
    ai_calls_at_once: int = Field(8, ge=1, le=64)
    ai_budget_usd_month: float | None = Field(None, ge=0)
    ai_budget_tokens_month: int | None = Field(None, ge=0)

    # Payments
    stripe_publishable_key: str = ""
    stripe_secret_key: SecretStr = SecretStr("")
    stripe_webhook_secret: SecretStr = SecretStr("")
    razorpay_key_id: str = ""
    razorpay_key_secret: SecretStr = SecretStr("")

    # Files
    max_file_size: int = 50 * 1024**2
    media_max_file_size: int = 1024**3
    allowed_extensions: tuple[str, ...] = ("pdf", "docx", "pptx", "txt", "jpg", "png", "jpeg")
    upload_folder: Path | None = None

    # Mail
    smtp_host: str = "127.0.0.1"
    smtp_port: int = Field(5025, ge=1, le=65535)
    smtp_username: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_from: str = "VelocityPost <hello@velocitypost.localhost>"
    smtp_security: Literal["auto", "none", "starttls", "tls"] = "auto"

    # Publishing
    crash_at: str = Field("", validation_alias=AliasChoices("velocitypost_crash_at", "crash_at"))
    publish_lease_seconds: float = Field(60.0, gt=1)
    http_timeout_seconds: float = Field(20.0, gt=0.05)

    outside_urls: dict[str, str] = Field(default_factory=dict, exclude=True)
    variables: dict[str, str] = Field(default_factory=dict, exclude=True, repr=False)

    @field_validator("max_file_size", "media_max_file_size", mode="before")
    @classmethod
    def _size(cls, value: object) -> object:
        if isinstance(value, str):
            if not (match := _SIZE.match(value)):
                raise ValueError("write a number with B, KB, MB or GB, such as 50MB")
            return int(match[1]) * _UNITS[(match[2] or "B").upper()]
        return value

    @field_validator("allowed_extensions", mode="before")
    @classmethod
    def _extensions(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip().lower().lstrip(".") for part in value.split(",") if part.strip())
        return value

    @field_validator("ai_engines", mode="before")
    @classmethod
    def _engines(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip().lower() for part in value.split(",") if part.strip())
        return value

    @field_validator("ai_engines")
    @classmethod
    def _known_engines(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := [name for name in value if name not in AI_ENGINES]:
            raise ValueError(f"knows no {unknown[0]}: name some of {', '.join(AI_ENGINES)}, in the order to ask them")
        if len(set(value)) != len(value):
            raise ValueError("names an engine twice")
        return value

    @field_validator("mongodb_uri")
    @classmethod
    def _mongodb(cls, value: str) -> str:
        if not value.startswith(("mongodb://", "mongodb+srv://")):
            raise ValueError("must start with mongodb:// or mongodb+srv://")
        return value

    @field_validator("redis_url")
    @classmethod
    def _redis(cls, value: str) -> str:
        if not value.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("must start with redis:// or rediss://")
        return value

    @field_validator("public_url", "sandbox_url", "local_ai_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if value and not _is_web_address(value):
            raise ValueError("must be a web address such as https://app.example.com")
        return value.rstrip("/")

    @field_validator("secret_key", "jwt_secret_key")
    @classmethod
    def _strong_outside_development(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        text = value.get_secret_value()
        weak = len(text) < SECRET_LENGTH or _WEAK_SECRET.search(text)
        if weak and info.data.get("flask_env") != "development":
            raise ValueError(f"is weak or an example: give {SECRET_LENGTH} or more random characters")
        return value

    @field_validator("encryption_keys")
    @classmethod
    def _keys(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        if not _parse_keys(value.get_secret_value()) and info.data.get("flask_env") == "production":
            raise ValueError("is missing: `velocitypost keys new` makes one")
        return value

    @field_validator("debug")
    @classmethod
    def _no_debugging_in_production(cls, value: bool, info: ValidationInfo) -> bool:
        if value and info.data.get("flask_env") == "production":
            raise ValueError("must be off in production")
        return value

    @field_validator("crash_at")
    @classmethod
    def _no_dying_in_production(cls, value: str, info: ValidationInfo) -> str:
        if value and info.data.get("flask_env") == "production":
            raise ValueError("is for tests and must be empty in production")
        return value

    @field_validator("public_url")
    @classmethod
    def _encrypted_in_production(cls, value: str, info: ValidationInfo) -> str:
        safe = value.startswith("https://") or _is_loopback(value)
        if not safe and info.data.get("flask_env") == "production":
            raise ValueError("must be the https:// address under which people reach this installation")
        return value

    @field_validator("outside_urls")
    @classmethod
    def _web_addresses(cls, urls: dict[str, str]) -> dict[str, str]:
        if wrong := [name for name, url in urls.items() if not _is_web_address(url)]:
            raise ValueError("\n".join(f"{name}: must be a web address" for name in wrong))
        return urls

    @property
    def production(self) -> bool:
        return self.flask_env == "production"

    @property
    def base_url(self) -> str:
        """The address people use, without a trailing slash."""
        return self.public_url or f"http://{self.host}:{self.port}"

    @property
    def files_dir(self) -> Path:
        """Where uploaded files lie: a folder that the web process and the workers share."""
        return self.upload_folder or self.data_dir

    @property
    def keys(self) -> dict[str, bytes]:
        """Encryption keys by id, the sealing one first. In development, one derived from `SECRET_KEY`."""
        if keys := _parse_keys(self.encryption_keys.get_secret_value()):
            return keys
        return {"dev": hashlib.sha256(b"vault" + self.secret_key.get_secret_value().encode()).digest()}

    def outside_address(self, url: str) -> str:
        """Where to reach a whole outside address that no variable replaces: the sandbox's copy, or itself."""
        if not self.sandbox_url:
            return url
        parts = urlsplit(url)
        return f"{self.sandbox_url}/{parts.netloc}{parts.path}" + (f"?{parts.query}" if parts.query else "")

    def outside_url(self, variable: str, default: str) -> str:
        """Where to reach an outside address: `variable` if set, else the sandbox's copy, else `default`."""
        if variable in self.outside_urls:
            return self.outside_urls[variable].rstrip("/")
        return self.outside_address(default).rstrip("/")

    def variable(self, name: str) -> str:
        """A variable named by data (a platform's credential), or an empty text."""
        return self.variables.get(name, "")


def load(environ: Mapping[str, str] | None = None) -> Settings:
    """Reads and validates the environment (and `.env` beside it, which the environment overrides).

    Raises `SettingsError` with one message that names everything that is wrong.
    """
    variables = {**_dotenv(Path(".env")), **os.environ} if environ is None else dict(environ)
    given: dict[str, object] = {name.lower(): value for name, value in variables.items() if value != ""}
    given["outside_urls"] = {n: v for n, v in variables.items() if v and _OUTSIDE_URL.match(n)}
    given["variables"] = {n: v for n, v in variables.items() if v}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        raise SettingsError(_readable(error)) from None


def _dotenv(path: Path) -> dict[str, str]:
    return {k: v for k, v in dotenv_values(path).items() if v is not None} if path.is_file() else {}


def _readable(error: ValidationError) -> str:
    lines = ["The settings cannot be used:"]
    for fault in error.errors(include_input=False, include_url=False):
        field = str(fault["loc"][0])
        told = _IN_WORDS.get(fault["type"], fault["msg"])
        text = told.removeprefix("Value error, ").removeprefix("Input ")
        named = field in _SELF_NAMED
        lines += [f"  - {line}" if named else f"  - {field.upper()}: {line}" for line in text.splitlines()]
    lines.append("See .env.example for every variable and what it means.")
    return "\n".join(lines)


def _parse_keys(text: str) -> dict[str, bytes]:
    keys: dict[str, bytes] = {}
    for entry in filter(None, (part.strip() for part in text.split(","))):
        key_id, _, encoded = entry.partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            key = b""
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,32}", key_id) or len(key) != 32:
            raise ValueError("each entry is ID:BASE64 of 32 bytes; `velocitypost keys new` makes one")
        keys[key_id] = key
    return keys


def _is_web_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _is_loopback(url: str) -> bool:
    return urlsplit(url).hostname in ("127.0.0.1", "localhost", "::1")
