"""Published questionnaire versions: immutable, numbered per code, found by content hash."""

from sqlalchemy import bindparam, func, insert, select

from questionnaires.model import Questionnaire
from storage.anonymous import Source
from storage.connection import Connection
from storage.statement import Statement
from storage.tables import questionnaire_versions as versions

_LAST = select(versions.c.code, func.max(versions.c.number).label("number")).group_by(versions.c.code).subquery()
_BY_ID = Statement(select(versions.c.body).where(versions.c.id == bindparam("version")))
_BY_HASH = Statement(
    select(versions.c.id).where(versions.c.code == bindparam("code"), versions.c.hash == bindparam("hash"))
)
_LATEST = Statement(
    select(versions.c.id, versions.c.number)
    .where(versions.c.code == bindparam("code"))
    .order_by(versions.c.number.desc())
    .limit(1)
)
_ALL = Statement(select(versions.c.id).where(versions.c.code == bindparam("code")).order_by(versions.c.number.desc()))
_CURRENT = Statement(
    select(versions.c.id, versions.c.code, versions.c.number)
    .join(_LAST, (versions.c.code == _LAST.c.code) & (versions.c.number == _LAST.c.number))
    .order_by(versions.c.code)
)
_NEWEST = Statement(
    select(versions.c.body).where(versions.c.code == bindparam("which")).order_by(versions.c.number.desc()).limit(1)
)
_ADD = Statement(insert(versions).returning(versions.c.id), columns=("code", "number", "hash", "body", "published_at"))


async def newest(source: Source, code: str) -> Questionnaire | None:
    """Return the newest version of a questionnaire."""
    rows = await source.all(_NEWEST, which=code)
    return Questionnaire.model_validate_json(rows[0]["body"]) if rows else None


class Questionnaires:
    """Versions by id. What is loaded once stays loaded: a version never changes."""

    def __init__(self, connection: Connection, cache: dict[int, Questionnaire]) -> None:
        self._connection = connection
        self._cache = cache
        self._added: set[int] = set()  # in this transaction: a rollback would give their ids to others

    async def get(self, version_id: int) -> Questionnaire:
        """Return the version; raises KeyError when there is none."""
        known = self._cache.get(version_id)
        if known is not None:
            return known
        row = await self._connection.one(_BY_ID, version=version_id)
        if row is None:
            raise KeyError(version_id)
        found = Questionnaire.model_validate_json(row["body"])
        return found if version_id in self._added else self._cache.setdefault(version_id, found)

    async def find_latest(self, code: str) -> int | None:
        """Return the id of the newest version of a questionnaire."""
        row = await self._connection.one(_LATEST, code=code)
        return row["id"] if row else None

    async def versions(self, code: str) -> list[int]:
        """Return the ids of all versions of a questionnaire, newest first."""
        return [row["id"] for row in await self._connection.all(_ALL, code=code)]

    async def latest(self) -> dict[str, int]:
        """Return code → id of the newest version, for everything published."""
        return {row["code"]: row["id"] for row in await self._connection.all(_CURRENT)}

    async def numbers(self) -> dict[str, int]:
        """Return code → number of the newest version, counted from 1."""
        return {row["code"]: row["number"] for row in await self._connection.all(_CURRENT)}

    async def find_by_hash(self, code: str, content_hash: str) -> int | None:
        """Return the id of the version with exactly this content."""
        row = await self._connection.one(_BY_HASH, code=code, hash=content_hash)
        return row["id"] if row else None

    async def add(self, questionnaire: Questionnaire, now: int) -> int:
        """Store a new version under the next number; return its id."""
        last = await self._connection.one(_LATEST, code=questionnaire.code)
        row = await self._connection.one(
            _ADD,
            code=questionnaire.code,
            number=last["number"] + 1 if last else 1,
            hash=questionnaire.content_hash,
            body=questionnaire.canonical_json,
            published_at=now,
        )
        assert row is not None
        self._added.add(int(row["id"]))
        return int(row["id"])
