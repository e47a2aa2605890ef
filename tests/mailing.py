"""A campaign that writes to people, for tests of what is due: planned straight into the database of a stage."""

from collections.abc import Iterable, Sequence
from typing import Any

from bot.domain.campaigns import Campaign, CampaignKind, CampaignState, Participation
from bot.domain.deliveries import Delivery, DeliveryKind, DeliveryState
from bot.domain.segments import EVERYBODY
from playground.person import Person as Player
from storage.transaction import Transaction
from tests.invited import tables
from tests.stage import Stage

DAY = 86_400
TITLE = "Опрос о запросах"


async def acquainted(stage: Stage, number: int, **facts: Any) -> list[Player]:
    """People who have written to the bot, so that it may write to them."""
    people = [await stage.person(**facts) for _ in range(number)]
    for one in people:
        await one.says("/privacy")
    for one in people:
        await one.sees()
    await stage.telegram.quiet()
    stage.telegram.world.journal.clear()
    return people


async def ask(
    stage: Stage, people: Iterable[Player], kind: DeliveryKind = DeliveryKind.CAMPAIGN, after: int = 0, lasts: int = DAY
) -> int:
    """Open a campaign and write to each of these people, due after so many seconds; return its id."""
    now = int(stage.clock())
    return await stage.database.write(plan_campaign, [one.id for one in people], kind, now + after, now + after + lasts)


async def plan_campaign(
    tx: Transaction, accounts: Sequence[int], kind: DeliveryKind, opens_at: int, closes_at: int
) -> int:
    """Store an open campaign with one delivery for each account, due when it opens; return its id."""
    version = await tx.questionnaires.find_latest("needs")
    new = Campaign(
        0, CampaignKind.PLAIN, TITLE, "needs", EVERYBODY, opens_at, closes_at, None,
        state=CampaignState.OPEN, version_id=version, created_at=opens_at,
    )  # fmt: skip
    campaign = (await tx.campaigns.add(new)).id
    people = [await tx.accounts.get_person(account) for account in accounts]
    await tx.participations.plan([Participation(campaign, person, None) for person in people])
    asked = await tx.participations.among(campaign, 0, 2**31 - 1)
    await tx.deliveries.plan([_delivery(one, kind, opens_at, closes_at) for one in asked], opens_at)
    return campaign


def _delivery(asked: Participation, kind: DeliveryKind, at: int, until: int) -> Delivery:
    key = f"{kind.value}:{asked.campaign_id}:{asked.person_id}"
    return Delivery(key, kind, asked.person_id, at, until, asked.campaign_id, asked.id)


async def send_due(stage: Stage) -> None:
    """Send what is due by the stage's clock, and plan nothing more."""
    assert stage.app is not None
    await stage.app.sender.drain()


async def outcomes(stage: Stage) -> dict[DeliveryState, int]:
    """State → how many deliveries are in it."""
    found: dict[DeliveryState, int] = {}
    for row in (await tables(stage))["deliveries"]:
        state = DeliveryState(row["state"])
        found[state] = found.get(state, 0) + 1
    return found


def received(player: Player) -> int:
    """How many messages of campaigns she has."""
    return sum(TITLE in seen for seen in player.chat)
