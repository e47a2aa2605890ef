"""A register, campaigns and rounds of the planner, without a messenger: what tests of planning need."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.acts import Act
from bot.domain.campaigns import Campaign, CampaignKind, CampaignState, Participation
from bot.domain.deliveries import DeliveryState
from bot.domain.people import Organisation, Person, Role
from bot.domain.programmes import Programme
from bot.domain.rhythm import Rhythm
from bot.domain.segments import EVERYBODY
from bot.planner import STEPS, Planner, Step
from bot.usecases.questionnaires import publish
from bot.usecases.rounds import Round
from storage.database import Database
from storage.sealing import Seal
from storage.transaction import Transaction
from tests.invited import EVERY_TABLE
from tests.stage import NOON
from tests.unit.definitions import item_data, questionnaire

DAY, HOUR = 86_400, 3_600
ZONE = ZoneInfo("Asia/Yekaterinburg")
PROGRAMME = Programme("test", "Программа", "Округ", "Центр", {}, None)
SURVEY = questionnaire([item_data("a"), item_data("b")], [item_data("c")])
OPEN = Campaign(
    id=0,
    kind=CampaignKind.PLAIN,
    title="Опрос",
    questionnaire="demo",
    audience=EVERYBODY,
    opens_at=NOON,
    closes_at=NOON + 14 * DAY,
    owner_id=None,
    state=CampaignState.PLANNED,
    created_at=NOON - DAY,
    started_at=NOON - DAY,
)


def round_at(now: int) -> Round:
    """A round of the planner at this moment."""
    return Round(now, PROGRAMME, Rhythm(ZONE, weekly_cap=5), Seal(lambda: b"k" * 32), chance=7)


def act_of(person: int, now: int, message_id: int | None = None) -> Act:
    """Somebody acts at this moment."""
    today = round_at(now).today
    return Act(update_id=now, messenger_id=person, message_id=message_id, now=now, today=today, chance=now)


async def plan(database: Database, now: int, steps: tuple[Step, ...] = STEPS) -> None:
    """One round."""
    await Planner(database, lambda: round_at(now), steps).run_once()


async def people(tx: Transaction, /, count: int, first: int = 1, **facts: Any) -> list[int]:
    """Teachers who have come in, of two schools in turn; the messenger's numbers are 1000 + their own."""
    places = [await tx.people.put_organisation(Organisation(f"ОО-{at}", f"Школа {at}")) for at in (1, 2)]
    found = []
    for number in range(first, first + count):
        at = number % 2
        person = replace(Person(f"T-{number}", (f"ОО-{at + 1}",), "учитель"), **facts)
        person_id = await tx.people.put(person, (places[at],))
        await tx.accounts.grant(person_id, Role.TEACHER, NOON)
        await tx.accounts.bind(1000 + number, person_id, NOON)
        found.append(person_id)
    return found


async def campaign(tx: Transaction, /, **terms: Any) -> Campaign:
    """A campaign that is started, on the published survey."""
    version_id = await publish(tx, SURVEY, NOON)
    return await tx.campaigns.add(replace(OPEN, version_id=version_id, **terms))


async def asked(tx: Transaction, campaign_id: int) -> list[Participation]:
    """Everybody asked in a campaign, by person."""
    return await tx.participations.among(campaign_id, 0, 2**31 - 1)


async def messages(tx: Transaction) -> list[tuple[str, int, str, int]]:
    """Everything planned: key, person, state, not before; in the order of planning."""
    statement, _ = EVERY_TABLE["deliveries"]
    rows = sorted(await tx.connection.all(statement), key=lambda row: int(row["id"]))
    return [(row["dedupe_key"], row["person_id"], row["state"], row["not_before"]) for row in rows]


async def settle(tx: Transaction, at: int, state: DeliveryState = DeliveryState.SENT, key: str = "") -> None:
    """What the sender makes of the messages that are due, or of this one."""
    due = [replace(one, attempts=one.attempts + 1) for one in await tx.claims.due(at, 1000)]
    taken = [one for one in due if key in ("", one.dedupe_key)]
    await tx.claims.take(taken, at)
    for one in taken:
        assert await tx.claims.begin(one, at, 0)
    await tx.claims.settle([replace(one, state=state) for one in taken], None, at)
