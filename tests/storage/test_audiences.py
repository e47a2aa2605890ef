"""People by pages with the facts asked for, on SQLite and PostgreSQL alike."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.audiences import Calendar, Candidate, is_meant
from bot.domain.campaigns import Campaign, CampaignKind, CampaignState, Participation
from bot.domain.courses import Course, CourseRun
from bot.domain.people import Category, Level, Organisation, Person, Role, Settlement, YoungDefinition
from bot.domain.segments import EVERYBODY, All, AnyOf, Criterion, Has, Not, Segment, criteria
from bot.domain.submissions import Cursor, Submission, SubmissionState
from bot.usecases.questionnaires import publish
from questionnaires.scoring import Score
from storage.database import Database
from storage.transaction import Transaction
from tests.unit.definitions import item_data, questionnaire

DAY = Calendar(date(2026, 11, 23), YoungDefinition(max_age_below=35))
TOWN = Organisation("ОО-1", "Школа", settlement=Settlement.TOWN)
VILLAGE = Organisation("ОО-2", "Сад", settlement=Settlement.VILLAGE)
PHYSICIST = Person(
    "T-1", ("ОО-1",), "учитель", subjects=("физика",), levels=frozenset({Level.BASIC}), birth_year=1995,
    category=Category.FIRST,
)  # fmt: skip
NURSE = Person("T-2", ("ОО-2", "ОО-1"), "воспитатель", leading=True, class_teacher=True)
GONE = Person("T-3", ("ОО-1",), "учитель", active=False)
OBSERVER = Person("T-4", (), "специалист")
CAMPAIGN = Campaign(
    0, CampaignKind.PLAIN, "Опрос", "demo", EVERYBODY, opens_at=0, closes_at=99, owner_id=None,
    state=CampaignState.OPEN,
)  # fmt: skip


async def enter(tx: Transaction) -> dict[str, int]:
    """A physicist who has come in, a nurse who has not, one who has left, one who only looks."""
    places = {one.code: await tx.people.put_organisation(one) for one in (TOWN, VILLAGE)}
    ids = {}
    for person in (PHYSICIST, NURSE, GONE, OBSERVER):
        ids[person.code] = await tx.people.put(person, tuple(places[code] for code in person.organisations))
    await tx.accounts.bind(1001, ids["T-1"], 0)
    for code, role in (("T-1", Role.TEACHER), ("T-1", Role.MENTOR), ("T-4", Role.OBSERVER)):
        await tx.accounts.grant(ids[code], role, 0)
    course = CourseRun("К-7", Course("К", "Курс", "ИРО"), date(2026, 10, 5), date(2026, 10, 30))
    await tx.courses.put_participant(await tx.courses.put_run(course), ids["T-2"], True)
    return ids


async def audited(tx: Transaction, person_id: int, at: int, deficits: dict[str, bool], code: str = "audit-x") -> None:
    version = await publish(tx, questionnaire([item_data("a")], code=code), at)
    draft = Submission(
        0, version, person_id, None, SubmissionState.DRAFT, None, "s", {}, Cursor("review"), None, at, at, None
    )  # fmt: skip
    stored = await tx.submissions.add(draft)
    scores = [Score("function", one, one, 40.0, 1, 1, None, low, "1") for one, low in deficits.items()]
    await tx.scores.save(stored.id, scores, 50.0, "1")
    await tx.submissions.close(stored.id, SubmissionState.COMPLETED, f"R{at}", at)


async def page(tx: Transaction, audience: Segment) -> list[Candidate]:
    return await tx.audiences.page(0, 100, criteria(audience))


def has(criterion: Criterion, *values: str) -> Has:
    return Has(criterion, frozenset(values))


@pytest.mark.parametrize(
    ("audience", "codes"),
    [
        (EVERYBODY, ["T-1", "T-2"]),
        (AnyOf(), []),
        (has(Criterion.CODE, "T-2", "T-3", "T-4"), ["T-2"]),
        (has(Criterion.ORGANISATION, "ОО-1"), ["T-1", "T-2"]),
        (has(Criterion.ORGANISATION, "ОО-2"), ["T-2"]),
        (has(Criterion.SETTLEMENT, "town"), ["T-1", "T-2"]),
        (has(Criterion.POSITION, "воспитатель"), ["T-2"]),
        (has(Criterion.SUBJECT, "физика", "химия"), ["T-1"]),
        (has(Criterion.LEVEL, "basic"), ["T-1"]),
        (has(Criterion.CATEGORY, "first"), ["T-1"]),
        (has(Criterion.ROLE, "mentor"), ["T-1"]),
        (has(Criterion.YOUNG, "yes"), ["T-1"]),
        (has(Criterion.LEADING, "yes"), ["T-2"]),
        (has(Criterion.CLASS_TEACHER, "yes"), ["T-2"]),
        (has(Criterion.ATTENDED, "К-7"), ["T-2"]),
        (Not(has(Criterion.ATTENDED, "К-7")), ["T-1"]),
        (All((has(Criterion.SETTLEMENT, "town"), Not(has(Criterion.ROLE, "mentor")))), ["T-2"]),
        (AnyOf((has(Criterion.ROLE, "mentor"), has(Criterion.LEADING, "yes"))), ["T-1", "T-2"]),
    ],
)
async def test_an_audience_is_decided_by_facts(database: Database, audience: Segment, codes: list[str]) -> None:
    ids = await database.write(enter)
    found = await database.read(page, audience)
    meant = {one.person_id for one in found if is_meant(one, audience, DAY)}
    assert meant == {ids[code] for code in codes}


async def test_a_deficit_is_that_of_the_newest_audit(database: Database) -> None:
    ids = await database.write(enter)
    await database.write(audited, ids["T-1"], 10, {"A/01.6": True, "A/02.6": True})
    await database.write(audited, ids["T-1"], 20, {"A/01.6": False, "A/02.6": True})
    await database.write(audited, ids["T-1"], 30, {"A/03.6": True}, "needs")
    (physicist, nurse) = await database.read(page, has(Criterion.DEFICIT, "A/02.6"))
    assert physicist.known == {Criterion.DEFICIT: frozenset({"A/02.6"})}
    assert nurse.known is None


async def test_nothing_is_loaded_that_nobody_asks_for(database: Database) -> None:
    await database.write(enter)
    assert [(one.person, one.known) for one in await database.read(page, EVERYBODY)] == [(None, None)] * 2


async def test_pages_follow_each_other_and_tell_how_to_reach_people(database: Database) -> None:
    ids = await database.write(enter)
    (first,) = await database.read(lambda tx: tx.audiences.page(0, 1, ()))
    (second,) = await database.read(lambda tx: tx.audiences.page(first.person_id, 1, ()))
    assert [first.person_id, second.person_id] == [ids["T-1"], ids["T-2"]]
    assert (first.bound, first.reachable, first.muted) == (True, True, False)
    assert (second.bound, second.reachable) == (False, False)
    await database.write(lambda tx: tx.accounts.set_reachable(1001, False))
    (first,) = await database.read(lambda tx: tx.audiences.page(0, 1, ()))
    assert (first.bound, first.reachable) == (True, False)
    assert await database.read(lambda tx: tx.audiences.page(second.person_id, 1, ())) == []


async def answering(tx: Transaction, campaign: Campaign) -> frozenset[int]:
    return await tx.audiences.answering(campaign, 0, 99)


async def test_who_answers_the_same_about_the_same_elsewhere(database: Database) -> None:
    ids = await database.write(enter)

    async def ask(tx: Transaction, campaign: Campaign) -> Campaign:
        stored = await tx.campaigns.add(campaign)
        await tx.participations.plan([Participation(stored.id, ids["T-1"], None)])
        return stored

    other = await database.write(ask, CAMPAIGN)
    about_course = replace(CAMPAIGN, subject=("course_run", 7))
    for new, found in ((CAMPAIGN, {ids["T-1"]}), (about_course, set()), (replace(CAMPAIGN, questionnaire="x"), set())):
        assert await database.read(answering, new) == found
    assert await database.read(answering, other) == frozenset()
    await database.write(lambda tx: tx.participations.finish(1))
    assert await database.read(answering, CAMPAIGN) == frozenset()
