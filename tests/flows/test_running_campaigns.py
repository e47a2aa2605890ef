"""A methodologist runs a campaign in the chat: the form, the preview, a test, the start, the progress, the stop."""

from bot.domain.people import Role
from playground.person import Person as Player
from tests.answering import open_from_list
from tests.stage import OTHER_SCHOOL, Stage

MORNING = 7 * 3600  # the stage opens at night: nobody is written to


async def fill_in(olga: Player, *, questionnaire: str = "Запросы и потребности", whom: str = "Всех") -> None:
    """From the first screen to the saved draft, the shortest way."""
    await olga.says("/start")
    await olga.presses("Кампании")
    await olga.presses("Новая кампания")
    await olga.sees("Какая анкета?")
    await olga.says(questionnaire)
    await olga.sees("Как назвать кампанию?")
    await olga.presses("Пропустить")
    await olga.sees("Номер приказа")
    await olga.says("12-ОД")
    await olga.sees("Дата приказа")
    await olga.presses("Пропустить")
    await olga.sees("анонимно?")
    await olga.presses("Как задано")
    await olga.sees("Кого спросить?")
    await olga.presses(whom)


async def finish(olga: Player) -> None:
    """The rest of the form."""
    await olga.sees("Кого исключить?")
    await olga.presses("Пропустить")
    await olga.sees("Когда начать?")
    await olga.presses("Как только")
    await olga.sees("По какое число")
    await olga.says("30.09.2026")
    await olga.sees("Сколько раз напомнить")
    await olga.says("1")
    await olga.sees("Через сколько дней")
    await olga.says("2")
    await olga.sees("Не беспокоить")
    await olga.presses("Спросить всех")
    await olga.sees("Проверка")
    await olga.presses("Отправить")
    await olga.sees("Черновик сохранён")


async def test_from_the_form_to_the_answer(stage: Stage) -> None:
    olga = await stage.person(Role.METHODOLOGIST)
    anna = await stage.person(school=OTHER_SCHOOL)
    await anna.says("/start")
    await fill_in(olga)
    await finish(olga)
    card = await olga.sees("Приказ № 12-ОД")
    assert "Кого спрашиваем: все" in card.text
    await olga.presses("Кому уйдёт")
    await olga.sees("Подходит 2 человека, спросим 2, напишем сразу 2.")
    await olga.presses("Начать")
    await olga.sees("Кампания начата.")
    stage.clock.advance(MORNING)
    await stage.due()
    invitation = await anna.sees("Запросы и потребности")
    assert "приказ № 12-ОД" in invitation.text
    assert "30.09.2026 включительно" in invitation.text
    await anna.presses("Ответить")
    await anna.sees("Какие темы")
    await olga.presses("Обновить")
    await olga.sees("Открыли: 1")


async def test_what_goes_to_many_is_sent_to_oneself_first(stage: Stage) -> None:
    olga = await stage.person(Role.METHODOLOGIST)
    for _ in range(21):
        await stage.person(bound=False)
    await fill_in(olga)
    await finish(olga)
    await olga.presses("Кому уйдёт")
    await olga.sees("Не получат сообщение сразу:")
    await olga.presses("Начать")
    await olga.sees_toast("Сначала отправьте")
    await olga.presses("Отправить себе")
    await stage.due()
    await olga.sees("ТЕСТ")
    await olga.says("/campaigns")
    await olga.presses("Запросы и потребности · черновик")
    await olga.presses("Кому уйдёт")
    await olga.presses("Начать")
    await olga.sees("Кампания начата.")


async def test_by_criteria_with_an_exclusion_and_back_to_change_it(stage: Stage) -> None:
    olga = await stage.person(Role.METHODOLOGIST, subjects=())
    await stage.person(subjects=("физика",))
    await fill_in(olga, whom="По признакам")
    await olga.sees("По каким признакам")
    await olga.presses("☐ Предмет")
    await olga.presses("Готово")
    await olga.sees("Какие предметы?")
    await olga.presses("☐ физика")
    await olga.presses("Готово")
    await olga.sees("ещё одну группу")
    await olga.presses("Нет")
    await finish(olga)
    await olga.sees("Кого спрашиваем: предмет: физика")
    await olga.presses("Кому уйдёт")
    await olga.sees("Подходит 1 человек")
    await olga.presses("К кампании")
    await olga.presses("Изменить")
    await olga.sees("Проверка перед отправкой")
    await olga.presses("Отправить")
    await olga.sees("Черновик сохранён")


