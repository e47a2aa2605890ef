"""Messenger accounts bound to people, their roles and consents. A role belongs to the person, not to the account."""

from sqlalchemy import bindparam, delete, exists, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.types import BigInteger

from bot.domain.accounts import Account
from bot.domain.consents import ConsentKind, Document
from bot.domain.errors import DomainError
from bot.domain.people import Actor, Role
from storage.connection import Connection
from storage.statement import Statement
from storage.tables import (
    accounts,
    consent_documents,
    consents,
    organisations,
    people,
    person_organisations,
    roles,
)

_ACCOUNT = Statement(
    select(accounts.c.person_id, accounts.c.active_submission_id, people.c.code, people.c.active, roles.c.role)
    .select_from(accounts)
    .join(people)
    .outerjoin(roles, roles.c.person_id == people.c.id)
    .where(accounts.c.messenger_id == bindparam("messenger"))
)
_MESSENGER_OF = Statement(
    select(accounts.c.messenger_id).where(accounts.c.person_id == bindparam("person", type_=BigInteger))
)
_ROLES = Statement(select(roles.c.role).where(roles.c.person_id == bindparam("person")))
_PLACES = Statement(
    select(organisations.c.code)
    .join(person_organisations)
    .where(person_organisations.c.person_id == bindparam("person"))
    .order_by(person_organisations.c.rank)
)
_BIND = Statement(
    upsert(accounts).on_conflict_do_nothing(), columns=("messenger_id", "person_id", "bound_at", "reachable")
)
_UNBIND = Statement(delete(accounts).where(accounts.c.person_id == bindparam("person")))
_REACHABLE = Statement(
    update(accounts).where(accounts.c.messenger_id == bindparam("messenger")), columns=("reachable",)
)
_ACTIVATE = Statement(
    update(accounts).where(accounts.c.messenger_id == bindparam("messenger")),
    columns=("active_submission_id",),
)
_GRANT = Statement(upsert(roles).on_conflict_do_nothing(), columns=("person_id", "role", "granted_at"))
_REVOKE = Statement(delete(roles).where(roles.c.person_id == bindparam("person"), roles.c.role == bindparam("which")))
_KEEP_DOCUMENT = Statement(
    upsert(consent_documents).on_conflict_do_nothing(), columns=("hash", "version", "body", "published_at")
)
_CONSENT = Statement(insert(consents), columns=("person_id", "kind", "document_hash", "given_at"))
_IN_FORCE = consents.c.withdrawn_at.is_(None)
_CONSENTS = Statement(
    select(consents.c.kind, consents.c.document_hash)
    .where(consents.c.person_id == bindparam("person"), _IN_FORCE)
    .order_by(consents.c.id)
)
_OUTDATED = Statement(
    select(accounts.c.messenger_id).where(
        ~exists().where(
            consents.c.person_id == accounts.c.person_id,
            consents.c.kind == bindparam("which"),
            consents.c.document_hash == bindparam("hash"),
            _IN_FORCE,
        )
    )
)
_WITH_ROLE = Statement(
    select(roles.c.person_id)
    .join(people)
    .where(roles.c.role == bindparam("which"), people.c.active)
    .order_by(roles.c.person_id)
)
_HOLDERS = Statement(
    select(people.c.code, roles.c.role)
    .join(people)
    .where(roles.c.role != bindparam("besides"))
    .order_by(people.c.code, roles.c.role)
)
_PRESENT_ROLES = Statement(
    select(accounts.c.messenger_id, roles.c.role)
    .select_from(accounts)
    .join(people)
    .join(roles, roles.c.person_id == people.c.id)
    .where(people.c.active)
)
_UNREACHABLE = Statement(select(func.count().label("n")).select_from(accounts).where(accounts.c.reachable.is_(False)))
_CONNECTED = Statement(select(people.c.code).join_from(accounts, people))
_WITHDRAW = Statement(
    update(consents)
    .where(
        consents.c.person_id == bindparam("person"),
        consents.c.kind == bindparam("which"),
        consents.c.withdrawn_at.is_(None),
    )
    .values(withdrawn_at=bindparam("now", type_=BigInteger))
)


