"""What «Ответы кампаний» is counted from, on both databases."""

from collections.abc import Sequence

import pytest

from bot.domain.campaigns import CampaignState, Participation
from bot.domain.segments import Criterion, Has
from bot.domain.turnout import Report
from bot.usecases.turnout import reports_of
from storage.database import Database
from storage.snapshot import open_snapshot
from storage.transaction import Transaction
from storage.turnout_reports import TurnoutReports
from tests.planning import DAY, campaign, people, settle
from tests.stage import NOON


async def _ask(tx: Transaction) -> None:
    """A survey of four at two schools, one of whom has answered; one by a deficit; a draft; one that asks nobody."""
    everybody = await people(tx, 4)
    survey = await campaign(tx, title="Опрос")
    places = [1, 2, 1, 2]
    parts = [Participation(survey.id, who, place) for who, place in zip(everybody, places, strict=True)]
    await tx.participations.plan(parts)
    await tx.participations.finish((await tx.participations.among(survey.id, 0, 100))[0].id)
    by_deficit = await campaign(tx, title="По дефициту", audience=Has(Criterion.DEFICIT, frozenset({"A/01"})))
    await tx.participations.plan([Participation(by_deficit.id, who, 1) for who in everybody[:2]])
    for terms in ({"state": CampaignState.DRAFT}, {"title": "Никого"}):
        await campaign(tx, **terms)


async def _reports(url: str, scope: Sequence[str] = (), since: int = NOON, until: int = NOON + DAY) -> list[Report]:
    async with open_snapshot(url) as snapshot:
        return await reports_of(TurnoutReports(snapshot, since, until, scope))


@pytest.fixture
async def url(database: Database, database_url: str) -> str:
    await database.write(_ask)
    await database.write(settle, NOON)
    await database.close()
    return database_url


def _told(found: Sequence[Report]) -> list[tuple[str, tuple[int | None, ...], list[tuple[str, int | None]]]]:
    return [
        (
            one.campaign.title,
            (one.total.asked, one.total.finished),
            [(place.organisation, place.asked) for place in one.organisations],
        )
        for one in found
    ]


async def test_campaigns_that_asked_somebody_with_their_organisations(url: str) -> None:
    assert _told(await _reports(url)) == [
        ("Опрос", (4, 1), [("ОО-1", 2), ("ОО-2", 2)]),
        ("По дефициту", (2, 0), [("ОО-1", None)]),
    ]


async def test_a_scope_keeps_to_its_organisations_and_their_sum(url: str) -> None:
    assert _told(await _reports(url, ["ОО-1"])) == [
        ("Опрос", (2, 1), [("ОО-1", 2)]),
        ("По дефициту", (None, None), [("ОО-1", None)]),
    ]
    assert _told(await _reports(url, ["ОО-2"])) == [("Опрос", (2, 0), [("ОО-2", 2)])]
    assert await _reports(url, ["ОО-3"]) == []


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [(0, NOON, 0), (0, NOON + 1, 2), (NOON + 14 * DAY, NOON + 15 * DAY, 2), (NOON + 14 * DAY + 1, NOON + 15 * DAY, 0)],
)
async def test_a_campaign_belongs_to_every_period_it_took_answers_in(
    url: str, since: int, until: int, found: int
) -> None:
    assert len(await _reports(url, since=since, until=until)) == found
