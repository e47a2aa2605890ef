"""From the paper with the code to the first screen, and everything that may go wrong on the way."""

import pytest

from bot.domain.people import Role
from bot.usecases.invitations import revoke_invitations, transfer
from tests.invited import code_of, come_in, invite, invited, randomness, tables
from tests.stage import Stage

HOUR, MONTH = 3_600, 31 * 86_400


async def test_stranger_gets_one_message_with_purpose_operator_and_next_step(stage: Stage) -> None:
    anna = stage.telegram.person(77)
    await anna.says("/start")
    shown = await anna.sees("самоаудит")
    assert "Его ведёт МАУ «БМЦ»" in shown.text
    assert "приглашени" in shown.text
    assert shown.labels == ("Помощь", "О данных")
    assert len(stage.telegram.calls("sendMessage")) == 1


async def test_the_bot_introduces_itself_before_start_and_once(stage: Stage) -> None:
    await stage.telegram.called("setMyShortDescription")
    await stage.telegram.idle()
    texts = stage.telegram.world.profile.texts
    assert "Бот ведёт МАУ «БМЦ»" in texts["description", ""]
    assert "Самоаудит педагога" in texts["short_description", ""]
    await stage.stop()
    await stage.start()
    await stage.telegram.called("getMyShortDescription", 2)
    assert len(stage.telegram.calls("setMyDescription")) == 1


async def test_home_is_two_actions_away_from_the_link(stage: Stage) -> None:
    anna, payload = await invited(stage)
    await anna.says(f"/start {payload}")
    question = await anna.sees("Вы согласны?")
    assert "конфиденциально, но не анонимно" in question.text
    assert question.rows[-1] == (question.button("Согласен"), question.button("Не согласен"))
    await anna.presses("Согласен")
    home = await anna.sees("Вы подключены")
    assert "Пройти самоаудит и анкеты" in home.labels
    assert len(anna.chat) == 2, "her /start and one live message"
    found = await tables(stage)
    assert [row["messenger_id"] for row in found["accounts"]] == [anna.id]
    assert [row["kind"] for row in found["consents"]] == ["processing"]
    assert found["invitations"][0]["used_at"] is not None
    assert [row["action"] for row in found["audit"]] == ["connect"]


async def test_same_link_again_by_the_same_person_changes_nothing(stage: Stage) -> None:
    anna, payload = await invited(stage)
    await come_in(anna, payload)
    await stage.telegram.quiet()
    before = await tables(stage)
    await anna.says(f"/start {payload}")
    await anna.sees("Вы уже подключены")
    after = await tables(stage)
    assert {name: rows for name, rows in after.items() if rows != before[name]} == {}


async def test_roles_of_the_register_are_kept(stage: Stage) -> None:
    vera, payload = await invited(stage, Role.METHODOLOGIST)
    await come_in(vera, payload)
    assert "Выгрузка" in (await vera.sees("методист")).labels
    await stage.telegram.quiet()
    assert "export" in vera.commands


@pytest.mark.parametrize("way", ["expired", "revoked", "used", "unknown", "garbage", "admin"])
async def test_every_bad_invitation_gets_the_same_words(stage: Stage, way: str) -> None:
    anna, payload = await invited(stage)
    other = stage.telegram.person(9_876_543_210)
    if way == "expired":
        stage.clock.advance(MONTH)
    elif way == "revoked":
        await stage.database.write(revoke_invitations, code_of(anna), int(stage.clock()))
    elif way == "used":
        await come_in(anna, payload)
    else:
        payload = {"unknown": "inv_" + "A" * 32, "garbage": "x" * 60, "admin": "admin"}[way]
    await other.says(f"/start {payload}")
    shown = await other.sees("Приглашение не подошло")
    await other.says("/start inv_" + "B" * 32)
    assert (await other.sees("Приглашение не подошло")).text == shown.text
    assert "раскладку" in shown.text
    assert "В начало" in shown.labels
    found = await tables(stage)
    assert len(found["failed_attempts"]) == 2
    assert str(other.id) not in str(found["failed_attempts"])
    assert other.id not in [row["messenger_id"] for row in found["accounts"]]


async def test_pasted_link_and_look_alike_letters_are_understood(stage: Stage) -> None:
    anna, payload = await invited(stage)
    await anna.says(f"вот моя ссылка https://t.me/local_bot?start={payload}")
    await anna.sees("Вы согласны?")
    await anna.says(payload.replace("A", "А").replace("c", "с"))  # the same letters on a Russian keyboard
    await anna.sees("Вы согласны?")


async def test_owner_is_told_when_somebody_else_tries_the_used_link(stage: Stage) -> None:
    anna, payload = await invited(stage)
    await come_in(anna, payload)
    other = stage.telegram.person(79)
    await other.says(f"/start {payload}")
    await other.sees("Приглашение не подошло")
    warned = await anna.sees("Кто-то попытался войти по вашему приглашению")
    assert str(other.id) not in warned.text
    assert "refuse" in [row["action"] for row in (await tables(stage))["audit"]]


async def test_second_account_moves_only_by_a_transfer_of_the_centre(stage: Stage) -> None:
    anna, payload = await invited(stage)
    await come_in(anna, payload)
    phone = stage.telegram.person(80)
    await phone.says(f"/start {await invite(stage, code_of(anna))}")
    assert "для переноса" in (await phone.sees("уже подключён с другого аккаунта")).text
    moved = await stage.database.write(transfer, code_of(anna), randomness, int(stage.clock()))
    await come_in(phone, moved)
    await anna.says("/start")
    await anna.sees("Как начать")
    assert [row["messenger_id"] for row in (await tables(stage))["accounts"]] == [phone.id]


async def test_an_account_belongs_to_one_person(stage: Stage) -> None:
    anna, payload = await invited(stage)
    _, of_another = await invited(stage)
    await come_in(anna, payload)
    await anna.says(f"/start {of_another}")
    await anna.sees("уже подключён по другому коду")


async def test_the_lock_ends_after_an_hour(stage: Stage) -> None:
    anna, payload = await invited(stage)
    for number in range(6):
        await anna.says(f"/start A{number:03}")
        await anna.sees("Приглашение не подошло")
    await anna.says(f"/start {payload}")
    await anna.sees("Приглашение не подошло")
    assert len((await tables(stage))["failed_attempts"]) == 5
    stage.clock.advance(HOUR + 1)
    await anna.says(f"/start {payload}")
    await anna.sees("Вы согласны?")


async def test_home_offers_the_unfinished_questionnaire(stage: Stage) -> None:
    anna = await stage.person()
    await anna.says("/start")
    await anna.presses("Пройти")
    await anna.presses("Самоаудит педагога, краткий")
    await anna.presses("0 Не владею")
    await anna.sees("Вопрос 2 из")
    await anna.says("/start")
    home = await anna.sees("Не закончено: 1 анкета")
    assert "Начать заново" in home.labels
    await anna.presses("Продолжить с вопроса 2 из")
    await anna.sees("Вопрос 2 из")
