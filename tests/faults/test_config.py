"""O01, O02, O04, W04: wrong settings, a wrong token, and that no word of the program holds the token."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from bot.settings import Settings
from playground.playground import Playground
from playground.rules import Action, Error, HalfResponse, Http, Reset, RetryAfter
from tests.centre import ROOT, Centre

TOKEN = "424242:AAHqz4Z_Lq3hVb9mY5Rk7xTn0wEc8uJd1fQ"
SECRET = TOKEN.partition(":")[2]
"""The half of the token that opens the bot."""


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"BOT_TOKN": TOKEN}, "BOT_TOKN: такой настройки нет"),
        ({"WEBHOOK_SEKRET": "s"}, "WEBHOOK_SEKRET: такой настройки нет"),
        ({"BOT_TOKEN": ""}, "BOT_TOKEN: задано пустым"),
        ({"DATABASE_URL": " "}, "DATABASE_URL: задано пустым"),
        ({"BOT_TOKEN": SECRET}, "BOT_TOKEN: не похоже на токен"),
        ({"DATABASE_URL": "mysql://bot:parol@host/bot"}, "DATABASE_URL: должно начинаться с"),
        ({"DATABASE_URL": "sqlite:///"}, "DATABASE_URL: должно начинаться с sqlite:/// и имени файла"),
        ({"TIMEZONE": "Марс"}, "TIMEZONE: такого часового пояса нет"),
        ({"TIMEZONE": "Europe"}, "TIMEZONE: такого часового пояса нет"),
        ({"PROGRAMME": "марс"}, "PROGRAMME: такой программы нет; есть: belomorsky, beloyarsky"),
        ({"WEBHOOK_LISTEN": "8080"}, "WEBHOOK_LISTEN: нужны адрес и порт"),
        ({"BOT_API_ROOT": "api.telegram.org"}, "BOT_API_ROOT: нужен адрес"),
        ({"BOT_TOKEN": TOKEN, "TIMEZONE": "Марс", "PROGRAMME": "марс"}, "TIMEZONE: такого часового пояса нет"),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, dict) else "",
)
def test_o04_a_wrong_setting_is_refused_by_name_and_without_its_value(
    centre: Centre, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], told: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    said = centre.runs("run")
    assert said.code == 1
    assert told in said.text
    assert "Настройки неверны. Ничего не сделано, данные не тронуты." in said.text
    assert not any(secret in said.text for secret in (SECRET, "parol", "Марс"))
    assert not list(centre.folder.iterdir())


def test_o04_a_file_of_settings_in_another_encoding_is_refused(centre: Centre) -> None:
    Path(".env").write_text("CONTACT=кабинет 12\n", encoding="cp1251")
    said = centre.runs("check")
    assert said.code == 1
    assert ".env: файл не в кодировке UTF-8" in said.text
    assert "данные не тронуты" in said.text


def test_o04_a_line_that_sets_nothing_is_refused(centre: Centre) -> None:
    Path(".env").write_text(f"# наш центр\n\nPROGRAMME sysert\nBOT_TOKEN: {TOKEN}\n", encoding="utf-8")
    said = centre.runs("check")
    assert said.code == 1
    assert ".env, строка 3: нет знака «=»" in said.text
    assert ".env, строка 4: нет знака «=»" in said.text
    assert SECRET not in said.text


def test_o04_an_unknown_key_of_the_file_is_refused_by_name(centre: Centre) -> None:
    Path(".env").write_text(f"BOT_TOKEM={TOKEN}\nTIMEZON=Asia/Omsk\n", encoding="utf-8")
    said = centre.runs("check")
    assert said.code == 1
    assert "BOT_TOKEM: такой настройки нет" in said.text
    assert "TIMEZON: такой настройки нет" in said.text
    assert SECRET not in said.text


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"BOT_TOKEN": TOKEN, "WEBHOOK_URL": "https://bot.example"}, "WEBHOOK_SECRET: обязателен вместе с WEBHOOK_URL"),
        ({"WEBHOOK_SECRET": "s", "WEBHOOK_URL": "https://bot.example"}, "BOT_TOKEN: обязателен вместе с WEBHOOK_URL"),
        (
            {"BOT_TOKEN": TOKEN, "WEBHOOK_URL": "https://bot.example", "WEBHOOK_SECRET": ""},
            "WEBHOOK_SECRET: задано пустым",
        ),
    ],
    ids=["no secret", "no token", "empty secret"],
)
def test_w04_a_webhook_without_its_secret_does_not_start(
    centre: Centre, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], told: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    said = centre.runs("run")
    assert said.code == 1
    assert told in said.text


def test_o01_settings_do_not_show_their_secrets() -> None:
    settings = Settings(_env_file=None, bot_token=SecretStr(TOKEN), webhook_secret=SecretStr("tainoe"))
    assert SECRET not in f"{settings!r} {settings} {settings.model_dump()}"
    assert "tainoe" not in f"{settings!r} {settings} {settings.model_dump()}"
    with pytest.raises(ValidationError) as caught:
        Settings(_env_file=None, bot_token=SecretStr(TOKEN), timezone=TOKEN)
    assert SECRET not in f"{caught.value!r} {caught.value}"


async def start(telegram: Playground, token: str, module: str = "bot", *arguments: str) -> Process:
    """The bot as a process of its own."""
    environment = {**os.environ, "BOT_TOKEN": token, "BOT_API_ROOT": telegram.url, "PYTHONPATH": str(ROOT)}
    command = (sys.executable, "-m", module, *arguments)
    return await asyncio.create_subprocess_exec(*command, env=environment, stdout=PIPE, stderr=STDOUT)


async def outcome(process: Process) -> tuple[int | None, str]:
    said, _ = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode, said.decode()


async def test_o02_a_token_nobody_knows_ends_the_bot_with_advice(centre: Centre) -> None:
    async with Playground.start() as telegram:
        code, said = await outcome(await start(telegram, TOKEN, "bot", "run"))
    assert code == 1
    assert "Telegram не принимает токен BOT_TOKEN" in said
    assert "@BotFather" in said
    assert "Traceback" not in said
    assert SECRET not in said


async def test_o02_a_token_revoked_on_the_way_ends_the_bot(centre: Centre) -> None:
    async with Playground.start() as telegram:
        telegram.rule("getUpdates", Error(401, "Unauthorized"))
        code, said = await outcome(await start(telegram, telegram.token, "bot", "run"))
        assert len(telegram.calls("getUpdates")) <= 2  # no loop: the one that failed, and confirming at the end
    assert code == 1
    assert "Telegram не принимает токен BOT_TOKEN" in said


FAILURES: tuple[tuple[str, Action], ...] = (
    ("sendMessage", Error(500, "Internal Server Error")),
    ("sendMessage", Http(502)),
    ("sendMessage", Reset()),
    ("sendMessage", HalfResponse()),
    ("sendMessage", RetryAfter(1)),
    ("sendMessage", Error(403, "Forbidden: bot was blocked by the user")),
    ("sendMessage", Error(400, "Bad Request: chat not found")),
    ("getUpdates", Http(502)),
    ("getUpdates", Reset()),
    ("getUpdates", Error(409, "Conflict: terminated by other getUpdates request")),
)


async def test_o01_no_failure_brings_the_token_into_the_loudest_log(centre: Centre) -> None:
    async with Playground.start(token=TOKEN) as telegram:
        for method, action in FAILURES:
            telegram.rule(method, action, times=1)
        process = await start(telegram, TOKEN, "tests.faults.loud_bot")
        await telegram.called("getUpdates", within=60)
        for number in range(1, 8):
            await telegram.person(number).says("/start")
        await telegram.quiet(within=60)
        assert SECRET not in await asyncio.to_thread(Path(f"/proc/{process.pid}/cmdline").read_text)
        process.send_signal(signal.SIGTERM)
        code, said = await outcome(process)
    assert code == 0
    assert "polling-trouble" in said
    assert '"level": "debug"' in said
    assert SECRET not in said


async def test_u10_a_second_bot_on_the_same_file_leaves_the_first_alone(centre: Centre) -> None:
    async with Playground.start() as telegram:
        first = await start(telegram, telegram.token, "bot", "run")
        await telegram.called("getUpdates", within=60)
        code, said = await outcome(await start(telegram, telegram.token, "bot", "run"))
        assert code == 1
        assert "Бот уже запущен" in said
        await telegram.person(1).says("/start")
        await telegram.quiet(within=60)
        first.send_signal(signal.SIGTERM)
        assert (await outcome(first))[0] == 0
