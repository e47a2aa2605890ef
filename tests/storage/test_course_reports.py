"""What the sheets about courses are counted from, on both databases."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from bot.domain.anonymity import to_body
from bot.domain.campaigns import Campaign, CampaignKind, Participation
from bot.domain.consents import ConsentKind, Document
from bot.domain.courses import Course, CourseRun, RunLine
from bot.domain.effect import FollowUp, Gain
from bot.domain.feedback import ALL, Cut
from bot.domain.people import Organisation, Person
from bot.domain.segments import EVERYBODY
from bot.domain.submissions import Cursor, Submission, SubmissionState
from bot.usecases.feedback import CourseFigures, course_figures
from bot.usecases.questionnaires import publish
from questionnaires.catalogue import built_in
from questionnaires.scoring import Score
from questionnaires.values import Response, ResponseState, Value
from storage.anonymous import Anonymous
from storage.course_reports import CourseReports
from storage.database import Database, open_database
from storage.snapshot import open_snapshot
from storage.transaction import Transaction

FIRST, END = date(2026, 9, 1), date(2027, 9, 1)
COURSE = Course("K-1", "Оценка чтения", "ИРО", 36, ("A/01.6", "A/02.6"))
RUN = CourseRun("K-1/1", COURSE, date(2026, 10, 5), date(2026, 10, 30))
TINY = CourseRun("K-1/2", COURSE, date(2026, 11, 2), date(2026, 11, 6))
OLD = CourseRun("K-1/0", COURSE, date(2026, 8, 1), date(2026, 8, 31))
LINKING = Document("1", "текст")
AUDIT = "audit-544n-full"


def given(**values: Value) -> dict[str, Response]:
    return {item: Response(item, ResponseState.ANSWERED, value) for item, value in values.items()}


async def _campaign(tx: Transaction, kind: CampaignKind, code: str, run_id: int, opens_at: int) -> Campaign:
    version = await tx.questionnaires.find_latest(code)
    campaign = Campaign(0, kind, "x", code, EVERYBODY, opens_at, opens_at + 1000, None, version_id=version)
    return await tx.campaigns.add(replace(campaign, subject=("course_run", run_id)))


async def _complete(tx: Transaction, campaign: Campaign, person_id: int, at: int, answers: dict[str, Response]) -> int:
    """Let a person send what she was asked for."""
    await tx.participations.plan([Participation(campaign.id, person_id, None)])
    (asked,) = await tx.participations.among(campaign.id, person_id - 1, person_id)
    assert campaign.version_id is not None
    return await _sent(tx, campaign.version_id, person_id, at, answers, asked.id)


async def _sent(
    tx: Transaction, version: int, person_id: int, at: int, answers: dict[str, Response], asked: int | None = None
) -> int:
    draft = Submission(
        0, version, person_id, None, SubmissionState.DRAFT, None, "1", {}, Cursor("review"), None, at, at, None,
        participation_id=asked,
    )  # fmt: skip
    stored = await tx.submissions.add(draft)
    for response in answers.values():
        await tx.submissions.save_response(stored.id, response, replaces=False, now=at)
    await tx.submissions.close(stored.id, SubmissionState.COMPLETED, f"r-{stored.id}", at)
    return stored.id


async def _score(tx: Transaction, submission_id: int, first: float, second: float | None) -> None:
    scores = [
        Score("function", code, code, value, 5, 5, None, False, "1")
        for code, value in (("A/01.6", first), ("A/02.6", second), ("A/03.6", 0.0))
    ]
    await tx.scores.save(submission_id, scores, 50.0, "1")


async def fill(tx: Transaction) -> None:
    """A run with six of eight done, a run of one, a run of another year; six audits repeated, one not compared."""
    for one in built_in():
        await publish(tx, one, 0)
    place = await tx.people.put_organisation(Organisation("E-1", "СОШ"))
    other = await tx.people.put_organisation(Organisation("E-2", "Детский сад"))
    run_id, tiny_id, _ = [await tx.courses.put_run(run) for run in (RUN, TINY, OLD)]
    people = []
    for number in range(8):
        people.append(await tx.people.put(Person(f"T-{number}", ("E-1",), "учитель"), (place,)))
        await tx.courses.put_participant(run_id, people[-1], number < 7)
    stranger = await tx.people.put(Person("T-9", ("E-2",), "воспитатель"), (other,))
    await tx.courses.put_participant(tiny_id, stranger, True)
    await _like(tx, run_id, 6)
    followed = await _campaign(tx, CampaignKind.FOLLOW_UP, "after_course", run_id, 200)
    for number, person_id in enumerate(people[:6]):
        await _complete(tx, followed, person_id, 250, given(changes=("methods",), made="yes" if number else "no"))
    await tx.participations.plan([Participation(followed.id, people[6], None)])
    await _audits(tx, run_id, people[:6])


async def _like(tx: Transaction, run_id: int, count: int) -> None:
    """Lay out so many anonymous answers of a run."""
    campaign = await _campaign(tx, CampaignKind.SATISFACTION, "satisfaction", run_id, 100)
    assert campaign.version_id is not None
    bodies = [(campaign.version_id, to_body(given(content=5, recommend=9))) for _ in range(count)]
    await Anonymous(tx.connection).lay_out(campaign.id, bodies)


async def _audits(tx: Transaction, run_id: int, people: Sequence[int]) -> None:
    repeated = await _campaign(tx, CampaignKind.REAUDIT, AUDIT, run_id, 500)
    assert repeated.version_id is not None
    for number, person_id in enumerate(people):
        if number:
            await tx.accounts.consent(person_id, ConsentKind.LINKING, LINKING, 0)
        for at, before in ((10, 0.0), (50, 40.0)):  # the last before the campaign counts
            await _score(tx, await _sent(tx, repeated.version_id, person_id, at, {}), before, 20.0)
        after = await _complete(tx, repeated, person_id, 600, {})
        await _score(tx, after, 60.0, None if number == 1 else 80.0)


async def _figures(url: str, scope: Sequence[str] = ()) -> CourseFigures:
    async with open_snapshot(url) as snapshot:
        return await course_figures(CourseReports(snapshot, FIRST, END), scope, seed=1)


@pytest.fixture
async def url(database_url: str) -> str:
    database = await open_database(database_url)
    try:
        await database.write(fill)
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
        await database.write(_like, runs[TINY.code].id, 1)
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
