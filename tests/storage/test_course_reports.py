"""What the sheets about courses are counted from, on both databases."""

from collections.abc import Sequence
from datetime import date

import pytest

from bot.domain.courses import RunLine
from bot.domain.effect import FollowUp, Gain
from bot.domain.feedback import ALL, Cut
from bot.usecases.feedback import CourseFigures, course_figures
from storage.course_reports import CourseReports
from storage.database import Database, open_database
from storage.snapshot import open_snapshot
from tests.courses import RUN, TINY, hold, like

FIRST, END = date(2026, 9, 1), date(2027, 9, 1)


async def _figures(url: str, scope: Sequence[str] = ()) -> CourseFigures:
    async with open_snapshot(url) as snapshot:
        return await course_figures(CourseReports(snapshot, FIRST, END), scope, seed=1)


@pytest.fixture
async def url(database_url: str) -> str:
    database = await open_database(database_url)
    try:
        await database.write(hold)
    finally:
        await database.close()
    return database_url


async def test_runs_of_the_period_with_their_people(url: str) -> None:
    async with open_snapshot(url) as snapshot:
        reports = CourseReports(snapshot, FIRST, END)
        assert sorted(await reports.runs(), key=lambda line: line.run.code) == [RunLine(RUN, 8, 7), RunLine(TINY, 1, 1)]
        assert set((await reports.places()).values()) == {frozenset({"E-1"}), frozenset({"E-2"})}


async def test_figures_come_from_the_answers(url: str) -> None:
    found = await _figures(url)
    by_code = {one.run.code: one for one in found.effects}
    held, tiny = by_code["K-1/1"], by_code["K-1/2"]
    assert (held.participants, held.finished, held.asked) == (8, 7, 7)
    assert held.follow_up == FollowUp(answered=6, ready=5, started=0, changed=6)
    assert held.satisfaction is not None
    assert (held.satisfaction.sent, held.satisfaction.satisfied) == (6, 6)
    assert (tiny.participants, tiny.satisfaction, tiny.follow_up, tiny.gain) == (1, None, None, None)


async def test_audits_are_compared_over_the_functions_of_the_course_and_with_consent_only(url: str) -> None:
    gains = [one.gain for one in (await _figures(url)).effects]
    # four: (40 + 20) / 2 → (60 + 80) / 2; one has no second function afterwards: 40 → 60; one has not agreed
    assert gains == [Gain(5, (4 * 30 + 40) / 5, (4 * 70 + 60) / 5), None]


async def test_a_small_run_hides_itself_and_what_would_tell_it(url: str) -> None:
    database = await open_database(url)
    try:
        runs = await database.read(lambda tx: tx.courses.runs())
        await database.write(like, runs[TINY.code].id, 1)
    finally:
        await database.close()
    found = await _figures(url)
    shown = {line.group.cut for line in found.said.opinions if line.figure is not None and line.item == ALL}
    assert shown == {Cut.TOTAL, Cut.COURSE, Cut.PROVIDER}
    assert [one.satisfaction for one in found.effects] == [None, None]


@pytest.mark.parametrize(
    ("scope", "runs", "said"),
    [(["E-1"], ["K-1/1"], {"K-1", "K-1/1"}), (["E-2"], ["K-1/2"], {"K-1"}), (["E-3"], [], set())],
)
async def test_who_sees_an_organisation_sees_the_runs_of_its_people(
    url: str, scope: list[str], runs: list[str], said: set[str]
) -> None:
    found = await _figures(url, scope)
    assert [one.run.code for one in found.effects] == runs
    assert {line.group.code for line in found.said.opinions} == said


async def test_nothing_is_published_and_nothing_was_held(database: Database, database_url: str) -> None:
    await database.close()
    found = await _figures(database_url)
    assert (found.effects, found.said.opinions) == ((), ())
