"""Course runs as screens."""

from collections.abc import Sequence

from bot.domain.courses import COURSE_RUN, CourseRun, Participant, RunPage
from bot.screen import Button, Rows, Screen
from handlers.callbacks import CourseKey, CourseList, Menu, Start
from handlers.screens.people import HOME
from handlers.texts import courses as texts
from handlers.texts.questionnaires import shortened

PAGE = 8
TO_LIST = Button(texts.BACK, CourseList().pack())


def list_screen(found: RunPage, page: int, search: str = "") -> Screen:
    """A page of runs, the last to end first."""
    rows: Rows = tuple(
        (Button(shortened(texts.line(one), 60), CourseKey(run=one.run.id).pack()),) for one in found.lines
    )
    before = (Button(texts.BEFORE, CourseList(page=page - 1).pack()),) if page and not search else ()
    more = (page + 1) * PAGE < found.total and not search
    after = (Button(texts.AFTER, CourseList(page=page + 1).pack()),) if more else ()
    turn = ((*before, *after),) if before or after else ()
    new = Button(texts.NEW, Start(questionnaire=COURSE_RUN).pack())
    find = Button(texts.FIND, Menu(to="find_course").pack())
    return Screen(texts.list_head(found, search), ((new,), *rows, *turn, (find, HOME)))


def find_screen() -> Screen:
    """How to search."""
    return Screen(texts.SEARCH_HINT, ((TO_LIST,), (HOME,)))


def run_screen(run: CourseRun, people: Sequence[Participant], greeting: str = "") -> Screen:
    """A run, and adding people to it."""
    text = texts.run(run, people)
    add = Button(texts.PEOPLE, CourseKey(run=run.id, to="people").pack())
    return Screen(f"{greeting}\n\n{text}" if greeting else text, ((add,), (TO_LIST, HOME)))
