"""People by pages, with the facts a segment asks about and nothing else: a page is small, the register is not."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, Boolean, Integer, Select, Text, and_, bindparam, exists, func, literal, or_, select

from bot.domain.audiences import Candidate, needs_person
from bot.domain.campaigns import Campaign, CampaignState, ParticipationState
from bot.domain.deliveries import DeliveryKind, DeliveryState
from bot.domain.people import Role
from bot.domain.segments import Criterion
from storage.connection import Connection, Row
from storage.counting import AUDITS
from storage.people import person_of
from storage.statement import Statement, Value
from storage.tables import (
    accounts,
    campaigns,
    course_participants,
    course_runs,
    deliveries,
    mutes,
    organisations,
    participations,
    people,
    person_organisations,
    questionnaire_versions,
    roles,
    scores,
    submissions,
)

_AFTER, _UPTO = bindparam("after", type_=Integer), bindparam("upto", type_=Integer)
_COMES_TO_WORK = accounts.c.messenger_id.is_(None) & ~exists().where(
    roles.c.person_id == people.c.id, roles.c.role == Role.OBSERVER.value
)  # who has not come in yet becomes a teacher by it
_ANSWERS = exists().where(roles.c.person_id == people.c.id, roles.c.role != Role.OBSERVER.value)
_MAIN = and_(person_organisations.c.person_id == people.c.id, person_organisations.c.rank == 0)
_MUTED = and_(mutes.c.person_id == people.c.id, mutes.c.kind == DeliveryKind.CAMPAIGN.value)


def _page(*columns: Any) -> Statement:
    query = select(
        *columns,
        person_organisations.c.organisation_id,
        accounts.c.messenger_id.is_not(None).label("bound"),
        func.coalesce(accounts.c.reachable, literal(False, Boolean)).label("reachable"),
        mutes.c.kind.is_not(None).label("muted"),
    ).select_from(people)
    query = query.outerjoin(accounts, accounts.c.person_id == people.c.id)
    query = query.outerjoin(person_organisations, _MAIN).outerjoin(mutes, _MUTED)
    query = query.where(people.c.active, people.c.id > _AFTER, or_(_ANSWERS, _COMES_TO_WORK))
    return Statement(query.order_by(people.c.id).limit(bindparam("most", type_=Integer)))


def _of(people_column: Any, value: Any, query: Select[Any]) -> Statement:
    """A fact of the people of a page: person, value."""
    query = query.with_only_columns(people_column.label("person"), value.label("value"))
    return Statement(query.where(people_column > _AFTER, people_column <= _UPTO))


_BARE, _WHOLE = _page(people.c.id), _page(people)
_place = select(person_organisations).join(organisations)
_newest = (
    select(
        submissions.c.id,
        submissions.c.respondent_id,
        func.row_number()
        .over(
            partition_by=submissions.c.respondent_id,
            order_by=(submissions.c.completed_at.desc(), submissions.c.id.desc()),
        )
        .label("place"),
    )
    .join(questionnaire_versions)
    .where(
        submissions.c.respondent_id > _AFTER,
        submissions.c.respondent_id <= _UPTO,
        submissions.c.state == "completed",
        questionnaire_versions.c.code.like(AUDITS),
    )
    .subquery("newest")
)
_deficits = (
    select(scores)
    .join(_newest, and_(_newest.c.id == scores.c.submission_id, _newest.c.place == 1))
    .where(scores.c.deficit, or_(scores.c.kind == "function", scores.c.kind == "group"))
)
_took_part = select(course_participants).join(course_runs)
_FACTS: Mapping[Criterion, Statement] = {
    Criterion.ORGANISATION: _of(person_organisations.c.person_id, organisations.c.code, _place),
    Criterion.SETTLEMENT: _of(
        person_organisations.c.person_id,
        organisations.c.settlement,
        _place.where(organisations.c.settlement.is_not(None)),
    ),
    Criterion.ROLE: _of(roles.c.person_id, roles.c.role, select(roles)),
    Criterion.DEFICIT: _of(_newest.c.respondent_id, scores.c.code, _deficits),
    Criterion.ATTENDED: _of(course_participants.c.person_id, course_runs.c.code, _took_part),
    Criterion.COMPLETED: _of(
        course_participants.c.person_id, course_runs.c.code, _took_part.where(course_participants.c.finished)
    ),
}
_ANSWERING = Statement(
    select(participations.c.person_id)
    .join(campaigns)
    .where(
        participations.c.person_id > _AFTER,
        participations.c.person_id <= _UPTO,
        participations.c.state != ParticipationState.FINISHED.value,
        campaigns.c.id != bindparam("campaign", type_=Integer),
        campaigns.c.state == CampaignState.OPEN.value,
        campaigns.c.questionnaire == bindparam("questionnaire", type_=Text),
        campaigns.c.subject_kind == bindparam("kind", type_=Text),
        campaigns.c.subject_id.is_not_distinct_from(bindparam("about", type_=Integer)),
    )
)
_ASKING = or_(*(deliveries.c.kind == kind.value for kind in (DeliveryKind.CAMPAIGN, DeliveryKind.CHECKIN)))
_ON_THE_WAY = (DeliveryState.PLANNED, DeliveryState.SENDING, DeliveryState.SENT, DeliveryState.UNKNOWN)
_COOLING = Statement(
    select(deliveries.c.person_id).where(
        deliveries.c.person_id > _AFTER,
        deliveries.c.person_id <= _UPTO,
        deliveries.c.campaign_id != bindparam("campaign", type_=Integer),
        _ASKING,
        or_(*(deliveries.c.state == state.value for state in _ON_THE_WAY)),
        func.coalesce(deliveries.c.settled_at, deliveries.c.not_before) > bindparam("since", type_=BigInteger),
    )
)


class Audiences:
    """Everybody who may be asked, in the order of ids."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def page(self, after: int, most: int, asked: Collection[Criterion], whole: bool = False) -> list[Candidate]:
        """Return up to `most` active people who may answer, with ids after `after`, and what is asked about them.

        `whole` loads the person's own row though no criterion asks for it.
        """
        whole = whole or needs_person(asked)
        rows = await self._connection.all(_WHOLE if whole else _BARE, after=after, most=most)
        if not rows:
            return []
        known = await self._known(after, rows[-1]["id"], asked)
        return [_candidate(row, whole, known.get(row["id"])) for row in rows]

    async def answering(self, campaign: Campaign, after: int, upto: int) -> frozenset[int]:
        """Return who has the same question open in another campaign."""
        kind, about = campaign.subject
        asked: dict[str, Value] = {"questionnaire": campaign.questionnaire, "kind": kind, "about": about}
        rows = await self._connection.all(_ANSWERING, after=after, upto=upto, campaign=campaign.id, **asked)
        return frozenset(row["person_id"] for row in rows)

    async def cooling(self, campaign: Campaign, after: int, upto: int, since: int) -> frozenset[int]:
        """Return who was written to by another campaign since then, or is going to be."""
        rows = await self._connection.all(_COOLING, after=after, upto=upto, campaign=campaign.id, since=since)
        return frozenset(row["person_id"] for row in rows)

    async def _known(
        self, after: int, upto: int, asked: Iterable[Criterion]
    ) -> dict[int, dict[Criterion, frozenset[str]]]:
        found: dict[int, dict[Criterion, frozenset[str]]] = {}
        for criterion in asked:
            if criterion not in _FACTS:
                continue
            rows: Sequence[Row] = await self._connection.all(_FACTS[criterion], after=after, upto=upto)
            for row in rows:
                facts = found.setdefault(row["person"], {})
                facts[criterion] = facts.get(criterion, frozenset()) | {row["value"]}
        return found


def _candidate(row: Row, whole: bool, known: Mapping[Criterion, frozenset[str]] | None) -> Candidate:
    return Candidate(
        person_id=row["id"],
        organisation_id=row["organisation_id"],
        bound=bool(row["bound"]),
        reachable=bool(row["reachable"]),
        muted=bool(row["muted"]),
        person=person_of(row, ()) if whole else None,
        known=known,
    )
