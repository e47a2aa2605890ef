"""Family R, and the buttons and places that are not one's own: who may do what, tried at the moment of doing."""

import pytest

from bot.domain.consents import ConsentKind
from bot.domain.errors import DomainError
from bot.domain.people import Role
from bot.usecases.invitations import invite_admin
from playground.rules import Error
from tests.answering import begin, screen
from tests.invited import code_of, come_in, invited, randomness, tables
from tests.stage import Stage


async def test_r01_a_name_in_the_messenger_gives_no_rights(stage: Stage) -> None:
    await stage.person(Role.ADMIN)
    impostor = stage.telegram.person(77, username="admin", first_name="Администратор")
    await impostor.says("/roles")
    await impostor.sees("недоступно")
    await impostor.says("/start admin")
    await impostor.sees("Приглашение не подошло")


async def test_r02_r03_nobody_becomes_admin_by_coming_first(stage: Stage) -> None:
    anna = stage.telegram.person(77)
    for said in ("/start", "/start admin", "/grant T-1 администратор", "/init"):
        await anna.says(said)
        await anna.sees()
    assert not (await tables(stage))["roles"]
    assert not (await tables(stage))["accounts"]


async def test_r03_the_first_admin_comes_by_the_centres_invitation_only_once(stage: Stage) -> None:
    boss, _ = await invited(stage)
    now = int(stage.clock())
    payload = await stage.database.write(invite_admin, code_of(boss), randomness, now)
    await come_in(boss, payload)
    await boss.says("/roles")
    await boss.sees("администратор")
    other, _ = await invited(stage)
    with pytest.raises(DomainError, match="admin_exists"):
        await stage.database.write(invite_admin, code_of(other), randomness, now)


async def test_r05_codes_of_people_bind_nobody_and_guessing_is_locked(stage: Stage) -> None:
    anna, payload = await invited(stage)
    for guess in (code_of(anna), "A001", "A002", "T-00003A", "А004"):
        await anna.says(guess)
        await anna.sees("Приглашение не подошло")
    await anna.says(f"/start {payload}")
    await anna.sees("Приглашение не подошло")
    assert len((await tables(stage))["failed_attempts"]) == 5
    assert not (await tables(stage))["accounts"]


async def test_r05_forged_consent_buttons_are_counted_too(stage: Stage) -> None:
    anna = stage.telegram.person(77)
    await anna.says("/start")
    shown = await anna.sees("Как начать")
    for letter in "ABCDEFG":
        await anna.presses_data(shown, f"c|yes|inv_{letter * 32}")
        await anna.sees("Приглашение не подошло")
    await stage.telegram.quiet()
    assert len((await tables(stage))["failed_attempts"]) == 5


async def test_r06_a_consent_button_of_another_person_is_worth_one_use(stage: Stage) -> None:
    anna, payload = await invited(stage)
    await come_in(anna, payload)
    other = stage.telegram.person(78)
    await other.says("/start")
    await other.presses_data(await other.sees("Как начать"), f"c|yes|{payload}")
    await other.sees("Приглашение не подошло")
    assert [row["messenger_id"] for row in (await tables(stage))["accounts"]] == [anna.id]


async def test_r07_an_invitation_that_expired_on_the_screen_is_refused(stage: Stage) -> None:
    anna, payload = await invited(stage)
    await anna.says(f"/start {payload}")
    await anna.sees("Вы согласны?")
    stage.clock.advance(31 * 86_400)
    await anna.presses("Согласен")
    await anna.sees("Приглашение не подошло")
    assert not (await tables(stage))["accounts"]


async def test_r08_no_payload_is_a_role(stage: Stage) -> None:
    anna = await stage.person()
    for payload in ("admin", "role_admin", "T-1001", "inv_", "inv_" + "x" * 70, "%00", "'; DROP TABLE roles;--"):
        await anna.says(f"/start {payload}")
        await anna.sees("Приглашение не подошло")
    assert [row["role"] for row in (await tables(stage))["roles"]] == ["teacher"]


