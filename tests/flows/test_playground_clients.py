"""Clients we did not write speak with the local Telegram: start, send, edit, upload, download, poll."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputFile, Update
from telegram.error import BadRequest, Forbidden, RetryAfter
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from playground import Playground, Throttle

GRAMMY = Path(__file__).parent / "grammy"
NODE = shutil.which("node")
Context = ContextTypes.DEFAULT_TYPE
App = Application[Any, Any, Any, Any, Any, Any]


async def on_start(update: Update, context: Context) -> None:
    assert update.message is not None
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Далее", callback_data="next")]])
    await update.message.reply_html("<b>Здравствуйте</b>", reply_markup=keyboard)


async def on_press(update: Update, context: Context) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("Принято")
    await update.callback_query.edit_message_text("Изменено")


async def on_document(update: Update, context: Context) -> None:
    assert update.message is not None
    assert update.message.document is not None
    content = bytes(await (await update.message.document.get_file()).download_as_bytearray())
    copy = InputFile(content, filename="копия.txt")
    await update.message.reply_document(copy, caption=f"{len(content)} байт")


@asynccontextmanager
async def telegram_bot(telegram: Playground) -> AsyncIterator[App]:
    """A python-telegram-bot application polling the playground."""
    root = f"{telegram.url}/bot"
    files = f"{telegram.url}/file/bot"
    app: App = ApplicationBuilder().token(telegram.token).base_url(root).base_file_url(files).build()
    app.add_handler(CommandHandler("start", on_start))
    app.add_handler(CallbackQueryHandler(on_press))
    app.add_handler(MessageHandler(filters.Document.ALL, on_document))
    async with app:
        assert app.updater is not None
        await app.start()
        await app.updater.start_polling(timeout=30)
        try:
            yield app
        finally:
            await app.updater.stop()
            await app.stop()


@asynccontextmanager
async def grammy_bot(telegram: Playground) -> AsyncIterator[None]:
    """The grammY script as a process of its own."""
    environment = {"API_ROOT": telegram.url, "BOT_TOKEN": telegram.token, "PATH": "/usr/bin:/bin"}
    process = await asyncio.create_subprocess_exec(
        str(NODE), str(GRAMMY / "client.mjs"), env=environment, stderr=asyncio.subprocess.PIPE
    )
    try:
        yield
        assert process.returncode is None, "the bot has ended by itself"
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def dialogue(telegram: Playground) -> None:
    """What each client has to bring about."""
    anna = telegram.person(1001)
    await anna.says("/start abc")
    screen = await anna.sees("Здравствуйте", within=20)
    assert screen.entities == ({"type": "bold", "offset": 0, "length": 12},)
    await anna.presses("Далее")
    assert (await anna.sees_toast()).text == "Принято"
    assert (await anna.sees("Изменено")).labels == ()
    await anna.sends_document("список.txt", "строка".encode())
    document = await anna.sees_document("копия")
    assert document.content.decode() == "строка"
    assert (await anna.sees("12 байт")).document == document
    await telegram.quiet()


async def test_python_telegram_bot() -> None:
    async with Playground.start() as telegram, telegram_bot(telegram):
        await dialogue(telegram)


async def test_python_telegram_bot_understands_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    throttle = Throttle(chat_burst=2)
    async with Playground.start(throttle=throttle) as telegram, telegram_bot(telegram) as app:
        anna = telegram.person(1001)
        with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
            await app.bot.send_message(1001, "x")
        with pytest.raises(BadRequest, match="Chat not found"):
            await app.bot.send_message(5, "x")
        await anna.says("привет")
        with pytest.raises(BadRequest, match='unsupported start tag "x" at byte offset 0'):
            await app.bot.send_message(1001, "<x>", parse_mode="HTML")
        await app.bot.send_message(1001, "один")
        await app.bot.send_message(1001, "два")
        monkeypatch.setenv("PTB_TIMEDELTA", "true")
        with pytest.raises(RetryAfter):
            await app.bot.send_message(1001, "три")


async def test_python_telegram_bot_knows_our_answers() -> None:
    """Every answer becomes a typed object of a foreign library."""
    picture = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (400).to_bytes(4, "big") + (300).to_bytes(4, "big")
    async with Playground.start() as telegram, telegram_bot(telegram) as app:
        await telegram.person(1001).says("привет")
        bot = app.bot
        photo = await bot.send_photo(1001, picture, caption="График")
        assert [(size.width, size.height) for size in photo.photo] == [(90, 68), (320, 240), (400, 300)]
        edited = await bot.edit_message_caption(1001, photo.message_id, caption="Другой")
        assert getattr(edited, "caption", None) == "Другой"
        await bot.set_my_commands([("help", "Помощь")])
        assert [command.command for command in await bot.get_my_commands()] == ["help"]
        assert (await bot.get_chat(1001)).first_name == "Анна"
        assert (await bot.get_webhook_info()).pending_update_count == 0
        copied = await bot.copy_message(1001, 1001, photo.message_id)
        forwarded = await bot.forward_message(1001, 1001, photo.message_id)
        assert forwarded.message_id == copied.message_id + 1
        await bot.delete_messages(1001, [copied.message_id, forwarded.message_id])
        await bot.set_chat_menu_button(1001)
        await bot.send_chat_action(1001, "typing")
        await bot.pin_chat_message(1001, photo.message_id)


@pytest.mark.skipif(NODE is None or not (GRAMMY / "node_modules").exists(), reason="grammY is not installed here")
async def test_grammy() -> None:
    async with Playground.start() as telegram, grammy_bot(telegram):
        await dialogue(telegram)
