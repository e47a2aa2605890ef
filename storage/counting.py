"""The statements behind a report. Each is a function of the number of organisations in scope, compiled once for it.

Parameters: `since`, `until` (epoch seconds) and `place0`, `place1` … (organisation codes).
"""

from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.sql.elements import ColumnElement

from bot.domain.counts import FIELD, PART
from storage.statement import Statement
from storage.tables import invitations, people, person_organisations, questionnaire_versions, responses, scores
from storage.tables import organisations as places
from storage.tables import submissions as sent

AUDITS = "audit-%"  # the codes of generated audits
_KINDS = ("function", "group")

_since, _until = bindparam("since", type_=BigInteger), bindparam("until", type_=BigInteger)
IN_PERIOD = and_(sent.c.state == "completed", sent.c.completed_at >= _since, sent.c.completed_at < _until)
_is_audit = questionnaire_versions.c.code.like(AUDITS)
_newest_first = func.row_number().over(
    partition_by=sent.c.respondent_id,
    order_by=(sent.c.completed_at.desc(), sent.c.id.desc()),
)
_ranked = (
    select(sent, _newest_first.label("place"))
    .join(questionnaire_versions)
    .where(IN_PERIOD, _is_audit)
    .subquery("ranked")
)
LAST = select(_ranked).where(_ranked.c.place == 1).subquery("last")
_main = select(person_organisations).where(person_organisations.c.rank == 0).subquery("main")
# written out, for the function would else compile it only when executed
_part: Any = literal_column(f"'{PART}'")
PLACE = (func.coalesce(places.c.code, "").label("organisation"), people.c.subjects)


def within(count: int) -> ColumnElement[bool]:
    """The organisations in scope, or all. One statement for each number of them."""
    # not IN (…): an expanding parameter could not be compiled before its values are known
    return or_(*(places.c.code == bindparam(f"place{index}") for index in range(count))) if count else true()


def placed(query: Select[Any], own: ColumnElement[int | None]) -> Select[Any]:
    """Join the organisation a person counts at: that of the submission, else the main one."""
    place = func.coalesce(own, _main.c.organisation_id)
    query = query.outerjoin(_main, _main.c.person_id == people.c.id)
    return query.outerjoin(places, places.c.id == place)


@cache
def organisations(count: int) -> Statement:
    """code, name."""
    return Statement(select(places.c.code, places.c.name).where(within(count)))


@cache
def diagnosed(count: int) -> Statement:
    """organisation, subjects, version_id, n: people by their last completed audit."""
    key = (*PLACE, LAST.c.version_id)
    query = select(*key, func.count().label("n")).select_from(LAST)
    query = query.join(people, people.c.id == LAST.c.respondent_id)
    return Statement(placed(query, LAST.c.organisation_id).where(within(count)).group_by(*key))


@cache
def silent(count: int) -> Statement:
    """Active people of an organisation without a completed audit: organisation, subjects, n, begun (n who began one).

    Who belongs to none teaches nobody: an administrator made by `init`.
    """
    begun = select(sent.c.respondent_id).join(questionnaire_versions).distinct()
    begun = begun.where(_is_audit, sent.c.started_at >= _since, sent.c.started_at < _until)
    trying = begun.subquery("trying")
    query = select(*PLACE, func.count().label("n"), func.count(trying.c.respondent_id).label("begun"))
    query = query.select_from(people).outerjoin(trying, trying.c.respondent_id == people.c.id)
    # NOT IN, for one list: SQLite would run a correlated NOT EXISTS through the index of the period for everybody
    audited = select(sent.c.respondent_id).join(questionnaire_versions).where(IN_PERIOD, _is_audit)
    nobody = and_(people.c.active, places.c.id.is_not(None), people.c.id.not_in(audited))
    return Statement(placed(query, literal(None, BigInteger)).where(nobody, within(count)).group_by(*PLACE))


