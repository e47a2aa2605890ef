"""Names of people, sealed. Opened only by the import and the centre's own files: never part of a transaction's
repositories, so that nothing a chat can reach leads here."""

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.domain.names import Name, name_digest
from storage.connection import Connection
from storage.keys import NameKey
from storage.sealing import Seal
from storage.statement import Statement
from storage.tables import people, person_names

_BLOCK = 64  # plain text is padded to whole blocks, so that the length of a name does not show

_COLUMNS = ("person_id", "sealed", "digest")
_NEW = upsert(person_names)
_PUT = Statement(
    _NEW.on_conflict_do_update(
        index_elements=["person_id"], set_={"sealed": _NEW.excluded.sealed, "digest": _NEW.excluded.digest}
    ),
    columns=_COLUMNS,
)
_ALL = Statement(select(people.c.code, person_names).join(people).order_by(people.c.code))
_DIGESTS = Statement(select(people.c.code, person_names.c.digest).join_from(person_names, people))
_COUNT = Statement(select(func.count()).select_from(person_names))


async def count_names(connection: Connection) -> int:
    """How many names are sealed; needs no key, decides whether a missing key may be made anew."""
    row = await connection.one(_COUNT)
    return int(row[0]) if row else 0


class Names:
    """Seal and open names of people; one instance per transaction."""

    def __init__(self, connection: Connection, key: NameKey) -> None:
        self._connection = connection
        self._key = key
        self._seal = Seal(lambda: key.sealing)

    def digest(self, name: Name) -> str:
        """The keyed digest by which an import recognises a name."""
        return name_digest(self._key.digest, name)

    async def put(self, person_id: int, name: Name) -> None:
        """Add or replace a person's name."""
        await self._connection.execute(
            _PUT, person_id=person_id, sealed=self._closed(person_id, name), digest=self.digest(name)
        )

    async def digests(self) -> dict[str, str]:
        """Return code → digest of everybody."""
        return {row["code"]: row["digest"] for row in await self._connection.all(_DIGESTS)}

    async def all(self, codes: Iterable[str] | None = None) -> Mapping[str, Name]:
        """Return code → name, of everybody or of the given codes.

        Raises `Refused` `key_wrong` when the key does not fit what is sealed.
        """
        wanted = None if codes is None else frozenset(codes)
        rows = await self._connection.all(_ALL)
        return {
            row["code"]: self._opened(row["person_id"], bytes(row["sealed"]))
            for row in rows
            if wanted is None or row["code"] in wanted
        }

    def _closed(self, person_id: int, name: Name) -> bytes:
        plain = json.dumps([name.last, name.first, name.patronymic], ensure_ascii=False).encode()
        padded = plain.ljust(-(-len(plain) // _BLOCK) * _BLOCK)
        return self._seal.close(padded, _owner(person_id))

    def _opened(self, person_id: int, sealed: bytes) -> Name:
        last, first, patronymic = json.loads(self._seal.open(sealed, _owner(person_id)))
        return Name(last, first, patronymic)


def _owner(person_id: int) -> bytes:
    """Bound into the seal, so that a blob moved to another person's row does not open."""
    return person_id.to_bytes(8, "big")
