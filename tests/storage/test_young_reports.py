"""What «Молодые педагоги» is counted from, on both databases."""

from collections.abc import Sequence
from datetime import date

import pytest

from bot.domain.people import Organisation, Person, YoungDefinition
from bot.domain.young import PlaceLine, Results, TopicLine, YoungTeachers
from bot.usecases.questionnaires import publish
from bot.usecases.young import young_figures
from questionnaires.catalogue import built_in
from questionnaires.scoring import Score
from storage.database import Database
from storage.snapshot import open_snapshot
from storage.transaction import Transaction
from storage.young_reports import YoungReports
from tests.courses import given, sent

TODAY = date(2026, 11, 23)
FIRST_YEARS = YoungDefinition(tenure_years_max=3)
SINCE, UNTIL = 100, 200


async def _checkin(tx: Transaction, version: int, person: int, at: int, result: float | None, **marks: int) -> None:
    submission = await sent(tx, version, person, at, given(**marks))
    await tx.scores.save(submission, [Score("overall", "", "", result, 7, 7, None, False, "1")], 45.0, "1")


async def work(tx: Transaction) -> None:
    """Six at a school, two at a kindergarten, all but one young and asked; one with two check-ins; one mentored."""
    for one in built_in():
        await publish(tx, one, 0)
    version = await tx.questionnaires.find_latest("adaptation")
    assert version is not None
    places = [await tx.people.put_organisation(Organisation(code, code)) for code in ("ОО-1", "ОО-2")]
    people = []
    for number in range(8):
        at = number // 6
        young = Person(f"Y-{number}", (f"ОО-{at + 1}",), "учитель", started_year=2025)
        people.append(await tx.people.put(young, (places[at],)))
        await _checkin(tx, version, people[-1], 150, 40.0 if number == 5 else 60.0, workload=number % 2 + 2, stay=5)
    await _checkin(tx, version, people[0], 120, 10.0, workload=1)
    await _checkin(tx, version, people[1], 170, None)
    await _checkin(tx, version, people[2], 200, 10.0, workload=1)
    old = await tx.people.put(Person("Y-9", ("ОО-1",), "учитель", started_year=1999), (places[0],))
    await _checkin(tx, version, old, 150, 10.0, workload=1)
    await tx.people.put(Person("Y-10", (), "администратор", started_year=2026), ())
    await tx.pairs.begin(old, people[0], TODAY)
    await tx.pairs.begin(old, people[1], TODAY)
    await tx.pairs.end(people[1], TODAY)


@pytest.fixture
async def url(database: Database, database_url: str) -> str:
    await database.write(work)
    await database.close()
    return database_url


async def _found(url: str, young: YoungDefinition | None = FIRST_YEARS, scope: Sequence[str] = ()) -> YoungTeachers:
    async with open_snapshot(url) as snapshot:
        reports = YoungReports(snapshot, SINCE, UNTIL)
        return await young_figures(reports, ("workload", "stay"), young, TODAY, scope)


async def test_the_last_checkin_of_the_period_counts_and_small_groups_do_not_show(url: str) -> None:
    assert await _found(url) == YoungTeachers(
        places=(
            PlaceLine("", 8, 1, Results(8, 57.5, 1)),
            PlaceLine("ОО-1", 6, 1, None),
            PlaceLine("ОО-2", 2, 0, None),
        ),
        topics=(
            TopicLine("", "workload", 8, 4),
            TopicLine("", "stay", 8, 0),
            *(TopicLine(place, item, None, None) for place in ("ОО-1", "ОО-2") for item in ("workload", "stay")),
        ),
    )


async def test_a_scope_leaves_its_own_lines(url: str) -> None:
    found = await _found(url, scope=["ОО-2"])
    assert (found.places, {line.organisation for line in found.topics}) == ((PlaceLine("ОО-2", 2, 0, None),), {"ОО-2"})


async def test_without_a_definition_nobody_is_young(url: str) -> None:
    assert await _found(url, None) == YoungTeachers()


async def test_the_questions_are_those_answered_by_a_mark(url: str) -> None:
    async with open_snapshot(url) as snapshot:
        questions = await YoungReports(snapshot, SINCE, UNTIL).questions()
    assert [one.item for one in questions] == [
        "workload", "class", "documents", "colleagues", "parents", "support", "stay",
    ]  # fmt: skip
