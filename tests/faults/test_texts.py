"""Family T: what people can write. It is stored as written, cleaned of what no file can hold, and shown as text."""

from typing import Any

import pytest

from playground.person import Person as Player
from tests.answering import begin, publish_items, screen, values
from tests.stage import Stage
from tests.unit.definitions import item_data

THANKS = item_data("thanks", "text", required=False)


async def asked_for_text(stage: Stage) -> Player:
    """A teacher before a free text that the next question repeats."""
    again = item_data("again", "text", label="Вы написали: {q}. Так?", required=False)
    await publish_items(stage, [item_data("q", "text", max_length=3500), again])
    return await begin(stage, "Проба")


def send_raw(stage: Stage, anna: Player, text: str) -> None:
    """A message as no client would send it."""
    chat = {"id": anna.id, "type": "private", "first_name": "Анна"}
    stage.telegram.push({"message": {"message_id": 9_000, "date": 1, "from": anna.user, "chat": chat, "text": text}})


def formatting(anna: Player) -> set[str]:
    """The kinds of formatting on her screen."""
    return {entity["type"] for entity in screen(anna).entities}


LITERAL = {
    "t01-html": '<b>x</b><a href="http://example.org">y</a> &amp; &lt; <tg-spoiler>',
    "t01-broken": "<b <i> </u> <> & &#0; &quot",
    "t03-markdown": "_курсив_ *жирный* [ссылка](http://example.org) ~нет~ `код` ||спойлер||",
    "t13-sql": "'; DROP TABLE responses;-- %_ \\",
    "braces": "{q} {respondent.position} %s {0} $1",
    "emoji": "👩‍🏫👍🏽 🇷🇺 𝔘𝔫𝔦",
}


@pytest.mark.parametrize("text", LITERAL.values(), ids=LITERAL.keys())
async def test_t01_t03_t13_a_text_is_stored_and_shown_literally(stage: Stage, text: str) -> None:
    anna = await asked_for_text(stage)
    await anna.says(text)
    shown = await anna.sees("Вопрос 2 из 2")
    assert f"✓ Вопрос 1: {text}" in shown
    assert f"Вы написали: {text}. Так?" in shown
    assert formatting(anna) <= {
        "bold",
        "italic",
        "url",
    }  # the bot's own, and what the messenger itself takes for a link
    assert await values(stage, anna) == {"q": text}
    await anna.presses("‹ Назад")
    await anna.sees(f"✓ Ваш ответ: {text}")
    await anna.presses("Проверить ответы")
    await anna.presses("Часть 1")
    assert text[:59] in (await anna.sees("1. Вопрос q")).text
    assert not await stage.rows(lambda tx: tx.updates.dead())


async def test_t05_signs_that_turn_or_hide_text_are_stored_and_not_shown(stage: Stage) -> None:
    anna = await asked_for_text(stage)
    send_raw(stage, anna, "\ufeffплан\u202eяинчюлказ\u202c\u200b \u2066урок\u2069")
    shown = await anna.sees("✓ Вопрос 1: план")
    assert not set("\u202e\u202c\u2066\u2069\ufeff") & set(shown.text)
    assert await values(stage, anna) == {"q": "\ufeffплан\u202eяинчюлказ\u202c\u200b \u2066урок\u2069"}


async def test_t07_control_signs_and_halves_of_surrogate_pairs_are_cleaned(stage: Stage) -> None:
    anna = await asked_for_text(stage)
    send_raw(stage, anna, "до\x00после\x0b\x1f\r\nстрока\ud83d конец")
    await anna.sees("✓ Вопрос 1: допосле")
    (stored,) = (await values(stage, anna)).values()
    assert stored == "допосле\nстрока\ufffd конец"


