"""Every kind of item answered in the chat, and every way through a questionnaire: back, skip, review, pause, send."""

from decimal import Decimal
from typing import Any

import pytest

from bot.domain.people import Organisation
from bot.domain.submissions import SubmissionState
from playground.person import Person as Player
from questionnaires.values import ResponseState, Value
from tests.answering import begin, data, publish_items, responses, screen, submissions_of, values
from tests.stage import NOON, Stage
from tests.unit.definitions import COLOURS, item_data

PIXEL = b"GIF89a" + bytes((1, 0, 1, 0))
LAST = item_data("last", "text", required=False)


async def at_item(stage: Stage, kind: str, **extra: Any) -> Player:
    """A teacher before an item `q` of this kind; an optional text follows."""
    await publish_items(stage, [item_data("q", kind, **extra), LAST])
    return await begin(stage, "Проба")


TYPED: list[tuple[str, dict[str, Any], list[tuple[str, str]], Value]] = [
    ("single", {}, [("Да или нет", "Такого варианта нет")], "yes"),
    ("integer", {"min": 0, "max": 50}, [("много", "прочитать число"), ("4,5", "целое"), ("51", "Слишком много")], 12),
    ("decimal", {"places": 1}, [("четыре", "прочитать число"), ("4,55", "не больше 1 цифры")], Decimal("4.5")),
    ("text", {"min_length": 3, "max_length": 20}, [("да", "хотя бы 3 знака"), ("а" * 21, "можно до 20")], "Да, хочу"),
    ("time", {"min": "08:00", "max": "20:00"}, [("25:00", "прочитать время"), ("7:59", "не раньше")], "15:00"),
    ("datetime", {}, [("12.03.2026 25:00", "прочитать время")], "2026-09-12T15:00"),
]
GOOD = {
    "single": "1",
    "integer": "12",
    "decimal": "4,5",
    "text": "Да, хочу",
    "time": "15.00",
    "datetime": "12.09.2026 15:00",
}


@pytest.mark.parametrize(("kind", "extra", "refused", "stored"), TYPED, ids=[row[0] for row in TYPED])
async def test_typed_answers(
    stage: Stage, kind: str, extra: dict[str, Any], refused: list[tuple[str, str]], stored: Value
) -> None:
    anna = await at_item(stage, kind, **extra)
    for said, why in refused:
        await anna.says(said)
        assert "Вопрос 1 из 2" in await anna.sees(why)
    assert await values(stage, anna) == {}
    await anna.says(GOOD[kind])
    assert "✓ Вопрос 1" in await anna.sees("Вопрос 2 из 2")
    assert await values(stage, anna) == {"q": stored}


async def test_introduction_and_notes_stand_above_what_they_introduce(stage: Stage) -> None:
    hidden = item_data("b1", when="respondent.leading == 5")
    noted = {"code": "b", "title": "Вторая", "note": "Не цитата <приказа>", "items": [hidden, item_data("b2"), LAST]}
    await publish_items(stage, [item_data("a1"), item_data("a2")], noted, intro="Это не проверка & не аттестация.")
    anna = await begin(stage, "Проба")
    assert "Это не проверка & не аттестация." in screen(anna).text
    await anna.presses("Да")
    assert "не проверка" not in (await anna.sees("Вопрос 2 из 4")).text
    await anna.presses("Да")
    assert "Не цитата <приказа>" in (await anna.sees("Вопрос 3 из 4")).text
    await anna.presses("Да")
    assert "цитата" not in (await anna.sees("Вопрос 4 из 4")).text


async def test_multiple_choice_keeps_marks_refuses_the_third_and_finishes(stage: Stage) -> None:
    anna = await at_item(stage, "multiple", max_choices=2)
    await anna.presses("Готово")
    await anna.sees_toast("хотя бы 1 вариант")
    for label in ("☐ Красный", "☐ Синий"):
        await anna.presses(label)
        await stage.telegram.quiet()
    assert {"☑ Красный", "☑ Синий", "☐ Зелёный"} <= set(screen(anna).labels)
    await anna.presses("☐ Зелёный")
    await anna.sees_toast("не больше 2 вариантов")
    assert (await responses(stage, anna))["q"].state is ResponseState.DRAFT
    await anna.presses("Готово, отмечено: 2")
    await anna.sees("Вопрос 2 из 2")
    assert await values(stage, anna) == {"q": ("red", "blue")}
    await anna.presses("‹ Назад")
    await stage.telegram.quiet()
    await anna.presses("☐ Никакой")  # puts out the others
    await stage.telegram.quiet()
    assert await values(stage, anna) == {"q": ("none",)}
    await anna.says("1, 3")
    await anna.sees("Вопрос 2 из 2")
    assert await values(stage, anna) == {"q": ("red", "blue")}


