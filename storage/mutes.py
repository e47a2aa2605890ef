"""Kinds of messages a person does not want."""

from sqlalchemy import Integer, Text, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.domain.deliveries import DeliveryKind
from storage.connection import Connection
from storage.statement import Statement
from storage.tables import mutes

_PERSON = mutes.c.person_id == bindparam("person", type_=Integer)
_OF = Statement(select(mutes.c.kind).where(_PERSON))
_PUT = Statement(upsert(mutes).on_conflict_do_nothing(), columns=("person_id", "kind"))
_DROP = Statement(delete(mutes).where(_PERSON, mutes.c.kind == bindparam("which", type_=Text)))


class Mutes:
    """What people have turned off."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of(self, person_id: int) -> frozenset[DeliveryKind]:
        """Return what the person has turned off."""
        return frozenset(DeliveryKind(row["kind"]) for row in await self._connection.all(_OF, person=person_id))

    async def put(self, person_id: int, kind: DeliveryKind) -> None:
        """Turn a kind off."""
        await self._connection.execute(_PUT, person_id=person_id, kind=kind.value)

    async def drop(self, person_id: int, kind: DeliveryKind) -> None:
        """Turn a kind on again."""
        await self._connection.execute(_DROP, person=person_id, which=kind.value)