async def test_t07_a_name_or_a_button_with_half_a_pair_stops_nobody(stage: Stage) -> None:
    anna = await asked_for_text(stage)
    stage.telegram.push(
        {
            "message": {
                "message_id": 9_001,
                "date": 1,
                "from": {"id": 4_242, "is_bot": False, "first_name": "\udc00"},
                "chat": {"id": 4_242, "type": "private", "first_name": "\ud800"},
                "text": "/start \ud800",
            }
        }
    )
    await anna.presses_data(screen(anna), "a|1|0|\udfff")
    await anna.sees_toast("Ответьте, пожалуйста, текстом")
    await stage.telegram.quiet()
    assert {call.chat_id for call in stage.telegram.calls("sendMessage")} == {anna.id, 4_242}
    assert not await stage.rows(lambda tx: tx.updates.dead())


async def test_t08_a_pile_of_combining_marks_is_stored_and_shown_short(stage: Stage) -> None:
    anna = await asked_for_text(stage)
    pile = "а" + "\u0335" * 3400
    await anna.says(pile)
    shown = await anna.sees("✓ Вопрос 1: а")
    assert shown.text.count("\u0335") < 1000
    assert await values(stage, anna) == {"q": pile}


async def test_t10_look_alike_letters_find_an_option(stage: Stage) -> None:
    await publish_items(stage, [item_data("q", "choice", source="organisations"), THANKS])
    anna = await begin(stage, "Проба")
    await anna.says("ЅСН-1".replace("Ѕ", "S"))  # С and Н are Cyrillic
    await anna.sees("Вопрос 2 из 2")
    assert await values(stage, anna) == {"q": "SCH-1"}


async def test_t10_yo_and_ye_are_one_letter_in_a_search(stage: Stage) -> None:
    await publish_items(stage, [item_data("q", "choice", source="organisations"), THANKS])
    anna = await begin(stage, "Проба")
    await anna.says("лёсновская")
    await anna.sees("✓ Вопрос 1: Лесновская школа № 1")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("31.02.2026", "Такой даты нет: «31.02.2026»"),
        ("12.3", "✓ Вопрос 1: 12.03.2027"),
        ("завтра", "✓ Вопрос 1: 11.09.2026"),
        ("29.02.2028", "✓ Вопрос 1: 29.02.2028"),
        ("0.0.0000", "дат"),
        ("9" * 400, "прочитать дату"),
    ],
)
async def test_t12_dates(stage: Stage, said: str, told: str) -> None:
    await publish_items(stage, [item_data("q", "date"), THANKS])
    anna = await begin(stage, "Проба")
    await anna.says(said)
    await anna.sees(told)


@pytest.mark.parametrize("said", ["%", "_", "' OR 1=1 --", "\\"])
async def test_t13_signs_of_queries_find_nothing(stage: Stage, said: str) -> None:
    await publish_items(stage, [item_data("q", "choice", source="organisations"), THANKS])
    anna = await begin(stage, "Проба")
    await anna.says(said)
    await anna.sees("Такого варианта нет")
    assert await values(stage, anna) == {}


@pytest.mark.parametrize("text", ["ы" * 3500, "https://example.org/" + "%D1%8B" * 570, "👩‍🏫" * 700, "&" * 3500])
async def test_t14_one_endless_word_fits_on_every_screen(stage: Stage, text: str) -> None:
    anna = await asked_for_text(stage)
    await anna.says(text)
    await anna.sees("Вопрос 2 из 2")
    await anna.says(text[:900])
    await anna.sees("Проверка перед отправкой")
    await anna.presses("Часть 1")
    await anna.presses("Исправить 2")
    await anna.sees("Вопрос 2 из 2")
    assert await values(stage, anna) == {"q": text, "again": text[:900]}
    assert not await stage.rows(lambda tx: tx.updates.dead())


NUMBERS: list[tuple[str, Any]] = [("٣", None), ("1e3", None), ("0x10", None), ("−3", -3), ("1 000", 1000), ("½", None)]


@pytest.mark.parametrize(("said", "stored"), NUMBERS)
async def test_t12_numbers_only_as_people_write_them(stage: Stage, said: str, stored: int | None) -> None:
    await publish_items(stage, [item_data("q", "integer"), THANKS])
    anna = await begin(stage, "Проба")
    await anna.says(said)
    await anna.sees("числ" if stored is None else "✓ Вопрос 1")
    assert await values(stage, anna) == ({} if stored is None else {"q": stored})