@pytest.mark.parametrize("kind", ["single", "multiple", "ranking"])
async def test_options_too_long_for_a_button_stand_in_the_text(stage: Stage, kind: str) -> None:
    long = "Помогать коллегам, которые только начинают работать в сельской школе, с документами"
    anna = await at_item(stage, kind, options=[{"code": "a", "label": "Коротко"}, {"code": "b", "label": long}])
    assert f"1. Коротко\n2. {long}" in screen(anna).text


async def test_ranking_by_buttons_and_by_numbers(stage: Stage) -> None:
    anna = await at_item(stage, "ranking")
    await anna.presses("☐ Синий")
    await stage.telegram.quiet()
    await anna.presses("Готово")
    await anna.sees_toast("Расставлено 1 из 3")
    await anna.presses("☐ Красный")  # the lone remaining one takes the last place
    await stage.telegram.quiet()
    assert {"1. Синий", "2. Красный", "3. Зелёный"} <= set(screen(anna).labels)
    await anna.presses("Готово")
    await anna.sees("Вопрос 2 из 2")
    assert await values(stage, anna) == {"q": ("blue", "red", "green")}
    await anna.presses("‹ Назад")
    await anna.says("3 1 2")
    await anna.sees("Вопрос 2 из 2")
    assert await values(stage, anna) == {"q": ("blue", "red", "green")}


async def test_scale_tells_not_applicable_from_skipped(stage: Stage) -> None:
    await publish_items(stage, [item_data("a", "scale", required=False), item_data("b", "scale"), LAST])
    anna = await begin(stage, "Проба")
    await anna.presses("Пропустить")
    await anna.sees("Вопрос 2 из 3")
    await anna.presses("Не относится")
    await anna.sees("Вопрос 3 из 3")
    stored = await responses(stage, anna)
    assert [stored[code].state for code in "ab"] == [ResponseState.SKIPPED, ResponseState.NOT_APPLICABLE]


async def test_date_by_calendar_and_by_words(stage: Stage) -> None:
    anna = await at_item(stage, "date", min="today", max="today+40")
    calendar = screen(anna)
    assert "Сентябрь 2026" in calendar.labels
    assert {"10", "30"} <= set(calendar.labels)
    assert "9" not in calendar.labels  # before today: not offered
    await anna.presses("·")
    await anna.sees_toast("нечего")
    await anna.presses_data(calendar, data(calendar, "10").replace("2026-09-10", "2026-09-09"))
    await anna.sees_toast("не раньше 10.09.2026")
    await anna.presses("ещё ›")
    await stage.telegram.quiet()
    assert "Октябрь 2026" in screen(anna).labels
    await anna.presses("20")
    await anna.sees("✓ Вопрос 1: 20.10.2026")
    await anna.presses("‹ Назад")
    for said, why in (("31.02.2027", "Такой даты нет"), ("в среду", "прочитать дату"), ("вчера", "Слишком рано")):
        await anna.says(said)
        await anna.sees(why)
    await anna.says("завтра")
    await anna.sees("✓ Вопрос 1: 11.09.2026")
    assert await values(stage, anna) == {"q": "2026-09-11"}


async def test_a_calendar_opens_where_its_days_are(stage: Stage) -> None:
    born, begun = item_data("born", "date", max="2008-12-31"), item_data("begun", "date", min="today+60")
    await publish_items(stage, [born, begun, LAST])
    anna = await begin(stage, "Проба")
    assert "Декабрь 2008" in screen(anna).labels
    assert "ещё ›" not in screen(anna).labels
    await anna.presses("31")
    assert "Ноябрь 2026" in (await anna.sees("✓ Вопрос 1: 31.12.2008")).labels
    assert "‹ назад" not in screen(anna).labels
    await anna.presses("ещё ›")
    await stage.telegram.quiet()
    assert {"‹ назад", "Декабрь 2026"} <= set(screen(anna).labels)


