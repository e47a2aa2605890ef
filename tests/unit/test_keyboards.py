"""How options are laid out as buttons."""

from datetime import date

import pytest

from bot.domain.dialogues import Dialogue
from bot.domain.submissions import Cursor, Submission, SubmissionState
from handlers.screens.keyboards import item_rows
from handlers.screens.questionnaires import question_screen
from handlers.screens.reviews import answer_line
from questionnaires.catalogue import built_in
from questionnaires.context import Context
from questionnaires.values import Response, ResponseState

SURVEY = next(one for one in built_in() if one.code == "satisfaction")


def shown(code: str, value: int | None = None) -> Dialogue:
    """The satisfaction survey at one of its questions."""
    submission = Submission(7, 1, 1, None, SubmissionState.DRAFT, None, "1", {}, Cursor("item", code), 5, 1, 1, None)
    given = {} if value is None else {code: Response(code, ResponseState.ANSWERED, value)}
    return Dialogue(submission, SURVEY, Context(given, {}, "1", {}, date(2026, 9, 10)))


def labels(code: str, value: int | None = None) -> list[list[str]]:
    """The labels of its option buttons, row by row."""
    return [[key.label for key in row] for row in item_rows(shown(code, value), SURVEY.item(code))]


def test_bare_numbers_stand_six_in_a_row() -> None:
    assert labels("recommend") == [["0", "1", "2", "3", "4", "5"], ["6", "7", "8", "9", "10"]]
    assert labels("recommend", 10)[1] == ["6", "7", "8", "9", "✓ 10"]


@pytest.mark.parametrize(("code", "width"), [("content", 2), ("usefulness", 1)])
def test_short_words_stand_two_in_a_row_and_long_ones_alone(code: str, width: int) -> None:
    assert max(map(len, labels(code))) == width


def test_the_legend_of_bare_numbers_has_only_what_is_described() -> None:
    text = question_screen(shown("recommend"), SURVEY.item("recommend")).text
    assert "<b>0</b>: точно не посоветую\n<b>5</b>: пятьдесят на пятьдесят\n<b>10</b>: обязательно" in text
    assert "<b>1" not in text.replace("<b>10</b>", "")


def test_a_bare_number_is_said_once() -> None:
    item = SURVEY.item("recommend")
    assert answer_line(shown("recommend", 9), item, Response("recommend", ResponseState.ANSWERED, 9)) == "9"
