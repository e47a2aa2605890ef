"""Counts and streams for the workbook, aggregated by the database. Knows columns; the meaning is in bot.domain.

A person counts once: by the last audit completed in the period, at the organisation of that submission.
Who has not completed one counts at the main place of work.
"""

import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from bot.domain.counts import FIELD, PART, Change, Counts, Fact, Headcount, Mark, PackedSubmission, Place, Sent
from questionnaires.model import Questionnaire
from storage import counting, gain_reports
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

    async def counts(self) -> Counts:
        """Return all that figures are made of."""
        return Counts(
            heads=await self.heads(),
            facts=await self.facts(),
            marks=await self.marks(),
            sent=await self.sent(),
            changes=await self.changes(),
            invited=await self.invited(),
        )

    async def heads(self) -> list[Headcount]:
        """Return people per organisation and set of subjects, by how far they are with an audit."""
        heads = [Headcount(_place_of(row), row["n"], row["version_id"]) for row in await self._all(counting.diagnosed)]
        for row in await self._all(counting.silent):
            place, begun = _place_of(row), row["begun"]
            heads += [Headcount(place, row["n"] - begun, None), Headcount(place, begun, None, trying=True)]
        return [head for head in heads if head.n]

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
        """Return how often each number was given to each item in last audits, per organisation."""
        counted: dict[tuple[str, int], Counter[str]] = {}
        statement = counting.marks(len(self._scope))
        async for rows in self._snapshot.chunks(statement, **self._period, **self._places):
            for row in rows:
                key = (row["organisation"], row["version_id"])
                counted.setdefault(key, Counter()).update(row["packed"].split(PART))
        return [
            Mark(organisation, version, item, float(number), count)
            for (organisation, version), counts in counted.items()
            for item, found, number, count in ((*mark.partition(FIELD), count) for mark, count in counts.items())
            if found
        ]

    async def sent(self) -> list[Sent]:
        """Return completed submissions per organisation and version."""
        return [Sent(row["organisation"], row["version_id"], row["n"]) for row in await self._all(counting.completed)]

    async def changes(self) -> list[Change]:
        """Return scores of two audits of the same people, summed like those of last audits."""
        return [
            Change(
                _place_of(row), row["version_id"], row["kind"], row["code"], row["title"], row["n"], row["before"],
                row["after"], bool(row["last"]),
            )
            for row in await self._all(gain_reports.changes)
        ]  # fmt: skip

    async def invited(self) -> int:
        """Return how many people have had an invitation."""
        return int((await self._all(counting.invited))[0][0])

    async def versions(self) -> list[StoredVersion]:
        """Return the versions completed in the period, by code, newest first."""
        return [
            StoredVersion(row["id"], row["number"], row["hash"], Questionnaire.model_validate_json(row["body"]))
            for row in await self._all(counting.versions)
        ]

    async def count(self, code: str) -> int:
        """Return how many completed submissions of one questionnaire `submissions` will yield."""
        statement = counting.rows(len(self._scope))
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
