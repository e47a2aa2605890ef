"""Which chats have a command menu of their own, by the menu's mark. A chat without a row has the menu of everybody."""

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from storage.connection import Connection
from storage.statement import Statement
from storage.tables import menus

_new = insert(menus)
_PUT = Statement(
    _new.on_conflict_do_update(index_elements=[menus.c.messenger_id], set_={"mark": _new.excluded.mark}),
    columns=("messenger_id", "mark"),
)
_DROP = Statement(delete(menus).where(menus.c.messenger_id == bindparam("messenger")))
_FIND = Statement(select(menus.c.mark).where(menus.c.messenger_id == bindparam("messenger")))
_ALL = Statement(select(menus.c.messenger_id, menus.c.mark))


class Menus:
    """Marks of menus by messenger account; what a mark stands for is the screens' business."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def find(self, messenger_id: int) -> str | None:
        """Return the mark of the chat's own menu, None when it has none."""
        row = await self._connection.one(_FIND, messenger=messenger_id)
        return row["mark"] if row else None

    async def all(self) -> dict[int, str]:
        """Return messenger account → mark."""
        return {row["messenger_id"]: row["mark"] for row in await self._connection.all(_ALL)}

    async def put(self, messenger_id: int, mark: str | None) -> None:
        """Remember which menu the chat has now."""
        if mark is None:
            await self._connection.execute(_DROP, messenger=messenger_id)
        else:
            await self._connection.execute(_PUT, messenger_id=messenger_id, mark=mark)