async def test_unknown_codes_are_named_and_nothing_is_made(stage: Stage) -> None:
    olga = await stage.person(Role.METHODOLOGIST)
    await fill_in(olga, whom="По списку")
    await olga.sees("Коды педагогов")
    await olga.says("T-1001, T-9999")
    await olga.sees("Когда начать?")
    await olga.presses("Как только")
    await olga.says("30.09.2026")
    await olga.sees("Сколько раз напомнить")
    await olga.says("0")
    await olga.sees("Не беспокоить")
    await olga.presses("Спросить всех")
    await olga.sees("Проверка")
    await olga.presses("Отправить")
    await olga.sees_toast("T-9999")


async def test_extended_and_stopped(stage: Stage) -> None:
    olga = await stage.person(Role.METHODOLOGIST)
    await fill_in(olga)
    await finish(olga)
    await olga.presses("Кому уйдёт")
    await olga.presses("Начать")
    await olga.sees("Кампания начата.")
    await olga.presses("Продлить")
    await olga.sees("По какое число")
    await olga.says("15.10.2026")
    await olga.sees("Проверка")
    await olga.presses("Отправить")
    await olga.sees("Срок продлён")
    await olga.sees("15.10.2026 включительно")
    await olga.presses("Остановить")
    await olga.sees("Остановить «Запросы и потребности»?")
    await olga.presses("Да, остановить")
    await olga.sees("остановлена. Отправленные ответы сохранены.")


async def test_a_teacher_has_no_campaigns(stage: Stage) -> None:
    anna = await stage.person()
    await anna.says("/start")
    await stage.telegram.quiet()
    assert not any("Кампании" in key for key in anna.keys)
    await anna.says("/campaigns")
    await anna.sees("недоступно")


async def test_a_search_finds_by_words_of_the_title(stage: Stage) -> None:
    olga = await stage.person(Role.METHODOLOGIST)
    await fill_in(olga)
    await finish(olga)
    await olga.says("/campaigns ПОТРЕБ")
    await olga.sees("вот что нашлось")
    await olga.says("/campaigns самоаудит")
    await olga.sees("ничего не нашлось")


async def test_a_form_survives_a_restart(stage: Stage) -> None:
    olga = await stage.person(Role.METHODOLOGIST)
    await fill_in(olga)
    await olga.sees("Кого исключить?")
    await stage.stop()
    await stage.start()
    await olga.presses("Пропустить")
    await olga.sees("Когда начать?")


async def test_forms_are_not_in_the_list_of_questionnaires(stage: Stage) -> None:
    olga = await stage.person(Role.METHODOLOGIST)
    await open_from_list(olga, "Запросы и потребности")
    assert not any("Новая кампания" in message.text for message in olga.chat)


async def started(stage: Stage, olga: Player) -> None:
    """A campaign for everybody, begun in the morning."""
    await fill_in(olga)
    await finish(olga)
    await olga.presses("Кому уйдёт")
    await olga.presses("Начать")
    await olga.sees("Кампания начата.")
    stage.clock.advance(MORNING)
    await stage.due()


async def test_tomorrow_at_ten(stage: Stage) -> None:
    olga = await stage.person(Role.METHODOLOGIST)
    anna = await stage.person(school=OTHER_SCHOOL)
    await anna.says("/start")
    await started(stage, olga)
    await anna.sees("Ответы принимаются")
    await anna.presses("Завтра в 10")
    await anna.sees("напомню завтра, 11.09.2026, в 10:00")
    await stage.due()
    await stage.telegram.quiet()
    assert "напомню завтра" in anna.chat[-1].text
    stage.clock.advance(24 * 3600)
    await stage.due()
    await anna.sees("Напоминаем: «Запросы и потребности»")


async def test_what_is_muted_does_not_come_and_waits_in_the_list(stage: Stage) -> None:
    olga = await stage.person(Role.METHODOLOGIST)
    anna = await stage.person(school=OTHER_SCHOOL)
    await anna.says("/settings")
    await anna.presses("Что я получаю")
    await anna.presses("Отключить: приглашения")
    await anna.sees("Приглашения ответить на анкету: не приходят")
    await started(stage, olga)
    await stage.telegram.quiet()
    assert "Что я получаю" in anna.chat[-1].text
    await anna.says("/start")
    await anna.sees("Запросы и потребности")


async def test_status_tells_what_runs_and_what_waits(stage: Stage) -> None:
    olga = await stage.person(Role.METHODOLOGIST)
    await stage.person(bound=False)
    await fill_in(olga)
    await finish(olga)
    await olga.presses("Кому уйдёт")
    await olga.presses("Начать")
    await olga.sees("Кампания начата.")
    await olga.says("/status")
    screen = await olga.sees("Что сейчас происходит")
    assert "Запросы и потребности · идёт" in screen.text
