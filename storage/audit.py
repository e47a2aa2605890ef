"""Who did what that matters. Written beside the write itself; never holds names or answers."""

import json
from collections.abc import Mapping

from sqlalchemy import BigInteger, Text, bindparam, insert, select

from storage.connection import Connection
from storage.statement import Statement
from storage.tables import audit, erasures

_NOTE = Statement(insert(audit), columns=("at", "person_id", "action", "object", "detail"))
_ERASED = Statement(insert(erasures), columns=("at", "rows"))
_SAME = Statement(
    select(audit.c.id).where(
        audit.c.at == bindparam("at", type_=BigInteger),
        audit.c.action == bindparam("action", type_=Text),
        audit.c.object == bindparam("object", type_=Text),
        audit.c.detail == bindparam("detail", type_=Text),
    )
)
_HAS = Statement(
    select(audit.c.id)
    .where(audit.c.action == bindparam("action", type_=Text), audit.c.object == bindparam("object", type_=Text))
    .limit(1)
)
_ALL = Statement(select(audit).order_by(audit.c.id))


class Audit:
    """The journal of actions."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def note(self, now: int, person_id: int | None, action: str, about: str, **detail: str | int | None) -> None:
        """Write one line of the journal."""
        text = json.dumps(detail, ensure_ascii=False, sort_keys=True)
        await self._connection.execute(_NOTE, at=now, person_id=person_id, action=action, object=about, detail=text)

    async def note_once(self, now: int, action: str, about: str, **detail: str | int | None) -> None:
        """Write a line of nobody's unless the very same one stands there already."""
        text = json.dumps(detail, ensure_ascii=False, sort_keys=True)
        if not await self._connection.all(_SAME, at=now, action=action, object=about, detail=text):
            await self.note(now, None, action, about, **detail)

    async def has(self, action: str, about: str) -> bool:
        """Tell whether the journal holds such a line."""
        return await self._connection.one(_HAS, action=action, object=about) is not None

    async def note_erasure(self, now: int, rows: Mapping[str, int]) -> None:
        """Record that something was erased, without saying whose."""
        await self._connection.execute(_ERASED, at=now, rows=json.dumps(dict(rows), sort_keys=True))

    async def actions(self) -> list[tuple[int | None, str, str]]:
        """Return (person id, action, object) of the whole journal, oldest first."""
        return [(row["person_id"], row["action"], row["object"]) for row in await self._connection.all(_ALL)]
