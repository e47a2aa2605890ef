"""Files both ways: upload, identifiers, download, limits."""

import json
from collections.abc import AsyncIterator

import pytest

from playground import Playground
from playground.rules import HalfResponse, Http
from tests.flows.playground_bot import RawBot, raw_bot

MEBIBYTE = 1024 * 1024


@pytest.fixture
async def telegram() -> AsyncIterator[Playground]:
    async with Playground.start() as telegram:
        await telegram.person(1001).says("привет")
        yield telegram


@pytest.fixture
async def bot(telegram: Playground) -> AsyncIterator[RawBot]:
    async with raw_bot(telegram) as bot:
        yield bot


def picture(width: int, height: int) -> bytes:
    head = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR"
    return head + width.to_bytes(4, "big") + height.to_bytes(4, "big")


async def download(telegram: Playground, bot: RawBot, path: str) -> tuple[int, bytes]:
    async with bot.session.get(f"{telegram.url}/file/bot{telegram.token}/{path}") as response:
        return response.status, await response.read()


async def test_document_there_and_back(telegram: Playground, bot: RawBot) -> None:
    anna = telegram.people[1001]
    await anna.sends_document("список.xlsx", b"PK12", caption="Роспись")
    sent = anna.chat[-1].raw["document"]
    assert (sent["file_name"], sent["file_size"]) == ("список.xlsx", 4)
    assert sent["mime_type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    found = await bot.done("getFile", file_id=sent["file_id"])
    assert await download(telegram, bot, found["file_path"]) == (200, b"PK12")
    again = await bot.done("sendDocument", chat_id=1001, document=sent["file_id"])
    assert again["document"]["file_unique_id"] == sent["file_unique_id"]
    assert [document.name for document in anna.documents] == ["список.xlsx"]


async def test_large_download(telegram: Playground, bot: RawBot) -> None:
    sent = await telegram.people[1001].sends_document("x.bin", b"x" * 3 * MEBIBYTE)
    found = await bot.done("getFile", file_id=sent.raw["document"]["file_id"])
    assert len((await download(telegram, bot, found["file_path"]))[1]) == 3 * MEBIBYTE


async def test_upload_limits(telegram: Playground, bot: RawBot) -> None:
    reply = await bot.upload("sendDocument", chat_id=1001, document=("x.bin", b"x" * (50 * MEBIBYTE + 1)))
    assert reply["description"] == "Bad Request: file is too big"
    reply = await bot.upload("sendDocument", chat_id=1001, document=("x.bin", b""))
    assert reply["description"] == "Bad Request: file must be non-empty"


@pytest.mark.parametrize(
    ("content", "description"),
    [
        (b"not a picture", "Bad Request: IMAGE_PROCESS_FAILED"),
        (picture(10_000, 10), "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (picture(10, 300), "Bad Request: PHOTO_INVALID_DIMENSIONS"),
    ],
)
async def test_pictures_refused(bot: RawBot, content: bytes, description: str) -> None:
    assert (await bot.upload("sendPhoto", chat_id=1001, photo=("p.png", content)))["description"] == description


async def test_download_limit(telegram: Playground, bot: RawBot) -> None:
    sent = await telegram.people[1001].sends_document("x.bin", b"x" * (20 * MEBIBYTE + 1))
    file_id = sent.raw["document"]["file_id"]
    assert await bot.refusal("getFile", file_id=file_id) == "Bad Request: file is too big"


async def test_downloads_fail(telegram: Playground, bot: RawBot) -> None:
    assert (await download(telegram, bot, "documents/file_9.txt"))[0] == 404
    sent = await telegram.people[1001].sends_document("x.txt", b"x" * 1000)
    path = (await bot.done("getFile", file_id=sent.raw["document"]["file_id"]))["file_path"]
    telegram.rule("file", Http(200, "short"), times=1)
    assert await download(telegram, bot, path) == (200, b"short")
    telegram.rule("file", HalfResponse(), match={"path": "*.txt"}, times=1)
    with pytest.raises(Exception, match="Not enough data"):
        await download(telegram, bot, path)


async def test_album_and_exchange_of_media(telegram: Playground, bot: RawBot) -> None:
    first = {"type": "photo", "media": "attach://a", "caption": "<b>А</b>", "parse_mode": "HTML"}
    media = json.dumps([first, {"type": "photo", "media": "attach://b"}])
    files = {"a": ("a.png", picture(10, 10)), "b": ("b.png", picture(20, 20))}
    reply = await bot.upload("sendMediaGroup", chat_id=1001, media=media, **files)
    one, two = reply["result"]
    assert one["media_group_id"] == two["media_group_id"]
    assert (one["caption"], one["caption_entities"][0]["type"]) == ("А", "bold")
    new = '{"type": "document", "media": "attach://d", "caption": "файл"}'
    place = {"chat_id": 1001, "message_id": one["message_id"]}
    edited = await bot.upload("editMessageMedia", **place, media=new, d=("d.txt", b"1"))
    assert "photo" not in edited["result"]
    assert edited["result"]["document"]["file_name"] == "d.txt"
