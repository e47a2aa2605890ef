"""What a campaign has come to, counted on both databases and shown by right."""

import pytest

from bot.domain.campaigns import Campaign, CampaignState, Participation
from bot.domain.errors import DomainError
from bot.domain.people import Role
from bot.domain.segments import Criterion, Has
from bot.domain.submissions import Cursor, Submission, SubmissionState
from bot.domain.turnout import Dropoff, Report, Turnout
from bot.usecases import campaigns, turnout
from bot.usecases.closing import close_due, put_drafts_away
from storage.database import Database
from storage.transaction import Transaction
from tests.planning import DAY, act_of, asked, campaign, people, plan, round_at, settle
from tests.stage import NOON

OLGA, IRINA = 1501, 1502  # accounts of a methodologist and of the coordinator of ОО-1


async def staff(tx: Transaction) -> None:
    """A methodologist, and a coordinator of the first school."""
    for account, role in ((OLGA, Role.METHODOLOGIST), (IRINA, Role.COORDINATOR)):
        (person,) = await people(tx, 1, account - 1000)
        await tx.accounts.revoke(person, Role.TEACHER)
        await tx.accounts.grant(person, role, NOON)


async def draft_at(tx: Transaction, one: Participation, cursor: Cursor) -> None:
    """A draft of this participation that stands there."""
    version = (await tx.campaigns.get(one.campaign_id)).version_id
    assert version is not None
    draft = Submission(
        0, version, one.person_id, None, SubmissionState.DRAFT, None, "s", {}, cursor, None, NOON, NOON, None, one.id
    )  # fmt: skip
    await tx.submissions.add(draft)
    await tx.participations.open(one.id)


async def running(database: Database, anonymous: bool = False) -> tuple[Campaign, list[Participation]]:
    """Twelve people asked, messages delivered to all but the first, three drafts."""
    await database.write(people, 12)
    one = await database.write(campaign, anonymous=anonymous)
    await plan(database, NOON)
    await database.write(lambda tx: tx.deliveries.cancel_participation(1, "test", NOON))
    await database.write(settle, NOON)
    found = await database.read(asked, one.id)
    for part, cursor in zip(found[1:], (Cursor("item", "b"), Cursor("edit", "b"), Cursor("review")), strict=False):
        await database.write(draft_at, part, cursor)
    await database.write(lambda tx: tx.participations.finish(12))
    await database.write(staff)
    return one, found


async def submissions(tx: Transaction, person: int, state: SubmissionState) -> list[Submission]:
    return await tx.submissions.of_person(person, state)


async def shown(database: Database, account: int, one: Campaign) -> Report:
    return await database.read(turnout.report, act_of(account, NOON + DAY), one.id)


async def test_the_centre_sees_every_organisation_and_where_people_stopped(database: Database) -> None:
    one, _ = await running(database)
    found = await shown(database, OLGA, one)
    assert found.total == Turnout("", "", 12, 11, 4, 1)
    assert [(row.organisation, row.asked, row.missed, row.opened, row.finished) for row in found.organisations] == [
        ("ОО-1", 6, 0, 3, 1),
        ("ОО-2", 6, 1, 1, 0),
    ]
    assert found.dropoffs == (Dropoff("b", "Вопрос b", 2), Dropoff("", "", 1))


async def test_a_coordinator_sees_her_own_organisation_only(database: Database) -> None:
    one, _ = await running(database)
    found = await shown(database, IRINA, one)
    assert [row.organisation for row in found.organisations] == ["ОО-1"]
    assert (found.total.asked, found.dropoffs) == (6, ())
    page = await database.read(turnout.list_campaigns, act_of(IRINA, NOON))
    assert [(line.asked, line.finished) for line in page.lines] == [(6, 1)]


async def test_who_has_no_right_sees_nothing(database: Database) -> None:
    one, _ = await running(database)
    for verb in (turnout.report, campaigns.find_campaign):
        with pytest.raises(DomainError, match="forbidden"):
            await database.read(verb, act_of(1001, NOON), one.id)
    with pytest.raises(DomainError, match="forbidden"):
        await database.write(campaigns.stop, act_of(IRINA, NOON), one.id)