async def test_note_is_read_and_passed(stage: Stage) -> None:
    anna = await stage.person()
    await publish_items(stage, [item_data("n", "note"), LAST])
    await anna.says("/start")
    await anna.presses("Пройти")
    await anna.presses("Проба")
    assert "Вопрос 1 из" not in (await anna.sees("Вопрос n")).text
    await anna.presses("Далее")
    await anna.sees("Вопрос 1 из 1")


async def test_file_and_photo(stage: Stage) -> None:
    anna = await at_item(stage, "file", accept=["photo", "pdf"], max_mb=1)
    await anna.says("вот")
    await anna.sees("Пришлите файл")
    await anna.sends_document("план.xlsx", b"PK")
    await anna.sees("Принимается: фотография, PDF")
    await anna.sends_document("план.pdf", b"%PDF" + b"0" * 2**20)
    await anna.sees("больше 1 МБ")
    await anna.sends_document("../план.pdf", b"%PDF")
    await anna.sees("✓ Вопрос 1: план.pdf")
    await anna.presses("‹ Назад")
    await anna.sends_photo(PIXEL)
    await anna.sees("✓ Вопрос 1: фото.jpg")


async def schools(stage: Stage, number: int) -> None:
    """Schools «Школа № 01»… in the register."""
    for at in range(1, number + 1):
        school = Organisation(code=f"S-{at:02}", name=f"Школа № {at:02} 100%_точно")
        await stage.database.write(lambda tx, one: tx.people.put_organisation(one), school)


async def test_dynamic_choice_with_pages_and_search(stage: Stage) -> None:
    await schools(stage, 20)
    anna = await at_item(stage, "choice", source="organisations")
    assert "1/3" in screen(anna).labels
    await anna.presses("1/3")
    await anna.sees_toast("нечего")
    await anna.presses("ещё ›")
    await stage.telegram.quiet()
    assert "2/3" in screen(anna).labels
    await anna.says("нет такой")
    await anna.sees("Такого варианта нет")
    await anna.says("школа 17")
    found = await anna.sees("По запросу «школа 17»: 1 вариант")
    await anna.presses("Школа № 17")
    await anna.sees("✓ Вопрос 1: Школа № 17")
    assert await values(stage, anna) == {"q": "S-17"}
    assert "Школа № 18" not in found.labels


@pytest.mark.parametrize("multiple", [False, True])
async def test_a_required_choice_from_an_empty_list_is_explained_and_passed(stage: Stage, multiple: bool) -> None:
    anna = await at_item(stage, "choice", source="mentees", multiple=multiple)
    await anna.sees("Список для выбора пока пуст.")
    assert not any(label.startswith("Готово") for label in screen(anna).labels)
    await anna.says("Школа № 1")
    await anna.sees("Выбирать пока не из чего")
    await anna.presses("Пропустить")
    await anna.sees("✓ Вопрос 1: пропущено")
    assert (await responses(stage, anna))["q"].state is ResponseState.SKIPPED


async def test_codes_of_the_register_need_not_be_latin(stage: Stage) -> None:
    for code, name in (("ШКОЛА-1/А.СЕВЕРНАЯ-2", "Северная школа"), ("007", "Южная школа")):
        school = Organisation(code=code, name=name)
        await stage.database.write(lambda tx, one: tx.people.put_organisation(one), school)
    anna = await at_item(stage, "choice", source="organisations")
    await anna.presses("Северная школа")
    await anna.sees("✓ Вопрос 1: Северная школа")
    assert await values(stage, anna) == {"q": "ШКОЛА-1/А.СЕВЕРНАЯ-2"}


async def test_marks_on_a_later_page_stay_in_sight(stage: Stage) -> None:
    await schools(stage, 20)
    anna = await at_item(stage, "choice", source="organisations", multiple=True)
    await anna.presses("ещё ›")
    await stage.telegram.quiet()
    await anna.presses("☐ Школа № 12")
    await stage.telegram.quiet()
    assert {"2/3", "Готово, отмечено: 1"} <= set(screen(anna).labels)
    assert any(label.startswith("☑ Школа № 12") for label in screen(anna).labels)


