"""Active people with their last check-in of a period, for the workbook. Knows no rules: who is young is not its matter.

Who belongs to no organisation (an administrator made by `init`) is left out.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Select, Text, and_, bindparam, exists, func, select

from bot.domain.adaptation import QUESTIONNAIRE
from bot.domain.people import Person
from bot.domain.young import Teacher
from questionnaires.items import ScaleItem
from storage.people import person_of
from storage.questionnaires import newest
from storage.snapshot import Snapshot
from storage.statement import Statement, Value
from storage.tables import (
    mentoring_pairs,
    organisations,
    people,
    person_organisations,
    questionnaire_versions,
    responses,
    scores,
    submissions,
)

_ranked = (
    select(
        submissions.c.id,
        submissions.c.respondent_id,
        scores.c.value,
        func.row_number()
        .over(
            partition_by=submissions.c.respondent_id,
            order_by=(submissions.c.completed_at.desc(), submissions.c.id.desc()),
        )
        .label("place"),
    )
    .join(questionnaire_versions, questionnaire_versions.c.id == submissions.c.version_id)
    .join(scores, and_(scores.c.submission_id == submissions.c.id, scores.c.kind == "overall"))
    .where(
        questionnaire_versions.c.code == bindparam("which", type_=Text),
        submissions.c.state == "completed",
        submissions.c.completed_at >= bindparam("since", type_=BigInteger),
        submissions.c.completed_at < bindparam("until", type_=BigInteger),
        scores.c.value.is_not(None),
    )
    .subquery("ranked")
)


def _last(query: Select[Any]) -> Statement:
    return Statement(query.where(_ranked.c.place == 1))


_RESULTS = _last(select(_ranked.c.respondent_id, _ranked.c.value))
_MARKS = _last(
    select(_ranked.c.respondent_id, responses.c.item, responses.c.number)
    .join(responses, responses.c.submission_id == _ranked.c.id)
    .where(responses.c.state == "answered", responses.c.number.is_not(None))
)
_MENTORED = exists().where(mentoring_pairs.c.mentee_id == people.c.id, mentoring_pairs.c.ended_on.is_(None))
_PEOPLE = Statement(
    select(people, organisations.c.code.label("organisation"), _MENTORED.label("mentored"))
    .join(person_organisations, and_(person_organisations.c.person_id == people.c.id, person_organisations.c.rank == 0))
    .join(organisations, organisations.c.id == person_organisations.c.organisation_id)
    .where(people.c.active)
    .order_by(people.c.id)
)
_NAMES = Statement(select(organisations.c.code, organisations.c.name))


@dataclass(frozen=True, slots=True)
class Question:
    """One of the topics of a check-in."""

    item: str
    label: str


class YoungReports:
    """One report's view: a snapshot and a period in epoch seconds."""

    def __init__(self, snapshot: Snapshot, since: int, until: int) -> None:
        self._snapshot = snapshot
        self._asked: dict[str, Value] = {"which": QUESTIONNAIRE, "since": since, "until": until}

    async def names(self) -> dict[str, str]:
        """Return code → name of every organisation."""
        return {row["code"]: row["name"] for row in await self._snapshot.all(_NAMES)}

    async def questions(self) -> tuple[Question, ...]:
        """Return the questions of a check-in answered by a mark, as the newest version words them."""
        questionnaire = await newest(self._snapshot, QUESTIONNAIRE)
        items = questionnaire.items if questionnaire is not None else ()
        return tuple(Question(item.code, item.label) for item in items if isinstance(item, ScaleItem))

    async def teachers(self) -> list[tuple[Person, Teacher]]:
        """Return everybody active, with the last check-in in the period that has a result."""
        results = {row["respondent_id"]: row["value"] for row in await self._snapshot.all(_RESULTS, **self._asked)}
        marks: dict[int, dict[str, int]] = {}
        for row in await self._snapshot.all(_MARKS, **self._asked):
            marks.setdefault(row["respondent_id"], {})[row["item"]] = int(row["number"])
        return [
            (
                person_of(row, ()),
                Teacher(row["organisation"], bool(row["mentored"]), results.get(row["id"]), marks.get(row["id"], {})),
            )
            for row in await self._snapshot.all(_PEOPLE)
        ]
