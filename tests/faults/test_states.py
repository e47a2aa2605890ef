"""Rows P14, S06, K06: what must answer in every state, to everybody, without changing anything."""

import pytest

from playground.person import Person as Player
from tests.invited import invited, tables
from tests.stage import Stage


async def stranger(stage: Stage) -> Player:
    return stage.telegram.person(77)


async def before_consent(stage: Stage) -> Player:
    anna, payload = await invited(stage)
    await anna.says(f"/start {payload}")
    await anna.sees("Вы согласны?")
    return anna


async def refused_consent(stage: Stage) -> Player:
    anna = await before_consent(stage)
    await anna.presses("Не согласен")
    await anna.sees("ничего о вас не сохранил")
    return anna


async def at_home(stage: Stage) -> Player:
    anna = await stage.person()
    await anna.says("/start")
    await anna.sees("Начало")
    return anna


async def mid_question(stage: Stage) -> Player:
    anna = await at_home(stage)
    await anna.presses("Пройти")
    await anna.presses("Самоаудит педагога, краткий")
    await anna.presses("0 Не владею")
    await anna.sees("Вопрос 2 из")
    return anna


async def in_review(stage: Stage) -> Player:
    anna = await mid_question(stage)
    await anna.presses("Проверить ответы")
    await anna.sees("Проверка перед отправкой")
    return anna


async def asked_to_forget(stage: Stage) -> Player:
    anna = await at_home(stage)
    await anna.says("/forget")
    await anna.presses("Да, перейти")
    await anna.sees("Точно удалить?")
    return anna


async def locked(stage: Stage) -> Player:
    anna = await stranger(stage)
    for _ in range(6):
        await anna.says("/start A001")
        await anna.sees("Приглашение не подошло")
    return anna


STATES = [stranger, before_consent, refused_consent, at_home, mid_question, in_review, asked_to_forget, locked]
ANSWERS = {"/privacy": "Какие данные хранит бот", "/help": "Помощь", "/settings": "астройки", "/cancel": "сохран"}


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
async def test_p14_privacy_and_help_answer_in_every_state_and_write_nothing(stage: Stage, state: object) -> None:
    assert callable(state)
    anna: Player = await state(stage)
    await stage.telegram.quiet()
    before = await tables(stage)
    for command in ("/privacy", "/help", "/settings"):
        await anna.says(command)
        await anna.sees(ANSWERS[command])
    await stage.telegram.quiet()
    assert await tables(stage) == before


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
async def test_s06_cancel_answers_in_every_state_and_loses_nothing(stage: Stage, state: object) -> None:
    assert callable(state)
    anna: Player = await state(stage)
    await stage.telegram.quiet()
    before = await tables(stage)
    await anna.says("/cancel")
    await anna.sees(ANSWERS["/cancel"])
    after = await tables(stage)
    changed = {name for name, rows in after.items() if rows != before[name]}
    assert changed <= {"updates", "accounts"}, "only that no typed text is waited for"
    assert not [row for row in after["accounts"] if row["active_submission_id"]]


async def test_p14_privacy_answers_whoever_had_blocked_the_bot(stage: Stage) -> None:
    anna = await stage.person()
    await anna.says("/start")
    await anna.sees("Начало")
    await anna.blocks()
    await stage.telegram.quiet()
    assert [row["reachable"] for row in (await tables(stage))["accounts"]] == [False]
    await anna.unblocks()
    await anna.says("/privacy")
    await anna.sees("Какие данные хранит бот")
    assert [row["reachable"] for row in (await tables(stage))["accounts"]] == [True]


async def test_k06_a_button_of_an_earlier_version_shows_home(stage: Stage) -> None:
    anna = await at_home(stage)
    shown = await anna.sees("Начало")
    for data in ("v1:answer:5", "adm:export:all", "a|9999999999|1|x", "menu|nowhere", "|", "c|1|inv_" + "A" * 32):
        await anna.presses_data(shown, data)
        await anna.sees_toast("устарела")
        await anna.sees("Начало")
