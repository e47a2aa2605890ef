"""A methodologist enters a course by hand; its people are asked about it when it is over."""

from datetime import UTC, datetime

from bot.domain.people import Role
from bot.domain.rhythm import DAY
from playground.person import Person as Player
from tests.stage import Stage


async def enter(olga: Player, stage: Stage, codes: str) -> None:
    """A course that ends today."""
    day = f"{datetime.fromtimestamp(stage.clock(), UTC):%d.%m.%Y}"
    await olga.says("/start")
    await olga.presses("Курсы")
    await olga.presses("Новый курс")
    await olga.says("Оценка чтения")
    await olga.sees("Кто его проводит?")
    await olga.says("ИРО")
    await olga.sees("часов?")
    await olga.says("72")
    await olga.sees("Каким трудовым функциям")
    await olga.presses("Пропустить")
    await olga.sees("Первый день курса")
    await olga.says(day)
    await olga.sees("Последний день курса")
    await olga.says(day)
    await olga.sees("Коды слушателей")
    await olga.says(codes)
    await olga.sees("Проверка")
    await olga.presses("Отправить")


async def test_entered_listed_found_and_asked_about(stage: Stage) -> None:
    olga = await stage.person(Role.METHODOLOGIST)
    anna = await stage.person()
    await anna.says("/start")
    await enter(olga, stage, "T-1002")
    card = await olga.sees("Слушателей: 1, не завершили: 0")
    assert "72 часа" in card.text
    await olga.presses("К списку курсов")
    await olga.sees("Всего 1 поток")
    await olga.says("/courses чтения иро")
    await olga.sees("нашлось: 1")
    stage.clock.advance(DAY)
    await stage.due()
    asked = await anna.sees("Анонимно")
    assert "Оценка чтения" in asked.text


async def test_people_are_added_and_marked(stage: Stage) -> None:
    olga = await stage.person(Role.METHODOLOGIST)
    await stage.person()
    await stage.person()
    await enter(olga, stage, "T-1002")
    await olga.sees("Слушателей: 1")
    await olga.presses("Добавить слушателей")
    await olga.sees("Кого добавить?")
    await olga.says("т-1003")
    await olga.sees("Кто не завершил")
    await olga.says("T-1002")
    await olga.sees("Проверка")
    await olga.presses("Отправить")
    await olga.sees("T-1002 (не завершил), T-1003")


async def test_a_wrong_code_makes_nothing(stage: Stage) -> None:
    olga = await stage.person(Role.METHODOLOGIST)
    await enter(olga, stage, "T-9999")
    await olga.sees_toast("T-9999")
    await olga.says("/courses")
    await olga.sees("Курсов пока нет")


async def test_a_teacher_sees_no_courses(stage: Stage) -> None:
    anna = await stage.person()
    await anna.says("/courses")
    await anna.sees("недоступно")
