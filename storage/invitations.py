"""Single-use doors into the register. Stores hashes of tokens, never tokens."""

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.types import BigInteger

from storage.connection import Connection
from storage.statement import Statement
from storage.tables import failed_attempts, invitations, people

_ADD = Statement(insert(invitations), columns=("token_hash", "person_id", "created_at", "expires_at"))
_FIND = Statement(
    select(invitations.c.id, invitations.c.person_id).where(
        invitations.c.token_hash == bindparam("token_hash"),
        invitations.c.used_at.is_(None),
        invitations.c.revoked_at.is_(None),
        invitations.c.expires_at > bindparam("now", type_=BigInteger),
    )
)
_OPEN = Statement(
    select(people.c.code)
    .join_from(invitations, people)
    .where(
        invitations.c.used_at.is_(None),
        invitations.c.revoked_at.is_(None),
        invitations.c.expires_at > bindparam("now", type_=BigInteger),
    )
)
_OWNER = Statement(select(invitations.c.person_id).where(invitations.c.token_hash == bindparam("token_hash")))
_USE = Statement(
    update(invitations)
    .where(invitations.c.id == bindparam("invitation"), invitations.c.used_at.is_(None))
    .values(used_at=bindparam("now", type_=BigInteger))
)
_REVOKE = Statement(
    update(invitations)
    .where(
        invitations.c.person_id == bindparam("person"),
        invitations.c.used_at.is_(None),
        invitations.c.revoked_at.is_(None),
    )
    .values(revoked_at=bindparam("now", type_=BigInteger))
)
_FAIL = Statement(insert(failed_attempts), columns=("stranger", "at"))
_FAILURES = Statement(
    select(func.count())
    .select_from(failed_attempts)
    .where(
        failed_attempts.c.stranger == bindparam("stranger"),
        failed_attempts.c.at > bindparam("since", type_=BigInteger),
    )
)
_FORGET = Statement(failed_attempts.delete().where(failed_attempts.c.at < bindparam("before", type_=BigInteger)))


class Invitations:
    """Issue, find, use and revoke; count the failures of strangers, who are known by a keyed digest only."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, token_hash: str, person_id: int, now: int, expires_at: int) -> None:
        """Store a fresh invitation."""
        await self._connection.execute(
            _ADD, token_hash=token_hash, person_id=person_id, created_at=now, expires_at=expires_at
        )

    async def find_open(self, token_hash: str, now: int) -> tuple[int, int] | None:
        """Return (invitation id, person id) if it is unused, not revoked and not expired."""
        row = await self._connection.one(_FIND, token_hash=token_hash, now=now)
        return (row["id"], row["person_id"]) if row else None

    async def invited(self, now: int) -> frozenset[str]:
        """Return the codes of people who have an invitation they could use."""
        return frozenset(row["code"] for row in await self._connection.all(_OPEN, now=now))

    async def find_owner(self, token_hash: str) -> int | None:
        """Return whose invitation it is or was."""
        row = await self._connection.one(_OWNER, token_hash=token_hash)
        return row["person_id"] if row else None

    async def use(self, invitation_id: int, now: int) -> bool:
        """Spend the invitation; False when somebody was quicker."""
        return await self._connection.execute(_USE, invitation=invitation_id, now=now) == 1

    async def revoke(self, person_id: int, now: int) -> int:
        """Close every open invitation of the person; return how many there were."""
        return await self._connection.execute(_REVOKE, person=person_id, now=now)

    async def note_failure(self, stranger: str, now: int) -> None:
        """Count one wrong attempt of a stranger."""
        await self._connection.execute(_FAIL, stranger=stranger, at=now)

    async def failures(self, stranger: str, since: int) -> int:
        """Return how often the stranger failed after `since`."""
        row = await self._connection.one(_FAILURES, stranger=stranger, since=since)
        return int(row[0]) if row else 0

    async def forget_failures(self, before: int) -> None:
        """Drop what no longer counts."""
        await self._connection.execute(_FORGET, before=before)
