"""Every refusal in the words of the real server: one row each, over HTTP."""

import json
from collections.abc import AsyncIterator

import pytest

from playground import Playground
from tests.flows.playground_bot import RawBot, raw_bot

LONG = "я" * 4097
EMOJI = "😀" * 2049
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
OLD_QUERY = "Bad Request: query is too old and response timeout expired or query ID is invalid"
WRONG_FILE = "Bad Request: wrong file identifier/HTTP URL specified"
MARKUP = "can't parse inline keyboard button: "
MIGRATED = "Bad Request: group chat was upgraded to a supergroup chat"
TEXT_BUTTON = "Text buttons are unallowed in the inline keyboard"
RESERVED = "can't parse entities: Character '.' is reserved and must be escaped with the preceding '\\'"
KEY = {"text": "x", "callback_data": "1"}


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    async with Playground.start() as telegram:
        yield telegram


@pytest.fixture
async def bot(telegram: Playground) -> AsyncIterator[RawBot]:
    """In chat 1001 there are: 1 the person's, 2 a text, 3 a photo, 4 a text with a button."""
    png = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + (40).to_bytes(4, "big") + (30).to_bytes(4, "big")
    async with raw_bot(telegram) as bot:
        await telegram.person(1001).says("привет")
        await bot.done("sendMessage", chat_id=1001, text="текст")
        await bot.upload("sendPhoto", chat_id=1001, photo=("p.png", png), caption="подпись")
        await bot.done("sendMessage", chat_id=1001, text="с кнопкой", reply_markup={"inline_keyboard": [[KEY]]})
        yield bot


def keyboard(*buttons: object) -> str:
    return json.dumps({"inline_keyboard": [[button] for button in buttons]})


SEND = [
    ({"text": ""}, "message text is empty"),
    ({"text": "   "}, "text must be non-empty"),
    ({"text": LONG}, "message is too long"),
    ({"text": EMOJI}, "message is too long"),
    ({"text": "<x>", "parse_mode": "HTML"}, 'can\'t parse entities: Unsupported start tag "x" at byte offset 0'),
    ({"text": "x.", "parse_mode": "MarkdownV2"}, RESERVED),
    ({"text": "x", "chat_id": ""}, "chat_id is empty"),
    ({"text": "x", "chat_id": 5}, "chat not found"),
    ({"text": "x", "chat_id": "@nobody"}, "chat not found"),
    ({"text": "x", "chat_id": "abc"}, "chat not found"),
    ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
    ({"text": "x", "reply_markup": "{"}, "can't parse reply keyboard markup JSON object"),
    ({"text": "x", "reply_markup": "[]"}, "object expected as reply markup"),
    ({"text": "x", "reply_markup": '{"inline_keyboard": 1}'}, 'field "inline_keyboard" must be an Array of Arrays'),
    ({"text": "x", "reply_markup": keyboard("a")}, MARKUP + "InlineKeyboardButton must be an Object"),
    ({"text": "x", "reply_markup": keyboard({"callback_data": "1"})}, MARKUP + 'Can\'t find field "text"'),
    ({"text": "x", "reply_markup": keyboard({"text": "a"})}, MARKUP + TEXT_BUTTON),
    (
        {"text": "x", "reply_markup": keyboard({"text": " ", "callback_data": "1"})},
        "inline keyboard button text must be non-empty",
    ),
    ({"text": "x", "reply_markup": keyboard({"text": "a", "callback_data": "я" * 33})}, "BUTTON_DATA_INVALID"),
    ({"text": "x", "reply_markup": keyboard({"text": "a", "callback_data": ""})}, MARKUP + TEXT_BUTTON),
    ({"text": "x", "reply_markup": keyboard(*[KEY] * 101)}, "reply markup is too long"),
    ({"text": "x", "reply_markup": keyboard({"text": "a" * 11_000, "callback_data": "1"})}, "reply markup is too long"),
]


@pytest.mark.parametrize(("parameters", "description"), SEND)
async def test_send(bot: RawBot, parameters: dict[str, object], description: str) -> None:
    assert await bot.refusal("sendMessage", **{"chat_id": 1001, **parameters}) == f"Bad Request: {description}"


ACCEPTED = [
    {"text": "я" * 4096},
    {"text": "😀" * 2048},
    {"text": "x", "reply_markup": keyboard({"text": "a", "callback_data": "я" * 32})},
    {"text": "x", "reply_markup": keyboard(*[KEY] * 100)},
    {"text": "x", "reply_markup": '{"inline_keyboard": []}'},
    {"text": "x", "no_such_parameter": 1},
    {"text": "x", "reply_parameters": {"message_id": 99, "allow_sending_without_reply": True}},
]


@pytest.mark.parametrize("parameters", ACCEPTED)
async def test_at_the_limit(bot: RawBot, parameters: dict[str, object]) -> None:
    await bot.done("sendMessage", chat_id=1001, **parameters)


