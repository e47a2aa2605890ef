"""What the sheets about courses are counted from: runs of a period and what came of their surveys. Knows no rules.

Anonymous answers come as sets without people. Results of audits are paired by person here and leave without her.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import Integer, Text, and_, bindparam, func, select

from bot.domain.anonymity import from_body
from bot.domain.campaigns import CampaignKind
from bot.domain.consents import ConsentKind
from bot.domain.courses import RunLine
from bot.domain.effect import Compared
from questionnaires.model import Questionnaire
from questionnaires.values import Response
from storage.anonymous import released
from storage.courses import COUNTS, RUN, run_of
from storage.questionnaires import newest
from storage.snapshot import Snapshot
from storage.statement import Statement
from storage.tables import (
    campaigns,
    consents,
    course_participants,
    course_runs,
    organisations,
    participations,
    person_organisations,
    responses,
    scores,
    submissions,
)

Answers = Mapping[str, Response]

_CAMPAIGN = bindparam("campaign", type_=Integer)
_RUNS = Statement(
    RUN.where(
        course_runs.c.ends_on >= bindparam("first", type_=Text), course_runs.c.ends_on < bindparam("end", type_=Text)
    )
)
_PLACES = Statement(
    select(course_participants.c.run_id, organisations.c.code)
    .distinct()
    .join(person_organisations, person_organisations.c.person_id == course_participants.c.person_id)
    .join(organisations, organisations.c.id == person_organisations.c.organisation_id)
)
_CAMPAIGNS = Statement(
    select(campaigns.c.id, campaigns.c.subject_id).where(
        campaigns.c.kind == bindparam("kind", type_=Text), campaigns.c.subject_kind == bindparam("about", type_=Text)
    )
)
_ASKED = Statement(select(func.count()).select_from(participations).where(participations.c.campaign_id == _CAMPAIGN))
_DONE = and_(participations.c.campaign_id == _CAMPAIGN, submissions.c.state == "completed")
_ANSWERS = Statement(
    select(responses.c.submission_id, responses.c.item, responses.c.state, responses.c.value)
    .join(submissions, submissions.c.id == responses.c.submission_id)
    .join(participations, participations.c.id == submissions.c.participation_id)
    .where(_DONE)
    .order_by(responses.c.submission_id)
)
_earlier = submissions.alias("earlier")
_pairs = (
    select(
        submissions.c.id.label("after_id"),
        _earlier.c.id.label("before_id"),
        submissions.c.respondent_id,
        func.row_number()
        .over(partition_by=submissions.c.id, order_by=(_earlier.c.completed_at.desc(), _earlier.c.id.desc()))
        .label("place"),
    )
    .join(participations, participations.c.id == submissions.c.participation_id)
    .join(campaigns, campaigns.c.id == participations.c.campaign_id)
    .join(
        _earlier,
        and_(
            _earlier.c.respondent_id == submissions.c.respondent_id,
            _earlier.c.version_id == submissions.c.version_id,
            _earlier.c.state == "completed",
            _earlier.c.completed_at < campaigns.c.opens_at,
        ),
    )
    .join(
        consents,
        and_(
            consents.c.person_id == submissions.c.respondent_id,
            consents.c.kind == ConsentKind.LINKING.value,
            consents.c.withdrawn_at.is_(None),
        ),
    )
    .where(_DONE)
    .subquery("pairs")
)
_before, _after = scores.alias("before"), scores.alias("after")
_COMPARED = Statement(
    select(_pairs.c.respondent_id, _after.c.code, _before.c.value.label("before"), _after.c.value.label("after"))
    .distinct()
    .join(_after, _after.c.submission_id == _pairs.c.after_id)
    .join(
        _before,
        and_(
            _before.c.submission_id == _pairs.c.before_id,
            _before.c.kind == _after.c.kind,
            _before.c.code == _after.c.code,
            _before.c.rule_version == _after.c.rule_version,
        ),
    )
    .where(_pairs.c.place == 1, _after.c.kind == "function", _after.c.value.is_not(None), _before.c.value.is_not(None))
)


class CourseReports:
    """One report's view: a snapshot, and the days [first, end) on which a run must have ended."""

    def __init__(self, snapshot: Snapshot, first: date, end: date) -> None:
        self._snapshot, self._days = snapshot, {"first": first.isoformat(), "end": end.isoformat()}

    async def runs(self) -> list[RunLine]:
        """Return the runs with the numbers of those who took part and who finished."""
        counted = {row["run_id"]: row for row in await self._snapshot.all(COUNTS)}
        runs = [run_of(row) for row in await self._snapshot.all(_RUNS, **self._days)]
        return [
            RunLine(run, row["people"] if row else 0, row["finished"] if row else 0)
            for run in runs
            for row in (counted.get(run.id),)
        ]

    async def places(self) -> dict[int, frozenset[str]]:
        """Return id of a run → codes of the organisations its participants work at."""
        found: dict[int, set[str]] = {}
        for row in await self._snapshot.all(_PLACES):
            found.setdefault(row["run_id"], set()).add(row["code"])
        return {run_id: frozenset(codes) for run_id, codes in found.items()}

    async def campaigns(self, kind: CampaignKind, about: str) -> dict[int, list[int]]:
        """Return id of a run → its campaigns of this kind."""
        found: dict[int, list[int]] = {}
        for row in await self._snapshot.all(_CAMPAIGNS, kind=kind.value, about=about):
            found.setdefault(row["subject_id"], []).append(row["id"])
        return found

    async def newest(self, code: str) -> Questionnaire | None:
        """Return the newest version of a questionnaire."""
        return await newest(self._snapshot, code)

    async def anonymous(self, campaign_id: int) -> list[Answers]:
        """Return the released answers of an anonymous campaign, in no order."""
        return [from_body(body) for _, body in await released(self._snapshot, campaign_id)]

    async def asked(self, campaign_id: int) -> int:
        """Return how many were asked."""
        return int((await self._snapshot.all(_ASKED, campaign=campaign_id))[0][0])

    async def answers(self, campaign_id: int) -> list[Answers]:
        """Return the answers of a confidential campaign, without saying whose."""
        found: dict[int, dict[str, Response]] = {}
        for row in await self._snapshot.all(_ANSWERS, campaign=campaign_id):
            given = Response.from_json(row["item"], row["state"], row["value"] or "null")
            found.setdefault(row["submission_id"], {})[row["item"]] = given
        return list(found.values())

    async def compared(self, campaign_id: int, functions: Sequence[str]) -> list[Compared]:
        """Return each person's mean over these functions before and after, the same form, version and rule.

        Before: the last audit completed before the campaign opened. Only people who agreed to have years compared.
        """
        found: dict[int, list[tuple[float, float]]] = {}
        for row in await self._snapshot.all(_COMPARED, campaign=campaign_id):
            if row["code"] in functions:
                found.setdefault(row["respondent_id"], []).append((row["before"], row["after"]))
        return [
            Compared(sum(before for before, _ in one) / len(one), sum(after for _, after in one) / len(one))
            for one in found.values()
        ]
