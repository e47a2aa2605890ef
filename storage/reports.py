"""Counts and streams for the workbook, aggregated by the database. Knows columns; the meaning is in bot.domain.

A person counts once: by the last audit completed in the period, at the organisation of that submission.
Who has not completed one counts at the main place of work.
"""

import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from bot.domain.findings import FIELD, PART, Fact, Headcount, Mark, PackedSubmission, Place
from bot.domain.monitoring import Progress
from questionnaires.model import Questionnaire
from storage import counting
from storage.connection import Row
from storage.snapshot import Snapshot
from storage.statement import Statement, Value

Scoped = Callable[[int], Statement]  # the number of organisations in scope → the statement for so many


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A version with submissions completed in the period."""

    id: int
    number: int
    hash: str
    completed: int
    questionnaire: Questionnaire


def by_questionnaire(versions: Iterable[StoredVersion]) -> dict[str, list[StoredVersion]]:
    """Code → versions whose single answers may be shown, in the given order; anonymous ones have no such rows."""
    grouped: dict[str, list[StoredVersion]] = {}
    for one in versions:
        if one.questionnaire.confidentiality == "confidential":
            grouped.setdefault(one.questionnaire.code, []).append(one)
    return grouped


class Reports:
    """One report's view: a snapshot, a period in epoch seconds, and the organisations it may see (none = all)."""

    def __init__(self, snapshot: Snapshot, since: int, until: int, scope: Sequence[str] = ()) -> None:
        self._snapshot, self._scope = snapshot, tuple(scope)
        self._places: dict[str, Value] = {f"place{index}": code for index, code in enumerate(self._scope)}
        self._period: dict[str, Value] = {"since": since, "until": until}

    async def organisations(self) -> dict[str, str]:
        """Return code → name of the organisations in scope."""
        rows = await self._snapshot.all(counting.organisations(len(self._scope)), **self._places)
        return {row["code"]: row["name"] for row in rows}

    async def headcounts(self) -> list[Headcount]:
        """Return people and diagnosed people per organisation and set of subjects."""
        diagnosed = [(_place_of(row), row["n"]) for row in await self._all(counting.diagnosed)]
        silent = [(_place_of(row), row["n"]) for row in await self._all(counting.silent)]
        return [*(Headcount(place, n, n) for place, n in diagnosed), *(Headcount(place, n, 0) for place, n in silent)]

    async def facts(self) -> list[Fact]:
        """Return scores of last audits summed per organisation, set of subjects, version and score."""
        rows = await self._all(counting.facts)
        return [
            Fact(
                _place_of(row), row["version_id"], row["kind"], row["code"], row["title"], row["n"],
                row["deficits"], row["total"],
            )
            for row in rows
        ]  # fmt: skip

    async def marks(self) -> list[Mark]:
        """Return how often each number was given to each item in last audits."""
        counted: dict[int, Counter[str]] = {}
        statement = counting.marks(len(self._scope))
        async for rows in self._snapshot.chunks(statement, **self._period, **self._places):
            for row in rows:
                counted.setdefault(row["version_id"], Counter()).update(row["packed"].split(PART))
        return [
            Mark(version, item, float(number), count)
            for version, counts in counted.items()
            for item, found, number, count in ((*mark.partition(FIELD), count) for mark, count in counts.items())
            if found
        ]

    async def progress(self) -> Progress:
        """Return people invited, people who began an audit in the period, people who completed one."""
        counts = [
            (await self._all(statement))[0][0] for statement in (counting.invited, counting.started, counting.finished)
        ]
        return Progress(*counts)

    async def versions(self) -> list[StoredVersion]:
        """Return the versions completed in the period, by code, newest first."""
        return [
            StoredVersion(
                row["id"], row["number"], row["hash"], row["completed"], Questionnaire.model_validate_json(row["body"])
            )
            for row in await self._all(counting.versions)
        ]

    async def count(self, code: str) -> int:
        """Return how many completed submissions of one questionnaire `submissions` will yield."""
        statement = counting.completed(len(self._scope))
        rows = await self._snapshot.all(statement, which=code, **self._period, **self._places)
        return int(rows[0][0])

    async def submissions(self, code: str) -> AsyncIterator[list[PackedSubmission]]:
        """Yield completed submissions of one questionnaire in chunks, in the order they were begun."""
        statement = counting.submissions(len(self._scope))
        async for rows in self._snapshot.chunks(statement, which=code, **self._period, **self._places):
            yield [PackedSubmission(*cast(Sequence[Any], row)) for row in rows]

    async def _all(self, statement: Scoped) -> Sequence[Row]:
        return await self._snapshot.all(statement(len(self._scope)), **self._period, **self._places)


def _place_of(row: Row) -> Place:
    return Place(row["organisation"], tuple(json.loads(row["subjects"])))