async def test_r09_a_taken_role_ends_at_once_with_its_menu_and_old_buttons(stage: Stage) -> None:
    boss, vera = await stage.person(Role.ADMIN), await stage.person(Role.METHODOLOGIST)
    await vera.says("/start")
    old = await vera.sees("методист")
    assert old.button("Выгрузка")
    await boss.says(f"/revoke {code_of(vera)} методист")
    await boss.sees("роль «методист» снята")
    await vera.sees("с вас снята")
    await stage.telegram.called("deleteMyCommands")
    assert "export" not in vera.commands
    await vera.presses_data(old, "menu|export")
    await vera.sees_toast("недоступно")
    await vera.says("/export")
    await vera.sees("недоступно")
    assert not (await tables(stage))["export_jobs"]
    assert not stage.telegram.calls("sendDocument")


async def test_k14_forged_admin_acts_of_a_teacher_are_refused_and_noted(stage: Stage) -> None:
    anna = await stage.person()
    await anna.says("/start")
    shown = await anna.sees("Начало")
    await anna.presses_data(shown, "menu|export")
    await anna.sees_toast("недоступно")
    for said in (f"/grant {code_of(anna)} администратор", "/grant", "/roles", f"/revoke {code_of(anna)} педагог"):
        await anna.says(said)
        await anna.sees("недоступно")
    await stage.telegram.quiet()
    refused = [row for row in (await tables(stage))["audit"] if row["action"] == "refused"]
    assert len(refused) == 5
    assert all(code_of(anna) in row["detail"] for row in refused)
    assert [row["role"] for row in (await tables(stage))["roles"]] == ["teacher"]


async def test_k13_k16_buttons_of_another_person_do_nothing_and_name_both_in_the_journal(stage: Stage) -> None:
    anna, vera = await stage.person(), await stage.person()
    await anna.says("/start")
    await anna.presses("Пройти")
    await anna.presses("Самоаудит педагога, краткий")
    question = await anna.sees("Вопрос 1 из")
    await vera.says("/start")
    own = await vera.sees("Начало")
    button = question.button("0 Не владею")
    assert button is not None
    assert button.data is not None
    await vera.presses_data(own, button.data)
    await vera.sees_toast("недоступна")
    found = await tables(stage)
    assert not found["responses"]
    (refused,) = [row for row in found["audit"] if row["action"] == "refused"]
    assert code_of(anna) in refused["detail"]
    assert code_of(vera) in refused["detail"]


async def test_r13_forwarded_and_inline_commands_are_not_commands(stage: Stage) -> None:
    boss, vera = await stage.person(Role.ADMIN), await stage.person()
    await boss.says(f"/grant {code_of(vera)} администратор", forwarded_from=vera.user)
    await boss.sees("пересланная команда")
    await boss.says(f"/grant {code_of(vera)} администратор", via_bot="helperbot")
    await boss.sees("пересланная команда")
    roles = {row["role"] for row in (await tables(stage))["roles"] if row["person_id"] == 2}
    assert roles == {"teacher"}


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_r15_the_bot_leaves_groups_and_points_to_the_private_chat(stage: Stage, kind: str) -> None:
    anna = await stage.person()
    group = stage.telegram.group(-100_500, "Учителя", kind)
    inside = anna.inside(group)
    await inside.adds_bot()
    await stage.telegram.called("leaveChat")
    (told,) = stage.telegram.calls("sendMessage")
    assert "https://t.me/local_bot" in told.arguments.text("text")


async def test_r15_the_bot_leaves_channels_without_a_word(stage: Stage) -> None:
    anna = await stage.person()
    await anna.inside(stage.telegram.group(-100_501, "Канал", "channel")).adds_bot()
    await stage.telegram.called("leaveChat")
    assert not stage.telegram.calls("sendMessage")


async def test_k19_buttons_and_commands_in_a_group_have_no_effect(stage: Stage) -> None:
    anna = await stage.person()
    inside = anna.inside(stage.telegram.group(-100_502, "Учителя"))
    for said in ("/start", "/settings", "/forget", "/export"):
        await inside.says(said)
        assert code_of(anna) not in (await inside.sees("https://t.me/local_bot")).text
    shown = await inside.sees("https://t.me/local_bot")
    before = await tables(stage)
    for data in ("menu|forget_now", "set|mailings|1", "menu|settings"):
        await inside.presses_data(shown, data)
        await inside.sees_toast("только в личном чате")
    sent = len(stage.telegram.calls("sendMessage"))
    await inside.says("обычный разговор учителей")
    await stage.telegram.quiet()
    assert len(stage.telegram.calls("sendMessage")) == sent
    assert await tables(stage) == before


