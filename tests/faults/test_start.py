"""Starting when the messenger is not there (O11): the bot waits for it, and can be told to stop meanwhile."""

from pathlib import Path

import pytest

from playground.rules import Http
from tests.stage import Stage, open_stage


async def test_o11_the_bot_waits_for_the_messenger(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.app.backoff", lambda _: 0.0)
    async with open_stage(sqlite_url, tmp_path) as stage:
        await _restart_into_an_outage(stage)
        anna = await stage.person()
        await anna.says("/start")
        await anna.sees("Начало")


async def test_o11_a_waiting_bot_can_be_stopped(sqlite_url: str, tmp_path: Path) -> None:
    async with open_stage(sqlite_url, tmp_path) as stage:
        await stage.telegram.called("getUpdates")
        await stage.stop()
        away = stage.telegram.rule("getMe", Http(502))
        await stage.start()
        await stage.telegram.called("getMe", 2)
        await stage.stop()
        assert away.hits == 1
        await stage.start()


async def _restart_into_an_outage(stage: Stage) -> None:
    await stage.telegram.called("getUpdates")
    await stage.stop()
    stage.telegram.rule("getMe", Http(502), times=3)
    await stage.start()


async def test_a_start_that_fails_lets_go_of_the_database(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_: str) -> None:
        raise KeyError("programme")

    async with open_stage(sqlite_url, tmp_path) as stage:
        await stage.telegram.called("getUpdates")
        await stage.stop()
        with monkeypatch.context() as patched:
            patched.setattr("bot.app.load_programme", missing)
            with pytest.raises(KeyError):
                await stage.start()
        await stage.start()
