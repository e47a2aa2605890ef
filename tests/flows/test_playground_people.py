"""What people can do besides typing, and what the bot is told about it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from playground import Playground
from tests.flows.playground_bot import RawBot, raw_bot


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    async with Playground.start() as telegram:
        yield telegram


@pytest.fixture
async def bot(telegram: Playground) -> AsyncIterator[RawBot]:
    async with raw_bot(telegram) as bot:
        yield bot


async def last(bot: RawBot) -> dict[str, Any]:
    """The newest update."""
    (update,) = await bot.done("getUpdates", offset=-1)
    return dict(update)


async def test_message_carries_who_and_where(telegram: Playground, bot: RawBot) -> None:
    anna = telegram.person(1001, first_name="Анна", last_name="Петрова", username="anna_p")
    await anna.says("/start abc")
    message = (await last(bot))["message"]
    names = {"first_name": "Анна", "last_name": "Петрова", "username": "anna_p"}
    assert message["from"] == {"id": 1001, "is_bot": False, "language_code": "ru", **names}
    assert message["chat"] == {"id": 1001, "type": "private", **names}
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_long_text_goes_in_several_messages(telegram: Playground, bot: RawBot) -> None:
    await telegram.person(1001).says("я" * 5000)
    assert [len(update["message"]["text"]) for update in await bot.done("getUpdates")] == [4096, 904]


async def test_reply_forward_via_and_edit(telegram: Playground, bot: RawBot) -> None:
    anna, boris = telegram.person(1001), telegram.person(1002, first_name="Борис")
    first = await anna.says("раз")
    await anna.says("два", reply_to=first, via_bot="gif", forwarded_from=boris.user)
    message = (await last(bot))["message"]
    assert message["reply_to_message"]["text"] == "раз"
    assert message["via_bot"]["username"] == "gif"
    assert message["forward_origin"]["sender_user"]["first_name"] == "Борис"
    await anna.edits(first, "раз, исправлено")
    edited = (await last(bot))["edited_message"]
    assert (edited["text"], edited["message_id"]) == ("раз, исправлено", first.id)
    assert edited["edit_date"] >= edited["date"]


async def test_other_kinds_of_messages(telegram: Playground, bot: RawBot) -> None:
    anna = telegram.person(1001)
    await anna.sends_voice()
    await anna.sends_sticker()
    await anna.sends_location(61.0, 69.0)
    await anna.sends_contact("+7900")
    updates = [update["message"] for update in await bot.done("getUpdates")]
    assert [next(k for k in ("voice", "sticker", "location", "contact") if k in m) for m in updates] == [
        "voice",
        "sticker",
        "location",
        "contact",
    ]


async def test_reply_keyboard(telegram: Playground, bot: RawBot) -> None:
    anna = telegram.person(1001)
    await anna.says("привет")
    keyboard = {"keyboard": [["Да", {"text": "Нет"}]]}
    await bot.done("sendMessage", chat_id=1001, text="Согласны?", reply_markup=keyboard)
    assert anna.keys == ("Да", "Нет")
    await anna.presses("Да")
    assert (await last(bot))["message"]["text"] == "Да"
    await bot.done("sendMessage", chat_id=1001, text="Спасибо", reply_markup={"remove_keyboard": True})
    assert not anna.keys


async def test_group(telegram: Playground, bot: RawBot) -> None:
    school = telegram.group(-1001, "Школа")
    anna = telegram.person(1001).inside(school)
    await anna.adds_bot()
    assert (await last(bot))["my_chat_member"]["new_chat_member"]["status"] == "member"
    await anna.says("всем привет")
    assert (await last(bot))["message"]["chat"] == {"id": -1001, "title": "Школа", "type": "supergroup"}
    await bot.done("leaveChat", chat_id=-1001)
    refusal = await bot.refusal("sendMessage", chat_id=-1001, text="x")
    assert refusal == "Forbidden: bot is not a member of the group chat"


async def test_press_on_an_old_or_deleted_message(telegram: Playground, bot: RawBot) -> None:
    anna = telegram.person(1001)
    first = await anna.says("раз")
    await anna.deletes(first)
    await anna.presses_data(first, "x")
    message = (await last(bot))["callback_query"]["message"]
    assert message == {"chat": message["chat"], "message_id": first.id, "date": 0}


async def test_alert_and_toast(telegram: Playground, bot: RawBot) -> None:
    anna = telegram.person(1001)
    message = await anna.says("раз")
    for alert in (False, True):
        query = await anna.presses_data(message, "x")
        await bot.done("answerCallbackQuery", callback_query_id=query, text="Готово", show_alert=alert)
    assert [toast.alert for toast in anna.toasts] == [False, True]
    assert not (await anna.sees_toast("Гот")).alert
    assert (await anna.sees_toast()).alert


async def test_commands_by_scope_and_language(telegram: Playground, bot: RawBot) -> None:
    anna, john = telegram.person(1001), telegram.person(1002, language="en")
    await john.says("hello")
    commands = [{"command": "help", "description": "Помощь"}]
    await bot.done("setMyCommands", commands=commands)
    await bot.done("setMyCommands", commands=[{"command": "help", "description": "Help"}], language_code="en")
    assert (anna.commands, john.commands) == ({"help": "Помощь"}, {"help": "Help"})
    scope = {"type": "chat", "chat_id": 1002}
    await bot.done("setMyCommands", commands=[{"command": "export", "description": "Выгрузка"}], scope=scope)
    assert john.commands == {"export": "Выгрузка"}
    await bot.done("deleteMyCommands", scope=scope)
    assert john.commands == {"help": "Help"}


async def test_chat_action_ends_with_a_message(telegram: Playground, bot: RawBot) -> None:
    anna = telegram.person(1001)
    await anna.says("раз")
    await bot.done("sendChatAction", chat_id=1001, action="upload_document")
    assert anna.action == "upload_document"
    await bot.done("sendMessage", chat_id=1001, text="готово")
    assert anna.action == ""