async def test_r15_a_group_where_the_bot_may_not_write(stage: Stage) -> None:
    anna = await stage.person()
    refusal = Error(400, "Bad Request: not enough rights to send text messages to the chat")
    stage.telegram.rule("sendMessage", refusal, match={"chat_id": "-100503"})
    inside = anna.inside(stage.telegram.group(-100_503, "Объявления"))
    await inside.says("/start")
    await inside.adds_bot()
    await stage.telegram.called("leaveChat")
    await stage.telegram.quiet()
    assert not await stage.rows(lambda tx: tx.updates.dead())


async def test_r15_talk_in_a_group_is_no_reason_to_ask_for_a_renewed_consent(stage: Stage) -> None:
    anna = await stage.person()
    await anna.says("/help")
    await anna.sees("Помощь")
    await stage.database.write(lambda tx: tx.accounts.withdraw(1, ConsentKind.PROCESSING, 1))
    inside = anna.inside(stage.telegram.group(-100_504, "Учителя"))
    await inside.edits(await inside.says("обычный разговор учителей"), "другой разговор")
    await inside.says("/start")
    await inside.sees("https://t.me/local_bot")
    await stage.telegram.quiet()
    assert "Помощь" in (await anna.sees()).text


async def test_r09_whoever_has_left_may_do_nothing_but_see_and_erase_her_own(stage: Stage) -> None:
    anna = await begin(stage)
    question = screen(anna)
    await stage.database.write(lambda tx: tx.accounts.grant(1, Role.ADMIN, 1))
    await stage.database.write(lambda tx: tx.people.dismiss(code_of(anna)))
    await anna.presses("0 Не владею")
    await anna.sees_toast("анкеты закрыты")
    await anna.says("3")
    await anna.sees("ни один вопрос не ждёт")
    for refused in ("begin|audit-544n-short", "menu|questionnaires", "menu|export"):
        await anna.presses_data(question, refused)
        await anna.sees_toast()
    await anna.says("/roles")
    await anna.sees("недоступно")
    await anna.says("/start")
    home = await anna.sees("Анкеты для вас сейчас закрыты")
    assert not home.button("Продолжить")
    found = await tables(stage)
    assert not found["responses"]
    assert not found["export_jobs"]
    await anna.says("/results")
    await anna.sees("Результатов пока нет")
    await anna.says("/forget")
    await anna.presses("Да, перейти")
    await anna.presses("Удалить навсегда")
    await anna.sees("Ваши данные удалены")
    assert not (await tables(stage))["accounts"]


async def test_r09_whoever_has_no_role_any_more_answers_nothing_and_keeps_her_draft(stage: Stage) -> None:
    anna = await begin(stage)
    await anna.presses("0 Не владею")
    question = await anna.sees("Вопрос 2 из")
    before = await tables(stage)
    await stage.database.write(lambda tx: tx.accounts.revoke(1, Role.TEACHER))
    await anna.presses("1 С помощью")
    await anna.sees_toast("недоступно")
    for forged in ("d|1|submit", "d|1|continue", "d|1|restart_sure", "d|1|pause", "begin|audit-544n-short"):
        await anna.presses_data(question, forged)
        await anna.sees_toast("недоступно")
    await anna.says("3")
    await anna.sees("ни один вопрос не ждёт")
    await anna.says("/start")
    assert not (await anna.sees("Анкеты для вас сейчас закрыты")).button("Продолжить")
    await stage.telegram.quiet()
    after = await tables(stage)
    assert all(after[name] == before[name] for name in ("submissions", "responses", "accounts"))
    await stage.database.write(lambda tx: tx.accounts.grant(1, Role.MENTOR, 1))
    await anna.says("/start")
    await anna.presses("Продолжить с вопроса 2")
    await anna.says("3")
    await anna.sees("Вопрос 3 из")


async def test_r09_an_observer_answers_nothing_by_a_forged_button(stage: Stage) -> None:
    observer = await stage.person(Role.OBSERVER)
    await observer.says("/start")
    home = await observer.sees("наблюдатель")
    for forged in ("begin|audit-544n-short", "menu|questionnaires"):
        await observer.presses_data(home, forged)
        await observer.sees_toast("недоступно")
    assert not (await tables(stage))["submissions"]
