"""Family P: consent, names, raw updates, terms. P04 is in test_forget.py, P14 in test_states.py."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.submissions import DRAFT_DAYS, SubmissionState
from bot.usecases.erasure import retire_answers
from bot.usecases.updates import DAY, purge
from storage.transaction import Transaction
from tests.answering import begin, publish_items, values
from tests.invited import UNTOUCHED, come_in, invited, tables
from tests.stage import Stage


async def test_p01_nothing_is_written_before_the_consent(stage: Stage) -> None:
    anna, payload = await invited(stage)
    before = await tables(stage)
    await anna.says(f"/start {payload}")
    await anna.presses("Прочитать документ")
    await anna.presses("дальше")
    await anna.sees("часть 2 из")
    await anna.says("здравствуйте")
    await anna.sees("Как начать")
    after = await tables(stage)
    assert {name for name, rows in after.items() if rows != before[name]} <= {"updates"}
    assert str(anna.id) not in str(after["updates"])


async def test_p02_refusing_leaves_no_rows_and_something_to_read(stage: Stage) -> None:
    anna, payload = await invited(stage)
    await anna.says(f"/start {payload}")
    await anna.presses("Не согласен")
    shown = await anna.sees("ничего о вас не сохранил")
    assert shown.labels == ("Вернуться к согласию", "Помощь", "О данных")
    found = await tables(stage)
    assert all(not found[name] for name in UNTOUCHED)
    await anna.presses("О данных")
    await anna.sees("Какие данные хранит бот")
    await anna.says("/start")
    await anna.sees("Как начать")
    await come_in(anna, payload)


async def test_p03_a_changed_document_is_asked_for_before_anything_personal(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await stage.person()
    await anna.says("/start")
    await anna.presses("Пройти")
    await anna.presses("Самоаудит педагога, краткий")
    await anna.sees("Вопрос 1 из")
    (old,) = (await tables(stage))["consents"]
    await stage.stop()
    monkeypatch.setattr("handlers.texts.consent.VERSION", "2027-01")
    await stage.start()
    await anna.presses("0 Не владею")
    await anna.sees("Документ о данных изменился")
    assert not (await tables(stage))["responses"]
    for command in ("/privacy", "/help", "/settings", "/cancel"):
        await anna.says(command)
        assert "Документ о данных изменился" not in (await anna.sees()).text
    said = await anna.says("Мой ответ")
    await anna.sees("Документ о данных изменился")
    await anna.edits(said, "Мой исправленный ответ")
    await anna.sees("Документ о данных изменился")
    await anna.says("/start")
    await anna.presses("Не согласен")
    await anna.sees("прежние ответы сохранены")
    await anna.presses("Вернуться к согласию")
    await anna.presses("Согласен")
    await anna.presses("Продолжить с вопроса 1 из")
    await anna.presses("0 Не владею")
    await anna.sees("Вопрос 2 из")
    rows = (await tables(stage))["consents"]
    assert [row["document_hash"] == old["document_hash"] for row in rows] == [True, False]
    assert [row["withdrawn_at"] is None for row in rows] == [False, True]


async def test_p06_names_of_the_messenger_go_nowhere(stage: Stage, capsys: pytest.CaptureFixture[str]) -> None:
    anna, payload = await invited(stage)
    await come_in(anna, payload)
    for said in ("/start", "/settings", "/privacy", "/help", "/results", "/cancel", "/roles", "привет", "/forget"):
        await anna.says(said)
        await anna.sees()
    await anna.sends_contact("+79001234567", "Петровская")
    await anna.sees("получил контакт")
    sent = " ".join(str(call.arguments) for call in stage.telegram.calls())
    stored, logged = str(await tables(stage)), capsys.readouterr().out
    for name in ("Анна", "Петровская", "+79001234567"):
        assert name not in sent
        assert name not in stored
        assert name not in logged


async def test_p01_nothing_of_a_stranger_is_kept_of_an_update_that_failed(stage: Stage) -> None:
    stranger, anna = stage.telegram.person(77), await stage.person()
    origin = {"type": "hidden_user", "sender_user_name": "Пётр Иванов", "date": 1}
    for number, player in enumerate((stranger, anna)):
        chat = {"id": player.id, "type": "private", "first_name": "Анна"}
        broken = {"message_id": 9_000 + number, "date": "мусор", "from": player.user, "chat": chat, "text": "личное"}
        stage.telegram.push({"message": {**broken, "forward_origin": origin}})
    await stage.telegram.quiet()
    letters = [(row["update_id"], row["body"]) for row in (await tables(stage))["dead_letters"]]
    of_stranger, of_anna = [body for _, body in sorted(letters)]
    assert of_stranger is None
    assert "личное" in of_anna
    assert "Иванов" not in of_anna


async def test_p13_raw_updates_are_purged_after_a_week(stage: Stage) -> None:
    async def bury(tx: Transaction) -> None:
        await tx.updates.bury(7, "E-7", "ValueError", "{'text': 'личное'}", int(stage.clock()))

    await stage.database.write(bury)
    for days, kept in ((6, True), (2, False)):
        stage.clock.advance(days * DAY)
        now = int(stage.clock())
        await stage.database.write(purge, now, now - DRAFT_DAYS * DAY)
        assert ("личное" in str(await tables(stage))) is kept
    assert len((await tables(stage))["dead_letters"]) == 1


async def test_answers_go_with_the_end_of_the_next_school_year_and_of_given_up_drafts_before(stage: Stage) -> None:
    anna, vera = await stage.person(), await stage.person()
    for player in (anna, vera):
        await player.says("/start")
        await player.presses("Пройти")
        await player.presses("Самоаудит педагога, краткий")
        await player.presses("1 ")
        await player.sees("Вопрос 2 из")
    await vera.says("/start")
    await vera.presses("Начать заново")
    await vera.presses("Да, начать заново")
    await vera.sees("Вопрос 1 из")

    async def send(tx: Transaction) -> None:
        await tx.submissions.close(1, SubmissionState.COMPLETED, "K7QM-24XA", int(stage.clock()))

    async def retire() -> int:
        return await stage.database.write(retire_answers, int(stage.clock()), stage.settings.zone)

    await stage.database.write(send)
    stage.clock.advance(340 * DAY)  # August 2027
    assert await retire() == 1, "the answer Vera has put aside"
    assert [row["submission_id"] for row in (await tables(stage))["responses"]] == [1]
    stage.clock.advance(370 * DAY)  # August 2028
    assert await retire() == 0
    stage.clock.advance(30 * DAY)  # September 2028
    assert await retire() == 1
    found = await tables(stage)
    assert not found["responses"]
    assert 1 not in [row["id"] for row in found["submissions"]]


async def test_p12_a_pupils_name_is_asked_about_before_it_is_saved(stage: Stage) -> None:
    text = "Иванову Пете, 5 Б, нужна помощь"
    await publish_items(stage, [{"kind": "text", "code": "wish", "label": "Пожелания"}])
    anna = await begin(stage, "Проба")
    await anna.says(text)
    await anna.sees("имя ученика")
    assert await values(stage, anna) == {}
    await anna.says("Иванову Коле, 5 Б, нужна помощь")
    await anna.sees("имя ученика")
    await anna.says(text)
    await anna.sees("имя ученика")
    await anna.says(text)
    await anna.sees("Проверка перед отправкой")
    assert await values(stage, anna) == {"wish": text}


@pytest.mark.parametrize("zone", ["Asia/Kamchatka", "Europe/Kaliningrad"])
async def test_the_school_year_turns_at_midnight_of_the_centre(stage: Stage, zone: str) -> None:
    anna, there = await stage.person(), ZoneInfo(zone)
    await anna.says("/start")
    await anna.presses("Пройти")
    await anna.presses("Самоаудит педагога, краткий")
    await anna.sees("Вопрос 1 из")
    morning = int(datetime(2026, 9, 1, 0, 30, tzinfo=there).timestamp())
    await stage.database.write(lambda tx: tx.submissions.close(1, SubmissionState.COMPLETED, "K7QM-24XA", morning))
    for year, gone in ((2027, 0), (2028, 1)):
        first_hour = int(datetime(year, 9, 1, 0, 30, tzinfo=there).timestamp())
        assert await stage.database.write(retire_answers, first_hour, there) == gone