async def test_figures_that_would_tell_of_results_are_hidden(database: Database) -> None:
    await database.write(people, 3)
    one = await database.write(campaign, state=CampaignState.OPEN, audience=Has(Criterion.DEFICIT, frozenset({"A/01"})))
    part = [Participation(one.id, person, 1) for person in (1, 2, 3)]
    await database.write(lambda tx: tx.participations.plan(part))
    await database.write(staff)
    assert [row.asked for row in (await shown(database, OLGA, one)).organisations] == [None]
    assert (await shown(database, OLGA, one)).total.asked == 3
    assert (await shown(database, IRINA, one)).total.asked is None


async def test_after_the_closing_the_counts_stay(database: Database) -> None:
    one, found = await running(database)
    live = (await shown(database, OLGA, one)).dropoffs
    now = round_at(NOON + 15 * DAY)
    for _ in range(2):
        await close_due(database, now)
        await put_drafts_away(database, now)
    assert (await shown(database, OLGA, one)).dropoffs == live
    left = await database.read(lambda tx: tx.submissions.of_person(found[1].person_id, SubmissionState.EXPIRED))
    assert [draft.touched_at for draft in left] == [one.closes_at]


async def test_of_an_anonymous_campaign_the_drafts_go_and_small_counts_are_taken_together(database: Database) -> None:
    one, found = await running(database, anonymous=True)
    now = round_at(NOON + 15 * DAY)
    await put_drafts_away(database, now)
    person = found[1].person_id
    assert await database.read(lambda tx: tx.submissions.of_person(person, SubmissionState.DRAFT)), "counted first"
    await close_due(database, now)
    await put_drafts_away(database, now)
    assert (await shown(database, OLGA, one)).dropoffs == (Dropoff("", "", 3),)
    for state in SubmissionState:
        assert await database.read(submissions, person, state) == []


async def test_lists_go_on_from_page_to_page(database: Database) -> None:
    await database.write(staff)
    made = [(await database.write(campaign, title=f"Кампания {number}")).id for number in range(8)]
    first = await database.read(turnout.list_campaigns, act_of(OLGA, NOON))
    assert first.before is not None
    second = await database.read(turnout.list_campaigns, act_of(OLGA, NOON), first.before)
    assert [line.campaign.id for line in (*first.lines, *second.lines)] == made[::-1]
    assert (len(first.lines), second.before) == (turnout.LINES, None)


async def test_extending_and_stopping_leave_a_line_in_the_journal(database: Database) -> None:
    await database.write(staff)
    one = await database.write(campaign)
    act = act_of(OLGA, NOON + DAY)
    backwards = await database.write(campaigns.extend, act, one.id, one.closes_at)
    assert not isinstance(backwards, Campaign)
    extended = await database.write(campaigns.extend, act, one.id, one.closes_at + DAY)
    assert isinstance(extended, Campaign)
    await database.write(campaigns.stop, act, one.id)
    with pytest.raises(DomainError, match="campaign_not_running"):
        await database.write(campaigns.stop, act, one.id)
    journal = await database.read(lambda tx: tx.audit.actions())
    assert [action for _, action, about in journal if about == f"campaign:{one.id}"] == [
        "campaign_extend",
        "campaign_stop",
    ]


async def test_who_was_asked_goes_with_the_answers_of_bygone_years(database: Database) -> None:
    one, _ = await running(database)
    assert await database.write(lambda tx: tx.erasure.retire_asked(NOON + 20 * DAY)) == 0, "it is still open"
    await close_due(database, round_at(NOON + 15 * DAY))
    assert await database.write(lambda tx: tx.erasure.retire_asked(one.closes_at)) == 0
    assert await database.write(lambda tx: tx.erasure.retire_asked(one.closes_at + 1)) == 12
    assert await database.read(asked, one.id) == []
    assert (await shown(database, OLGA, one)).dropoffs
