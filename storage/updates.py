"""Which updates had their effect, what is still to be told of it, and which never could have one."""

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.types import BigInteger

from storage.connection import Connection
from storage.statement import Statement
from storage.tables import dead_letters, outcomes, updates

_CLAIM = Statement(insert(updates).on_conflict_do_nothing(), columns=("update_id", "at"))
_KEEP = Statement(insert(outcomes), columns=("update_id", "body", "at"))
_KEPT = Statement(select(outcomes.c.body).where(outcomes.c.update_id == bindparam("update", type_=BigInteger)))
_LET_GO = Statement(delete(outcomes).where(outcomes.c.update_id == bindparam("update", type_=BigInteger)))
_FORGET_OUTCOMES = Statement(delete(outcomes).where(outcomes.c.at < bindparam("before", type_=BigInteger)))
_BURY = Statement(
    insert(dead_letters).on_conflict_do_nothing(index_elements=[dead_letters.c.update_id]),
    columns=("update_id", "code", "error", "body", "at"),
)
_FORGET_BODIES = Statement(
    dead_letters.update().where(dead_letters.c.at < bindparam("before", type_=BigInteger)).values(body=None)
)
_FORGET_CLAIMS = Statement(delete(updates).where(updates.c.at < bindparam("before", type_=BigInteger)))
_DEAD = Statement(select(dead_letters).order_by(dead_letters.c.at))


class Updates:
    """The ledger of updates. The person's part of an update is never stored here."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def claim(self, update_id: int, now: int) -> bool:
        """Mark the update as done in this transaction; False when it was done before."""
        return await self._connection.execute(_CLAIM, update_id=update_id, at=now) == 1

    async def keep(self, update_id: int, outcome: str, now: int) -> None:
        """Keep what the update's effect came to, as JSON, until all of it is told."""
        await self._connection.execute(_KEEP, update_id=update_id, body=outcome, at=now)

    async def kept(self, update_id: int) -> str | None:
        """Return the outcome of an update that was performed and not told to its end."""
        row = await self._connection.one(_KEPT, update=update_id)
        return row["body"] if row else None

    async def let_go(self, update_id: int) -> None:
        """The outcome is told."""
        await self._connection.execute(_LET_GO, update=update_id)

    async def lock_person(self, messenger_id: int) -> None:
        """Let this person's updates pass one by one, whichever process takes them."""
        await self._connection.lock(messenger_id)

    async def bury(self, update_id: int, code: str, error: str, body: str | None, now: int) -> None:
        """Keep an update that could not be handled, for a person to look at."""
        await self._connection.execute(_BURY, update_id=update_id, code=code, error=error, body=body, at=now)

    async def purge(self, bodies_before: int, claims_before: int) -> None:
        """Forget raw updates, outcomes and old claims (privacy: raw text is kept for days, not for years)."""
        await self._connection.execute(_FORGET_BODIES, before=bodies_before)
        await self._connection.execute(_FORGET_OUTCOMES, before=bodies_before)
        await self._connection.execute(_FORGET_CLAIMS, before=claims_before)

    async def dead(self) -> list[tuple[int, str, str]]:
        """Return (update id, code, error) of every dead letter, oldest first."""
        rows = await self._connection.all(_DEAD)
        return [(row["update_id"], row["code"], row["error"]) for row in rows]
