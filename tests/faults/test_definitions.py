"""F13, F14, F16: hostile and careless definition files are refused with a place, never with a crash."""

from questionnaires.definition import parse
from questionnaires.model import Questionnaire
from questionnaires.versions import compare

START = "spec_version: 1\ncode: demo\ntitle: Проба\nsections:\n"


def codes(text: str) -> set[tuple[int, str]]:
    result = parse(text, "demo.yaml")
    assert result.questionnaire is None
    return {(issue.line, issue.code) for issue in result.issues}


def published(*options: str) -> Questionnaire:
    listed = "".join(f"    - {{code: o{at}, label: {label}}}\n" for at, label in enumerate(options, 1))
    items = f"- code: a\n  title: A\n  items:\n  - code: q\n    kind: single\n    label: Q\n    options:\n{listed}"
    result = parse(START + items, "demo.yaml")
    assert result.questionnaire is not None
    return result.questionnaire


def test_f13_python_objects_are_an_issue_with_a_line() -> None:
    for tag in ("!!python/object:os.system", "!!python/object/apply:os.system", "!!python/name:os.system", "!evil"):
        assert (5, "yaml-tag") in codes(f"{START}  {tag} ['id']\n")


def test_f14_alias_bomb_is_not_expanded() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{at}: &a{at} [*a{at - 1}, *a{at - 1}]\n" for at in range(1, 40))
    found = codes(START + "- x\n" + bomb)
    assert {code for _, code in found} >= {"yaml-anchor", "yaml-alias"}


def test_f14_deep_nesting_hits_a_limit_not_the_stack() -> None:
    for text in ("[" * 2000 + "]" * 2000, "{a: " * 2000, "- " * 2000, "\n".join(" " * at + "a:" for at in range(500))):
        assert {code for _, code in codes(text)} == {"too-deep"}


def test_f14_deep_conditions_hit_a_limit_not_the_stack() -> None:
    for condition in ("(" * 400 + "1" + ")" * 400, "not " * 400, "1+" * 400 + "1", "count(" * 100):
        text = f"{START}- code: a\n  title: A\n  items:\n  - {{code: q, kind: text, label: Q, when: {condition!r}}}\n"
        (issue,) = parse(text, "demo.yaml").issues
        assert (issue.line, issue.item) == (8, "q")
        assert issue.code in ("condition-too-deep", "condition-too-long")


def test_f16_exchanged_option_codes_are_refused_with_the_difference() -> None:
    changes = compare(published("Да", "Нет", "Не знаю"), published("Нет", "Да", "Не знаю"))
    assert changes.refused
    assert {(change.item, change.option) for change in changes.retyped} == {("q", "o1"), ("q", "o2")}
    assert [(change.old, change.new) for change in changes.relabelled] == [("Да", "Нет"), ("Нет", "Да")]
