"""A person and a bot talk through the playground: the way every flow test is written."""

import pytest

from playground import Playground
from tests.flows.playground_bot import RawBot, Reply, polling_bot, raw_bot

KEYBOARD = {
    "inline_keyboard": [[{"text": "Далее", "callback_data": "next"}, {"text": "Назад", "callback_data": "back"}]]
}


async def counter(bot: RawBot, update: Reply) -> None:
    """Shows a number with buttons and changes it in place."""
    if message := update.get("message"):
        await bot.done("sendMessage", chat_id=message["chat"]["id"], text="Вопрос 1 из 3", reply_markup=KEYBOARD)
    if query := update.get("callback_query"):
        number = int(query["message"]["text"].split()[1]) + (1 if query["data"] == "next" else -1)
        await bot.done("answerCallbackQuery", callback_query_id=query["id"], text=f"Вопрос {number}")
        place = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
        await bot.done("editMessageText", **place, text=f"Вопрос {number} из 3", reply_markup=KEYBOARD)


async def test_dialogue_with_buttons() -> None:
    async with Playground.start() as telegram, polling_bot(telegram, counter):
        anna = telegram.person(1001, first_name="Анна", last_name="Петрова")
        await anna.says("/start abc")
        screen = await anna.sees("Вопрос 1 из 3")
        assert screen.labels == ("Далее", "Назад")
        await anna.presses("Дал")
        changed = await anna.sees("Вопрос 2 из 3")
        assert changed.id == screen.id
        assert changed.edited is not None
        assert [toast.text for toast in anna.toasts] == ["Вопрос 2"]
        await telegram.quiet()
        assert telegram.updates_pending == 0
        assert [call.method for call in telegram.calls("sendMessage")] == ["sendMessage"]


async def test_old_screen_is_not_mistaken_for_a_new_one() -> None:
    async with Playground.start() as telegram, polling_bot(telegram, counter):
        anna = telegram.person(1001)
        await anna.says("/start")
        await anna.sees("Вопрос 1")
        await anna.presses("Далее")
        assert (await anna.sees("Вопрос")).text == "Вопрос 2 из 3"
        await telegram.quiet()
        assert (await anna.sees("Вопрос")).text == "Вопрос 2 из 3"


async def test_waiting_in_vain_tells_what_is_there() -> None:
    async with Playground.start() as telegram, polling_bot(telegram, counter):
        anna = telegram.person(1001)
        await anna.says("/start")
        await telegram.quiet()
        with pytest.raises(AssertionError, match=r"(?s)«Итог».*bot #2: 'Вопрос 1 из 3'\n +Далее \| Назад"):
            await anna.sees("Итог", within=0.01)
        with pytest.raises(AssertionError, match="button «Готово»"):
            await anna.presses("Готово", within=0.01)


async def test_blocked_and_back() -> None:
    async with Playground.start() as telegram, raw_bot(telegram) as bot:
        anna = telegram.person(1001)
        send = {"chat_id": 1001, "text": "x"}
        assert await bot.refusal("sendMessage", **send) == "Forbidden: bot can't initiate conversation with a user"
        await anna.says("/start")
        await bot.done("sendMessage", **send)
        await anna.blocks()
        assert await bot.refusal("sendMessage", **send) == "Forbidden: bot was blocked by the user"
        await anna.unblocks()
        await bot.done("sendMessage", **send)
        await anna.deactivates()
        assert await bot.refusal("sendMessage", **send) == "Forbidden: user is deactivated"
        updates = await bot.done("getUpdates")
        statuses = [u["my_chat_member"]["new_chat_member"]["status"] for u in updates if "my_chat_member" in u]
        assert statuses == ["kicked", "member"]
