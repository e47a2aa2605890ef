"""What decides whether somebody may be written to is read for many people at once."""

from dataclasses import replace

from bot.domain.consents import ConsentKind
from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.parcels import Recipient
from storage.database import Database
from storage.statement import Statement
from storage.tables import mutes
from storage.transaction import Transaction
from tests.storage.due import NOW, begin, delivery, enter, people, plan, settle, take

_MUTE = Statement(mutes.insert(), columns=("person_id", "kind"))


async def _recipients(tx: Transaction, *ids: int, since: int = 0) -> dict[int, Recipient]:
    return await tx.recipients.get(ids, since)


async def test_a_stranger_to_the_chat_and_one_who_agreed(database: Database) -> None:
    anna = await database.write(enter, 1, zone="Asia/Omsk")
    vera = await database.write(enter, 2, bound=False, consent=False, zone="Asia/Omsk")

    async def mute(tx: Transaction) -> None:
        await tx.connection.execute(_MUTE, person_id=anna, kind="reminder")

    await database.write(mute)
    base = Recipient(anna, True, 1, True, "Asia/Omsk", frozenset({DeliveryKind.REMINDER}))
    assert await database.read(_recipients, anna, vera) == {
        anna: replace(base, consents=frozenset({ConsentKind.PROCESSING})),
        vera: Recipient(vera, True, None, False, "Asia/Omsk"),
    }
    assert await database.read(_recipients) == {}


async def test_messages_that_count_are_told_with_their_times(database: Database) -> None:
    anna, vera = await people(database, 2)
    await database.write(
        plan,
        delivery(anna, "long ago"),
        delivery(anna, "recent"),
        delivery(anna, "asked for", DeliveryKind.LATER),
        delivery(anna, "not arrived"),
        delivery(vera),
    )
    moments = {"long ago": NOW, "recent": NOW + 10, "asked for": NOW + 20, "not arrived": NOW + 30}
    for claim in await database.write(take):
        if at := moments.get(claim.dedupe_key):
            ended = DeliveryState.FAILED if claim.dedupe_key == "not arrived" else DeliveryState.SENT
            await database.write(begin, claim)
            await database.write(settle, claim, ended, at)
    found = await database.read(_recipients, anna, vera, since=NOW)
    assert [found[one].sent_at for one in (anna, vera)] == [(NOW + 10,), ()]
