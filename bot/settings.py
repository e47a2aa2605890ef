"""Settings from the environment or `.env`; anything unknown or half-set is refused before the bot starts."""

import os
import re
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.programmes import known_programmes

TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
OUR_PREFIXES = ("BOT_", "DATABASE_", "WEBHOOK_")


class Settings(BaseSettings):
    """Every setting with its default; docs/settings.md says what each is for."""

    model_config = SettingsConfigDict(env_file=".env", extra="forbid", frozen=True, hide_input_in_errors=True)

    bot_token: SecretStr | None = Field(None, description="Токен от @BotFather; без него работает местный мессенджер")
    bot_api_root: str = Field("https://api.telegram.org", description="Адрес сервера Bot API")
    database_url: str = Field("sqlite:///data/bot.sqlite3", description="SQLite-файл или postgresql://…")
    key_file: str = Field("keys/names.key", description="Ключ, которым закрыты имена; хранится отдельно от базы")
    webhook_url: str | None = Field(None, description="Адрес для вебхука; без него бот сам спрашивает обновления")
    webhook_secret: SecretStr | None = Field(None, description="Секрет вебхука, обязателен вместе с адресом")
    webhook_listen: str = Field("127.0.0.1:8080", description="Где слушать вебхук: адрес:порт")
    timezone: str = Field("Europe/Moscow", description="Часовой пояс центра")
    programme: str = Field("beloyarsky", description="Программа муниципалитета")
    send_rate: int = Field(30, ge=1, le=1000, description="Сообщений в секунду; больше 30 — платная рассылка Telegram")
    weekly_cap: int = Field(5, ge=1, le=50, description="Сколько сообщений по кампаниям человек получает за неделю")
    contact: str = Field("методический центр", description="К кому обращаться с вопросами, без имён")

    @field_validator("*", mode="before")
    @classmethod
    def _not_blank(cls, value: object) -> object:
        """Refuse what is set to nothing: a forgotten value must not silently become the default."""
        if isinstance(value, str) and not value.strip():
            raise ValueError("empty")
        return value

    @field_validator("bot_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("must look like 123456:ABC")
        return value

    @field_validator("bot_api_root")
    @classmethod
    def _root(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must begin with https://")
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: a folder of zones, "Europe"
            raise ValueError("unknown time zone") from None
        return value

    @field_validator("programme")
    @classmethod
    def _known_programme(cls, value: str) -> str:
        if value not in known_programmes():
            raise ValueError(f"unknown programme, known are: {', '.join(known_programmes())}")
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "postgresql://", "postgres://")):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        if value == "sqlite:///":
            raise ValueError("names no file")
        return value

    @field_validator("webhook_listen")
    @classmethod
    def _address(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not port.isdecimal() or not 0 < int(port) < 65536:
            raise ValueError("must be host:port")
        return value

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.webhook_url and not self.webhook_secret:
            raise ValueError("WEBHOOK_SECRET is mandatory with WEBHOOK_URL")
        if self.webhook_url and not self.bot_token:
            raise ValueError("BOT_TOKEN is mandatory with WEBHOOK_URL")
        return self

    @property
    def zone(self) -> ZoneInfo:
        """The centre's time zone."""
        return ZoneInfo(self.timezone)


def lines_without_value(file: Path = Path(".env")) -> list[int]:
    """Return the numbers of the file's lines that set nothing and are no comment: they would be passed over."""
    if not file.is_file():
        return []
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    told = (line.strip() for line in lines)
    return [number for number, line in enumerate(told, 1) if line and not line.startswith("#") and "=" not in line]


def unknown_variables() -> list[str]:
    """Return environment variables that look like ours and are not: most likely typing errors."""
    known = {name.upper() for name in Settings.model_fields}
    return sorted(name for name in os.environ if name.startswith(OUR_PREFIXES) and name not in known)
