"""The register: organisations and people by code. Names are in storage/names.py, out of reach from here."""

import json
from datetime import date

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from bot.domain.people import Category, Level, Organisation, OrganisationType, Person, Settlement
from storage.connection import Connection, Row
from storage.statement import Statement, Value
from storage.tables import organisations, people, person_organisations

_ORGANISATION = ("code", "name", "types", "settlement", "flags", "zone", "active")
_PERSON = (
    "code", "position", "leading", "subjects", "levels", "started_year", "birth_year", "category",
    "class_teacher", "active", "started_on",
)  # fmt: skip


def _put(table: Table, columns: tuple[str, ...]) -> Statement:
    new = upsert(table)
    changed = {name: new.excluded[name] for name in columns if name != "code"}
    target = new.on_conflict_do_update(index_elements=["code"], set_=changed)
    return Statement(target.returning(table.c.id), columns=columns)


_PUT_ORGANISATION = _put(organisations, _ORGANISATION)
_PUT_PERSON = _put(people, _PERSON)
_ORGANISATIONS = Statement(select(organisations).order_by(organisations.c.code))
_ORGANISATION_IDS = Statement(select(organisations.c.code, organisations.c.id))
_PEOPLE = Statement(select(people).order_by(people.c.code))
_POSITIONS = Statement(select(people.c.position).where(people.c.active).distinct())
_SUBJECTS = Statement(select(people.c.subjects).where(people.c.active).distinct())
_PERSON_BY_ID = Statement(select(people).where(people.c.id == bindparam("person")))
_ID_OF = Statement(select(people.c.id).where(people.c.code == bindparam("which")))
_PLACES = (
    select(person_organisations.c.person_id, organisations)
    .join(organisations, organisations.c.id == person_organisations.c.organisation_id)
    .order_by(person_organisations.c.person_id, person_organisations.c.rank)
)
_ALL_PLACES = Statement(_PLACES)
_PLACES_OF = Statement(_PLACES.where(person_organisations.c.person_id == bindparam("person")))
_LEAVE = Statement(delete(person_organisations).where(person_organisations.c.person_id == bindparam("person")))
_JOIN = Statement(insert(person_organisations), columns=("person_id", "organisation_id", "rank"))
_DISMISS = Statement(update(people).where(people.c.code == bindparam("which")).values(active=False))


class People:
    """Organisations and people, read whole or one by one, written by import."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def organisations(self) -> dict[str, Organisation]:
        """Return code → organisation."""
        rows = await self._connection.all(_ORGANISATIONS)
        return {row["code"]: _organisation(row) for row in rows}

    async def organisation_ids(self) -> dict[str, int]:
        """Return code → id of every organisation."""
        return {row["code"]: row["id"] for row in await self._connection.all(_ORGANISATION_IDS)}

    async def all(self) -> dict[str, Person]:
        """Return code → person, the dismissed included."""
        places: dict[int, list[str]] = {}
        for row in await self._connection.all(_ALL_PLACES):
            places.setdefault(row["person_id"], []).append(row["code"])
        rows = await self._connection.all(_PEOPLE)
        return {row["code"]: person_of(row, tuple(places.get(row["id"], ()))) for row in rows}

    async def positions(self) -> list[str]:
        """Return the positions that working people have, in order."""
        return sorted({row["position"] for row in await self._connection.all(_POSITIONS)})

    async def subjects(self) -> list[str]:
        """Return the subjects that working people teach, in order."""
        rows = await self._connection.all(_SUBJECTS)
        return sorted({subject for row in rows for subject in json.loads(row["subjects"])})

    async def get(self, person_id: int) -> tuple[Person, tuple[tuple[int, Organisation], ...]]:
        """Return the person and (id, organisation) of each place of work, the main one first."""
        row = await self._connection.one(_PERSON_BY_ID, person=person_id)
        if row is None:
            raise KeyError(person_id)
        rows = await self._connection.all(_PLACES_OF, person=person_id)
        places = tuple((place["id"], _organisation(place)) for place in rows)
        return person_of(row, tuple(organisation.code for _, organisation in places)), places

    async def find_id(self, code: str) -> int | None:
        """Return the id behind a person's code."""
        row = await self._connection.one(_ID_OF, which=code)
        return row["id"] if row else None

    async def put_organisation(self, organisation: Organisation, active: bool = True) -> int:
        """Add or change an organisation; return its id."""
        row = await self._connection.one(
            _PUT_ORGANISATION,
            code=organisation.code,
            name=organisation.name,
            types=_list(organisation.types),
            settlement=organisation.settlement,
            flags=_list(organisation.flags),
            zone=organisation.zone,
            active=active,
        )
        assert row is not None
        return int(row[0])

    async def put(self, person: Person, organisation_ids: tuple[int, ...]) -> int:
        """Add or change a person and the places of work, the main one first; return the id."""
        values: dict[str, Value] = {
            "code": person.code,
            "position": person.position,
            "leading": person.leading,
            "subjects": json.dumps(person.subjects, ensure_ascii=False),
            "levels": _list(person.levels),
            "started_year": person.started_year,
            "birth_year": person.birth_year,
            "category": person.category,
            "class_teacher": person.class_teacher,
            "active": person.active,
            "started_on": person.started_on.isoformat() if person.started_on else None,
        }
        row = await self._connection.one(_PUT_PERSON, **values)
        assert row is not None
        person_id = int(row[0])
        await self._connection.execute(_LEAVE, person=person_id)
        for rank, organisation_id in enumerate(organisation_ids):
            await self._connection.execute(_JOIN, person_id=person_id, organisation_id=organisation_id, rank=rank)
        return person_id

    async def dismiss(self, code: str) -> None:
        """Mark a person as not working any more; answers given before stay in the counts."""
        await self._connection.execute(_DISMISS, which=code)


def _list(values: frozenset[str] | frozenset[OrganisationType] | frozenset[Level]) -> str:
    return json.dumps(sorted(values), ensure_ascii=False)


def _organisation(row: Row) -> Organisation:
    return Organisation(
        code=row["code"],
        name=row["name"],
        types=frozenset(OrganisationType(kind) for kind in json.loads(row["types"])),
        settlement=Settlement(row["settlement"]) if row["settlement"] else None,
        flags=frozenset(json.loads(row["flags"])),
        zone=row["zone"],
    )


def person_of(row: Row, places: tuple[str, ...]) -> Person:
    """Read a whole row of people."""
    return Person(
        code=row["code"],
        organisations=places,
        position=row["position"],
        leading=bool(row["leading"]),
        subjects=tuple(json.loads(row["subjects"])),
        levels=frozenset(Level(level) for level in json.loads(row["levels"])),
        started_year=row["started_year"],
        birth_year=row["birth_year"],
        category=Category(row["category"]) if row["category"] else None,
        class_teacher=bool(row["class_teacher"]),
        active=bool(row["active"]),
        started_on=date.fromisoformat(row["started_on"]) if row["started_on"] else None,
    )
