"""K21: every screen fits what the messenger carries, whatever people and the centre have written.

What definitions may hold is limited by their inspection, what people may write by the items; both are filled to the
brim here, with letters that take most room.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.consents import ConsentKind, Document
from bot.domain.dialogues import Dialogue
from bot.domain.doors import LONGEST_PAYLOAD, Door
from bot.domain.home import Home, Profile, Unfinished
from bot.domain.people import Actor, Organisation, Role
from bot.domain.questionnaires import Offer
from bot.domain.results import Result
from bot.domain.submissions import Cursor, Submission, SubmissionState
from bot.payloads import answer_payload
from bot.screen import Screen
from bot.usecases.roles import RoleChange
from handlers.office import Office
from handlers.screens import consents, people, questionnaires, reports, results, settings
from handlers.texts.consent import default_documents
from handlers.texts.problems import problem_text
from playground.html_markup import parse_html
from playground.limits import BUTTONS_IN_ROW, check_keyboard, check_text, check_toast
from questionnaires.context import Context
from questionnaires.inspection import inspect
from questionnaires.inspection.items import LONG_LABEL, MAX_OPTIONS
from questionnaires.inspection.texts import MAX_SECTIONS, MESSAGE_UNITS, RESERVE_UNITS, message_units
from questionnaires.model import Item, Level, Option, Questionnaire
from questionnaires.problems import Problem, ProblemCode
from questionnaires.scoring import Score
from questionnaires.values import Response, ResponseState, Value
from storage.sealing import Seal
from tests.unit.definitions import item_data, questionnaire

FILLERS = {"cyrillic": "ы", "astral": "𝔘", "escaped": "&", "tags": "<"}
LARGEST_ID = 2**31 - 1
NO_WORD = re.compile(r"\W+")
EMPTY_CELL = "·"  # a day that the calendar does not offer


ZONE = ZoneInfo("Europe/Moscow")


def fits(screen: Screen) -> None:
    """Refuse what the messenger would refuse, and what nobody could read."""
    text, _ = parse_html(screen.text)
    check_text(text)
    rows: list[list[Any]] = [[{"text": key.label, "callback_data": key.data} for key in row] for row in screen.buttons]
    check_keyboard({"inline_keyboard": rows})
    for row in screen.buttons:
        assert 1 <= len(row) <= BUTTONS_IN_ROW
        for key in row:
            assert key.label == EMPTY_CELL or not NO_WORD.fullmatch(key.label), f"no word: {key.label!r}"
            assert key.data


def sign(filler: str) -> int:
    """UTF-16 units of the filler."""
    return len(filler.encode("utf-16-le")) // 2


def options(filler: str, number: int) -> list[dict[str, Any]]:
    """So many options with long codes, their labels together half of a message."""
    length = min(LONG_LABEL, (MESSAGE_UNITS - RESERVE_UNITS) // 2 // number // sign(filler))
    codes = [f"{at:02}" + "x" * 38 for at in range(number)]
    return [{"code": code, "label": "Ы" + filler * (length - 1)} for code in codes]


KINDS = ("single", "multiple", "ranking", "scale", "integer", "decimal", "text", "date", "time", "datetime", "note")


def filled(filler: str) -> Questionnaire:
    """One section of every kind of item, each as long as inspection lets pass, codes and places as well."""
    items = [item_data("text", "text", max_length=3500, required=False)]
    for kind in (*KINDS, "file", "choice"):
        extra = {"options": options(filler, MAX_OPTIONS)} if kind in ("single", "multiple", "ranking") else {}
        hint = {"hint": "{text}"} if kind in ("integer", "decimal") else {}
        items.append(item_data(f"{kind}-{'x' * (39 - len(kind))}", kind, required=False, **extra, **hint))
    items += [item_data(f"more{at}", "text", required=False) for at in range(20)]
    section = {"code": "all", "title": filler * (200 // sign(filler)), "items": items}
    draft = questionnaire(section, title=filler * (200 // sign(filler)))
    most = MESSAGE_UNITS - RESERVE_UNITS
    for item in items:
        room = most - message_units(draft, item["code"])
        item["label"] += filler * (room // sign(filler))
    whole = questionnaire(section, title=draft.title)
    assert [issue for issue in inspect(whole) if issue.severity == "error"] == []
    return whole


def largest_answer(item: Item, filler: str) -> Value:
    """The longest value an item takes."""
    match item.kind:
        case "text":
            return filler * 3500
        case "multiple" | "ranking":
            return tuple(option.code for option in item.options)
        case "single":
            return item.options[0].code
        case "choice":
            return "S-1"
        case "file":
            return ("x" * 90, filler * 100, "application/pdf", "1")
        case "date":
            return "2026-09-10"
        case "datetime":
            return "2026-09-10T12:00"
        case "time":
            return "12:00"
        case _:
            return 3


def dialogue(form: Questionnaire, filler: str, cursor: Cursor, **extra: Any) -> Dialogue:
    """A submission with every answer given, and as long as it can be."""
    given_answers = {
        item.code: Response(item.code, ResponseState.ANSWERED, largest_answer(item, filler)) for item in form.items
    }
    choice = next((item.code for item in form.items if item.kind == "choice"), "")
    schools = tuple(Option(code=f"S-{at}" + "x" * 36, label="Ы" + filler * 199) for at in range(100))
    submission = Submission(
        LARGEST_ID, 1, 1, None, SubmissionState.DRAFT, "K7QM-24XA", "1", {}, cursor, LARGEST_ID, 1, 1, 1
    )
    context = Context(given_answers, {}, "1", {choice: schools}, date(2026, 9, 10))
    return Dialogue(submission, form, context, **extra)


CODES = [code.value for code in ProblemCode] + ["already_submitted", "incomplete", "edited-message", "unknown_item"]


def problems(filler: str) -> Iterator[Problem]:
    """Every problem, with the longest texts that go into it."""
    names = ("text", "option", "message", "accepted", "position")
    numbers = dict.fromkeys(("min", "max", "count", "of", "length", "places", "max_mb"), 10**15)
    for code in CODES:
        yield Problem(code, {**dict.fromkeys(names, filler * 100), **numbers, "expected": "datetime"})


@pytest.mark.parametrize("filler", FILLERS.values(), ids=FILLERS.keys())
def test_k21_every_question_fits_with_everything_that_can_stand_beside_it(filler: str) -> None:
    form = filled(filler)
    for item, kind in product(form.items, ("item", "edit")):
        cursor = Cursor(kind, item.code, search=filler * 4000)  # type: ignore[arg-type]
        shown = dialogue(form, filler, cursor, traced="text")
        for problem in problems(filler):
            fits(questionnaires.dialogue_screen(replace(shown, problem=problem), ZONE))
            check_toast(answer_payload("1", problem_text(problem.code, problem.params)).get("text", ""))
        plain = replace(shown.submission, cursor=replace(cursor, search=""))
        fits(questionnaires.dialogue_screen(replace(shown, submission=plain, page=7), ZONE))
        fits(questionnaires.stale_screen(shown, item))


@pytest.mark.parametrize("filler", FILLERS.values(), ids=FILLERS.keys())
def test_k21_every_step_around_the_questions_fits(filler: str) -> None:
    form = filled(filler)
    shown = dialogue(form, filler, Cursor("review"))
    fits(questionnaires.dialogue_screen(shown, ZONE))
    for page in range(5):
        section = replace(shown.submission, cursor=Cursor("section", "all"))
        fits(questionnaires.dialogue_screen(replace(shown, submission=section, page=page), ZONE))
    for state in SubmissionState:
        ended = replace(shown.submission, state=state)
        fits(questionnaires.dialogue_screen(replace(shown, submission=ended), ZONE))
    fits(questionnaires.paused_screen(shown))
    fits(questionnaires.restart_screen(shown))


def test_k21_the_review_of_as_many_sections_as_there_may_be_fits() -> None:
    sections = [{"code": f"s{at}", "title": "ы" * 200, "items": [item_data(f"q{at}")]} for at in range(MAX_SECTIONS)]
    form = questionnaire(*sections)
    assert [issue for issue in inspect(form) if issue.severity == "error"] == []
    fits(questionnaires.dialogue_screen(dialogue(form, "ы", Cursor("review")), ZONE))
    more = {"code": "more", "title": "Ещё", "items": [item_data("more")]}
    assert "too-many-sections" in {issue.code for issue in inspect(questionnaire(*sections, more))}


def office(filler: str) -> Office:
    """An operator and a contact of some length."""
    name = filler * 200
    documents = default_documents(name, name)
    idle = (lambda *_: None, lambda *_: None, lambda: None, lambda: None, lambda *_: None)
    return Office(ZONE, name, name, documents, b"", Seal(lambda: bytes(32)), *idle)


def scores(filler: str) -> tuple[Score, ...]:
    """More of everything than any audit has."""
    return tuple(
        Score(kind, f"A/{at:02}.6", filler * 300, 12.3, 10**6, 10**6, "low", deficit=at % 3 == 0)
        for kind in ("function", "group", "overall", "scale")
        for at in range(20)
    )


def around(filler: str) -> Iterator[Screen]:
    """Every screen that is no dialogue, with its longest values."""
    here, text, token = office(filler), filler * 1000, "x" * LONGEST_PAYLOAD
    everybody = Actor(LARGEST_ID, LARGEST_ID, "T-04127K", frozenset(Role), ("SCH-1",))
    drafts = tuple(Unfinished(LARGEST_ID, text, 9_999, 9_999) for _ in range(20))
    for home in (Home(None), Home(everybody), Home(everybody, drafts)):
        yield people.home_screen(home, here, "Приветствие")
        for kind in ("photo", "voice", "text", "unknown"):
            yield people.lost_screen(kind, home, here)
    yield from (people.refused_screen(door, here) for door in Door)
    yield from (people.help_screen(roles, here) for roles in ((), (Role.TEACHER,), tuple(Role)))
    yield from (people.cancelled_screen(draft) for draft in (None, drafts[0], replace(drafts[0], place=0)))
    yield people.warning_screen(here)
    yield from (consents.consent_screen(here, code) for code in ("", token))
    yield from (consents.declined_screen(here, code) for code in ("", token))
    for kind, code, page in product(ConsentKind, ("", token), range(12)):
        yield consents.document_screen(kind, here.documents[kind], page, code)
        yield consents.document_screen(kind, Document("1", filler * 20_000), page, code)
    yield from _settings(here, text, everybody)
    yield from _rest(filler)


def _settings(here: Office, text: str, everybody: Actor) -> Iterator[Screen]:
    places = tuple(Organisation(code=f"SCH-{at}", name=text[:200]) for at in range(3))
    for agreed in (frozenset[ConsentKind](), frozenset(ConsentKind)):
        yield settings.settings_screen(Profile(everybody, places, agreed))
    yield settings.settings_screen(None)
    yield settings.privacy_screen(here)
    yield from (settings.forget_screen(here, known) for known in (True, False))
    yield settings.forget_question_screen()
    yield settings.farewell_screen(10**6)
    for role, given_role in product(Role, (True, False)):
        change = RoleChange("T-04127K", role, given_role, True, frozenset(Role), LARGEST_ID)
        yield settings.role_change_screen(change)
        yield settings.role_notice_screen(role, given_role)
    yield from (
        settings.role_change_screen(Problem(code, {"code": text * 4})) for code in ("own-admin", "unknown-code")
    )
    yield from (settings.usage_screen(command) for command in ("grant", "revoke"))
    yield settings.holders_screen({f"T-{at:05}K": frozenset(Role) for at in range(1000)})


def _rest(filler: str) -> Iterator[Screen]:
    levels = (Level(code="low", title=filler * 100, at_least=0, descriptor=filler * 500),)
    result = Result(LARGEST_ID, "Ы" + filler * 200, 1, 50.0, scores(filler), levels, {("function", "A/01.6"): 99.0}, 1)
    yield results.result_screen(result, ZONE)
    yield results.result_screen(replace(result, scores=()), ZONE)
    yield from (results.results_screen((result,) * number, ZONE) for number in (0, 1, 200))
    yield reports.preparing_screen(10**6, 10**6)
    yield reports.ready_screen()
    yield from (reports.failed_screen(too_large=large) for large in (True, False))
    offers = tuple(Offer("x" * 40, "Ы" + filler * 300, 120, (9_999, 9_999)) for _ in range(100))
    yield from (questionnaires.offers_screen(offers[:number], filler * 100, ZONE) for number in (0, 1, 100))


@pytest.mark.parametrize("filler", ["ы", "&", "<"])
def test_k21_every_other_screen_fits(filler: str) -> None:
    for screen in around(filler):
        fits(screen)


@given(st.text(st.characters(codec="utf-8"), max_size=3500), st.sampled_from(["item", "edit", "section", "review"]))
def test_k21_any_text_fits_and_never_becomes_markup(answer: str, kind: Any) -> None:
    form = questionnaire([item_data("q", "text", max_length=3500), item_data("again", "text", label="«{q}»?")])
    code = "part1" if kind == "section" else "again"
    shown = dialogue(form, "ы", Cursor(kind, code), traced="q")
    responses = {"q": Response("q", ResponseState.ANSWERED, answer)}
    shown = replace(shown, context=replace(shown.context, responses=responses))
    screen = questionnaires.dialogue_screen(shown, ZONE)
    fits(screen)
    _, entities = parse_html(screen.text)
    assert {entity["type"] for entity in entities} <= {"bold", "italic"}
