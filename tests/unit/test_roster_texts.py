"""What an import says: every code has its sentence, every sentence its place."""

import ast
from pathlib import Path

import pytest

import bot.domain.roster
import exports.guard
import exports.roster
from bot.domain.people import Person, Role
from bot.domain.roster.sheets import Place, RosterProblem
from bot.domain.roster.summary import Summary
from handlers.texts import roster as texts

_NAMING = {"Problem", "RosterProblem", "note", "Unusable", "meaning_of", "meanings_of"}


def _codes() -> set[str]:
    """The string constants among the positional arguments of every call that names a problem."""
    folder = Path(bot.domain.roster.__path__[0])
    files = [*folder.glob("*.py"), *(Path(str(module.__file__)) for module in (exports.guard, exports.roster))]
    calls = (node for file in files for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call))
    naming = (call for call in calls if getattr(call.func, "id", getattr(call.func, "attr", "")) in _NAMING)
    constants = (inner for call in naming for given in call.args for inner in ast.walk(given) if not _in_dict(given))
    return {inner.value for inner in constants if isinstance(inner, ast.Constant) and isinstance(inner.value, str)}


def _in_dict(given: ast.expr) -> bool:
    return isinstance(given, ast.Dict | ast.JoinedStr)


def test_every_code_has_its_sentence() -> None:
    tables = (*exports.guard._FORBIDDEN_PARTS, *exports.guard._OTHER_KINDS, *exports.guard._FORBIDDEN_MARKUP)
    used = _codes() | {code for _, code in tables}
    assert len(used) > 40
    assert used <= texts.CODES


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (RosterProblem("empty-file"), "Файл пустой."),
        (
            RosterProblem("unknown-category", Place("Педагоги", 12, "F"), {"text": "пятая {x}"}),
            (
                "Лист «Педагоги», строка 12, колонка F: категория «пятая {x}» не понята. Можно: нет, соответствие, "
                "первая, высшая, педагог-методист, педагог-наставник."
            ),
        ),
        (
            RosterProblem("unknown-organisation", Place("Педагоги", 2, "C"), {"text": "СОШь", "near": "СОШ"}),
            (
                "Лист «Педагоги», строка 2, колонка C: организации «СОШь» нет ни на листе «Организации», ни в реестре. "
                "Может быть, «СОШ»?"
            ),
        ),
        (RosterProblem("hidden-sheet", Place("Старое")), "Лист «Старое»: скрытый лист не читался."),
    ],
)
def test_problems(problem: RosterProblem, sentence: str) -> None:
    assert texts.problem(problem) == sentence


def test_every_field_a_change_may_name_has_a_word() -> None:
    assert set(texts.FIELDS) == {*Person.__dataclass_fields__, "name", "roles", "mentor"} - {"code"}


def test_plan_in_lines() -> None:
    summary = Summary(2, 1, 40, {"position": 1}, {Role.ADMIN: 1}, ("T-1",), ("СОШ",), (), 16, ())
    assert texts.plan(summary) == (
        "Организации — новых: 1, изменений: 0, без изменений: 16.",
        "  + СОШ",
        "Люди — новых: 2, изменений: 1, без изменений: 40.",
        "  ~ должность: 1",
        "Права выше обычных получат: администратор — 1.",
        "Нет в файле, но есть в реестре: 1 (T-1). Они остаются без изменений.",
    )


def test_nothing_to_change() -> None:
    summary = Summary(0, 0, 40, {}, {}, (), (), (), 17, ())
    assert texts.plan(summary) == ("Без изменений: в реестре уже всё так, как в файле (людей: 40).",)
