"""What an import of courses says: every code has its sentence."""

import ast
from datetime import date
from pathlib import Path

import pytest

import bot.domain.course_list
from bot.domain.course_list.plan import CoursePlan
from bot.domain.courses import Course, CourseRun
from bot.domain.roster.sheets import Place, RosterProblem
from handlers.texts import course_list as texts
from handlers.texts import roster

RUN = CourseRun("K-7/1", Course("K-7", "Оценка чтения", "ИРО"), date(2026, 10, 5), date(2026, 10, 30))


def _codes() -> set[str]:
    """The string constants that name problems: first of `Problem` and `RosterProblem`, second of `note`."""
    folder = Path(bot.domain.course_list.__path__[0])
    calls = [
        node
        for file in folder.glob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Call)
    ]
    named = {"Problem": 0, "RosterProblem": 0, "note": 1, "meaning_of": 1}
    found = set()
    for call in calls:
        at = named.get(getattr(call.func, "id", getattr(call.func, "attr", "")))
        if at is not None and isinstance(call.args[at], ast.Constant):
            found.add(str(call.args[at].value))  # type: ignore[attr-defined]
    return found


def test_every_code_has_its_sentence() -> None:
    codes = _codes()
    assert len(codes) > 15
    assert codes <= {*texts._SENTENCES, *roster.CODES}
    assert set(texts._SENTENCES) - {"file-too-large"} <= codes


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (
            RosterProblem("unknown-person", Place("Курсы", 4, "H"), {"text": "T-7"}),
            (
                "Лист «Курсы», строка 4, колонка H: человека с кодом «T-7» в реестре нет. "
                "Слушателя указывают кодом, не именем."
            ),
        ),
        (RosterProblem("empty-file"), "Файл пустой."),
        (
            RosterProblem("file-too-large", params={"max_mb": 20}),
            "Файл больше 20 МБ. Оставьте в книге только лист «Курсы».",
        ),
    ],
)
def test_problems(problem: RosterProblem, sentence: str) -> None:
    assert texts.problem(problem) == sentence


def test_plan_in_lines() -> None:
    plan = CoursePlan((RUN,), (), 2, (("K-7/1", "T-1", True),), (), 5, (("K-7/1", "T-9"),))
    assert texts.plan(plan) == (
        "Потоки — новых: 1, изменений: 0, без изменений: 2.",
        "  + K-7/1: Оценка чтения, ИРО",
        "Слушатели — новых: 1, изменений: 0, без изменений: 5.",
        "Нет в файле, но записаны слушателями: 1: T-9 (K-7/1). Они остаются.",
    )
    assert texts.plan(CoursePlan((), (), 2, (), (), 5, ())) == (
        "Без изменений: всё уже так, как в файле (слушателей: 5).",
    )
