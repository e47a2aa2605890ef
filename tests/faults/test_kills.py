"""A real process killed, ended and overrun. What a person has been shown as answered is stored, and stored once."""

import asyncio
import time
from collections.abc import AsyncIterator
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from bot.domain.submissions import SubmissionState
from playground.person import Person as Player
from playground.rules import Action, HalfResponse, Hang
from storage.database import open_database
from tests.answering import begin, screen, submissions_of
from tests.faults.process import BotProcess, process_of
from tests.invited import dump
from tests.stage import Stage, open_stage

PATIENCE = 60.0  # seconds: a process starts slowly on a machine that is busy
MARKS = ("0 Не владею", "1 С помощью", "2 Уверенно", "3 Могу")
Shown = dict[int, list[int]]
"""Person → the marks after which she has seen the next question."""


@pytest.fixture
async def sqlite_stage(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Stage]:
    """A stage on SQLite alone, in the present: the process that takes it over has no other clock."""
    async with open_stage(sqlite_url, tmp_path) as stage:
        stage.clock.at = time.time()
        yield stage


async def stored(stage: Stage) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, read while no bot runs."""
    database = await open_database(stage.settings.database_url)
    try:
        return await database.read(dump)
    finally:
        await database.close()


def marks(tables: dict[str, list[dict[str, Any]]], anna: Player) -> list[int]:
    """Her stored marks in the order of the questions."""
    person = next(row["person_id"] for row in tables["accounts"] if row["messenger_id"] == anna.id)
    own = [row["id"] for row in tables["submissions"] if row["respondent_id"] == person]
    assert len(own) == 1
    answers = [row for row in tables["responses"] if row["submission_id"] == own[0]]
    return [int(row["value"]) for row in sorted(answers, key=lambda row: str(row["item"]))]


async def audits(stage: Stage, number: int) -> list[Player]:
    """So many people before the first of five questions."""
    return [await begin(stage) for _ in range(number)]


async def answer_all(anna: Player, shown: Shown) -> None:
    """Answer five questions and send; note what the screen has confirmed. Knows nothing of kills."""
    answered = shown.setdefault(anna.id, [])
    for number, label in zip(range(1, 6), cycle(MARKS), strict=False):
        await anna.presses(label, within=PATIENCE)
        await anna.sees(f"Вопрос {number + 1} из" if number < 5 else "Проверка перед отправкой", within=PATIENCE)
        answered.append(MARKS.index(label))
    await anna.presses("Отправить", within=PATIENCE)
    await anna.sees("Код квитанции", within=PATIENCE)


def confirmed(shown: Shown) -> int:
    """How many answers people have seen confirmed."""
    return sum(len(answered) for answered in shown.values())


async def when_confirmed(stage: Stage, shown: Shown, number: int) -> None:
    """Wait until so many answers are confirmed on screens."""
    while confirmed(shown) < number:
        await stage.telegram.called(
            "editMessageText", len(stage.telegram.calls("editMessageText")) + 1, within=PATIENCE
        )


async def answer_under_kills(stage: Stage, bot: BotProcess, people: list[Player], kills: tuple[int, ...]) -> None:
    """Everybody answers at once; after each of so many confirmed answers the process is killed and started again."""
    shown: Shown = {}
    running = asyncio.gather(*(answer_all(anna, shown) for anna in people))
    for number in kills:
        await when_confirmed(stage, shown, number)
        await bot.kill()
        seen = {person: tuple(answered) for person, answered in shown.items()}
        found = await stored(stage)
        for anna in people:
            kept = marks(found, anna)
            assert kept[: len(seen[anna.id])] == list(seen[anna.id]), "an answer was confirmed and lost"
        await bot.start()
    await running


async def check_everything_once(stage: Stage, bot: BotProcess, people: list[Player]) -> None:
    """Nothing lost, nothing doubled, nothing left over."""
    await stage.telegram.quiet(within=PATIENCE)
    assert await bot.terminate() == 0
    found = await stored(stage)
    for anna in people:
        assert marks(found, anna) == [0, 1, 2, 3, 0]
    assert found["replaced_responses"] == []
    assert found["dead_letters"] == []
    sent = [row for row in found["submissions"] if row["state"] == SubmissionState.COMPLETED.value]
    assert len(sent) == len(people) == len({row["receipt"] for row in sent})


async def test_u03_s01_kills_during_fifty_audits_lose_and_double_nothing(sqlite_stage: Stage, tmp_path: Path) -> None:
    people = await audits(sqlite_stage, 50)
    async with process_of(sqlite_stage, tmp_path) as bot:
        await answer_under_kills(sqlite_stage, bot, people, (5, 60, 120, 200))
        await check_everything_once(sqlite_stage, bot, people)


async def test_u03_kills_lose_and_double_nothing_on_postgresql(postgresql_url: str, tmp_path: Path) -> None:
    async with open_stage(postgresql_url, tmp_path) as stage:
        stage.clock.at = time.time()
        people = await audits(stage, 20)
        async with process_of(stage, tmp_path) as bot:
            await answer_under_kills(stage, bot, people, (10, 60))
            await check_everything_once(stage, bot, people)


MOMENTS: list[tuple[str, str, Action]] = [
    ("editMessageText", "presses", Hang()),
    ("editMessageText", "presses", HalfResponse()),
    ("sendMessage", "says", Hang(apply=True)),
]


@pytest.mark.parametrize(("method", "act", "moment"), MOMENTS, ids=["before-shown", "reply-broken", "after-shown"])
async def test_u03_u04_killed_between_the_answer_and_the_next_question(
    sqlite_stage: Stage, tmp_path: Path, method: str, act: str, moment: Action
) -> None:
    anna = await begin(sqlite_stage)
    rule = sqlite_stage.telegram.rule(method, moment)
    async with process_of(sqlite_stage, tmp_path) as bot:
        before = len(sqlite_stage.telegram.calls(method))
        await (anna.presses("2 Уверенно") if act == "presses" else anna.says("2"))
        await sqlite_stage.telegram.called(method, before + 1, within=PATIENCE)
        await bot.kill()
        assert sqlite_stage.telegram.updates_pending
        assert marks(await stored(sqlite_stage), anna) == [2]
        rule.release()
        await bot.start()
        await anna.sees("Вопрос 2 из", within=PATIENCE)
        await sqlite_stage.telegram.quiet(within=PATIENCE)
        await bot.kill()
    found = await stored(sqlite_stage)
    assert marks(found, anna) == [2]
    assert found["replaced_responses"] == []


async def test_u15_sigterm_finishes_what_is_under_way_and_loses_nothing(sqlite_stage: Stage, tmp_path: Path) -> None:
    people = await audits(sqlite_stage, 20)
    shown: Shown = {}
    async with process_of(sqlite_stage, tmp_path) as bot:
        running = asyncio.gather(*(answer_all(anna, shown) for anna in people))
        for number in (15, 50):
            await when_confirmed(sqlite_stage, shown, number)
            assert await asyncio.wait_for(bot.terminate(), PATIENCE) == 0
            found = await stored(sqlite_stage)
            assert all(marks(found, anna)[: len(shown[anna.id])] == shown[anna.id] for anna in people)
            await bot.start()
        await running
        await check_everything_once(sqlite_stage, bot, people)
        assert bot.log.count("Бот остановлен. Все принятые ответы сохранены.") == 3


async def test_u15_sigterm_does_not_wait_for_a_messenger_that_does_not_answer(
    sqlite_stage: Stage, tmp_path: Path
) -> None:
    anna = await begin(sqlite_stage)
    rule = sqlite_stage.telegram.rule("editMessageText", Hang())
    async with process_of(sqlite_stage, tmp_path) as bot:
        before = len(sqlite_stage.telegram.calls("editMessageText"))
        await anna.presses("2 Уверенно")
        await sqlite_stage.telegram.called("editMessageText", before + 1, within=PATIENCE)
        assert await asyncio.wait_for(bot.terminate(), PATIENCE) == 0
        assert sqlite_stage.telegram.updates_pending  # not confirmed: the next start shows it
        rule.release()
        await bot.start()
        await anna.sees("Вопрос 2 из", within=PATIENCE)


async def backlog(stage: Stage, people: list[Player]) -> int:
    """Four hundred updates of each: the answers 1, 2, 3, 0 by text, and impatient /start before, between and after."""
    drafts = {anna.id: (await submissions_of(stage, anna))[0].id for anna in people}
    await stage.stop()
    for said in ("1", "2", "3", "0", ""):
        for anna in people:
            for _ in range(78 if said else 80):
                await anna.says("/start")
            if said:
                await anna.presses_data(screen(anna), f"d|{drafts[anna.id]}|continue")
                await anna.says(said)
    stage.telegram.clock.advance(-3_600)  # a press is kept for 150 seconds, which a busy machine may need
    return stage.telegram.updates_pending


async def test_u09_ten_thousand_updates_after_an_outage(sqlite_stage: Stage, tmp_path: Path) -> None:
    people = await audits(sqlite_stage, 25)
    assert await backlog(sqlite_stage, people) == 10_000
    before = len(sqlite_stage.telegram.calls("sendMessage"))
    async with process_of(sqlite_stage, tmp_path) as bot:
        await sqlite_stage.telegram.quiet(within=4 * PATIENCE)
        assert bot.peak_memory() < 300 * 2**20
        await bot.terminate()
    found = await stored(sqlite_stage)
    assert all(marks(found, anna) == [1, 2, 3, 0] for anna in people)
    assert found["dead_letters"] == []
    shown = sqlite_stage.telegram.calls("sendMessage")[before:]
    # one /start of each window is answered: nobody gets home more than twenty times for her four hundred
    assert len([call for call in shown if "Начало" in call.text]) <= 25 * 20
