"""Rows B12, B17, B18, K05, S08, S14, U14: campaigns while people, clocks and processes do what they do."""

import asyncio

import pytest

from bot.domain.campaigns import Campaign, ParticipationState
from bot.domain.errors import DomainError
from bot.domain.people import Person, Role
from bot.domain.segments import EVERYBODY, AnyOf, Criterion, Has, Segment
from bot.domain.submissions import SubmissionState
from bot.domain.terms import Terms
from bot.domain.turnout import Preview
from bot.usecases import campaigns
from bot.usecases.asking import open_due
from bot.usecases.questionnaires import publish
from bot.usecases.reminders import remind
from bot.usecases.turnout import report
from questionnaires.values import Response
from storage.database import Database
from storage.transaction import Transaction
from tests.answering import submissions_of
from tests.campaigns import answer, run, states, teacher
from tests.planning import (
    DAY,
    HOUR,
    PROGRAMME,
    SURVEY,
    act_of,
    asked,
    campaign,
    messages,
    people,
    plan,
    round_at,
    settle,
)
from tests.stage import NOON, OTHER_SCHOOL, Stage

OLGA = 1999  # the methodologist's account


async def staffed(tx: Transaction) -> int:
    """A methodologist, four teachers and a published survey; the first teacher's id."""
    await publish(tx, SURVEY, NOON)
    (first, *_) = await people(tx, 4)
    (olga,) = await people(tx, 1, 999)
    await tx.accounts.grant(olga, Role.METHODOLOGIST, NOON)
    return first


async def drafted(database: Database, audience: Segment = EVERYBODY) -> Campaign:
    """A draft of the methodologist's."""
    terms = Terms("Опрос", "demo", audience, NOON + HOUR, NOON + 14 * DAY)
    made = await database.write(campaigns.create_draft, act_of(OLGA, NOON), terms)
    assert isinstance(made, Campaign)
    return made


async def counted(database: Database, one: Campaign) -> Preview:
    """The audience as it is now."""
    return await database.read(campaigns.preview, act_of(OLGA, NOON), one.id, PROGRAMME)


async def begin(database: Database, one: Campaign, confirmed: int) -> object:
    """The second press of «Начать»: counted anew, then started."""
    return await database.write(campaigns.start, act_of(OLGA, NOON), one.id, await counted(database, one), confirmed)


async def test_b12_an_audience_that_changed_after_the_preview_is_confirmed_again(database: Database) -> None:
    await database.write(staffed)
    one = await drafted(database)
    shown = await counted(database, one)
    await database.write(lambda tx: tx.people.dismiss("T-2"))
    again = await begin(database, one, shown.mark)
    assert isinstance(again, Preview)
    assert (shown.asked, again.asked) == (5, 4)
    assert await database.read(lambda tx: tx.campaigns.live()) == []
    assert isinstance(await begin(database, one, again.mark), Campaign)


async def test_b12_another_person_in_the_place_of_one_is_another_audience(database: Database) -> None:
    await database.write(staffed)
    one = await drafted(database)
    shown = await counted(database, one)
    await database.write(lambda tx: tx.people.dismiss("T-2"))
    await database.write(people, 1, 7)
    again = await begin(database, one, shown.mark)
    assert isinstance(again, Preview)
    assert again.asked == shown.asked


async def test_b17_an_empty_audience_is_refused(database: Database) -> None:
    await database.write(staffed)
    for audience in (AnyOf(), Has(Criterion.CODE, frozenset({"T-404"}))):
        one = await drafted(database, audience)
        with pytest.raises(DomainError, match="empty_audience"):
            await begin(database, one, (await counted(database, one)).mark)


async def test_b09_starting_twice_starts_once(database: Database) -> None:
    await database.write(staffed)
    one = await drafted(database)
    shown = await counted(database, one)
    assert isinstance(await begin(database, one, shown.mark), Campaign)
    with pytest.raises(DomainError, match="campaign_started"):
        await begin(database, one, shown.mark)


async def test_b18_rounds_that_overlap_ask_and_remind_once(database: Database) -> None:
    await database.write(people, 20)
    one = await database.write(campaign)
    await asyncio.gather(*(open_due(database, round_at(NOON)) for _ in range(3)))
    assert len(await database.read(asked, one.id)) == len(await database.read(messages)) == 20
    await database.write(settle, NOON)
    await asyncio.gather(*(remind(database, round_at(NOON + 4 * DAY)) for _ in range(3)))
    assert len([key for key, *_ in await database.read(messages) if key.startswith("reminder")]) == 20


