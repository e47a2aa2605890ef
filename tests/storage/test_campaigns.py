"""Campaigns and participations, on SQLite and PostgreSQL alike."""

from dataclasses import replace
from datetime import date

from bot.domain.campaigns import (
    Campaign,
    CampaignKind,
    CampaignState,
    Order,
    Participation,
    ParticipationState,
    Reminders,
)
from bot.domain.people import Person
from bot.domain.segments import All, Criterion, Has, Not
from storage.database import Database
from storage.transaction import Transaction

DAY = 86_400
DRAFT = Campaign(
    id=0,
    kind=CampaignKind.PLAIN,
    title="Самоаудит 2026",
    questionnaire="audit-544n-short",
    audience=All(
        (Has(Criterion.SUBJECT, frozenset({"физика", "химия"})), Not(Has(Criterion.YOUNG, frozenset({"yes"}))))
    ),
    opens_at=10 * DAY,
    closes_at=20 * DAY,
    owner_id=None,
    order=Order("12-А", date(2026, 11, 20)),
    reminders=Reminders(4, 1),
    cooldown_days=7,
    created_at=9 * DAY,
)
PLANNED = replace(DRAFT, state=CampaignState.PLANNED, started_at=9 * DAY)


async def add(tx: Transaction, campaign: Campaign) -> Campaign:
    return await tx.campaigns.add(campaign)


async def people(tx: Transaction, count: int) -> list[int]:
    return [await tx.people.put(Person(f"T-{number}", (), "учитель"), ()) for number in range(count)]


async def ask(tx: Transaction, campaign_id: int, people: list[int]) -> list[Participation]:
    await tx.participations.plan([Participation(campaign_id, person, None) for person in people])
    return await tx.participations.among(campaign_id, 0, max(people))


async def test_a_campaign_comes_back_as_it_was_stored(database: Database) -> None:
    stored = await database.write(add, DRAFT)
    assert stored == replace(DRAFT, id=stored.id)
    assert await database.read(lambda tx: tx.campaigns.get(stored.id)) == stored
    assert await database.read(lambda tx: tx.campaigns.find(stored.id + 1)) is None


async def test_only_a_draft_is_saved(database: Database) -> None:
    stored = await database.write(add, DRAFT)
    started = replace(stored, title="Иначе", order=None, state=CampaignState.PLANNED)
    assert await database.write(lambda tx: tx.campaigns.save(started))
    assert await database.read(lambda tx: tx.campaigns.get(stored.id)) == started
    assert not await database.write(lambda tx: tx.campaigns.save(stored))
    assert await database.read(lambda tx: tx.campaigns.get(stored.id)) == started


async def test_each_step_of_a_life_is_taken_once(database: Database) -> None:
    one = await database.write(add, PLANNED)
    assert not await database.write(lambda tx: tx.campaigns.advance(one.id, 0, 5)), "not open yet"
    assert [await database.write(lambda tx: tx.campaigns.open(one.id)) for _ in range(2)] == [True, False]
    assert [await database.write(lambda tx: tx.campaigns.advance(one.id, 0, 5)) for _ in range(2)] == [True, False]
    assert await database.write(lambda tx: tx.campaigns.extend(one.id, 30 * DAY, 11 * DAY))
    assert [await database.write(lambda tx: tx.campaigns.stop(one.id, 12 * DAY)) for _ in range(2)] == [True, False]
    assert not await database.write(lambda tx: tx.campaigns.extend(one.id, 40 * DAY, 12 * DAY))
    (stopped,) = await database.read(lambda tx: tx.campaigns.live())
    assert (stopped.state, stopped.closes_at, stopped.planned_to) == (CampaignState.STOPPED, 12 * DAY, 5)
    assert stopped.extended_at == 11 * DAY
    assert [await database.write(lambda tx: tx.campaigns.close(stopped, 13 * DAY)) for _ in range(2)] == [True, False]
    assert await database.read(lambda tx: tx.campaigns.live()) == []
    last = await database.read(lambda tx: tx.campaigns.get(one.id))
    assert (last.state, last.closed_at) == (CampaignState.STOPPED, 13 * DAY)


async def test_lists_are_paged_and_searched(database: Database) -> None:
    stored = [await database.write(add, replace(DRAFT, title=title)) for title in ("Осень", "Весна", "осень 2")]
    page = await database.read(lambda tx: tx.campaigns.page(2))
    assert [one.title for one in page] == ["осень 2", "Весна"]
    assert await database.read(lambda tx: tx.campaigns.page(2, before=page[-1].id)) == [stored[0]]
    found = await database.read(lambda tx: tx.campaigns.page(9, search="ОСЕНЬ"))
    assert [one.title for one in found] == ["осень 2", "Осень"]


async def test_campaigns_about_a_subject(database: Database) -> None:
    about = await database.write(add, replace(DRAFT, kind=CampaignKind.SATISFACTION, subject=("course_run", 7)))
    await database.write(add, replace(DRAFT, subject=("course_run", 8)))
    assert await database.read(lambda tx: tx.campaigns.about("course_run", 7)) == [about]


async def test_a_person_is_asked_once_on_an_occasion(database: Database) -> None:
    one = await database.write(add, PLANNED)
    (person,) = await database.write(people, 1)
    (first,) = await database.write(ask, one.id, [person])
    again = Participation(one.id, person, None, "m3", subject_id=9, closes_at=15 * DAY)
    await database.write(lambda tx: tx.participations.plan([again, again]))
    found = await database.read(lambda tx: tx.participations.among(one.id, 0, person))
    assert found == [first, replace(again, id=found[1].id)]


async def test_states_only_go_forward(database: Database) -> None:
    one = await database.write(add, replace(PLANNED, state=CampaignState.OPEN))
    (person,) = await database.write(people, 1)
    (asked,) = await database.write(ask, one.id, [person])
    assert await database.read(lambda tx: tx.participations.waiting(person)) == [asked]
    assert [await database.write(lambda tx: tx.participations.open(asked.id)) for _ in range(2)] == [True, False]
    assert [await database.write(lambda tx: tx.participations.finish(asked.id)) for _ in range(2)] == [True, False]
    assert not await database.write(lambda tx: tx.participations.open(asked.id))
    finished = replace(asked, state=ParticipationState.FINISHED)
    assert await database.read(lambda tx: tx.participations.find(asked.id)) == finished
    assert await database.read(lambda tx: tx.participations.waiting(person)) == []


async def test_what_waits_closes_soonest_first(database: Database) -> None:
    (person,) = await database.write(people, 1)
    open_ones = [replace(PLANNED, state=CampaignState.OPEN, closes_at=day * DAY) for day in (30, 20)]
    late, soon = [await database.write(add, one) for one in open_ones]
    unopened = await database.write(add, PLANNED)
    for one in (late, soon, unopened):
        await database.write(ask, one.id, [person])
    waiting = await database.read(lambda tx: tx.participations.waiting(person))
    assert [one.campaign_id for one in waiting] == [soon.id, late.id]
