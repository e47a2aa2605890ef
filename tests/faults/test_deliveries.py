"""Messages to many under attack: people who are gone, flood control, broken connections, stops, clocks, overlaps."""

import asyncio
from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.courier import Courier
from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.parcels import Parcel
from bot.domain.people import Organisation
from bot.domain.rhythm import Rhythm
from bot.ledger import Ledger
from bot.limiter import Limiter
from bot.screen import Screen
from bot.sender import Sender
from handlers.screens.deliveries import parcel_screen
from playground.rules import Action, Error, HalfResponse, Hang, Http, Reset, RetryAfter, Slow
from storage.errors import Unavailable
from storage.transaction import Transaction
from tests.invited import tables
from tests.mailing import DAY, acquainted, ask, outcomes, received, send_due
from tests.stage import Stage

HOUR = 3600
MOSCOW = ZoneInfo("Europe/Moscow")
PLANNED, SENT, BLOCKED, UNKNOWN, CANCELLED, EXPIRED = (
    DeliveryState.PLANNED,
    DeliveryState.SENT,
    DeliveryState.BLOCKED,
    DeliveryState.UNKNOWN,
    DeliveryState.CANCELLED,
    DeliveryState.EXPIRED,
)


class Pauses:
    """Turns come a little sooner than they would; a longer pause lasts until the test ends it."""

    def __init__(self) -> None:
        self.asked: list[float] = []
        self._asleep = asyncio.Event()
        self._over = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        if seconds < 7:
            await asyncio.sleep(min(seconds, 0.05))
            return
        self.asked.append(seconds)
        self._asleep.set()
        await self._over.wait()

    async def until_asleep(self) -> None:
        await self._asleep.wait()

    def end(self) -> None:
        self._over.set()


def sender(stage: Stage, sleep: Any = asyncio.sleep, limiter: Limiter | None = None) -> Sender:
    """A sender with time of its own beside the stage's, whose pauses pass at once."""
    assert stage.app is not None
    limiter = limiter or Limiter(1000, sleep)
    ledger = Ledger(stage.database, Rhythm(MOSCOW, 5), stage.clock, sleep)
    return Sender(stage.database, ledger, Courier(stage.app.bot, limiter, sleep), limiter, parcel_screen)


async def reachable(stage: Stage) -> list[bool]:
    """Of everybody, in the order of accounts."""
    return [
        bool(row["reachable"]) for row in sorted((await tables(stage))["accounts"], key=lambda row: row["messenger_id"])
    ]


GONE = [
    (Error(403, "Forbidden: bot was blocked by the user"), "blocked"),
    (Error(403, "Forbidden: user is deactivated"), "deactivated"),
    (Error(400, "Bad Request: chat not found"), "not_found"),
]


async def test_b01_seven_of_a_hundred_have_blocked_the_bot(stage: Stage) -> None:
    people = await acquainted(stage, 100)
    for one in people[10:80:10]:
        stage.telegram.rule("sendMessage", GONE[0][0], match={"chat_id": str(one.id)})
    await ask(stage, people)
    await send_due(stage)
    assert await outcomes(stage) == {SENT: 93, BLOCKED: 7}
    assert (await reachable(stage)).count(False) == 7
    assert len(stage.telegram.calls("sendMessage")) == 100  # nobody was tried twice


@pytest.mark.parametrize(("refusal", "reason"), GONE, ids=[reason for _, reason in GONE])
async def test_b02_who_is_gone_is_not_written_to_again(stage: Stage, refusal: Error, reason: str) -> None:
    anna, vera = await acquainted(stage, 2)
    stage.telegram.rule("sendMessage", refusal, match={"chat_id": str(anna.id)}, times=1)
    await ask(stage, [anna, vera])
    await ask(stage, [anna, vera], DeliveryKind.CHANGE, after=2 * DAY)
    await send_due(stage)
    assert await outcomes(stage) == {SENT: 1, BLOCKED: 1, CANCELLED: 1, PLANNED: 1}
    assert next(row["reason"] for row in (await tables(stage))["deliveries"] if row["state"] == "blocked") == reason
    await ask(stage, [anna])
    await send_due(stage)
    assert [call.chat_id for call in stage.telegram.calls("sendMessage")].count(anna.id) == 1
    assert (await outcomes(stage))[BLOCKED] == 2


