"""What I am here, what comes to me, what I have allowed."""

import pytest

from bot.domain.people import Role
from tests.invited import code_of, come_in, invited, tables
from tests.stage import SCHOOL, Stage


async def test_settings_tell_code_roles_and_places(stage: Stage) -> None:
    vera, payload = await invited(stage, Role.TEACHER, Role.MENTOR)
    await come_in(vera, payload)
    await vera.says("/settings")
    shown = await vera.sees("Настройки")
    assert code_of(vera) in shown.text
    assert "педагог, наставник" in shown.text
    assert f"{SCHOOL.name} ({SCHOOL.code})" in shown.text


async def test_settings_tell_a_stranger_that_there_is_nothing(stage: Stage) -> None:
    anna = stage.telegram.person(77)
    await anna.says("/settings")
    await anna.sees("Сейчас бот ничего о вас не хранит")


@pytest.mark.parametrize(
    ("kind", "on", "off", "state"),
    [
        ("mailings", "Получать сообщения", "Не получать сообщения", "Сообщения о мероприятиях: приходят"),
        ("linking", "Сравнивать мои результаты", "Не сравнивать", "Сравнение результатов по годам: включено"),
    ],
)
async def test_separate_consents_are_switches(stage: Stage, kind: str, on: str, off: str, state: str) -> None:
    anna = await stage.person()
    await anna.says("/settings")
    await anna.presses(on)
    await anna.sees_toast("Сохранено")
    await anna.sees(state)
    given = [row for row in (await tables(stage))["consents"] if row["kind"] == kind]
    assert [row["withdrawn_at"] for row in given] == [None]
    await anna.presses(off)
    await anna.sees_toast("Сохранено")
    assert state not in (await anna.sees("Настройки")).text
    given = [row for row in (await tables(stage))["consents"] if row["kind"] == kind]
    assert [row["withdrawn_at"] is None for row in given] == [False]


async def test_the_same_switch_twice_is_one_consent(stage: Stage) -> None:
    anna = await stage.person()
    await anna.says("/settings")
    shown = await anna.sees("Настройки")
    for _ in range(2):
        await anna.presses_data(shown, "set|mailings|1")
        await anna.sees_toast("Сохранено")
    assert len([row for row in (await tables(stage))["consents"] if row["kind"] == "mailings"]) == 1


async def test_document_of_a_separate_consent_leads_back_to_the_settings(stage: Stage) -> None:
    anna = await stage.person()
    await anna.says("/settings")
    await anna.presses("Что значит: сравнение")
    await anna.sees("Согласие на сравнение результатов по годам")
    await anna.presses("‹ Назад")
    await anna.sees("Настройки")


async def test_cancel_keeps_the_draft_and_says_so(stage: Stage) -> None:
    anna = await stage.person()
    await anna.says("/start")
    await anna.presses("Пройти")
    await anna.presses("Самоаудит педагога, краткий")
    await anna.presses("0 Не владею")
    await anna.sees("Вопрос 2 из")
    await anna.says("/cancel")
    shown = await anna.sees("Прервано")
    assert "вопрос 2 из" in shown.text
    await anna.says("1")
    await anna.sees("ни один вопрос не ждёт ответа")
    assert len((await tables(stage))["responses"]) == 1
    await anna.says("/cancel")
    await anna.sees("прерывать нечего")
