"""What a person sends to each kind of item, and what comes of it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires.context import Context
from questionnaires.items import Option
from questionnaires.problems import Problem, ProblemCode
from questionnaires.responses import (
    Chosen,
    Done,
    Draft,
    NotApplicable,
    Raw,
    Response,
    ResponseState,
    Skipped,
    Toggled,
    Typed,
    Uploaded,
    Value,
    respond,
)
from tests.unit.definitions import COLOURS, answered, item

MENTEES = (Option(code="m1", label="Т-00017"), Option(code="m2", label="Т-00021"), Option(code="m3", label="Т-00210"))
CONTEXT = Context(seed="s", today=date(2026, 11, 23), choices={"mentees": MENTEES})
KINDS = (
    "single",
    "multiple",
    "ranking",
    "scale",
    "integer",
    "decimal",
    "text",
    "date",
    "time",
    "datetime",
    "note",
    "file",
    "choice",
    "calculated",
)
PHOTO = Uploaded("f1", "photo.jpg", "image/jpeg", 1000)


def given_to(kind: str, raw: Raw | str, previous: Response | None = None, **extra: Any) -> Response | Draft | Problem:
    return respond(item(kind, **extra), Typed(raw) if isinstance(raw, str) else raw, previous, CONTEXT)


def answer(value: Value | None) -> Response:
    return Response("q", ResponseState.ANSWERED, value)


def draft(*codes: str) -> Draft:
    return Draft(Response("q", ResponseState.DRAFT, codes))


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (Chosen("yes"), "yes"),
        ("да", "yes"),
        ("Да!", "yes"),
        ("НЕТ", "no"),
        ("1", "yes"),
        ("2.", "no"),
        ("2 — нет", "no"),
        ("yes", "yes"),
        ("уеs", "yes"),  # Cyrillic у and е
    ],
)
def test_single(raw: Raw | str, value: str) -> None:
    assert given_to("single", raw) == answer(value)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("3", "unknown-option"),
        ("может быть", "unknown-option"),
        ("0", "unknown-option"),
        ("", "unknown-option"),
        (Chosen("maybe"), "unknown-option"),
        (Done(), "wrong-input"),
        (PHOTO, "wrong-input"),
    ],
)
def test_single_refuses(raw: Raw | str, code: str) -> None:
    problem = given_to("single", raw)
    assert isinstance(problem, Problem)
    assert problem.code == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [("А1", "A1"), ("а1", "A1"), ("в2", "B2"), ("С3", "C3"), ("c3", "C3"), ("елка", "E4"), ("ЁЛКА", "E4")],
)
def test_look_alike_letters_in_codes_and_labels(typed: str, code: str) -> None:
    options = [
        {"code": "A1", "label": "Первый"},
        {"code": "B2", "label": "Второй"},
        {"code": "C3", "label": "Третий"},
        {"code": "E4", "label": "Ёлка"},
    ]
    assert given_to("single", typed, options=options) == answer(code)


def test_beginning_of_a_label_must_mean_one_option() -> None:
    options = [{"code": "a", "label": "Курсы очные"}, {"code": "b", "label": "Курсы заочные"}]
    assert given_to("single", "курсы оч", options=options) == answer("a")
    assert given_to("single", "заочн", options=options) == answer("b")
    assert given_to("single", "курсы", options=options) == Problem("ambiguous-option", {"text": "курсы", "count": 2})


def test_a_number_is_a_value_where_options_have_values() -> None:
    options = [{"code": "low", "label": "Низко", "value": 2}, {"code": "high", "label": "Высоко", "value": 1}]
    assert given_to("single", "2", options=options) == answer("low")


@pytest.mark.parametrize(
    ("raw", "value"), [(Chosen("2"), 2), ("3", 3), ("0", 0), ("уверенно", 2), ("увер", 2), ("1 — с помощью", 1)]
)
def test_scale(raw: Raw | str, value: int) -> None:
    assert given_to("scale", raw) == answer(value)


@pytest.mark.parametrize("raw", [NotApplicable(), "не относится", "Не применимо."])
def test_not_applicable_is_its_own_state(raw: Raw | str) -> None:
    assert given_to("scale", raw) == Response("q", ResponseState.NOT_APPLICABLE)
    assert given_to("scale", raw, allow_not_applicable=False) == Problem("not-applicable-refused")
    assert given_to("single", NotApplicable()) == Problem("not-applicable-refused")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "note"])
def test_skipping_is_a_state_of_optional_items_only(kind: str) -> None:
    assert given_to(kind, Skipped()) == Problem("required")
    assert given_to(kind, Skipped(), required=False) == Response("q", ResponseState.SKIPPED)
    assert given_to(kind, "пропустить", required=False) == Response("q", ResponseState.SKIPPED)


def test_multiple_by_buttons() -> None:
    first = given_to("multiple", Toggled("blue"))
    assert first == draft("blue")
    assert isinstance(first, Draft)
    second = given_to("multiple", Toggled("red"), first.response)
    assert second == draft("red", "blue")  # the definition's order, not the order of pressing
    assert isinstance(second, Draft)
    assert given_to("multiple", Toggled("blue"), second.response) == draft("red")
    assert given_to("multiple", Done(), second.response) == answer(("red", "blue"))


def test_exclusive_option_puts_out_the_others_and_back() -> None:
    chosen = answer(("red", "blue"))
    assert given_to("multiple", Toggled("none"), chosen) == draft("none")
    assert given_to("multiple", Toggled("red"), answer(("none",))) == draft("red")
    assert given_to("multiple", "1, 4") == Problem("exclusive-choice", {"option": "Никакой"})


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("1, 3", ("red", "blue")),
        ("3 1", ("red", "blue")),
        ("3;1;3", ("red", "blue")),
        ("1.", ("red",)),
        ("синий, красный", ("red", "blue")),
        ("син", ("blue",)),
        ("Зеленый", ("green",)),
    ],
)
def test_multiple_typed(typed: str, codes: tuple[str, ...]) -> None:
    assert given_to("multiple", typed) == answer(codes)


@pytest.mark.parametrize(
    ("raw", "previous", "problem"),
    [
        (Toggled("green"), answer(("red", "blue")), Problem("too-many-choices", {"max": 2, "count": 3})),
        ("1 2 3", None, Problem("too-many-choices", {"max": 2, "count": 3})),
        (Done(), None, Problem("too-few-choices", {"min": 2, "count": 0})),
        ("1", None, Problem("too-few-choices", {"min": 2, "count": 1})),
        ("1, 9", None, Problem("unknown-option", {"text": "9"})),
        (Toggled("pink"), None, Problem("unknown-option", {"text": "pink"})),
    ],
)
def test_multiple_refuses(raw: Raw | str, previous: Response | None, problem: Problem) -> None:
    assert given_to("multiple", raw, previous, min_choices=2, max_choices=2) == problem


def test_ranking_by_buttons_fills_the_last_place_itself() -> None:
    assert given_to("ranking", Toggled("blue")) == draft("blue")
    chosen = draft("blue").response
    assert given_to("ranking", Toggled("red"), chosen) == draft("blue", "red", "green")
    assert given_to("ranking", Toggled("blue"), chosen) == draft()
    assert given_to("ranking", Done(), chosen) == Problem("ranking-incomplete", {"count": 1, "of": 3})
    assert given_to("ranking", Done(), draft("blue", "red", "green").response) == answer(("blue", "red", "green"))


@pytest.mark.parametrize(
    ("typed", "result"),
    [
        ("3 1 2", answer(("blue", "red", "green"))),
        ("3, 1, 2", answer(("blue", "red", "green"))),
        ("синий, красный, зелёный", answer(("blue", "red", "green"))),
        ("3 1", Problem("ranking-incomplete", {"count": 2, "of": 3})),
        ("3 3 1", Problem("ranking-repeated", {"option": "Синий"})),
        ("3 1 9", Problem("unknown-option", {"text": "9"})),
    ],
)
def test_ranking_typed(typed: str, result: Response | Problem) -> None:
    assert given_to("ranking", typed) == result


def test_ranking_of_the_first_places_only() -> None:
    assert given_to("ranking", "2 1", top=2) == answer(("green", "red"))
    full = draft("green", "red").response
    assert given_to("ranking", Toggled("blue"), full, top=2) == Problem("too-many-choices", {"max": 2, "count": 3})


@pytest.mark.parametrize(("typed", "value"), [("5", 5), (" 1 000 ", 1000), ("-3", -3), ("−3", -3), ("+7", 7), ("0", 0)])
def test_integer(typed: str, value: int) -> None:
    assert given_to("integer", typed) == answer(value)
    assert given_to("integer", Chosen(typed)) == answer(value)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("4,5", Problem("not-an-integer")),
        ("пять", Problem("not-a-number")),
        ("1e5", Problem("not-a-number")),
        ("9" * 400, Problem("not-a-number")),
        ("0", Problem("too-small", {"min": "1"})),
        ("41", Problem("too-large", {"max": "40"})),
    ],
)
def test_integer_refuses(typed: str, problem: Problem) -> None:
    assert given_to("integer", typed, min=1, max=40) == problem


@pytest.mark.parametrize(
    ("typed", "value"), [("4,5", "4.5"), ("4.5", "4.5"), ("4", "4"), ("-0,25", "-0.25"), ("0", "0")]
)
def test_decimal(typed: str, value: str) -> None:
    assert given_to("decimal", typed) == answer(Decimal(value))


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("4,555", Problem("too-many-places", {"places": 2})),
        ("4,5,5", Problem("not-a-number")),
        ("NaN", Problem("not-a-number")),
        ("Infinity", Problem("not-a-number")),
        ("-1", Problem("too-small", {"min": "0"})),
        ("24,5", Problem("too-large", {"max": "24"})),
    ],
)
def test_decimal_refuses(typed: str, problem: Problem) -> None:
    assert given_to("decimal", typed, min=0, max=24) == problem


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("<b>x</b> {q} _*[]()~", "<b>x</b> {q} _*[]()~"),
        ("'; DROP TABLE answers;--", "'; DROP TABLE answers;--"),
        ("a\x00b\x0bc\ud800d", "abcd"),
        ("  две\r\nстроки  ", "две\nстроки"),
        ("\u202eabc", "\u202eabc"),
        ("e" + "\u0301" * 3000, "e" + "\u0301" * 3000),
        ("далее", "далее"),
    ],
)
def test_text_is_kept_literally_but_fit_for_storage(typed: str, value: str) -> None:
    assert given_to("text", typed, max_length=3500) == answer(value)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("а" * 101, Problem("too-long", {"max": 100, "length": 101})),
        ("а", Problem("too-short", {"min": 3, "length": 1})),
        (" \x00 ", Problem("empty")),
    ],
)
def test_text_limits(typed: str, problem: Problem) -> None:
    assert given_to("text", typed, min_length=3, max_length=100) == problem


def test_pressed_button_is_no_text() -> None:
    assert given_to("text", Chosen("yes")) == Problem("wrong-input", {"expected": "text"})
    assert given_to("text", PHOTO) == Problem("wrong-input", {"expected": "text"})


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("date", "12.03.2026", "2026-03-12"),
        ("date", "завтра", "2026-11-24"),
        ("date", Chosen("2026-12-01"), "2026-12-01"),
        ("time", "15.30", "15:30"),
        ("datetime", "завтра в 9", "2026-11-24T09:00"),
    ],
)
def test_days_and_times(kind: str, raw: Raw | str, value: str) -> None:
    assert given_to(kind, raw) == answer(value)


@pytest.mark.parametrize(
    ("kind", "raw", "extra", "problem"),
    [
        ("date", "31.02.2026", {}, Problem("impossible-date", {"text": "31.02.2026"})),
        ("date", "вчера", {"min": "today"}, Problem("too-early", {"min": "2026-11-23"})),
        ("date", Chosen("2027-01-01"), {"max": "today+30"}, Problem("too-late", {"max": "2026-12-23"})),
        ("datetime", "вчера 15:00", {"min": "today"}, Problem("too-early", {"min": "2026-11-23"})),
        ("time", "06:59", {"min": "07:00"}, Problem("too-early", {"min": "07:00"})),
        ("time", "21:01", {"max": "21:00"}, Problem("too-late", {"max": "21:00"})),
        ("date", PHOTO, {}, Problem("wrong-input", {"expected": "date"})),
    ],
)
def test_days_and_times_refuse(kind: str, raw: Raw | str, extra: dict[str, Any], problem: Problem) -> None:
    assert given_to(kind, raw, **extra) == problem


@pytest.mark.parametrize("raw", [Done(), "Далее", "понятно"])
def test_note_is_passed_by_anything(raw: Raw | str) -> None:
    assert given_to("note", raw) == answer(None)


def test_calculated_item_takes_no_answer() -> None:
    assert given_to("calculated", "5") == Problem("wrong-input", {"expected": "nothing"})


@pytest.mark.parametrize(
    ("file", "accept", "result"),
    [
        (PHOTO, ["photo"], ("f1", "photo.jpg", "image/jpeg", "1000")),
        (Uploaded("f", "../../etc/план.pdf", "application/pdf", 5), ["pdf"], ("f", "план.pdf", "application/pdf", "5")),
        (Uploaded("f", "a\u202efdp.exe", "", 5), ["any"], ("f", "afdp.exe", "", "5")),
        (Uploaded("f", "", "", 0), ["any"], ("f", "file", "", "0")),
    ],
)
def test_file(file: Uploaded, accept: list[str], result: tuple[str, ...]) -> None:
    assert given_to("file", file, accept=accept) == answer(result)


def test_file_refuses() -> None:
    wrong = Problem("file-kind", {"accepted": "pdf, document", "name": "photo.jpg"})
    assert given_to("file", PHOTO, accept=["pdf", "document"]) == wrong
    large = Uploaded("f", "a.pdf", "application/pdf", 3 * 1024 * 1024)
    assert given_to("file", large, max_mb=2) == Problem("file-too-large", {"max_mb": 2})
    assert given_to("file", "вот") == Problem("file-expected")


def test_long_file_names_keep_their_extension() -> None:
    response = given_to("file", Uploaded("f", "д" * 300 + ".pdf", "application/pdf", 1))
    assert isinstance(response, Response)
    assert isinstance(response.value, tuple)
    assert len(response.value[1]) == 100
    assert response.value[1].endswith(".pdf")


@pytest.mark.parametrize(
    ("raw", "result"),
    [
        (Chosen("m2"), answer("m2")),
        ("т-00017", answer("m1")),
        ("T-00017", answer("m1")),  # Latin T
        ("2", answer("m2")),
        ("т-000", Problem("ambiguous-option", {"text": "т-000", "count": 2})),
        (Chosen("m9"), Problem("unknown-option", {"text": "m9"})),
    ],
)
def test_dynamic_choice(raw: Raw | str, result: Response | Problem) -> None:
    assert given_to("choice", raw) == result


def test_dynamic_choice_of_several_and_of_none() -> None:
    assert given_to("choice", Toggled("m2"), multiple=True) == draft("m2")
    assert given_to("choice", "1, 2", multiple=True) == answer(("m1", "m2"))


def test_an_empty_list_can_only_be_passed_required_or_not() -> None:
    for multiple in (False, True):
        for raw in (Chosen("m1"), Toggled("m1"), Done(), "m1"):
            assert given_to("choice", raw, source="events", multiple=multiple) == Problem("no-choices")
        skipped = given_to("choice", Skipped(), source="events", multiple=multiple)
        assert skipped == Response("q", ResponseState.SKIPPED)
    assert given_to("choice", Skipped()) == Problem("required")


def test_of_a_list_shorter_than_the_least_number_all_are_enough() -> None:
    assert given_to("choice", "1, 2, 3", multiple=True, min_choices=5) == answer(("m1", "m2", "m3"))
    assert given_to("choice", "1", multiple=True, min_choices=5) == Problem("too-few-choices", {"min": 3, "count": 1})


def test_draft_forgets_options_that_are_no_longer_offered() -> None:
    assert given_to("choice", Toggled("m1"), draft("m2", "gone").response, multiple=True) == draft("m1", "m2")


@pytest.mark.parametrize(
    ("kind", "default", "value"),
    [
        ("single", "no", "no"),
        ("multiple", ["red", "blue"], ("red", "blue")),
        ("integer", 5, 5),
        ("decimal", "4.5", Decimal("4.5")),
        ("scale", 2, 2),
        ("date", "завтра", "2026-11-24"),
    ],
)
def test_done_accepts_the_default(kind: str, default: object, value: Value) -> None:
    assert given_to(kind, Done(), default=default) == answer(value)


def test_done_keeps_an_answer_that_stands() -> None:
    assert given_to("single", Done(), answer("no"), default="yes") == answer("no")


def test_constraint_sees_the_value_and_earlier_answers() -> None:
    hours = item("integer", constraint="value <= total", constraint_message="Не больше, чем всего.")
    known = Context(responses=answered(total=10))
    assert respond(hours, Typed("10"), None, known) == answer(10)
    refused = Problem("constraint", {"message": "Не больше, чем всего."})
    assert respond(hours, Typed("11"), None, known) == refused
    assert respond(hours, Typed("11"), None, Context()) == refused


def test_typed_number_means_the_place_as_shown() -> None:
    shuffled = item("single", options=COLOURS[:3], random_order=True)
    values = {respond(shuffled, Typed("1"), None, Context(seed=seed)) for seed in range(20)}
    assert len(values) > 1


RAW: st.SearchStrategy[Raw] = st.one_of(
    st.text().map(Typed),
    st.sampled_from(["1", "2 1", "да", "далее", "12.03", "31.02.2026", "1,5", "1, 3, 5"]).map(Typed),
    st.text(max_size=10).map(Chosen),
    st.sampled_from(["red", "blue", "none", "m1"]).map(Toggled),
    st.just(Done()),
    st.just(Skipped()),
    st.just(NotApplicable()),
    st.builds(Uploaded, st.text(), st.text(), st.text(), st.integers(0, 10**9)),
)
ITEMS = {kind: item(kind) for kind in KINDS}


@given(st.sampled_from(KINDS), RAW, st.sampled_from([None, draft("red").response, answer(("red",)), answer("x")]))
def test_nothing_a_person_sends_raises(kind: str, raw: Raw, previous: Response | None) -> None:
    result = respond(ITEMS[kind], raw, previous, CONTEXT)
    if isinstance(result, Problem):
        assert result.code in set(ProblemCode)
    elif isinstance(result, Response):
        assert Response.from_json("q", result.state, result.to_json()) == result