async def test_u14_a_clock_moved_forward_and_back_plans_nothing_twice(database: Database) -> None:
    await database.write(people, 3)
    await database.write(campaign)
    for days in (0, 1, -1, 0, 1):
        await plan(database, NOON + days * DAY)
    assert len(await database.read(messages)) == 3
    await database.write(settle, NOON)
    for days in (4, 3, 2, 4, 5):
        await plan(database, NOON + days * DAY)
    assert len(await database.read(messages)) == 6


async def test_s14_who_moves_to_another_school_counts_where_she_was_asked(stage: Stage) -> None:
    anna = await teacher(stage)
    one = await run(stage)
    await anna.sees("Опрос")
    await anna.presses("Ответить")
    await answer(anna, "Да")
    await anna.sees("Вопрос 2 из")

    async def move(tx: Transaction) -> None:
        place = await tx.people.put_organisation(OTHER_SCHOOL)
        await tx.people.put(Person("T-1001", (OTHER_SCHOOL.code,), "воспитатель"), (place,))

    await stage.database.write(move)
    for place in (2, 3):
        await anna.sees(f"Вопрос {place} из")
        await anna.presses("Нет")
    await anna.presses("Отправить")
    await anna.sees("Код квитанции")
    olga = await stage.person(Role.METHODOLOGIST)
    found = await stage.database.read(report, act_of(olga.id, int(stage.clock())), one.id)
    assert [(row.organisation, row.finished) for row in found.organisations] == [("SCH-1", 1)]
    (sent,) = await submissions_of(stage, anna, SubmissionState.COMPLETED)
    assert sent.attributes["position"] == "учитель"


async def test_k05_after_the_closing_nothing_is_written_and_the_day_is_told(stage: Stage) -> None:
    anna = await teacher(stage)
    one = await run(stage)
    await anna.sees("Опрос")
    await anna.presses("Ответить")
    await answer(anna, "Да")
    shown = await anna.sees("Вопрос 2 из")
    stage.clock.advance(14 * DAY)
    for _ in range(2):  # before and after the planner has come to it
        await anna.presses_data(shown, "a|1|1|yes")
        toast = await anna.sees_toast("Анкета закрыта")
        assert "24 сентября 2026" in toast.text
        assert "сохранены как неполные" in toast.text
        await anna.says("да")
        await stage.telegram.quiet()
        await stage.due()
    (draft,) = await submissions_of(stage, anna, SubmissionState.EXPIRED)
    assert len(await stage.rows(lambda tx: tx.submissions.responses(draft.id))) == 1
    assert await states(stage, one) == [ParticipationState.OPENED]
    assert await stage.rows(lambda tx: tx.turnouts.dropoffs(one.id)) == {"b": 1}


async def test_k05_the_message_of_a_closed_campaign_says_so(stage: Stage) -> None:
    anna = await teacher(stage)
    await run(stage)
    await anna.sees("Опрос")
    stage.clock.advance(14 * DAY)
    await anna.presses("Ответить")
    await anna.sees_toast("ответы принимались")
    assert await submissions_of(stage, anna) == []
    await anna.says("/start")
    assert "Ждёт" not in (await anna.sees("Начало")).text


async def test_s08_two_campaigns_at_once_never_mix(stage: Stage) -> None:
    anna = await teacher(stage)
    first = await run(stage, title="Первая", subject=("course_run", 1))
    stage.clock.advance(HOUR)
    second = await run(stage, title="Вторая", subject=("course_run", 2), opens_at=int(stage.clock()))
    for place in range(3):
        for title, mark in (("Первая", "Да"), ("Вторая", "Нет")):
            await anna.says("/start")
            await anna.presses("Пройти")
            await anna.presses(title)
            await anna.sees(f"Вопрос {place + 1} из 3")
            await anna.presses(mark)
            await stage.telegram.quiet()
    drafts = {draft.campaign_id: draft for draft in await submissions_of(stage, anna)}
    for one, value, about in ((first, "yes", 1), (second, "no", 2)):
        draft = drafts[one.id]
        found = await stage.database.read(_responses, draft.id)
        assert {response.value for response in found.values()} == {value}
        assert (len(found), draft.subject) == (3, ("course_run", about))


async def _responses(tx: Transaction, draft: int) -> dict[str, Response]:
    return await tx.submissions.responses(draft)
