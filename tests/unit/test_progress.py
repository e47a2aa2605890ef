"""Where a respondent stands: on the path, among the questions, behind a changed branch."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.context import Context
from questionnaires.model import Questionnaire
from questionnaires.progress import (
    Completion,
    calculated,
    completion,
    missing_items,
    next_item,
    path,
    place,
    previous_item,
    review,
    voided,
)
from questionnaires.responses import Response, ResponseState
from tests.unit.definitions import answered, context, item_data, questionnaire

BRANCHES = questionnaire(
    [item_data("welcome", "note"), item_data("first"), item_data("more", "text", when='first == "yes"')],
    {
        "code": "inner",
        "title": "Внутри",
        "when": 'more == "ещё"',
        "items": [item_data("in1"), item_data("in2", required=False)],
    },
    [item_data("total", "calculated", expression="count(answered(inner))"), item_data("last", when="total == 0")],
)


def codes(demo: Questionnaire, known: Context) -> list[str]:
    return [item.code for item in path(demo, known)]


def at(demo: Questionnaire, known: Context) -> str | None:
    item = next_item(demo, known)
    return item.code if item else None


def test_path_follows_the_answers() -> None:
    assert codes(BRANCHES, context()) == ["welcome", "first", "last"]
    assert codes(BRANCHES, context(answered(first="yes"))) == ["welcome", "first", "more", "last"]
    opened = answered(first="yes", more="ещё")
    assert codes(BRANCHES, context(opened)) == ["welcome", "first", "more", "in1", "in2", "last"]
    assert codes(BRANCHES, context(opened | answered(in1="yes"))) == ["welcome", "first", "more", "in1", "in2"]


def test_answer_behind_a_closed_branch_is_not_seen_by_later_conditions() -> None:
    stale = answered(first="no", more="ещё", in1="yes", in2="no")
    assert codes(BRANCHES, context(stale)) == ["welcome", "first", "last"]


def test_next_is_the_first_item_without_a_settled_response() -> None:
    known = answered(first="no")
    assert at(BRANCHES, context(known)) == "welcome"
    known["welcome"] = Response("welcome", ResponseState.ANSWERED)
    assert at(BRANCHES, context(known)) == "last"
    known["last"] = Response("last", ResponseState.DRAFT, ())
    assert at(BRANCHES, context(known)) == "last"
    known["last"] = Response("last", ResponseState.SKIPPED)
    assert at(BRANCHES, context(known)) is None


@pytest.mark.parametrize(
    ("after", "following"), [("welcome", "first"), ("first", "last"), ("more", "last"), ("in1", "last"), ("last", None)]
)
def test_next_after_an_item_even_a_hidden_one(after: str, following: str | None) -> None:
    item = next_item(BRANCHES, context(answered(first="no")), after)
    assert (item.code if item else None) == following


@pytest.mark.parametrize(
    ("before", "former"), [("welcome", None), ("first", "welcome"), ("in1", "first"), ("last", "first"), (None, "last")]
)
def test_back(before: str | None, former: str | None) -> None:
    item = previous_item(BRANCHES, context(answered(first="no")), before)
    assert (item.code if item else None) == former


def test_place_counts_questions_that_may_still_come() -> None:
    known: dict[str, Response] = {}
    first, more, last = (BRANCHES.item(code) for code in ("first", "more", "last"))
    assert place(BRANCHES, context(known), BRANCHES.item("welcome")) == (1, 5)
    assert place(BRANCHES, context(known), first) == (1, 5)
    known |= answered(first="yes")
    assert place(BRANCHES, context(known), more) == (2, 5)
    known |= answered(more="нет")
    assert place(BRANCHES, context(known), last) == (3, 3)


def test_missing_items_are_required_ones() -> None:
    opened = context(answered(first="yes", more="ещё"))
    assert [item.code for item in missing_items(BRANCHES, opened)] == ["in1", "last"]


def test_voided_keeps_values_and_names_each_orphan_once() -> None:
    known = answered(first="no", more="ещё", in1="yes")
    known["in2"] = Response("in2", ResponseState.VOID, "no")
    orphans = voided(BRANCHES, context(known))
    assert orphans == (
        Response("more", ResponseState.VOID, "ещё"),
        Response("in1", ResponseState.VOID, "yes"),
    )
    after = known | {response.item: response for response in orphans}
    assert voided(BRANCHES, context(after)) == ()
    assert codes(BRANCHES, context(after)) == codes(BRANCHES, context(known))


def test_a_branch_opened_again_is_asked_again() -> None:
    known = answered(first="yes", more="ещё")
    known["welcome"] = Response("welcome", ResponseState.ANSWERED)
    known["in1"] = Response("in1", ResponseState.VOID, "yes")
    assert at(BRANCHES, context(known)) == "in1"


def test_review_shows_questions_by_section() -> None:
    known = answered(first="no")
    shown = [(part.section.code, [item.code for item, _ in part.items]) for part in review(BRANCHES, context(known))]
    assert shown == [("part1", ["first"]), ("part3", ["last"])]
    assert review(BRANCHES, context(known))[0].items[0][1] == known["first"]


def test_calculated_values() -> None:
    assert calculated(BRANCHES, context(answered(first="yes", more="ещё", in1="yes"))) == {"total": 1}
    assert calculated(BRANCHES, context()) == {"total": 0}


@pytest.mark.parametrize(
    ("levels", "shown"),
    [((), ["q1"]), (("primary",), ["q1", "q2"]), (("primary", "basic"), ["q1", "q2", "q3"])],
)
def test_sections_by_the_respondents_attributes(levels: tuple[str, ...], shown: list[str]) -> None:
    demo = questionnaire(
        [item_data("q1")],
        {"code": "p", "title": "P", "when": 'respondent.levels has "primary"', "items": [item_data("q2")]},
        {"code": "b", "title": "B", "when": 'respondent.levels has "basic"', "items": [item_data("q3")]},
    )
    assert codes(demo, context(levels=levels)) == shown
    assert place(demo, context(levels=levels), demo.item("q1")) == (1, len(shown))


def test_nothing_to_ask_is_complete() -> None:
    demo = questionnaire([item_data("q1", when="respondent.young")])
    assert completion(demo, context()) == Completion(0, 0)
    assert completion(demo, context()).percent == 100


@st.composite
def branching(draw: st.DrawFn) -> Questionnaire:
    """Up to nine items in three sections, with conditions on earlier items and sections."""
    sections: list[dict[str, Any]] = []
    earlier: list[str] = []
    for part in range(3):
        items = []
        when = _condition(draw, earlier, [one["code"] for one in sections])
        for _ in range(draw(st.integers(1, 3))):
            code = f"q{len(earlier) + 1}"
            kind = draw(st.sampled_from(["single", "single", "note", "calculated"]))
            extra = {"when": _condition(draw, earlier, [one["code"] for one in sections])}
            if kind == "calculated":
                extra["expression"] = _condition(draw, earlier, []) or "count(true)"
            items.append(item_data(code, kind, required=False, **extra))
            earlier.append(code)
        sections.append({"code": f"s{part}", "title": "Часть", "when": when, "items": items})
    return questionnaire(*sections)


def _condition(draw: st.DrawFn, items: list[str], sections: list[str]) -> str | None:
    atoms = [f'{code} == "yes"' for code in items] + [f"not answered({code})" for code in items]
    atoms += [f"skipped({code}) or {code}" for code in items]
    atoms += [f"count(answered({code})) >= 1" for code in sections]
    if not atoms or draw(st.booleans()):
        return None
    chosen = draw(st.lists(st.sampled_from(atoms), min_size=1, max_size=2))
    return draw(st.sampled_from([" and ", " or "])).join(f"({atom})" for atom in chosen)


@given(branching(), st.lists(st.sampled_from(["yes", "no", None]), min_size=9, max_size=9))
def test_answering_forwards_never_lowers_the_share(demo: Questionnaire, answers: list[str | None]) -> None:
    known: dict[str, Response] = {}
    share, done = 0.0, 0
    for value in answers:
        item = next_item(demo, context(known))
        if item is None:
            break
        k, n = place(demo, context(known), item)
        finished = completion(demo, context(known))
        assert 1 <= k <= max(n, 1)
        assert finished.done <= finished.total == n
        assert k / max(n, 1) >= share - 1e-9 or item.kind == "note"
        assert finished.percent >= done
        share, done = max(share, k / max(n, 1)), finished.percent
        state = ResponseState.SKIPPED if value is None else ResponseState.ANSWERED
        known[item.code] = Response(item.code, state, value)
        assert not voided(demo, context(known))
    if next_item(demo, context(known)) is None:
        assert completion(demo, context(known)).percent == 100