class Accounts:
    """Who a messenger account is, what the person may do and has agreed to."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def find(self, messenger_id: int) -> Account | None:
        """Return the account with its person's roles, None for a stranger: all that answering needs."""
        rows = await self._connection.all(_ACCOUNT, messenger=messenger_id)
        if not rows:
            return None
        return Account(
            person_id=rows[0]["person_id"],
            code=rows[0]["code"],
            active=bool(rows[0]["active"]),
            roles=frozenset(Role(row["role"]) for row in rows if row["role"] is not None),
            submission=rows[0]["active_submission_id"],
        )

    async def get(self, messenger_id: int) -> Account:
        """Return the account; raises `unknown_person` for a stranger."""
        account = await self.find(messenger_id)
        if account is None:
            raise DomainError("unknown_person")
        return account

    async def find_actor(self, messenger_id: int) -> Actor | None:
        """Return the bound person with the roles that count now and places of work, or None for a stranger."""
        account = await self.find(messenger_id)
        if account is None:
            return None
        places = await self._connection.all(_PLACES, person=account.person_id)
        return Actor(
            messenger_id=messenger_id,
            person_id=account.person_id,
            code=account.code,
            roles=account.present_roles,
            organisations=tuple(row[0] for row in places),
        )

    async def find_person(self, messenger_id: int) -> int | None:
        """Return the id of the bound person."""
        account = await self.find(messenger_id)
        return account.person_id if account else None

    async def get_person(self, messenger_id: int) -> int:
        """Return the id of the bound person; raises `unknown_person` for a stranger."""
        return (await self.get(messenger_id)).person_id

    async def find_messenger(self, person_id: int) -> int | None:
        """Return the messenger account of a person."""
        row = await self._connection.one(_MESSENGER_OF, person=person_id)
        return row["messenger_id"] if row else None

    async def bind(self, messenger_id: int, person_id: int, now: int) -> bool:
        """Tie account and person; False when either is tied already."""
        touched = await self._connection.execute(
            _BIND, messenger_id=messenger_id, person_id=person_id, bound_at=now, reachable=True
        )
        return touched == 1

    async def unbind(self, person_id: int) -> None:
        """Cut the tie, so that an invitation may make a new one."""
        await self._connection.execute(_UNBIND, person=person_id)

    async def set_reachable(self, messenger_id: int, reachable: bool) -> None:
        """Remember whether the messenger lets us write to this account."""
        await self._connection.execute(_REACHABLE, messenger=messenger_id, reachable=reachable)

    async def activate(self, messenger_id: int, submission_id: int | None) -> None:
        """Let typed text go to this submission."""
        await self._connection.execute(_ACTIVATE, messenger=messenger_id, active_submission_id=submission_id)

    async def roles(self, person_id: int) -> frozenset[Role]:
        """Return what the person may do."""
        return frozenset(Role(row[0]) for row in await self._connection.all(_ROLES, person=person_id))

    async def present_roles(self) -> dict[int, frozenset[Role]]:
        """Return messenger account → the roles that count now, of everybody who has any."""
        found: dict[int, set[Role]] = {}
        for row in await self._connection.all(_PRESENT_ROLES):
            found.setdefault(row["messenger_id"], set()).add(Role(row["role"]))
        return {account: frozenset(roles) for account, roles in found.items()}

    async def with_role(self, role: Role) -> list[int]:
        """Return the ids of the working people who have a role."""
        return [row["person_id"] for row in await self._connection.all(_WITH_ROLE, which=role.value)]

    async def unreachable(self) -> int:
        """Return how many people have blocked the bot or are gone from the messenger."""
        row = await self._connection.one(_UNREACHABLE)
        assert row is not None
        return int(row["n"])

    async def grant(self, person_id: int, role: Role, now: int) -> None:
        """Give a role; giving it twice changes nothing."""
        await self._connection.execute(_GRANT, person_id=person_id, role=role.value, granted_at=now)

    async def revoke(self, person_id: int, role: Role) -> bool:
        """Take a role back; False when the person did not have it."""
        return await self._connection.execute(_REVOKE, person=person_id, which=role.value) == 1

    async def connected(self) -> frozenset[str]:
        """Return the codes of people who have come in."""
        return frozenset(row["code"] for row in await self._connection.all(_CONNECTED))

    async def holders(self, besides: Role | None = None) -> dict[str, frozenset[Role]]:
        """Return code → roles of everybody who has a role, or a role `besides` this one."""
        found: dict[str, frozenset[Role]] = {}
        for row in await self._connection.all(_HOLDERS, besides=besides.value if besides else ""):
            found[row["code"]] = found.get(row["code"], frozenset()) | {Role(row["role"])}
        return found

    async def consent(self, person_id: int, kind: ConsentKind, document: Document, now: int) -> None:
        """Keep the very text agreed to, and that it was agreed to."""
        await self._connection.execute(
            _KEEP_DOCUMENT, hash=document.hash, version=document.version, body=document.text, published_at=now
        )
        await self._connection.execute(
            _CONSENT, person_id=person_id, kind=kind.value, document_hash=document.hash, given_at=now
        )

    async def consents(self, person_id: int) -> dict[ConsentKind, str]:
        """Return kind → hash of the document, for consents in force."""
        rows = await self._connection.all(_CONSENTS, person=person_id)
        return {ConsentKind(row["kind"]): row["document_hash"] for row in rows}

    async def outdated(self, kind: ConsentKind, document_hash: str) -> list[int]:
        """Return the messenger accounts whose person has not agreed to the document of this hash."""
        rows = await self._connection.all(_OUTDATED, which=kind.value, hash=document_hash)
        return [row["messenger_id"] for row in rows]

    async def withdraw(self, person_id: int, kind: ConsentKind, now: int) -> None:
        """End a consent from now on."""
        await self._connection.execute(_WITHDRAW, person=person_id, which=kind.value, now=now)
