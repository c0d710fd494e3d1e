"""Every setting, read from the environment and ``.env``, validated once."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import BeforeValidator, Field, SecretStr, TypeAdapter, ValidationError, field_validator, model_validator
from pydantic.networks import AnyHttpUrl
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from retrieval.sources.tables import COLUMNS
from retrieval.sources.web.addresses import is_web

PREFIX = "KUTIP_"

# "ID:KEY" as BotFather hands it out; the key's length is left open, as local servers hand out shorter ones.
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
# Bot API, setWebhook: 1-256 characters, A-Z, a-z, 0-9, _ and -.
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
_HTTP_URL = TypeAdapter(AnyHttpUrl)


class Listen(NamedTuple):
    """Where the webhook's server listens."""

    host: str
    port: int


def _split(value: object) -> object:
    return [item.strip() for item in value.split(",") if item.strip()] if isinstance(value, str) else value


def _ids(value: object) -> object:
    items = _split(value)
    if not isinstance(items, list):
        return items
    for item in items:
        if not re.fullmatch(r"-?[0-9]+", str(item)):
            raise ValueError(f"{item!r} is not a number; write ids separated by commas, such as 12345,-1001234567890")
    return items


def _listen(value: object) -> object:
    if not isinstance(value, str):
        return value
    host, _, port = value.rpartition(":")
    if not host or not port.isdigit() or not 0 <= int(port) <= 65535:
        raise ValueError(f"{value!r} is not HOST:PORT, such as 127.0.0.1:8080")
    return Listen(host.strip("[]"), int(port))


def _lower(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


def _columns(value: object) -> object:
    """``title=judul,body=isi``: fields of an article and the columns that hold them."""
    items = _split(value)
    if not isinstance(items, list):
        return items
    pairs = dict(str(item).partition("=")[::2] for item in items)
    unknown = [field for field, column in pairs.items() if field not in COLUMNS or not column]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is none of {', '.join(COLUMNS)}; write pairs such as title=judul,body=isi")
    return pairs


Columns = Annotated[dict[str, str], NoDecode, BeforeValidator(_columns)]
Ids = Annotated[frozenset[int], NoDecode, BeforeValidator(_ids)]


def _sources(value: object) -> object:
    items = _split(value)
    if not isinstance(items, list):
        return items
    return [str(item) if is_web(str(item)) else Path(str(item)) for item in items]


Sources = Annotated[tuple[Path | str, ...], NoDecode, BeforeValidator(_sources)]


class Settings(BaseSettings):
    """What the operator decides. Environment variables win over ``.env``; an empty value counts as not set."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        # The values must never reach an error message: one of them is the token.
        hide_input_in_errors=True,
    )

    database_url: str = "sqlite+aiosqlite:///data/kutip.db"
    sources: Sources = (Path("seeds"),)
    web_delay: float = Field(default=1.0, ge=0, le=3600)
    web_private: bool = False
    columns: Columns = Field(default_factory=dict)
    lexicons: Path | None = None
    quotes: int = Field(default=3, ge=1, le=10)
    language: Annotated[Literal["id", "en"], BeforeValidator(_lower)] = "id"
    semantic: bool = False
    follow_up_minutes: int = Field(default=30, ge=0, le=7 * 24 * 60)

    correction_days: int = Field(default=14, ge=0, le=365)

    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    admin_ids: Ids = frozenset()
    reindex_minutes: int = Field(default=0, ge=0, le=525_600)
    editor_ids: Ids = frozenset()
    allowed_chat_ids: Ids = frozenset()
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    webhook_listen: Annotated[Listen, NoDecode, BeforeValidator(_listen)] = Listen("127.0.0.1", 8080)

    questions_per_minute: int = Field(default=90, ge=0, le=10_000)
    chat_questions_per_minute: int = Field(default=200, ge=0, le=100_000)
    retention_days: int = Field(default=0, ge=0, le=36_500)

    bootstrap_retries: int = Field(default=5, ge=0, le=1000)
    drain_seconds: float = Field(default=20.0, ge=0, le=600)
    heartbeat_file: Path | None = None
    log_level: Annotated[Literal["debug", "info", "warning", "error"], BeforeValidator(_lower)] = "info"

    @field_validator("telegram_token")
    @classmethod
    def _token_has_its_form(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and not _TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError("not a bot token; BotFather's tokens look like 123456789:AAE... (digits, a colon, a key)")
        return token

    @field_validator("webhook_secret")
    @classmethod
    def _secret_has_its_form(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not _SECRET.fullmatch(secret.get_secret_value()):
            raise ValueError("must be 1 to 256 characters out of A-Z, a-z, 0-9, _ and -")
        return secret

    @field_validator("telegram_api_url", "webhook_url")
    @classmethod
    def _url_is_http(cls, url: str | None) -> str | None:
        if url is None:
            return None
        try:
            _HTTP_URL.validate_python(url)
        except ValidationError:
            raise ValueError("not an http:// or https:// address") from None
        return url.rstrip("/")

    @model_validator(mode="after")
    def _webhook_always_has_a_secret(self) -> Settings:
        if self.webhook_url and self.webhook_secret is None:
            # The secret is told to Telegram at every start, so a fresh one is as good as a kept one.
            object.__setattr__(self, "webhook_secret", SecretStr(secrets.token_urlsafe(32)))
        return self

    @property
    def hidden_values(self) -> tuple[str, ...]:
        """The values that must never be shown or logged."""
        held = (self.telegram_token, self.webhook_secret)
        return tuple(secret.get_secret_value() for secret in held if secret is not None)
