"""The command menu follows the roles, whoever changed them and whenever the chat could be told."""

import asyncio

import pytest

from bot.domain.people import Role
from bot.usecases.appointments import appoint, dismiss
from bot.usecases.invitations import transfer
from playground.person import Person as Player
from playground.rules import Error
from storage.database import open_database
from tests.invited import code_of, come_in, invited, randomness, tables
from tests.stage import Stage


async def own_menus(stage: Stage, *wanted: Player) -> None:
    """Wait until the bot has noted that these chats have a menu of their own, and no others."""
    async with asyncio.timeout(20):
        while sorted(await stage.rows(lambda tx: tx.menus.all())) != [player.id for player in wanted]:
            pass


async def test_roles_changed_on_the_centres_machine_while_the_bot_stands_still(stage: Stage) -> None:
    anna, vera = await stage.person(), await stage.person(Role.METHODOLOGIST)
    for one in (anna, vera):
        await one.says("/start")
        await one.sees("Начало")
    await stage.telegram.quiet()
    assert ("export" in anna.commands, "export" in vera.commands) == (False, True)
    await stage.stop()
    database = await open_database(stage.settings.database_url)
    await database.write(appoint, code_of(anna), Role.ADMIN, 1)
    await database.write(dismiss, code_of(vera), Role.METHODOLOGIST, 1)
    await database.close()
    await stage.start()
    await own_menus(stage, anna)
    assert ("grant" in anna.commands, "export" in vera.commands) == (True, False)


async def test_roles_changed_beside_the_running_bot_show_at_the_next_start_command(stage: Stage) -> None:
    vera = await stage.person(Role.COORDINATOR)
    await vera.says("/start")
    await vera.sees("координатор")
    await stage.database.write(dismiss, code_of(vera), Role.COORDINATOR, 1)
    await vera.says("/start")
    await vera.sees("Анкеты для вас сейчас закрыты")
    await stage.telegram.quiet()
    assert "export" not in vera.commands
    await own_menus(stage)
    await vera.says("/start")
    await stage.telegram.quiet()
    assert len(stage.telegram.calls("deleteMyCommands")) == 1  # known from now on


async def test_a_release_with_other_commands_reaches_every_menu(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    boss = await stage.person(Role.ADMIN)
    await boss.says("/start")
    await boss.sees("администратор")
    await own_menus(stage, boss)
    former = await stage.rows(lambda tx: tx.menus.all())
    await stage.stop()
    monkeypatch.setattr("handlers.texts.commands._EXPORT", [("export", "Выгрузка по-новому")])
    await stage.start()
    async with asyncio.timeout(20):
        while await stage.rows(lambda tx: tx.menus.all()) == former:
            pass
    assert boss.commands["export"] == "Выгрузка по-новому"


async def test_a_chat_that_was_left_for_another_account_loses_its_menu(stage: Stage) -> None:
    anna, payload = await invited(stage, Role.TEACHER, Role.COORDINATOR)
    await come_in(anna, payload)
    await stage.telegram.quiet()
    assert "export" in anna.commands
    await stage.database.write(transfer, code_of(anna), randomness, int(stage.clock()))
    await anna.says("/start")
    await anna.sees("Как начать")
    await own_menus(stage)
    assert "export" not in anna.commands


async def test_who_has_blocked_the_bot_is_no_trouble_of_whoever_gives_the_role(stage: Stage) -> None:
    boss, vera = await stage.person(Role.ADMIN), await stage.person()
    await vera.says("/start")
    await vera.sees("Начало")
    stage.telegram.rule("*", Error(403, "Forbidden: bot was blocked by the user"), match={"chat_id": str(vera.id)})
    stage.telegram.rule(
        "setMyCommands", Error(403, "Forbidden: bot was blocked by the user"), match={"scope": f"*{vera.id}*"}
    )
    await boss.says(f"/grant {code_of(vera)} методист")
    await boss.sees("роль «методист» дана")
    await stage.telegram.quiet()
    accounts = {row["messenger_id"]: row["reachable"] for row in (await tables(stage))["accounts"]}
    assert accounts[boss.id]
