"""Row P04, /forget: what it says, what it erases, who one is afterwards."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.domain.campaigns import Participation
from bot.domain.deliveries import Delivery, DeliveryKind
from bot.domain.people import Role
from bot.domain.segments import of_codes
from bot.domain.submissions import Cursor, Submission, SubmissionState
from exports.picture import Painter
from playground.person import Person as Player
from questionnaires.values import Response, ResponseState
from storage.database import sqlite_path
from storage.transaction import Transaction
from tests.invited import code_of, come_in, invite, invited, tables
from tests.planning import OPEN
from tests.stage import Stage

SECRET = "хочу курс по сетевому проекту Радуга"


async def answered(stage: Stage) -> tuple[Player, str]:
    """Somebody with a completed audit, a draft with a free text, roles and a switch; her messenger id is long."""
    _, payload = await invited(stage, Role.TEACHER, Role.MENTOR)
    anna = stage.telegram.person(5_550_123_457)
    await come_in(anna, payload)
    await anna.says("/settings")
    await anna.presses("Получать сообщения")
    await anna.sees_toast("Сохранено")
    await anna.says("/start")
    await anna.presses("Пройти")
    await anna.presses("Самоаудит педагога, краткий")
    for place in (1, 2, 3, 4, 5, 6):
        await anna.sees(f"Вопрос {place} из")
        await anna.presses("1 ")
        if (await anna.sees()).button("Отправить"):
            break
    await stage.telegram.quiet()
    return anna, payload


async def write_secret(stage: Stage) -> None:
    """A free text among the responses, its earlier revision, and a dead letter with the sender."""

    async def plant(tx: Transaction) -> None:
        first = Response("wishes", ResponseState.ANSWERED, SECRET)
        await tx.submissions.save_response(1, first, False, 1)
        await tx.submissions.save_response(1, Response("wishes", ResponseState.ANSWERED, SECRET + "!"), True, 2)
        await tx.updates.bury(7, "E-7", "ValueError", f"{{'id': 5550123457, 'text': '{SECRET}'}}", 3)

    await stage.database.write(plant)


async def forget(anna: Player) -> None:
    await anna.says("/forget")
    await anna.sees("Удалится сразу и навсегда")
    await anna.presses("Да, перейти")
    await anna.presses("Удалить навсегда")
    await anna.sees("Ваши данные удалены")


async def test_p04_no_table_holds_anything_of_a_forgotten_person(stage: Stage) -> None:
    anna, payload = await answered(stage)
    await write_secret(stage)
    (code,) = [row["code"] for row in (await tables(stage))["people"]]
    before = str(await tables(stage))
    assert all(trace in before for trace in (str(anna.id), code, SECRET))
    await forget(anna)
    after = await tables(stage)
    assert not [trace for trace in (str(anna.id), code, SECRET) if trace in str(after)]
    assert [row["position"] for row in after["people"]] == ["учитель"]
    assert not after["roles"]
    assert not [row for row in after["audit"] if row["person_id"] is not None]
    (record,) = after["erasures"]
    assert '"consents": 2' in record["rows"]
    await anna.says(f"/start {payload}")
    await anna.sees("Приглашение не подошло")
    await anna.says("/start")
    await anna.sees("Как начать")
    (fresh,) = [row["code"] for row in after["people"]]
    await come_in(anna, await invite(stage, fresh))
    assert not (await tables(stage))["submissions"]


async def test_p04_what_she_was_asked_and_what_was_said_of_her_goes_too(stage: Stage) -> None:
    anna, mentor = await stage.person(), await stage.person(Role.MENTOR)

    async def plant(tx: Transaction) -> None:
        now = int(stage.clock())
        person_id, mentor_id = await tx.accounts.get_person(anna.id), await tx.accounts.get_person(mentor.id)
        campaign = await tx.campaigns.add(replace(OPEN, owner_id=person_id, audience=of_codes([code_of(anna), "T-9"])))
        asked = [
            Participation(campaign.id, person_id, None),
            Participation(campaign.id, mentor_id, None, "m3", subject_id=person_id),
        ]
        await tx.participations.plan(asked)
        version_id = await tx.questionnaires.find_latest("adaptation_mentor")
        assert version_id is not None
        said = Submission(
            0, version_id, mentor_id, None, SubmissionState.DRAFT, None, "1", {}, Cursor("review"), None, now, now,
            None, subject=("person", person_id),
        )  # fmt: skip
        draft = await tx.submissions.add(said)
        await tx.submissions.save_response(draft.id, Response("story", ResponseState.ANSWERED, SECRET), False, now)
        message = Delivery("k", DeliveryKind.CAMPAIGN, person_id, now, now + 1, campaign.id)
        await tx.deliveries.plan([message], now)

    await stage.database.write(plant)
    before = await tables(stage)
    assert all(before[name] for name in ("participations", "deliveries", "submissions"))
    await anna.says("/start")
    await forget(anna)
    after = await tables(stage)
    assert not [trace for trace in (str(anna.id), code_of(anna), SECRET) if trace in str(after)]
    for name in ("participations", "deliveries", "submissions", "responses"):
        assert not after[name]
    assert [(row["owner_id"], "T-9" in row["audience"]) for row in after["campaigns"]] == [(None, True)]


async def test_p04_the_file_itself_holds_nothing_once_the_log_is_taken_in(stage: Stage) -> None:
    anna, _ = await answered(stage)
    await write_secret(stage)
    (code,) = [row["code"] for row in (await tables(stage))["people"]]
    await forget(anna)
    await stage.stop()
    path = sqlite_path(stage.settings.database_url)
    if path is not None:  # PostgreSQL clears its files in its own time: docs/privacy.md
        stored = b"".join(file.read_bytes() for file in Path(path).parent.glob(f"{path.name}*"))
        assert not [trace for trace in (str(anna.id), code, SECRET) if trace.encode() in stored]
        assert anna.id.to_bytes(6, "big") not in stored
    await stage.start()


async def test_messages_with_answers_are_emptied(stage: Stage) -> None:
    anna, _ = await answered(stage)
    await forget(anna)
    await stage.telegram.quiet()
    shown = [message.text for message in anna.chat if message.by_bot]
    assert any("Содержание удалено" in text for text in shown)
    assert not [text for text in shown if "Проверка перед отправкой" in text]


async def test_a_message_deleted_before_is_not_sent_again(stage: Stage) -> None:
    anna, _ = await answered(stage)
    for message in [one for one in anna.chat if one.by_bot]:
        await anna.deletes(message)
    await forget(anna)
    await stage.telegram.quiet()
    assert not [message.text for message in anna.chat if "Содержание удалено" in message.text]


async def test_nothing_happens_before_the_last_button(stage: Stage) -> None:
    anna = await stage.person()
    await anna.says("/forget")
    await anna.presses("Да, перейти")
    await anna.presses("Не удалять")
    await anna.sees(code_of(anna))
    assert len((await tables(stage))["accounts"]) == 1


async def test_a_stranger_has_nothing_to_forget(stage: Stage) -> None:
    anna = stage.telegram.person(77)
    await anna.says("/forget")
    shown = await anna.sees("удалять нечего")
    await anna.presses_data(shown, "menu|forget_now")
    await anna.sees_toast()
    assert not (await tables(stage))["erasures"]


async def test_others_keep_everything(stage: Stage) -> None:
    anna, _ = await answered(stage)
    vera = await stage.person()
    await vera.says("/start")
    await vera.presses("Пройти")
    await vera.presses("Самоаудит педагога, краткий")
    await vera.presses("0 Не владею")
    await vera.sees("Вопрос 2 из")
    await forget(anna)
    found = await tables(stage)
    assert [row["messenger_id"] for row in found["accounts"]] == [vera.id]
    assert len(found["responses"]) == 1
    await vera.presses("0 Не владею")
    await vera.sees("Вопрос 3 из")


async def test_a_picture_that_was_being_drawn_is_not_sent_any_more(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go = asyncio.Event(), asyncio.Event()

    async def draw(*_: object) -> bytes:
        begun.set()
        await go.wait()
        return b""

    monkeypatch.setattr(Painter, "draw", draw)
    anna, _ = await answered(stage)
    await anna.presses("Отправить")
    await begun.wait()
    await forget(anna)
    (drawing,) = [task for task in asyncio.all_tasks() if task.get_name() == "picture"]
    go.set()
    await drawing
    assert not stage.telegram.calls("sendPhoto")
