"""Row U04 for what no screen can tell later: an effect is told to its end though the way to it broke off in between."""

import time
from pathlib import Path
from typing import Any

from bot.domain.people import Role
from playground.person import Person as Player
from playground.rules import Hang, Http
from storage.database import open_database
from tests.answering import begin, screen
from tests.faults.process import process_of
from tests.invited import code_of, come_in, dump, invited, tables
from tests.stage import Stage, open_stage

PATIENCE = 60.0
FOUR_TIMES = 4  # as often as one call is tried before the whole update is


def shown(player: Player, text: str) -> int:
    """In how many messages the bot has said it."""
    return sum(seen.by_bot and text in seen for seen in player.chat)


async def test_u04_a_menu_that_could_not_be_set_at_once_and_the_notice_after_it(stage: Stage) -> None:
    boss, vera = await stage.person(Role.ADMIN), await stage.person()
    for one in (boss, vera):
        await one.says("/start")
        await one.sees("Начало")
    await stage.telegram.quiet()
    stage.telegram.rule("setMyCommands", Http(502), times=FOUR_TIMES)
    await boss.says(f"/grant {code_of(vera)} методист")
    await vera.sees("Вам дана роль «методист»")
    await stage.telegram.quiet()
    assert "export" in vera.commands
    assert shown(vera, "Вам дана роль") == 1
    assert "роль «методист» дана" in screen(boss)
    found = await tables(stage)
    assert len([row for row in found["audit"] if row["action"] == "grant"]) == 1
    assert not found["outcomes"]


async def test_u04_a_warning_to_the_owner_of_an_invitation_that_broke_off(stage: Stage) -> None:
    anna, payload = await invited(stage)
    await come_in(anna, payload)
    stranger = stage.telegram.person(78)
    await stranger.says("/start")
    await stranger.sees("Как начать")
    broken = stage.telegram.rule("sendMessage", Http(502), match={"chat_id": str(anna.id)}, times=FOUR_TIMES)
    await stranger.says(f"/start {payload}")
    await anna.sees("Кто-то попытался войти")
    await stage.telegram.quiet()
    assert broken.hits == FOUR_TIMES
    assert shown(anna, "Кто-то попытался войти") == 1
    found = await tables(stage)
    assert len(found["failed_attempts"]) == 1
    assert not found["outcomes"]


async def test_u04_coming_in_is_welcomed_though_the_menu_came_late(stage: Stage) -> None:
    anna, payload = await invited(stage, Role.TEACHER, Role.COORDINATOR)
    stage.telegram.rule("setMyCommands", Http(502), times=FOUR_TIMES)
    await come_in(anna, payload)
    await stage.telegram.quiet()
    assert "Вы подключены" in screen(anna)
    assert "export" in anna.commands
    assert not (await tables(stage))["outcomes"]


async def ask_to_forget(anna: Player) -> None:
    """Up to the last button."""
    await anna.says("/forget")
    await anna.presses("Да, перейти")
    await anna.sees("Точно удалить?")


async def test_u04_p04_messages_with_answers_are_emptied_though_it_broke_off(stage: Stage) -> None:
    anna = await begin(stage)
    await anna.presses("0 Не владею")
    await anna.sees("Вопрос 2 из")
    await ask_to_forget(anna)
    stage.telegram.rule("editMessageText", Http(502), match={"text": "*Содержание удалено*"}, times=FOUR_TIMES)
    await anna.presses("Удалить навсегда")
    await anna.sees("Содержание удалено")
    await stage.telegram.quiet()
    assert shown(anna, "Ваши данные удалены") == 1
    assert not shown(anna, "Вопрос 2 из")
    found = await tables(stage)
    assert not found["outcomes"]
    assert len(found["erasures"]) == 1


async def test_u04_an_update_told_to_its_end_is_told_once(stage: Stage) -> None:
    boss, vera = await stage.person(Role.ADMIN), await stage.person()
    chat = {"id": boss.id, "type": "private", "first_name": "Анна"}
    text = f"/grant {code_of(vera)} методист"
    message = {"message_id": 900, "date": 1, "from": boss.user, "chat": chat, "text": text}
    update = {"update_id": 900_001, "message": message}
    await vera.says("/start")
    await boss.says("/start")
    await stage.telegram.quiet()
    assert stage.app is not None
    for _ in range(3):
        await stage.app.processor.process(update)
    await stage.telegram.quiet()
    assert shown(vera, "Вам дана роль") == 1


async def test_p04_a_forgotten_persons_outcomes_are_forgotten(stage: Stage) -> None:
    boss, vera = await stage.person(Role.ADMIN), await stage.person()
    for one in (boss, vera):
        await one.says("/start")
        await one.sees("Начало")
    held = stage.telegram.rule("setMyCommands", Hang())
    await boss.says(f"/grant {code_of(vera)} методист")
    await held_call(stage, "setMyCommands", str(vera.id))
    assert code_of(vera) in str((await tables(stage))["outcomes"])
    await ask_to_forget(vera)
    await vera.presses("Удалить навсегда")
    await vera.sees("Ваши данные удалены")
    held.release()
    await stage.telegram.quiet()
    found = await tables(stage)
    assert not found["outcomes"]
    assert str(vera.id) not in str(found["menus"])
    assert "export" not in vera.commands


async def test_u04_killed_before_the_menu_and_the_notice(sqlite_url: str, tmp_path: Path) -> None:
    async with open_stage(sqlite_url, tmp_path) as stage:
        stage.clock.at = time.time()
        boss, vera = await stage.person(Role.ADMIN), await stage.person()
        for one in (boss, vera):
            await one.says("/start")
            await one.sees("Начало")
        await stage.telegram.quiet()
        held = stage.telegram.rule("setMyCommands", Hang(), match={"scope": f"*{vera.id}*"})
        async with process_of(stage, tmp_path) as bot:
            await boss.says(f"/grant {code_of(vera)} методист")
            await held_call(stage, "setMyCommands", str(vera.id))
            await bot.kill()
            assert not shown(vera, "Вам дана роль")
            held.release()
            await bot.start()
            await vera.sees("Вам дана роль «методист»", within=PATIENCE)
            await stage.telegram.quiet(within=PATIENCE)
            assert await bot.terminate() == 0
        assert "export" in vera.commands
        assert shown(vera, "Вам дана роль") == 1


async def test_u04_p04_killed_while_the_messages_of_a_forgotten_person_are_emptied(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with open_stage(sqlite_url, tmp_path) as stage:
        stage.clock.at = time.time()
        anna = await begin(stage)
        await ask_to_forget(anna)
        held = stage.telegram.rule("editMessageText", Hang(), match={"text": "*Содержание удалено*"})
        async with process_of(stage, tmp_path) as bot:
            await anna.presses("Удалить навсегда")
            await held_call(stage, "editMessageText", "Содержание удалено")
            await bot.kill()
            held.release()
            await bot.start()
            await anna.sees("Содержание удалено", within=PATIENCE)
            await stage.telegram.quiet(within=PATIENCE)
            assert await bot.terminate() == 0
        assert shown(anna, "Ваши данные удалены") == 1
        assert not shown(anna, "Вопрос 1 из")
        assert not (await stored(stage))["outcomes"]


async def held_call(stage: Stage, method: str, wanted: str) -> None:
    """Wait for a call of the method that has these words in it."""
    number = 1
    while wanted not in str((await stage.telegram.called(method, number, within=PATIENCE))[number - 1].arguments):
        number += 1


async def stored(stage: Stage) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, read while no bot runs."""
    database = await open_database(stage.settings.database_url)
    try:
        return await database.read(dump)
    finally:
        await database.close()
