"""Whose mentor somebody is, as a staff list tells it. Knows codes only; what a pair does is no business of this."""

from collections.abc import Iterator, Sequence

from bot.domain.roster.plan import Register
from bot.domain.roster.rows import RosterPerson
from bot.domain.roster.sheets import RosterProblem

Matched = Sequence[tuple[RosterPerson, str | None]]
"""Each row with the code of its person; None for somebody who will get one."""


def mentor_of(row: RosterPerson, before: str | None) -> str | None:
    """The code of the row's mentor; without the column the present one stays."""
    if "mentor" not in row.said:
        return before
    return row.mentor.code if row.mentor else None


def mentor_problems(matched: Matched, register: Register) -> Iterator[RosterProblem]:
    """Mentors nobody knows, who have left, and people who would be their own."""
    working = {code: person.active for code, person in register.people.items()}
    working |= {
        code: row.person.active if "active" in row.said else working.get(code, True) for row, code in _coded(matched)
    }
    for row, code in matched:
        if row.mentor is None:
            continue
        found = row.mentor.code
        if found not in working:
            yield RosterProblem("unknown-mentor", row.mentor.place, {"text": found})
        elif found == code:
            yield RosterProblem("own-mentor", row.mentor.place, {"text": found})
        elif not working[found]:
            yield RosterProblem("mentor-left", row.mentor.place, {"text": found})


def _coded(matched: Matched) -> Iterator[tuple[RosterPerson, str]]:
    return ((row, code) for row, code in matched if code is not None)