CALLS = [
    ("editMessageText", {"message_id": 2, "text": "текст"}, NOT_MODIFIED),
    ("editMessageText", {"message_id": 4, "text": "с кнопкой", "reply_markup": keyboard(KEY)}, NOT_MODIFIED),
    ("editMessageReplyMarkup", {"message_id": 2}, NOT_MODIFIED),
    ("editMessageCaption", {"message_id": 3, "caption": "подпись"}, NOT_MODIFIED),
    ("editMessageText", {"message_id": 99, "text": "x"}, "Bad Request: message to edit not found"),
    ("editMessageText", {"message_id": 1, "text": "x"}, "Bad Request: message can't be edited"),
    ("editMessageText", {"message_id": 3, "text": "x"}, "Bad Request: there is no text in the message to edit"),
    (
        "editMessageCaption",
        {"message_id": 2, "caption": "x"},
        "Bad Request: there is no caption in the message to edit",
    ),
    ("editMessageCaption", {"message_id": 3, "caption": "я" * 1025}, "Bad Request: message caption is too long"),
    ("editMessageText", {"message_id": 2, "text": LONG}, "Bad Request: message is too long"),
    ("deleteMessage", {"message_id": 99}, "Bad Request: message to delete not found"),
    ("deleteMessages", {}, "Bad Request: message identifiers are not specified"),
    ("deleteMessages", {"message_ids": list(range(101))}, "Bad Request: too many message identifiers specified"),
    ("answerCallbackQuery", {"callback_query_id": "1"}, OLD_QUERY),
    ("answerCallbackQuery", {"callback_query_id": "1", "text": "я" * 201}, "Bad Request: MESSAGE_TOO_LONG"),
    ("sendDocument", {"document": "BQACwrong"}, WRONG_FILE),
    ("sendPhoto", {"photo": "AgACwrong"}, WRONG_FILE),
    ("sendPhoto", {}, "Bad Request: there is no photo in the request"),
    ("sendDocument", {"document": "https://e.org/a.pdf"}, "Bad Request: failed to get HTTP URL content"),
    ("getFile", {"file_id": "x"}, "Bad Request: invalid file_id"),
    ("getFile", {}, "Bad Request: file_id not specified"),
    ("sendChatAction", {"action": "dance"}, "Bad Request: wrong parameter action in request"),
    ("copyMessage", {"from_chat_id": 1001, "message_id": 99}, "Bad Request: message to copy not found"),
    ("forwardMessage", {"from_chat_id": 1001, "message_id": 99}, "Bad Request: message to forward not found"),
    ("setMyCommands", {"commands": [{"command": "Большая", "description": "x"}]}, "Bad Request: BOT_COMMAND_INVALID"),
    ("setMyCommands", {"commands": [], "scope": {"type": "chat", "chat_id": 5}}, "Bad Request: chat not found"),
    ("sendMediaGroup", {"media": []}, "Bad Request: there are no messages to send"),
    ("noSuchMethod", {}, "Not Found: method not found"),
]


@pytest.mark.parametrize(("method", "parameters", "description"), CALLS)
async def test_call(bot: RawBot, method: str, parameters: dict[str, object], description: str) -> None:
    assert await bot.refusal(method, chat_id=1001, **parameters) == description


async def test_upgraded_group(telegram: Playground, bot: RawBot) -> None:
    telegram.group(-10, "Школа", "group").migrated_to = -1009
    reply = await bot.call("sendMessage", chat_id=-10, text="x")
    assert (reply["error_code"], reply["description"]) == (400, MIGRATED)
    assert reply["parameters"] == {"migrate_to_chat_id": -1009}


async def test_query_expires_and_is_answered_once(telegram: Playground, bot: RawBot) -> None:
    anna = telegram.people[1001]
    first, second = await anna.presses("x"), await anna.presses("x")
    await bot.done("answerCallbackQuery", callback_query_id=first)
    assert await bot.refusal("answerCallbackQuery", callback_query_id=first) == OLD_QUERY
    telegram.clock.advance(151)
    assert await bot.refusal("answerCallbackQuery", callback_query_id=second) == OLD_QUERY


async def test_recall_after_two_days(telegram: Playground, bot: RawBot) -> None:
    telegram.clock.advance(48 * 3600 + 1)
    place = {"chat_id": 1001, "message_id": 2}
    assert await bot.refusal("deleteMessage", **place) == "Bad Request: message can't be deleted for everyone"


@pytest.mark.parametrize(
    ("path", "status", "description"),
    [
        ("/bot1:wrong/getMe", 401, "Unauthorized"),
        ("/botwrong/getMe", 401, "Unauthorized: invalid token specified"),
        ("/file/bot1:wrong/x", 401, "Unauthorized"),
    ],
)
async def test_wrong_token(telegram: Playground, bot: RawBot, path: str, status: int, description: str) -> None:
    async with bot.session.get(telegram.url + path) as response:
        assert response.status == status
        assert await response.json() == {"ok": False, "error_code": status, "description": description}


async def test_an_edit_without_keyboard_takes_it_away(bot: RawBot) -> None:
    edited = await bot.done("editMessageText", chat_id=1001, message_id=4, text="с кнопкой")
    assert "reply_markup" not in edited
    assert edited["edit_date"] >= edited["date"]