async def test_b03_flood_control_pauses_everybody_and_nobody_gets_it_twice(stage: Stage) -> None:
    people = await acquainted(stage, 60)
    stage.telegram.rule("sendMessage", RetryAfter(7), nth=40, times=1)
    await ask(stage, people)
    pauses = Pauses()
    sending = asyncio.create_task(sender(stage, pauses).drain())
    await pauses.until_asleep()
    await stage.telegram.quiet()
    called = len(stage.telegram.calls("sendMessage"))
    assert called < 60
    assert not sending.done()
    assert len(stage.telegram.calls("sendMessage")) == called
    pauses.end()
    await sending
    assert pauses.asked == [7]
    assert len(stage.telegram.calls("sendMessage")) == 61
    assert [received(one) for one in people] == [1] * 60
    assert await outcomes(stage) == {SENT: 60}


async def test_b04_repeated_flood_control_is_obeyed_longer_each_time(stage: Stage) -> None:
    (anna,) = await acquainted(stage, 1)
    stage.telegram.rule("sendMessage", RetryAfter(10), times=5)
    await ask(stage, [anna])
    pauses = Pauses()
    pauses.end()
    await sender(stage, pauses).drain()
    assert pauses.asked == [10, 20, 30, 40, 50]
    assert len(stage.telegram.calls("sendMessage")) == 6
    assert received(anna) == 1


AMBIGUOUS: list[Action] = [Http(502), Error(500, "Internal Server Error"), Reset(), Reset(apply=True), HalfResponse()]


@pytest.mark.parametrize("fault", AMBIGUOUS, ids=["502-html", "500", "reset", "applied-then-reset", "half-response"])
async def test_b06_what_may_have_arrived_is_unknown_and_not_sent_again(stage: Stage, fault: Action) -> None:
    people = await acquainted(stage, 5)
    stage.telegram.rule("sendMessage", fault, match={"chat_id": str(people[2].id)}, times=1)
    await ask(stage, people)
    for _ in range(3):
        await send_due(stage)
        stage.clock.advance(HOUR)
    assert await outcomes(stage) == {SENT: 4, UNKNOWN: 1}
    assert len(stage.telegram.calls("sendMessage")) == 5


async def test_b06_what_was_asked_for_is_rather_sent_twice_than_never(stage: Stage) -> None:
    (anna,) = await acquainted(stage, 1)
    stage.telegram.rule("sendMessage", Reset(apply=True), times=1)
    await ask(stage, [anna], DeliveryKind.LATER)
    await send_due(stage)
    assert await outcomes(stage) == {PLANNED: 1}
    stage.clock.advance(60)
    await send_due(stage)
    assert await outcomes(stage) == {SENT: 1}
    assert received(anna) == 2


async def test_b06_whoever_presses_its_button_has_got_it(stage: Stage) -> None:
    (anna,) = await acquainted(stage, 1)
    stage.telegram.rule("sendMessage", Reset(apply=True), times=1)
    await ask(stage, [anna])
    await send_due(stage)
    assert await outcomes(stage) == {UNKNOWN: 1}
    await anna.presses("Ответить")
    await anna.sees("Вопрос 1")
    assert await outcomes(stage) == {SENT: 1}


async def test_o11_an_outage_costs_nobody_her_message(stage: Stage) -> None:
    people = await acquainted(stage, 20)
    await ask(stage, people)
    await stage.telegram.crash()
    sending = asyncio.create_task(sender(stage, _briefly).drain())
    for _ in range(50):
        await asyncio.sleep(0)
    assert not sending.done()
    await stage.telegram.recover()
    await sending
    assert await outcomes(stage) == {SENT: 20}
    assert [received(one) for one in people] == [1] * 20


async def _briefly(seconds: float) -> None:
    await asyncio.sleep(min(seconds, 0.01))


