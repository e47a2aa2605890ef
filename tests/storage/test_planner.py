"""Rounds of the planner on both databases: who is asked, reminded, closed; nothing is planned twice."""

import pytest

from bot.domain.campaigns import CampaignKind, CampaignState
from bot.domain.people import Person, Role
from bot.domain.segments import Criterion, Has
from bot.planner import Planner
from bot.usecases import asking, audiences
from bot.usecases.asking import ask_newcomer
from bot.usecases.rounds import Round
from storage.database import Database
from storage.transaction import Transaction
from tests.planning import DAY, HOUR, asked, campaign, messages, people, plan, round_at, settle
from tests.stage import NOON


@pytest.fixture(autouse=True)
def _small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audiences, "PAGE", 2)


async def test_everybody_who_is_meant_is_asked_once(database: Database) -> None:
    ids = await database.write(people, 5)
    one = await database.write(campaign)
    await plan(database, NOON - 1)
    assert await database.read(messages) == []
    for now in (NOON, NOON, NOON + DAY, NOON - DAY):
        await plan(database, now)
    found = await database.read(asked, one.id)
    assert [part.person_id for part in found] == ids
    assert len({part.organisation_id for part in found}) == 2
    assert await database.read(messages) == [(f"campaign:{part.id}", part.person_id, "planned", NOON) for part in found]
    assert (await database.read(lambda tx: tx.campaigns.get(one.id))).state is CampaignState.OPEN


async def test_only_the_audience_is_asked(database: Database) -> None:
    await database.write(people, 4)
    one = await database.write(campaign, audience=Has(Criterion.CODE, frozenset({"T-3"})))
    await plan(database, NOON)
    assert len(await database.read(asked, one.id)) == 1


async def test_who_joins_the_register_while_it_is_open_is_asked_then(database: Database) -> None:
    await database.write(people, 3)
    one = await database.write(campaign)
    await plan(database, NOON)
    (late,) = await database.write(people, 1, 4)
    await plan(database, NOON + DAY)
    assert [part.person_id for part in await database.read(asked, one.id)][-1] == late
    assert (await database.read(messages))[-1][1:] == (late, "planned", NOON + DAY)


async def test_who_cannot_be_written_to_is_asked_without_a_message_and_written_to_on_coming_in(
    database: Database,
) -> None:
    async def absent(tx: Transaction) -> int:
        return await tx.people.put(Person("T-9", (), "учитель"), ())

    person = await database.write(absent)
    one = await database.write(campaign)
    await plan(database, NOON)
    (waiting,) = await database.read(asked, one.id)
    assert (waiting.person_id, await database.read(messages)) == (person, [])
    await database.write(lambda tx: tx.accounts.bind(1009, person, NOON + DAY))
    for _ in range(2):
        await database.write(ask_newcomer, person, NOON + DAY)
    assert await database.read(messages) == [(f"campaign:{waiting.id}", person, "planned", NOON + DAY + HOUR)]


async def test_nobody_is_asked_within_the_cooldown_or_twice_about_the_same(database: Database) -> None:
    first, second = await database.write(people, 2)
    only_first = Has(Criterion.CODE, frozenset({"T-1"}))
    await database.write(campaign, audience=only_first, closes_at=NOON + DAY)
    await plan(database, NOON)
    same = await database.write(campaign)
    other = await database.write(campaign, questionnaire="other", cooldown_days=7)
    later = await database.write(
        campaign, questionnaire="third", cooldown_days=7, opens_at=NOON + 9 * DAY, closes_at=NOON + 20 * DAY
    )
    await database.write(settle, NOON + HOUR, key="campaign:1")
    await plan(database, NOON + HOUR)
    assert [part.person_id for part in await database.read(asked, same.id)] == [second]
    assert first not in [part.person_id for part in await database.read(asked, other.id)]
    await plan(database, NOON + 9 * DAY)
    assert first in [part.person_id for part in await database.read(asked, later.id)]


async def extend(tx: Transaction, campaign_id: int, closes_at: int) -> bool:
    return await tx.campaigns.extend(campaign_id, closes_at, NOON + DAY)


async def test_who_has_begun_is_told_once_of_each_new_closing(database: Database) -> None:
    await database.write(people, 3)
    one = await database.write(campaign)
    await plan(database, NOON)
    await database.write(lambda tx: tx.participations.open(2))
    for closing in (20, 25):
        await database.write(extend, one.id, NOON + closing * DAY)
        for _ in range(2):
            await plan(database, NOON + DAY)
    await database.write(lambda tx: tx.campaigns.stop(one.id, NOON + 2 * DAY))
    for _ in range(2):
        await plan(database, NOON + 2 * DAY)
    told = [(key, person) for key, person, *_ in await database.read(messages) if key.startswith("change")]
    assert told == [(f"change:2:{NOON + day * DAY}", 2) for day in (20, 25, 2)]


async def test_standing_campaigns_ask_nobody_by_themselves(database: Database) -> None:
    await database.write(people, 2)
    one = await database.write(campaign, kind=CampaignKind.CHECKIN)
    await plan(database, NOON)
    assert await database.read(asked, one.id) == []
    assert (await database.read(lambda tx: tx.campaigns.get(one.id))).state is CampaignState.OPEN