async def test_a_number_typed_at_a_long_list_is_a_search_not_a_place(stage: Stage) -> None:
    await schools(stage, 20)
    await stage.database.write(
        lambda tx, one: tx.people.put_organisation(one), Organisation(code="A-1", name="Аграрный лицей")
    )
    anna = await at_item(stage, "choice", source="organisations")
    await anna.says("17")
    await anna.sees("По запросу «17»: 1 вариант")
    assert await values(stage, anna) == {}


async def test_what_a_search_finds_has_pages_and_a_way_back_to_the_whole_list(stage: Stage) -> None:
    await schools(stage, 30)
    anna = await at_item(stage, "choice", source="organisations", multiple=True)
    await anna.says("№ 2")
    await anna.sees("По запросу «№ 2»: 12 вариантов")
    await anna.presses("ещё ›")
    await stage.telegram.quiet()
    assert "2/2" in screen(anna).labels
    await anna.presses("☐ Школа № 27")
    await stage.telegram.quiet()
    assert {"2/2", "Готово, отмечено: 1"} <= set(screen(anna).labels)
    await anna.presses("Показать весь список")
    await stage.telegram.quiet()
    assert "1/4" in screen(anna).labels
    assert "Показать весь список" not in screen(anna).labels
    assert await values(stage, anna) == {"q": ("S-27",)}


async def test_a_changed_branch_voids_what_depended_on_it(stage: Stage) -> None:
    dependent = item_data("why", "text", when='q in ["yes"]')
    await publish_items(stage, [item_data("q"), dependent, LAST])
    anna = await begin(stage, "Проба")
    await anna.presses("Да")
    await anna.says("Потому что")
    await anna.sees("Вопрос 3 из 3")
    await anna.presses("‹ Назад")
    await anna.sees("✓ Ваш ответ: Потому что")
    await anna.presses("‹ Назад")
    await anna.sees("✓ Ваш ответ: Да")
    assert "✓ Да" in screen(anna).labels
    await anna.presses("Нет")
    await anna.sees("Вопрос 2 из 2")
    stored = await responses(stage, anna)
    assert (stored["why"].state, stored["why"].value) == (ResponseState.VOID, "Потому что")


async def test_review_edit_and_back_to_the_review_in_one_message(stage: Stage) -> None:
    await publish_items(stage, [item_data("q"), item_data("r")])
    anna = await begin(stage, "Проба")
    await anna.presses("Да")
    await anna.sees("Вопрос 2 из 2")
    await anna.presses("Нет")
    await anna.sees("Ответы даны на все вопросы")
    await anna.presses("Часть 1: 2 из 2")
    await anna.sees("2. Вопрос r")
    await anna.presses("Исправить 1")
    await anna.sees("Ваш ответ: Да")
    await anna.presses("Нет")
    await anna.sees("1. Вопрос q\n   Нет")
    await anna.presses("‹ Ко всем разделам")
    await anna.presses("Отправить")
    await anna.sees("Код квитанции")
    assert len([seen for seen in anna.chat if seen.by_bot]) == 1  # the one live message


async def test_after_a_correction_the_review_stays_on_its_page(stage: Stage) -> None:
    await publish_items(stage, [item_data(f"q{number}") for number in range(1, 15)])
    anna = await begin(stage, "Проба")
    for number in range(1, 15):
        await anna.presses("Да")
        await anna.sees(f"✓ Вопрос {number}" if number < 14 else "Ответы даны на все вопросы")
    await anna.presses("Часть 1: 14 из 14")
    await anna.presses("ещё ›")
    await anna.presses("Исправить 14")
    await anna.presses("Нет")
    await anna.sees("14. Вопрос q14\n   Нет")
    assert "2/2" in screen(anna).labels


async def test_sending_twice_shows_the_same_receipt(stage: Stage) -> None:
    await publish_items(stage, [item_data("q")])
    anna = await begin(stage, "Проба")
    await anna.presses("Да")
    review = await anna.sees("Проверка перед отправкой")
    send = data(review, "Отправить")
    await anna.presses("Отправить")
    first = await anna.sees("Код квитанции")
    await anna.presses_data(review, send)
    await anna.sees_toast("уже отправлена")
    assert screen(anna).text == first.text
    assert len(await submissions_of(stage, anna, SubmissionState.COMPLETED)) == 1


