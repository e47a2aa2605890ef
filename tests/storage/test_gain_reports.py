"""What «Приращения» is counted from, on both databases."""

from collections.abc import Sequence

import pytest

from bot.domain.consents import ConsentKind
from bot.domain.counts import Change
from storage.database import Database
from storage.reports import Reports
from storage.snapshot import open_snapshot
from storage.transaction import Transaction
from tests.courses import AUDIT, LINKING, hold, sent


async def _compared(url: str, since: int, until: int, scope: Sequence[str] = ()) -> dict[str, tuple[int, float, float]]:
    found: dict[str, tuple[int, float, float]] = {}
    for one in await _changes(url, since, until, scope):
        people, before, after = found.get(one.code, (0, 0.0, 0.0))
        found[one.code] = (people + one.n, before + one.before, after + one.after)
    return found


async def _changes(url: str, since: int, until: int, scope: Sequence[str] = ()) -> list[Change]:
    async with open_snapshot(url) as snapshot:
        return await Reports(snapshot, since, until, scope).changes()


@pytest.fixture
async def url(database: Database, database_url: str) -> str:
    """Audits of six at the moments 10, 50 and 600; one has not agreed, one has no second function at the end."""
    await database.write(hold)
    await database.close()
    return database_url


ALL = {"A/01.6": (5, 0.0, 300.0), "A/02.6": (4, 80.0, 320.0), "A/03.6": (5, 0.0, 0.0)}


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (0, 1000, ALL),
        (600, 601, ALL),  # the first may lie before the period
        (0, 600, {"A/01.6": (5, 0.0, 200.0), "A/02.6": (5, 100.0, 100.0), "A/03.6": (5, 0.0, 0.0)}),
        (0, 50, {}),
        (601, 1000, {}),
    ],
)
async def test_the_first_audit_beside_the_last_of_the_period(
    url: str, since: int, until: int, found: dict[str, tuple[int, float, float]]
) -> None:
    assert await _compared(url, since, until) == found


@pytest.mark.parametrize(("scope", "found"), [(["E-1"], ALL), (["E-2"], {}), (["E-2", "E-1"], ALL)])
async def test_a_scope_keeps_to_the_people_of_its_organisations(
    url: str, scope: list[str], found: dict[str, tuple[int, float, float]]
) -> None:
    assert await _compared(url, 0, 1000, scope) == found


async def test_a_withdrawn_consent_and_another_questionnaire_are_not_compared(
    database: Database, database_url: str
) -> None:
    await database.write(hold)
    await database.write(_withdraw_and_answer)
    await database.close()
    assert (await _compared(database_url, 0, 1000))["A/01.6"] == (4, 0.0, 240.0)
    changes = [one for one in await _changes(database_url, 0, 1000) if one.code == "A/01.6"]
    assert {one.last: one.n for one in changes} == {True: 3, False: 1}, "the last audit of one is a short one"


async def _withdraw_and_answer(tx: Transaction) -> None:
    people = [await tx.people.find_id(f"T-{number}") for number in (1, 2, 3)]
    left, twice, other = (person for person in people if person is not None)
    await tx.accounts.withdraw(left, ConsentKind.LINKING, 700)
    await tx.accounts.consent(twice, ConsentKind.LINKING, LINKING, 700)  # twice in force: still one person
    short = await tx.questionnaires.find_latest(AUDIT.replace("full", "short"))
    assert short is not None
    await sent(tx, short, other, 800, {})