@cache
def facts(count: int) -> Statement:
    """Scores of last audits: organisation, subjects, version_id, kind, code, title, n, deficits, total."""
    key = (*PLACE, LAST.c.version_id, scores.c.kind, scores.c.code)
    figures = (
        func.max(scores.c.title).label("title"),
        func.count().label("n"),
        func.sum(case((scores.c.deficit, 1), else_=0)).label("deficits"),
        func.sum(scores.c.value).label("total"),
    )
    query = select(*key, *figures).select_from(LAST).join(people, people.c.id == LAST.c.respondent_id)
    query = placed(query.join(scores, scores.c.submission_id == LAST.c.id), LAST.c.organisation_id)
    return Statement(
        query.where(
            or_(*(scores.c.kind == kind for kind in _KINDS)), scores.c.value.is_not(None), within(count)
        ).group_by(*key)
    )


@cache
def marks(count: int) -> Statement:
    """Numbers given in last audits, a row per audit: organisation, version_id, packed (item FIELD number, PART …).

    Not grouped by the database: it would sort a million rows to find a few hundred groups.
    """
    mark = responses.c.item + FIELD + cast(responses.c.number, Text)
    answered = and_(responses.c.state == "answered", responses.c.number.is_not(None))
    packed = select(func.aggregate_strings(mark, _part)).where(responses.c.submission_id == LAST.c.id, answered)
    numbers = func.coalesce(packed.correlate(LAST).scalar_subquery(), "").label("packed")
    query = select(PLACE[0], LAST.c.version_id, numbers)
    query = query.select_from(LAST).join(people, people.c.id == LAST.c.respondent_id)
    return Statement(placed(query, LAST.c.organisation_id).where(within(count)))


@cache
def invited(count: int) -> Statement:
    """One figure: people of an organisation with an invitation."""
    query = select(func.count(people.c.id.distinct()))
    query = query.select_from(people).join(invitations, invitations.c.person_id == people.c.id)
    when = and_(invitations.c.created_at < _until, _since <= _until, places.c.id.is_not(None))
    return Statement(placed(query, literal(None, BigInteger)).where(when, within(count)))


@cache
def completed(count: int) -> Statement:
    """organisation, version_id, n: completed submissions of every questionnaire."""
    key = (PLACE[0], sent.c.version_id)
    query = select(*key, func.count().label("n")).select_from(sent).join(people, people.c.id == sent.c.respondent_id)
    return Statement(placed(query, sent.c.organisation_id).where(IN_PERIOD, within(count)).group_by(*key))


@cache
def versions(count: int) -> Statement:
    """id, number, hash, body of what was completed: every questionnaire, newest version first."""
    version = questionnaire_versions
    used = select(sent.c.version_id).select_from(sent).join(people, people.c.id == sent.c.respondent_id)
    used = placed(used, sent.c.organisation_id).where(IN_PERIOD, within(count))
    found = used.group_by(sent.c.version_id).subquery()  # not DISTINCT: SQLite would join row by row
    query = select(version.c.id, version.c.number, version.c.hash, version.c.body)
    query = query.join(found, found.c.version_id == version.c.id)
    return Statement(query.order_by(version.c.code, version.c.number.desc()))


@cache
def rows(count: int) -> Statement:
    """One figure: completed submissions of the questionnaire `which`."""
    query = _of_questionnaire(select(func.count()))
    return Statement(query.where(within(count)))


@cache
def submissions(count: int) -> Statement:
    """The fields of `PackedSubmission`; responses are joined by the database, a row per submission."""
    packed = responses.c.item + FIELD + responses.c.state + FIELD + func.coalesce(responses.c.value, "")
    answers = (
        select(func.aggregate_strings(packed, _part))
        .where(responses.c.submission_id == sent.c.id)
        .correlate(sent)
        .scalar_subquery()
    )
    query = select(
        sent.c.receipt,
        people.c.code,
        func.coalesce(places.c.name, ""),
        people.c.position,
        sent.c.started_at,
        sent.c.completed_at,
        questionnaire_versions.c.number,
        func.coalesce(answers, ""),
        people.c.subjects,
    )
    return Statement(_of_questionnaire(query).where(within(count)).order_by(sent.c.id))


def _of_questionnaire(query: Select[Any]) -> Select[Any]:
    query = (
        query.select_from(sent)
        .join(people, people.c.id == sent.c.respondent_id)
        .join(questionnaire_versions, questionnaire_versions.c.id == sent.c.version_id)
    )
    which = questionnaire_versions.c.code == bindparam("which")
    return placed(query, sent.c.organisation_id).where(IN_PERIOD, which)
