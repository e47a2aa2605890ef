"""The reference: a bare aiogram bot as its documentation writes them, state in memory, no storage.

It shows a question of the same size with the same keyboard and answers the button and edits the message on each
press, as the project's bot does.
"""

import asyncio
import os
from collections import Counter

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler, setup_application
from aiohttp import web

dispatcher = Dispatcher()
answers: Counter[int] = Counter()

LEGEND = "\n".join(
    f"<b>{value} — {label}</b>: Делаю по образцу, по готовым материалам или вместе с коллегой. Получается не всегда."
    for value, label in enumerate(("Не владею", "С помощью", "Уверенно", "Могу учить других"))
)


def question(number: int) -> str:
    """A question as long as the project's."""
    return (
        f"Самоаудит педагога\n<b>A/01.6 Общепедагогическая функция. Обучение</b>\nВопрос {number} из 96\n"
        f"✓ Вопрос {number - 1}: 1 — С помощью\n\n"
        "<b>Разработка и реализация программ учебных дисциплин в рамках основной общеобразовательной программы</b>\n"
        "<i>Пример: Владеть формами и методами обучения, в том числе выходящими за рамки учебных занятий.</i>\n\n"
        f"{LEGEND}"
    )


def keyboard(number: int) -> InlineKeyboardMarkup:
    """As many buttons as the project's question has."""
    labels = ["0 Не владею", "1 С помощью", "2 Уверенно", "3 Могу учить других"]
    keys = [
        InlineKeyboardButton(text=label, callback_data=f"a|1|{number}|{place}") for place, label in enumerate(labels)
    ]
    rows = [[key] for key in keys]
    for label in ("Не относится к моей работе", "‹ Назад", "Проверить ответы", "Прервать"):
        rows.append([InlineKeyboardButton(text=label, callback_data=f"m|1|{number}|{len(rows)}")])
    return InlineKeyboardMarkup(inline_keyboard=rows)


@dispatcher.message()
async def start(message: Message) -> None:
    """Show the first question."""
    await message.answer(question(1), reply_markup=keyboard(1), parse_mode="HTML")


@dispatcher.callback_query(F.data.startswith("a|"))
async def choose(query: CallbackQuery) -> None:
    """Count the answer and show the next question."""
    answers[query.from_user.id] += 1
    number = answers[query.from_user.id] + 1
    await query.answer()
    if isinstance(query.message, Message):
        await query.message.edit_text(question(number), reply_markup=keyboard(number), parse_mode="HTML")


def main() -> None:
    """Poll, or listen when WEBHOOK_URL is set."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(os.environ["BOT_API_ROOT"]))
    bot = Bot(os.environ["BOT_TOKEN"], session=session)
    if url := os.environ.get("WEBHOOK_URL"):
        secret = os.environ["WEBHOOK_SECRET"]
        app = web.Application()
        SimpleRequestHandler(dispatcher, bot, secret_token=secret).register(app, path="/webhook")
        setup_application(app, dispatcher, bot=bot)

        async def announce(_: web.Application) -> None:
            await bot.set_webhook(f"{url}/webhook", secret_token=secret)

        app.on_startup.append(announce)
        host, _, port = os.environ["WEBHOOK_LISTEN"].rpartition(":")
        web.run_app(app, host=host, port=int(port), print=None)
    else:
        asyncio.run(dispatcher.start_polling(bot, handle_signals=True))


if __name__ == "__main__":
    main()
