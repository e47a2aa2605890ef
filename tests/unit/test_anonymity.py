"""When anonymous answers may be released, and what is kept of them."""

from random import Random

import pytest

from bot.domain.anonymity import (
    LOT,
    MOST,
    drawn,
    from_body,
    longest,
    packed,
    releasable,
    sent_answers,
    to_body,
    unpacked,
)
from bot.domain.segments import EVERYBODY
from bot.domain.terms import Terms, terms_problem
from questionnaires.catalogue import built_in
from questionnaires.model import Questionnaire
from questionnaires.values import Response, ResponseState, Value
from tests.unit.definitions import answered, item_data, questionnaire

ANONYMOUS = [one for one in built_in() if one.anonymous]


@pytest.mark.parametrize(
    ("waiting", "released", "closed", "count"),
    [
        (0, 0, False, 0),
        (9, 0, False, 0),
        (10, 0, False, 5),
        (17, 5, False, 12),
        (10, 4000, False, 5),
        (55, 0, False, 50),
        (56, 0, False, 26),
        (0, 7, True, 0),
        (5, 7, True, 5),
        (51, 7, True, 26),
        (3, 0, True, 3),
        (3, 7, True, 0),
    ],
)
def test_how_many_are_released(waiting: int, released: int, closed: bool, count: int) -> None:
    assert releasable(waiting, released, closed) == count


@pytest.mark.parametrize("arriving", [1, 2, 3, 7, 60, 133])
def test_however_they_arrive_no_lot_is_small_and_as_many_stay_behind(arriving: int) -> None:
    waiting, released, lots = 0, 0, []
    for _ in range(400 // arriving):
        waiting += arriving
        while lot := releasable(waiting, released, closed=False):
            lots.append(lot)
            waiting, released = waiting - lot, released + lot
            assert waiting >= LOT
    while lot := releasable(waiting, released, closed=True):
        lots.append(lot)
        waiting, released = waiting - lot, released + lot
    assert waiting == 0
    assert min(lots) >= LOT
    assert max(lots) <= MOST


def test_each_waiting_answer_is_as_likely_to_be_drawn_in_each_place() -> None:
    counts = {(one, place): 0 for one in range(10) for place in range(5)}
    chance = Random(7)
    for _ in range(4000):
        for place, one in enumerate(drawn(range(10), 5, chance)):
            counts[one, place] += 1
    assert all(abs(count - 400) < 80 for count in counts.values())


def test_what_is_void_or_unfinished_or_no_question_is_not_sent() -> None:
    form = questionnaire(
        [item_data("a"), item_data("n", "note"), item_data("b"), item_data("m", "multiple"), item_data("c", "text")]
    )
    given = {
        "c": Response("c", ResponseState.SKIPPED),
        "n": Response("n", ResponseState.ANSWERED, ""),
        "b": Response("b", ResponseState.VOID, "yes"),
        "m": Response("m", ResponseState.DRAFT, ("red",)),
        **answered(a="no"),
    }
    kept = sent_answers(form, given)
    assert list(kept) == ["a", "c"]
    assert from_body(to_body(kept)) == kept


@pytest.mark.parametrize("filler", ["x", "я", "😀", '"', "\\", "\n", "\x1f"], ids=repr)
@pytest.mark.parametrize("form", ANONYMOUS, ids=lambda one: one.code)
def test_the_longest_answers_look_as_the_shortest(form: Questionnaire, filler: str) -> None:
    full = {item.code: _longest(item.kind, getattr(item, "max_length", 0), filler) for item in form.items}
    sizes = {
        len(packed(2**31, to_body(sent_answers(form, answered(**values))), longest(form)))
        for values in ({}, full, dict.fromkeys(full, 1))
    }
    assert sizes == {longest(form)}


def _longest(kind: str, length: int, filler: str) -> Value:
    return filler * length if kind == "text" else 10


@pytest.mark.parametrize("text", ["", " ", "7 8", 'он сказал: "да"\n', "конец  "])
def test_padding_is_taken_off_again(text: str) -> None:
    body = to_body(answered(words=text))
    assert unpacked(packed(12, body, 1000)) == (12, body)


def test_what_is_longer_than_thought_is_sealed_all_the_same() -> None:
    assert len(packed(1, "x" * 250, 100)) == 300


@pytest.mark.parametrize(
    ("code", "anonymous", "problem"),
    [
        ("satisfaction", True, None),
        ("satisfaction", False, "campaign-must-be-anonymous"),
        ("needs", True, None),
        ("needs", False, None),
        ("audit-544n-full", True, "campaign-cannot-be-anonymous"),
        ("audit-544n-full", False, None),
    ],
)
def test_what_may_be_conducted_anonymously(code: str, anonymous: bool, problem: str | None) -> None:
    form = next(one for one in built_in() if one.code == code)
    found = terms_problem(Terms("Опрос", code, EVERYBODY, 1, 2, anonymous=anonymous), form, now=0)
    assert (found.code if found else None) == problem
