"""Runs of courses with answers and audits in a database, for tests of what is counted from them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.domain.anonymity import to_body
from bot.domain.campaigns import Campaign, CampaignKind, Participation
from bot.domain.consents import ConsentKind, Document
from bot.domain.courses import Course, CourseRun
from bot.domain.people import Organisation, Person
from bot.domain.segments import EVERYBODY
from bot.domain.submissions import Cursor, Submission, SubmissionState
from bot.usecases.questionnaires import publish
from questionnaires.catalogue import built_in
from questionnaires.scoring import Score
from questionnaires.values import Response, ResponseState, Value
from storage.anonymous import Anonymous
from storage.transaction import Transaction

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
    return await sent(tx, campaign.version_id, person_id, at, answers, asked.id)


async def sent(
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


async def hold(tx: Transaction) -> None:
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
    await like(tx, run_id, 6)
    followed = await _campaign(tx, CampaignKind.FOLLOW_UP, "after_course", run_id, 200)
    for number, person_id in enumerate(people[:6]):
        await _complete(tx, followed, person_id, 250, given(changes=("methods",), made="yes" if number else "no"))
    await tx.participations.plan([Participation(followed.id, people[6], None)])
    await _audits(tx, run_id, people[:6])


async def audit_once(tx: Transaction, count: int) -> None:
    """Let so many more people of the school complete the audit for the first time."""
    place = await tx.people.put_organisation(Organisation("E-1", "СОШ"))
    version = await tx.questionnaires.find_latest(AUDIT)
    assert version is not None
    for number in range(20, 20 + count):
        person_id = await tx.people.put(Person(f"T-{number}", ("E-1",), "учитель"), (place,))
        await _score(tx, await sent(tx, version, person_id, 600, {}), 40.0, 40.0)


async def like(tx: Transaction, run_id: int, count: int) -> None:
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
            await _score(tx, await sent(tx, repeated.version_id, person_id, at, {}), before, 20.0)
        after = await _complete(tx, repeated, person_id, 600, {})
        await _score(tx, after, 60.0, None if number == 1 else 80.0)