async def test_sending_with_a_gap_leads_to_the_gap(stage: Stage) -> None:
    await publish_items(stage, [item_data("q"), item_data("r")])
    anna = await begin(stage, "Проба")
    review = screen(anna)
    (draft,) = await submissions_of(stage, anna)
    await anna.presses_data(review, f"d|{draft.id}|submit")
    await anna.sees_toast("остался вопрос без ответа")
    await anna.sees("Вопрос 1 из 2")
    assert await submissions_of(stage, anna)


async def test_pause_and_restart(stage: Stage) -> None:
    await publish_items(stage, [item_data("q"), item_data("r", "text")])
    anna = await begin(stage, "Проба")
    await anna.presses("Да")
    await anna.sees("Вопрос 2 из 2")
    await anna.presses("Прервать")
    await anna.sees("Вы ответили на 1 из 2")
    await anna.says("Спасибо, до завтра!")  # not an answer any more
    await anna.sees("ни один вопрос не ждёт ответа")
    assert await values(stage, anna) == {"q": "yes"}
    await anna.presses("Начать заново")
    await anna.sees("1 ответ этой попытки")
    await anna.presses("Да, начать заново")
    await anna.sees("Вопрос 1 из 2")
    assert await values(stage, anna) == {}
    assert len(await submissions_of(stage, anna, SubmissionState.DISCARDED)) == 1


async def test_other_content_than_expected_is_pointed_at(stage: Stage) -> None:
    anna = await at_item(stage, "single")
    for send in (anna.sends_voice, anna.sends_sticker, anna.sends_location):
        await send()
        assert "Вопрос 1 из 2" in await anna.sees("Выберите вариант кнопкой или напишите его номер")
    await anna.sends_photo(PIXEL)
    await anna.sees("Выберите вариант кнопкой")
    assert await values(stage, anna) == {}


async def test_a_text_over_the_messengers_limit_is_refused_in_both_parts(stage: Stage) -> None:
    anna = await at_item(stage, "text", max_length=3500)
    await anna.says("а" * 5000)  # the client sends two messages
    await anna.sees("✓ Вопрос 1: ааа")  # the second part fits, and is told
    await stage.telegram.quiet()
    assert any("Слишком длинно: можно до 3500 знаков, а пришло 4096" in seen for seen in anna.chat)
    assert await values(stage, anna) == {"q": "а" * 904}


async def test_an_edited_message_is_answered_with_an_explanation(stage: Stage) -> None:
    anna = await at_item(stage, "text")
    said = await anna.says("Первый ответ")
    await anna.sees("Вопрос 2 из 2")
    await anna.edits(said, "Другой ответ")
    told = await anna.sees("исправленное сообщение")
    assert "Вопрос 2 из 2" in told
    assert await values(stage, anna) == {"q": "Первый ответ"}


async def test_an_edited_message_when_nothing_waits(stage: Stage) -> None:
    anna = await stage.person()
    said = await anna.says("/help")
    await anna.sees("Помощь")
    await anna.edits(said, "/start")
    await anna.sees("исправленное сообщение")
    assert "В начало" in screen(anna).labels


async def test_random_order_stays_the_same(stage: Stage) -> None:
    anna = await at_item(stage, "single", options=COLOURS, random_order=True)
    first = screen(anna).labels
    await anna.says("/start")
    await anna.presses("Продолжить")
    assert (await anna.sees("Вопрос 1")).labels == first
    assert first[3] == "Никакой"


@pytest.mark.parametrize("days", [3, 30])
async def test_s02_resumed_after_days(stage: Stage, days: int) -> None:
    await publish_items(stage, [item_data("q"), item_data("r")])
    anna = await begin(stage, "Проба")
    await anna.presses("Да")
    await anna.sees("Вопрос 2 из 2")
    stage.clock.advance(days * 86_400)
    await anna.says("/start")
    await anna.presses("Продолжить с вопроса 2")
    await anna.sees("Вопрос 2 из 2")
    assert stage.clock.at > NOON
    assert await values(stage, anna) == {"q": "yes"}
