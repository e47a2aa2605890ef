"""Giving and taking roles in the chat; menus follow."""

from bot.domain.people import Role
from tests.invited import code_of, tables
from tests.stage import Stage


async def test_admin_gives_a_role_and_menu_and_home_follow(stage: Stage) -> None:
    boss, vera = await stage.person(Role.ADMIN), await stage.person()
    await vera.says("/start")
    await vera.sees("роль: педагог")
    assert "export" not in vera.commands
    await boss.says(f"/grant {code_of(vera)} методист")
    await boss.sees("роль «методист» дана")
    await vera.sees("Вам дана роль «методист»")
    await stage.telegram.quiet()
    assert "export" in vera.commands
    await vera.says("/start")
    assert "Выгрузка" in (await vera.sees("педагог, методист")).labels
    await boss.says("/roles")
    assert f"{code_of(vera)} — методист" in (await boss.sees("Роли")).text


async def test_codes_are_read_in_either_keyboard_layout(stage: Stage) -> None:
    boss, vera = await stage.person(Role.ADMIN), await stage.person()
    await boss.says(f"/grant {code_of(vera).replace('T', 'т')} Координатор учреждения")
    await boss.sees("роль «координатор учреждения» дана")


async def test_the_same_role_twice_changes_nothing(stage: Stage) -> None:
    boss, vera = await stage.person(Role.ADMIN), await stage.person(Role.MENTOR)
    await boss.says(f"/grant {code_of(vera)} наставник")
    await boss.sees("уже есть роль «наставник»")
    await boss.says(f"/revoke {code_of(vera)} методист")
    await boss.sees("нет роли «методист»")
    assert not [row for row in (await tables(stage))["audit"] if row["action"] in ("grant", "revoke")]


async def test_what_cannot_be_read_is_explained(stage: Stage) -> None:
    boss = await stage.person(Role.ADMIN)
    await boss.says("/grant")
    await boss.sees("Напишите код и роль через пробел")
    await boss.says("/grant T-1 директор")
    await boss.sees("Напишите код и роль через пробел")
    await boss.says("/grant T-00000A методист")
    await boss.sees("нет в реестре")


async def test_an_admin_cannot_take_her_own_key(stage: Stage) -> None:
    boss = await stage.person(Role.ADMIN)
    await boss.says(f"/revoke {code_of(boss)} администратор")
    await boss.sees("с себя нельзя")
    await boss.says("/roles")
    await boss.sees("администратор")


async def test_help_tells_each_role_its_commands(stage: Stage) -> None:
    boss, anna = await stage.person(Role.ADMIN), await stage.person()
    await boss.says("/help")
    assert "/grant" in (await boss.sees("Помощь")).text
    await anna.says("/help")
    assert "/grant" not in (await anna.sees("Помощь")).text
