"""The workbook in the chat: who may have it, what comes, and what a restart does to it."""

import asyncio
from dataclasses import replace
from io import BytesIO

import openpyxl
import pytest

from bot.domain.people import Organisation, Role
from bot.usecases.reports import find_export
from playground.rules import Error
from storage.transaction import Transaction
from tests.stage import OTHER_SCHOOL, SCHOOL, Stage


@pytest.mark.parametrize("role", [Role.ADMIN, Role.METHODOLOGIST])
async def test_staff_get_the_workbook_of_the_municipality(stage: Stage, role: Role) -> None:
    boss = await stage.person(role)
    await boss.says("/export")
    await boss.sees("Готовлю таблицы")
    document = await boss.sees_document("monitoring-", within=60)
    book = openpyxl.load_workbook(BytesIO(document.content))
    assert {"О файле", "Диагностика", "Дефициты", "Частые затруднения"} <= set(book.sheetnames)
    assert "весь муниципалитет" in (await boss.sees("Мониторинг")).text


async def test_r11_x15_a_coordinator_gets_groups_of_her_own_organisation(stage: Stage) -> None:
    await stage.person(school=OTHER_SCHOOL)
    coordinator = await stage.person(Role.COORDINATOR)
    await coordinator.says("/export")
    document = await coordinator.sees_document("monitoring-", within=60)
    book = openpyxl.load_workbook(BytesIO(document.content))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert not any(OTHER_SCHOOL.name in cell for cell in cells)
    assert not [name for name in book.sheetnames if name.startswith("Ответы")]


async def _work_at(tx: Transaction, *schools: Organisation) -> None:
    """Move the first person of the register."""
    person, _ = await tx.people.get(1)
    places = tuple([await tx.people.put_organisation(school) for school in schools])
    await tx.people.put(replace(person, organisations=tuple(school.code for school in schools)), places)


async def test_r11_a_coordinator_of_two_organisations_gets_both_and_no_third(stage: Stage) -> None:
    coordinator = await stage.person(Role.COORDINATOR)
    await stage.person(school=Organisation(code="SCH-3", name="Полевская школа № 3"))
    await stage.database.write(_work_at, OTHER_SCHOOL, SCHOOL)
    await coordinator.says("/export")
    document = await coordinator.sees_document("monitoring-", within=60)
    assert "учреждения SCH-1, SCH-2," in (await coordinator.sees("Мониторинг")).text
    cover = openpyxl.load_workbook(BytesIO(document.content))["О файле"]
    facts = {row[0].value: str(row[1].value) for row in cover.iter_rows()}
    assert set(facts["Отбор"].split(", ")) == {SCHOOL.name, OTHER_SCHOOL.name}


async def test_r11_a_request_is_void_once_an_organisation_is_taken_away(stage: Stage) -> None:
    coordinator = await stage.person(Role.COORDINATOR)
    await stage.database.write(_work_at, SCHOOL, OTHER_SCHOOL)
    job = await stage.database.write(lambda tx: tx.export_jobs.add(1, coordinator.id, "SCH-1, SCH-2", 1))
    await stage.database.write(_work_at, OTHER_SCHOOL, SCHOOL)
    assert await stage.rows(lambda tx: find_export(tx, job)) is not None
    await stage.database.write(_work_at, SCHOOL)
    assert await stage.rows(lambda tx: find_export(tx, job)) is None


async def test_an_observer_gets_groups_of_the_municipality(stage: Stage) -> None:
    observer = await stage.person(Role.OBSERVER)
    await observer.says("/export")
    document = await observer.sees_document("monitoring-", within=60)
    assert not [name for name in openpyxl.load_workbook(BytesIO(document.content)).sheetnames if "Ответы" in name]


@pytest.mark.parametrize("role", [Role.TEACHER, Role.MENTOR])
async def test_others_are_refused_and_the_journal_keeps_it(stage: Stage, role: Role) -> None:
    anna = await stage.person(role)
    await anna.says("/export")
    assert "недоступно" in (await anna.sees("недоступно")).text
    assert not stage.telegram.calls("sendDocument")
    actions = await stage.rows(lambda tx: tx.audit.actions())
    assert "forbidden" in {word for _, action, about in actions for word in (action, about)}


async def test_r09_a_right_taken_away_meanwhile_counts(stage: Stage) -> None:
    boss = await stage.person(Role.ADMIN)
    await boss.says("/start")
    await boss.sees("администратор")
    await stage.database.write(lambda tx: tx.accounts.revoke(1, Role.ADMIN))
    await boss.presses("Выгрузка")
    await boss.sees_toast("недоступно")
    assert not stage.telegram.calls("sendDocument")


async def test_a_request_survives_a_restart(stage: Stage) -> None:
    boss = await stage.person(Role.ADMIN)
    await boss.says("/start")
    await boss.sees("администратор")
    await stage.database.write(lambda tx: tx.export_jobs.add(1, boss.id, "", 1))
    await stage.stop()
    await stage.start()
    await boss.sees_document("monitoring-", within=60)
    async with asyncio.timeout(20):
        while await stage.rows(lambda tx: tx.export_jobs.running()):
            pass
    assert len(boss.documents) == 1


async def test_a_request_is_made_though_the_word_about_it_was_lost(stage: Stage) -> None:
    boss = await stage.person(Role.ADMIN)
    stage.telegram.rule("sendMessage", Error(500, "Internal Server Error"), times=4)
    await boss.says("/export")
    await boss.sees_document("monitoring-", within=60)


async def test_a_request_of_somebody_forgotten_meanwhile_is_no_request(stage: Stage) -> None:
    boss = await stage.person(Role.ADMIN)
    job = await stage.database.write(lambda tx: tx.export_jobs.add(1, boss.id, "", 1))
    assert await stage.rows(lambda tx: find_export(tx, job)) is not None
    await boss.says("/forget")
    await boss.presses("Да, перейти")
    await boss.presses("Удалить навсегда")
    await boss.sees("Ваши данные удалены")
    assert await stage.rows(lambda tx: find_export(tx, job)) is None


async def test_asked_twice_quickly_is_one_workbook(stage: Stage) -> None:
    boss = await stage.person(Role.ADMIN)
    await boss.says("/export")
    await boss.says("/export")
    await boss.sees("уже готовится")
    await boss.sees_document("monitoring-", within=60)
    await stage.telegram.quiet()
    assert len(boss.documents) == 1