async def test_reminders_keep_their_distance_and_their_number(database: Database) -> None:
    await database.write(people, 1)
    await database.write(campaign)  # after three days, twice at the most
    await plan(database, NOON)
    await plan(database, NOON + 5 * DAY)
    assert len(await database.read(messages)) == 1, "the first message is still on its way"
    await database.write(settle, NOON + 5 * DAY, key="campaign:1")
    for now in (6, 7.9, 8, 8, 8.1):
        await plan(database, int(NOON + now * DAY))
    assert [key for key, *_ in await database.read(messages)] == ["campaign:1", "reminder:1:1"]
    await database.write(settle, NOON + 8 * DAY, key="reminder:1:1")
    await plan(database, NOON + 11 * DAY)
    await database.write(settle, NOON + 11 * DAY, key="reminder:1:2")
    await plan(database, NOON + 15 * DAY)
    assert [key for key, *_ in await database.read(messages)] == ["campaign:1", "reminder:1:1", "reminder:1:2"]


@pytest.mark.parametrize("why", ["finished", "unreachable", "stopped"])
async def test_who_is_done_or_cannot_be_reached_is_not_reminded(database: Database, why: str) -> None:
    await database.write(people, 1)
    one = await database.write(campaign)
    await plan(database, NOON)
    await database.write(settle, NOON, key="campaign:1")
    if why == "finished":
        await database.write(lambda tx: tx.participations.finish(1))
    elif why == "unreachable":
        await database.write(lambda tx: tx.accounts.set_reachable(1001, False))
    else:
        await database.write(lambda tx: tx.campaigns.stop(one.id, NOON + DAY))
    await plan(database, NOON + 4 * DAY)
    assert len(await database.read(messages)) == 1


async def test_a_campaign_that_slept_through_its_days_asks_nobody(database: Database) -> None:
    await database.write(people, 1)
    one = await database.write(campaign)
    await plan(database, NOON + 30 * DAY)
    assert (await database.read(messages), await database.read(asked, one.id)) == ([], [])
    closed = await database.read(lambda tx: tx.campaigns.get(one.id))
    assert (closed.state, closed.closed_at) == (CampaignState.CLOSED, NOON + 30 * DAY)


async def test_an_extension_between_looking_and_closing_wins(database: Database) -> None:
    one = await database.write(campaign, state=CampaignState.OPEN)

    class Late:
        """Extends the campaign after the planner has looked."""

        def __init__(self, inner: Database) -> None:
            self._inner = inner

        def __getattr__(self, name: str) -> object:
            return getattr(self._inner, name)

        async def read(self, verb: object, *args: object) -> object:
            found: object = await self._inner.read(verb, *args)  # type: ignore[arg-type]  # hands on whatever comes
            await self._inner.write(lambda tx: tx.campaigns.extend(one.id, NOON + 20 * DAY, NOON))
            return found

    await plan(Late(database), NOON + 14 * DAY)  # type: ignore[arg-type]  # all of it but the type
    assert (await database.read(lambda tx: tx.campaigns.get(one.id))).closed_at is None


class Killed(BaseException):
    """The process is gone."""


async def test_a_round_killed_in_the_middle_is_finished_by_the_next(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = await database.write(people, 7)
    one = await database.write(campaign)
    left = 2

    async def killed(*args: object) -> bool:
        nonlocal left
        left -= 1
        if left < 0:
            raise Killed
        return await ask_page(*args)  # type: ignore[arg-type]  # hands on whatever comes

    ask_page = asking.ask_page
    monkeypatch.setattr(asking, "ask_page", killed)
    with pytest.raises(Killed):
        await plan(database, NOON)
    assert len(await database.read(messages)) == 4
    monkeypatch.setattr(asking, "ask_page", ask_page)
    await plan(database, NOON + 60)
    assert [person for _, person, *_ in await database.read(messages)] == ids
    assert len(await database.read(asked, one.id)) == 7


async def test_a_page_that_was_dealt_with_meanwhile_is_left_alone(database: Database) -> None:
    await database.write(people, 2)
    one = await database.write(campaign, state=CampaignState.OPEN)
    page = await database.read(audiences.meant_page, one, round_at(NOON).calendar, NOON, 0)
    assert page is not None
    assert [await database.write(asking.ask_page, one, page, NOON) for _ in range(2)] == [True, False]


async def test_who_may_not_answer_is_not_asked(database: Database) -> None:
    async def observer(tx: Transaction) -> None:
        (person,) = await people(tx, 1)
        await tx.accounts.revoke(person, Role.TEACHER)
        await tx.accounts.grant(person, Role.OBSERVER, NOON)

    await database.write(observer)
    one = await database.write(campaign)
    await plan(database, NOON)
    assert await database.read(asked, one.id) == []


async def test_a_step_that_fails_holds_up_no_other(database: Database) -> None:
    ran = []

    async def broken(_: Database, __: Round) -> None:
        raise ValueError("broken")

    async def working(_: Database, now: Round) -> None:
        ran.append(now.now)

    with pytest.raises(ExceptionGroup):
        await Planner(database, lambda: round_at(NOON), (broken, working)).run_once()
    assert ran == [NOON]
