"""Family U: what happens to updates when something goes wrong. Kills of a real process are in test_kills.py."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.domain.submissions import SubmissionState
from playground.person import Person
from playground.rules import Error, Http, Reset, RetryAfter
from questionnaires.values import Response
from storage import postgresql
from storage.errors import Unavailable
from storage.transaction import Transaction
from tests.databases import PostgresqlServer
from tests.stage import Stage, open_stage


async def begin(stage: Stage, **facts: Any) -> Person:
    """A teacher at the first question of the short audit."""
    anna = await stage.person(**facts)
    await anna.says("/start")
    await anna.presses("Пройти")
    await anna.presses("Самоаудит педагога, краткий")
    await anna.sees("Вопрос 1 из")
    await stage.telegram.quiet()
    return anna


async def answers(tx: Transaction) -> dict[str, Response]:
    """The responses of the only draft."""
    (draft,) = await tx.submissions.of_person(1, SubmissionState.DRAFT)
    return await tx.submissions.responses(draft.id)


def press(person: Person, label: str, update_id: int) -> dict[str, Any]:
    """A raw update: this person presses a button of her screen."""
    assert person.screen is not None
    data = next(button.data for button in person.screen.buttons if button.text.startswith(label))
    return {
        "update_id": update_id,
        "callback_query": {
            "id": str(update_id),
            "from": person.user,
            "chat_instance": "1",
            "data": data,
            "message": {
                "message_id": person.screen.id,
                "date": 1,
                "chat": {"id": person.id, "type": "private", "first_name": "Анна"},
                "text": person.screen.text,
            },
        },
    }


async def test_u01_a_redelivered_update_has_one_effect(stage: Stage) -> None:
    anna = await begin(stage)
    update = press(anna, "0 Не владею", 900_001)
    assert stage.app is not None
    await stage.app.processor.process(update)
    await stage.app.processor.process(update)
    assert [response.value for response in (await stage.rows(answers)).values()] == [0]
    await anna.sees("Вопрос 2 из")


async def test_u05_a_passing_storage_fault_is_retried(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = await begin(stage)
    real, failures = stage.database.write, iter([True, True, False])

    async def flaky(*args: Any, **kwargs: Any) -> Any:
        if next(failures, False):
            raise Unavailable("locked")
        return await real(*args, **kwargs)

    monkeypatch.setattr(stage.database, "write", flaky)
    before = len(stage.telegram.calls("sendMessage"))
    await anna.presses("0 Не владею")
    await anna.sees("Вопрос 2 из")
    assert len(stage.telegram.calls("sendMessage")) == before


async def test_u06_an_update_that_always_fails_becomes_a_dead_letter(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await begin(stage)

    async def broken(*_: Any) -> None:
        raise ValueError("corrupt row of Петровская")

    monkeypatch.setattr("storage.submissions.Submissions.save_response", broken)
    await anna.presses("0 Не владею")
    told = await anna.sees("E-")
    assert "сохранены" in told.text
    monkeypatch.undo()
    await anna.says("/start")
    await anna.presses("Продолжить")
    await anna.presses("0 Не владею")
    await anna.sees("Вопрос 2 из")
    ((_, code, error),) = await stage.rows(lambda tx: tx.updates.dead())
    assert code in told.text
    assert error == "ValueError"


async def test_u06_an_unparsable_update_does_not_block_the_queue(stage: Stage) -> None:
    anna = await begin(stage)
    private = {"id": anna.id, "type": "private", "first_name": "Анна"}
    stage.telegram.push({"message": {"message_id": 9_999, "date": "мусор", "from": anna.user, "chat": private}})
    await anna.presses("0 Не владею")
    await anna.sees("Вопрос 2 из")
    assert len(await stage.rows(lambda tx: tx.updates.dead())) == 1


async def test_u07_updates_out_of_order_reach_the_same_state(stage: Stage) -> None:
    anna = await begin(stage)
    first = press(anna, "0 Не владею", 900_012)
    again = press(anna, "0 Не владею", 900_010)
    assert stage.app is not None
    await asyncio.gather(*(stage.app.processor.process(update) for update in (first, again)))
    assert [response.value for response in (await stage.rows(answers)).values()] == [0]


@pytest.mark.parametrize(
    "fault",
    [Error(500, "Internal Server Error"), Http(502), Reset(), RetryAfter(3), Error(409, "Conflict: terminated")],
    ids=["500", "502-html", "reset", "429", "409"],
)
async def test_u11_polling_survives_a_bad_messenger(stage: Stage, fault: Any) -> None:
    anna = await begin(stage)
    stage.telegram.rule("getUpdates", fault, times=3)
    await anna.presses("0 Не владею")
    await anna.sees("Вопрос 2 из", within=20)
    assert len(await stage.rows(answers)) == 1


async def test_u14_a_clock_that_jumps_back_expires_nothing(stage: Stage) -> None:
    anna = await begin(stage)
    for jump in (-86_400, 2 * 86_400, -86_400):
        stage.clock.advance(jump)
        await anna.says("/start")
        await anna.presses("Продолжить")
        await anna.sees("Вопрос 1 из")


async def test_u16_an_unsaved_update_is_not_confirmed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = await begin(stage)
    real, full = stage.database.write, asyncio.Event()
    full.set()

    async def disk(*args: Any, **kwargs: Any) -> Any:
        if full.is_set():
            raise Unavailable("disk full")
        return await real(*args, **kwargs)

    monkeypatch.setattr(stage.database, "write", disk)
    await anna.presses("0 Не владею")
    await anna.sees("пока не сохранено")
    assert stage.telegram.updates_pending
    full.clear()
    await anna.sees("Вопрос 2 из", within=20)
    await stage.telegram.quiet()
    assert len(await stage.rows(answers)) == 1


async def test_u16_a_server_that_hangs_is_told_and_tried_again(
    mortal_server: PostgresqlServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql, "PATIENCE", 0.5)
    async with open_stage(mortal_server.url(await mortal_server.create()), tmp_path) as stage:
        anna = await begin(stage)
        mortal_server.freeze()
        try:
            await anna.presses("0 Не владею")
            await anna.sees("пока не сохранено", within=30)
        finally:
            mortal_server.thaw()
        await anna.sees("Вопрос 2 из", within=30)
        await stage.telegram.quiet()
        assert len(await stage.rows(answers)) == 1