async def test_u16_a_storage_that_is_away_is_waited_for(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    people = await acquainted(stage, 10)
    await ask(stage, people)
    real, failures = stage.database.write, iter([True, False, True, True, False, False, True, False, True] * 2)

    async def flaky(*args: Any) -> Any:
        if next(failures, False):
            raise Unavailable("locked")
        return await real(*args)

    monkeypatch.setattr(stage.database, "write", flaky)
    await send_due(stage)
    assert await outcomes(stage) == {SENT: 10}
    assert [received(one) for one in people] == [1] * 10


class Gate(Limiter):
    """Lets so many messages to many out, and the others when it is opened."""

    def __init__(self, most: int) -> None:
        super().__init__(1000)
        self._left = most
        self.reached = asyncio.Event()
        self.opened = asyncio.Event()

    async def approach(self) -> None:
        if not self._left:
            self.reached.set()
            await self.opened.wait()
        self._left -= 1
        await super().approach()


async def test_b08_a_stop_lets_nothing_more_out_than_was_on_its_way(stage: Stage) -> None:
    people = await acquainted(stage, 100)
    campaign = await ask(stage, people)
    gate = Gate(37)
    sending = asyncio.create_task(sender(stage, limiter=gate).drain())
    await gate.reached.wait()
    await stage.telegram.called("sendMessage", 37)

    async def stop(tx: Transaction) -> int:
        return await tx.deliveries.cancel_campaign(campaign, "stopped", int(stage.clock()))

    await stage.database.write(stop)
    gate.opened.set()
    await sending
    assert await outcomes(stage) == {SENT: 37, CANCELLED: 63}
    assert sum(received(one) for one in people) == 37


ZONES = ("Europe/Kaliningrad", "Asia/Omsk", "Asia/Kamchatka", "Europe/Berlin")


@pytest.fixture
async def scattered(stage: Stage) -> Stage:
    """A stage with one person in each zone, named by it."""
    for number, zone in enumerate(ZONES):
        school = Organisation(code=f"Z-{number}", name=zone, zone=zone)
        await acquainted(stage, 1, school=school)
    return stage


async def test_b13_everybody_is_written_to_by_day_on_a_working_day_of_her_own(scattered: Stage) -> None:
    stage = scattered
    people = sorted(stage.telegram.people.values(), key=lambda one: one.id)
    stage.clock.at = datetime(2026, 10, 23, 16, tzinfo=MOSCOW).timestamp()  # a Friday; in Berlin the clock goes back
    await ask(stage, people, lasts=7 * DAY)
    when: dict[str, str] = {}
    for _ in range(5 * 24):
        await send_due(stage)
        for one, zone in zip(people, ZONES, strict=True):
            if received(one) and zone not in when:
                when[zone] = f"{datetime.fromtimestamp(stage.clock(), ZoneInfo(zone)):%a %H:%M}"
        stage.clock.advance(HOUR)
    assert when == {
        "Europe/Kaliningrad": "Fri 15:00",
        "Asia/Omsk": "Fri 19:00",
        "Asia/Kamchatka": "Mon 08:00",
        "Europe/Berlin": "Fri 15:00",
    }
    assert [received(one) for one in people] == [1] * len(ZONES)


async def test_b18_overlapping_runs_double_nothing(stage: Stage) -> None:
    people = await acquainted(stage, 30)
    stage.telegram.rule("sendMessage", Slow(0.02))
    await ask(stage, people, DeliveryKind.REMINDER)
    await asyncio.gather(send_due(stage), send_due(stage), sender(stage).drain(), sender(stage).drain())
    assert await outcomes(stage) == {SENT: 30}
    assert [received(one) for one in people] == [1] * 30


async def test_b19_one_slow_call_holds_up_nobody_and_is_not_repeated(stage: Stage) -> None:
    anna, *others = await acquainted(stage, 20)
    slow = stage.telegram.rule("sendMessage", Hang(), match={"chat_id": str(anna.id)})
    await ask(stage, [anna, *others])
    sending = asyncio.create_task(sender(stage).drain())
    await stage.telegram.called("sendMessage", 20)
    await asyncio.gather(*(one.sees("Опрос") for one in others))
    assert not sending.done()
    slow.release()
    await sending
    assert await outcomes(stage) == {SENT: 20}
    assert len(stage.telegram.calls("sendMessage")) == 20


async def test_u14_a_clock_that_jumps_sends_everything_once(stage: Stage) -> None:
    people = await acquainted(stage, 5)
    await ask(stage, people, lasts=4 * DAY)
    await ask(stage, people, DeliveryKind.REMINDER, after=DAY, lasts=3 * DAY)
    for jump in (0, -DAY, DAY, DAY, -DAY, -DAY, 2 * DAY):
        stage.clock.advance(jump)
        await send_due(stage)
    assert await outcomes(stage) == {SENT: 10}
    assert [received(one) for one in people] == [2] * 5


async def test_u14_what_was_taken_before_the_clock_went_back_is_sent_without_waiting_for_it(stage: Stage) -> None:
    (anna,) = await acquainted(stage, 1)
    stage.clock.advance(-2 * DAY)
    await ask(stage, [anna], lasts=4 * DAY)
    stage.clock.advance(2 * DAY)
    assert stage.app is not None
    ledger = Ledger(stage.database, Rhythm(MOSCOW, 5), stage.clock, _briefly)
    claimed = await ledger.claim(10)  # and nothing more: its process was killed
    assert claimed.parcels
    stage.clock.advance(-DAY)
    await send_due(stage)
    assert await outcomes(stage) == {SENT: 1}


async def test_after_three_days_the_useful_is_sent_the_useless_expires_and_the_cap_holds(stage: Stage) -> None:
    people = await acquainted(stage, 4)
    for number in range(8):
        await ask(stage, people, after=number * 600, lasts=9 * DAY)
    await ask(stage, people, lasts=DAY)
    stage.clock.advance(4 * DAY)  # from Thursday to Monday
    await send_due(stage)
    assert (await outcomes(stage))[EXPIRED] == 4
    assert [len([seen for seen in one.chat if "Опрос" in seen]) for one in people] == [1] * 4  # a digest
    assert (await outcomes(stage))[SENT] == 32


async def test_nobody_gets_more_than_the_cap(stage: Stage) -> None:
    (anna,) = await acquainted(stage, 1)
    start = stage.clock()
    for day in range(14):
        stage.clock.at = start + day * DAY
        await ask(stage, [anna], lasts=30 * DAY)
        await send_due(stage)
    moments = sorted({row["settled_at"] for row in (await tables(stage))["deliveries"] if row["state"] == "sent"})
    assert len(moments) >= 8
    assert all(sum(start <= one < start + 7 * DAY for one in moments) <= 5 for start in moments)


async def test_whoever_is_answering_is_not_disturbed(stage: Stage) -> None:
    (anna,) = await acquainted(stage, 1)
    await ask(stage, [anna])
    await send_due(stage)
    await anna.presses("Ответить")
    await anna.sees("Вопрос 1")
    await ask(stage, [anna], DeliveryKind.CHANGE)
    stage.clock.advance(14 * 60)
    await send_due(stage)
    assert received(anna) == 0  # the invitation has become the question
    stage.clock.advance(60)
    await send_due(stage)
    assert received(anna) == 1


async def test_a_methodologist_s_test_comes_in_spite_of_everything(stage: Stage) -> None:
    (anna,) = await acquainted(stage, 1)
    stage.clock.advance(12 * HOUR)  # midnight
    await ask(stage, [anna], DeliveryKind.TEST)
    await send_due(stage)
    assert received(anna) == 1


@pytest.mark.parametrize("broken", [Screen(""), None], ids=["refused", "not-worded"])
async def test_one_message_that_cannot_be_sent_stops_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, broken: Screen | None
) -> None:
    people = await acquainted(stage, 3)
    await ask(stage, people)
    assert stage.app is not None
    numbers = count()

    def break_once(parcel: Parcel) -> Screen:
        if next(numbers) != 1:
            return parcel_screen(parcel)
        if broken is None:
            raise KeyError
        return broken

    monkeypatch.setattr(stage.app.sender, "_render", break_once)
    await send_due(stage)
    assert await outcomes(stage) == {SENT: 2, DeliveryState.FAILED: 1}
