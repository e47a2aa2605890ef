"""The chat page in a real browser: a dialogue by typing and pressing, and nothing a person wrote is markup."""

import struct
import zlib
from collections.abc import AsyncIterator

import pytest

from playground import Person, Playground
from tests.flows.playground_bot import RawBot, Reply, polling_bot
from tests.flows.playground_browser import CHROMIUM, Tab, browser

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed here")
HOSTILE = '<img src=x onerror="document.title=1"> & <b>не жирный</b>'
SCALE = [
    [{"text": str(number), "callback_data": f"n{number}"} for number in range(1, 5)],
    [{"text": "Назад", "callback_data": "back"}, {"text": "Не моё", "callback_data": "skip"}],
    [{"text": "Подробнее", "url": "https://example.org/"}],
]
QUESTION = (
    "<b>Вопрос 7 из 34</b>\nПланирование и проведение <i>учебных занятий</i>\n<blockquote>1 — не владею</blockquote>"
)


def png(width: int, height: int) -> bytes:
    """A one-colour picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = (b"\0" + b"\x9e\xc9\xe8" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


async def answering(bot: RawBot, update: Reply) -> None:
    """A question with a scale, an echo, a picture and a document."""
    if query := update.get("callback_query"):
        await on_press(bot, query)
    elif message := update.get("message"):
        await on_message(bot, message["chat"]["id"], message)


async def on_message(bot: RawBot, chat: int, message: Reply) -> None:
    text = message.get("text", "")
    if text.startswith("/start"):
        keyboard = {"inline_keyboard": SCALE}
        await bot.done("sendMessage", chat_id=chat, text=QUESTION, parse_mode="HTML", reply_markup=keyboard)
    elif text == "/file":
        await bot.upload("sendPhoto", chat_id=chat, photo=("p.png", png(640, 360)), caption="Профиль по функциям")
        await bot.upload(
            "sendDocument", chat_id=chat, document=("Дефициты.xlsx", b"x" * 48_200), caption="Книга готова"
        )
    elif "document" in message:
        await bot.done("sendMessage", chat_id=chat, text=f"Получено: {message['document']['file_name']}")
    else:
        await bot.done("sendMessage", chat_id=chat, text=text, reply_parameters={"message_id": message["message_id"]})


async def on_press(bot: RawBot, query: Reply) -> None:
    place = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
    alert = query["data"] == "skip"
    text = "Пропущено" if alert else f"Ответ: {query['data']}"
    await bot.done("answerCallbackQuery", callback_query_id=query["id"], text=text, show_alert=alert)
    if not alert:
        await bot.done("editMessageText", **place, text=f"✓ {text}", reply_markup={"inline_keyboard": SCALE[1:2]})


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    async with Playground.start(name="Методический центр") as telegram, polling_bot(telegram, answering) as bot:
        await bot.done("setMyDescription", description="Самоаудит учителя и дефициты.")
        await bot.done("setMyCommands", commands=[{"command": "file", "description": "Файлы"}])
        yield telegram


@pytest.fixture
def anna(telegram: Playground) -> Person:
    telegram.person(1002, first_name="Борис", title="Методист", note="код M-0001")
    card = {"title": "Учитель математики", "note": "код T-0012", "start_payload": "abc"}
    return telegram.person(1001, first_name="Анна", last_name="Петрова", **card)


@pytest.fixture
async def tab(telegram: Playground, anna: Person) -> AsyncIterator[Tab]:
    async with browser(f"{telegram.url}/#1001") as tab:
        yield tab
        assert tab.problems == []


async def test_first_contact_and_buttons(tab: Tab, anna: Person) -> None:
    await tab.until("document.querySelector('.about')?.textContent.includes('Самоаудит учителя')")
    await tab.press("#start")
    await tab.until("document.querySelector('.message strong')?.textContent === 'Вопрос 7 из 34'")
    assert anna.chat[0].text == "/start abc"
    await tab.press(".key", "3")
    await tab.until("document.querySelector('#toast:not([hidden])')?.textContent === 'Ответ: n3'")
    await tab.until("document.body.textContent.includes('✓ Ответ: n3')")
    await tab.press(".key", "Не моё")
    await tab.until("document.querySelector('#alert').open")
    assert await tab.run("document.querySelector('#alert-text').textContent") == "Пропущено"


async def test_what_people_write_is_never_markup(tab: Tab, anna: Person) -> None:
    await tab.press("#start")
    await tab.until("document.activeElement && document.querySelector('#composer:not([hidden])')  && true")
    await tab.run("document.querySelector('#text').focus()")
    await tab.type(HOSTILE)
    await tab.key("Enter", 13)
    await tab.until("document.querySelector('.quote-reply') && true")
    shown = await tab.run("[...document.querySelectorAll('.text')].slice(-2).map((node) => node.textContent)")
    assert shown == [HOSTILE, HOSTILE]
    assert await tab.run("document.querySelectorAll('.log img').length") == 0
    assert await tab.run("document.title") == "Методический центр — учебный мессенджер"


async def test_menu_pictures_and_documents(tab: Tab, anna: Person, telegram: Playground) -> None:
    await tab.press("#start")
    await tab.press("#menu-button")
    await tab.press("#menu button", "/file")
    await tab.until("document.querySelector('.photo img')?.naturalWidth === 640")
    await tab.until("document.querySelector('.file b')?.textContent === 'Дефициты.xlsx'")
    size = await tab.run("fetch(document.querySelector('.file').href).then((r) => r.blob()).then((b) => b.size)")
    assert size == 48_200
    assert await tab.run("document.querySelector('.file').download") == "Дефициты.xlsx"
    await telegram.quiet()


async def test_attaching_a_file(tab: Tab, anna: Person) -> None:
    await tab.press("#start")
    await tab.until("document.querySelector('#composer:not([hidden])') && true")
    await tab.run(
        """(() => { const bag = new DataTransfer(); bag.items.add(new File(['12'], 'список.txt'));
        const input = document.querySelector('#file'); input.files = bag.files;
        input.dispatchEvent(new Event('change')); })()"""
    )
    await tab.until("document.body.textContent.includes('Получено: список.txt')")


async def test_unread_counter_and_blocking(tab: Tab, anna: Person, telegram: Playground) -> None:
    await tab.until("document.querySelectorAll('.person').length === 2")
    await telegram.people[1002].says("привет")
    await tab.until("document.querySelector('.unread')?.textContent === '1'")
    await tab.press(".person", "Методист")
    await tab.until("document.querySelector('.message') && !document.querySelector('.unread')")
    await tab.press("#block")
    await tab.until("document.querySelector('#block').textContent.trim() === 'Разблокировать'")
    assert await tab.run("document.querySelector('#composer').hidden")
    await telegram.quiet()


async def test_phone_shows_one_pane(tab: Tab, anna: Person) -> None:
    await tab.size(390, 844)
    await tab.until("document.querySelector('#app').classList.contains('open')")
    assert await tab.run("getComputedStyle(document.querySelector('.side')).display") == "none"
    assert await tab.run("document.documentElement.scrollWidth <= innerWidth")
    await tab.press("#back")
    assert await tab.run("getComputedStyle(document.querySelector('.talk')).display") == "none"


async def test_dark_theme(tab: Tab, anna: Person) -> None:
    async def background() -> str:
        return str(await tab.run("getComputedStyle(document.body).backgroundColor"))

    assert await background() == "rgb(255, 255, 255)"
    await tab.size(1180, 800, dark=True)
    assert await background() == "rgb(23, 33, 43)"


async def test_neither_the_note_of_a_person_nor_the_empty_input_is_cut(tab: Tab, telegram: Playground) -> None:
    note = "приглашение ещё не открыто · учитель · МБОУ «СОШ № 3» · T-04127K"
    telegram.person(1003, first_name="Вера", last_name="Константинопольская", title="Педагог", note=note)
    await tab.open(f"{telegram.url}/")
    await tab.press(".person", "Педагог")
    await tab.press("#start")
    await tab.until("document.querySelectorAll('.key').length > 3")
    cut = "[...document.querySelectorAll('.who, #text')].filter((each) => each.clientHeight < each.scrollHeight).length"
    assert await tab.run(cut) == 0
    assert await tab.run("document.querySelector('#text').clientHeight") >= 40
