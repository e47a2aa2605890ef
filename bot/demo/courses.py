"""The demo's courses: a list that the centre fills in and imports, like any other. Knows no messenger."""

from collections.abc import Sequence
from datetime import date

from bot.demo.centre import Centre
from playground.courses import invent_courses

LIST = "courses.xlsx"


async def hold_courses(centre: Centre, codes: Sequence[str], today: date, seed: int) -> str:
    """Let some of these people have taken part in courses that are over; return what the import said."""
    from exports.course_template import write_course_template  # spreadsheets are no business of a running bot

    write_course_template(centre.folder / LIST, invent_courses(codes, today, seed))
    return await centre.command("import", "courses", LIST, "--yes")
