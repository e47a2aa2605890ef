"""Audits of one person laid side by side and summed by the database, for the workbook. Nobody leaves it by herself.

Compared are two completed audits of the same code: the last one in the period that has an earlier one, and the first
of all. Only people whose consent to have years compared is in force.
"""

from functools import cache

from sqlalchemy import and_, exists, func, or_, select

from bot.domain.consents import ConsentKind
from storage.counting import AUDITS, IN_PERIOD, LAST, PLACE, placed, within
from storage.statement import Statement
from storage.tables import consents, people, questionnaire_versions, scores, submissions

_earlier, _version = submissions.alias("earlier"), questionnaire_versions
_earlier_version = questionnaire_versions.alias("earlier_version")
_AGREED = exists().where(
    consents.c.person_id == submissions.c.respondent_id,
    consents.c.kind == ConsentKind.LINKING.value,
    consents.c.withdrawn_at.is_(None),
)
_ranked = (
    select(
        submissions.c.id.label("after_id"),
        _earlier.c.id.label("before_id"),
        submissions.c.respondent_id,
        submissions.c.organisation_id,
        submissions.c.version_id,
        func.row_number()
        .over(
            partition_by=submissions.c.respondent_id,
            order_by=(
                submissions.c.completed_at.desc(),
                submissions.c.id.desc(),
                _earlier.c.completed_at,
                _earlier.c.id,
            ),
        )
        .label("place"),
    )
    .join(_version, _version.c.id == submissions.c.version_id)
    .join(
        _earlier,
        and_(
            _earlier.c.respondent_id == submissions.c.respondent_id,
            _earlier.c.state == "completed",
            _earlier.c.completed_at < submissions.c.completed_at,
        ),
    )
    .join(
        _earlier_version,
        and_(_earlier_version.c.id == _earlier.c.version_id, _earlier_version.c.code == _version.c.code),
    )
    .where(IN_PERIOD, _version.c.code.like(AUDITS), _AGREED)
    .subquery("ranked")
)
_before, _after = scores.alias("before"), scores.alias("after")


@cache
def changes(count: int) -> Statement:
    """organisation, subjects, version_id, kind, code, last, title, n, before, after; `count` organisations in scope."""
    last = LAST.c.id.is_not(None)
    key = (*PLACE, _ranked.c.version_id, _after.c.kind, _after.c.code, last.label("last"))
    figures = (
        func.max(_after.c.title).label("title"),
        func.count().label("n"),
        func.sum(_before.c.value).label("before"),
        func.sum(_after.c.value).label("after"),
    )
    same = and_(
        _before.c.submission_id == _ranked.c.before_id,
        _before.c.kind == _after.c.kind,
        _before.c.code == _after.c.code,
        _before.c.rule_version == _after.c.rule_version,
    )
    query = select(*key, *figures).select_from(_ranked).join(people, people.c.id == _ranked.c.respondent_id)
    query = query.outerjoin(LAST, LAST.c.id == _ranked.c.after_id)
    query = query.join(_after, _after.c.submission_id == _ranked.c.after_id).join(_before, same)
    measured = and_(
        _ranked.c.place == 1,
        or_(_after.c.kind == "function", _after.c.kind == "group"),
        _before.c.value.is_not(None),
        _after.c.value.is_not(None),
    )
    return Statement(placed(query, _ranked.c.organisation_id).where(measured, within(count)).group_by(*key))
