"""Young teachers for a workbook, from one snapshot. Knows whose definition holds and who may see what."""

from collections.abc import Sequence
from datetime import date

from bot.domain.people import YoungDefinition, is_young
from bot.domain.young import YoungTeachers, within, young_teachers
from storage.young_reports import YoungReports


async def young_figures(
    reports: YoungReports,
    items: Sequence[str],
    definition: YoungDefinition | None,
    today: date,
    scope: Sequence[str],
) -> YoungTeachers:
    """Count everybody young by this definition, hide small groups, then leave the places of `scope` (empty: all).

    `items` are the questions to be counted. Without a definition nobody is young.
    """
    teachers = [teacher for person, teacher in await reports.teachers() if is_young(person, definition, today)]
    found = young_teachers(teachers, items)
    return within(found, scope) if scope else found
