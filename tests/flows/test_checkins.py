"""Check-ins of young teachers: asked at their points, the mentor beside them, and somebody told when it goes badly."""

from datetime import UTC, date, datetime

from bot.domain.people import Role
from bot.domain.rhythm import DAY
from playground.person import Person as Player
from storage.transaction import Transaction
from tests.flows.test_running_campaigns import MORNING
from tests.stage import SCHOOL, Stage


async def start_checkins(olga: Player, questionnaire: str) -> None:
    """The standing campaign, open for years, for everybody."""
    await olga.says("/start")
    await olga.presses("Кампании")
    await olga.presses("Новая кампания")
    await olga.sees("Какая анкета?")
    await olga.says(questionnaire)
    await olga.sees("Как назвать")
    await olga.presses("Пропустить")
    await olga.sees("Номер приказа")
    await olga.presses("Пропустить")
    await olga.sees("анонимно?")
    await olga.presses("Как задано")
    await olga.sees("Кого спросить?")
    await olga.presses("Всех")
    await olga.sees("Кого исключить?")
    await olga.presses("Пропустить")
    await olga.sees("Когда начать?")
    await olga.presses("Как только")
    await olga.sees("По какое число")
    await olga.says("31.12.2030")
    await olga.sees("через равные промежутки")
    await olga.presses("Нет, только")
    await olga.sees("Сколько раз напомнить")
    await olga.says("0")
    await olga.sees("Не беспокоить")
    await olga.presses("Спросить всех")
    await olga.sees("Проверка")
    await olga.presses("Отправить")
    await olga.sees("Черновик сохранён")
    await olga.presses("Кому уйдёт")
    await olga.presses("Начать")
    await olga.sees("Кампания начата.")


def today(stage: Stage) -> date:
    return datetime.fromtimestamp(stage.clock(), UTC).date()


async def answer(anna: Player, mark: str) -> None:
    """The whole check-in with one mark."""
    for _ in range(7):
        await anna.sees("Вопрос")
        await anna.says(mark)
    if mark in "12":
        await anna.sees("поговорить с методистом")
        await anna.presses("Нет, спасибо")
    await anna.sees("Что сейчас труднее всего")
    await anna.presses("Пропустить")
    await anna.sees("Проверка")
    await anna.presses("Отправить")


async def occasions(tx: Transaction) -> list[tuple[int, str]]:
    return [(one.person_id, one.occasion) for one in await tx.participations.among(1, 0, 2**31 - 1)]


async def test_each_point_is_asked_once_over_a_year(stage: Stage) -> None:
    olga = await stage.person(Role.METHODOLOGIST, started_year=1995)
    anna = await stage.person(started_on=today(stage))
    await anna.says("/start")
    await start_checkins(olga, "Адаптация молодого педагога")
    stage.clock.advance(MORNING)
    for _ in range(400):
        stage.clock.advance(DAY)
        assert stage.app is not None
        await stage.app.planner.run_once()
    assert await stage.rows(occasions) == [(2, point) for point in ("w2", "w6", "m3", "m6", "m12")]


async def test_a_low_result_is_told_to_the_methodologist_by_code(stage: Stage) -> None:
    olga = await stage.person(Role.METHODOLOGIST, started_year=1995)
    anna = await stage.person(started_on=today(stage))
    await anna.says("/start")
    await start_checkins(olga, "Адаптация молодого педагога")
    stage.clock.advance(MORNING + 14 * DAY)
    await stage.due()
    await anna.sees("Адаптация молодого педагога")
    await anna.presses("Ответить")
    first = await anna.sees("Вопрос 1")
    assert "методист получит об этом сообщение" in first.text
    await answer(anna, "1")
    await anna.sees("нужна помощь")
    await stage.due()
    told = await olga.sees("может быть нужна помощь")
    assert "T-1002" in told.text
    assert "Петровская" not in told.text


async def test_a_good_result_is_told_to_nobody(stage: Stage) -> None:
    olga = await stage.person(Role.METHODOLOGIST, started_year=1995)
    anna = await stage.person(started_on=today(stage))
    await anna.says("/start")
    await start_checkins(olga, "Адаптация молодого педагога")
    stage.clock.advance(MORNING + 14 * DAY)
    await stage.due()
    await anna.presses("Ответить")
    await answer(anna, "5")
    await anna.sees("хорошее начало")
    await stage.due()
    await stage.telegram.quiet()
    assert not any("нужна помощь" in message.text for message in olga.chat)


async def test_the_curve_is_shown_to_the_person_and_a_fall_told(stage: Stage) -> None:
    olga = await stage.person(Role.METHODOLOGIST, started_year=1995)
    anna = await stage.person(started_on=today(stage), linking=True)
    await anna.says("/start")
    await start_checkins(olga, "Адаптация молодого педагога")
    stage.clock.advance(MORNING + 14 * DAY)
    await stage.due()
    await anna.presses("Ответить")
    await answer(anna, "5")
    await anna.sees("хорошее начало")
    stage.clock.advance(28 * DAY)
    await stage.due()
    await anna.sees("Ответы принимаются")
    await anna.presses("Ответить")
    await answer(anna, "3")
    shown = await anna.sees("Как менялось")
    assert "24.09.2026: 100\u00a0%" in shown.text
    await stage.telegram.called("sendPhoto", within=30)
    await stage.due()
    told = await olga.sees("может быть нужна помощь")
    assert "в прошлый раз 100 %" in told.text


async def test_the_mentor_is_asked_about_her_mentee(stage: Stage) -> None:
    olga = await stage.person(Role.METHODOLOGIST, started_year=1995)
    anna = await stage.person(started_on=today(stage))
    vera = await stage.person(Role.TEACHER, Role.MENTOR, started_year=1999)
    await vera.says("/start")

    async def pair(tx: Transaction) -> None:
        mentor, mentee = await tx.people.find_id("T-1003"), await tx.people.find_id("T-1002")
        assert mentor is not None
        assert mentee is not None
        await tx.pairs.begin(mentor, mentee, today(stage))

    await stage.database.write(pair)
    await start_checkins(olga, "взгляд наставника")
    stage.clock.advance(MORNING + 14 * DAY)
    await stage.due()
    asked = await vera.sees("взгляд наставника")
    assert "T-1002" in asked.text
    await vera.presses("Ответить")
    question = await vera.sees("Вопрос 1")
    assert "T-1002" in question.text
    assert not any("наставника" in message.text for message in anna.chat)
    assert SCHOOL.name not in question.text
