"""A definition file: everything wrong with it at once, each with its file, line and item."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaires import definition
from questionnaires.definition import load, parse
from questionnaires.document import Data
from questionnaires.inspection import Vocabulary
from questionnaires.issues import Issue

GOOD = """\
spec_version: 1
code: demo
title: Проба
sections:
- code: a
  title: Часть
  items:
  - code: q1
    kind: single
    label: Вопрос?
    options:
    - {code: yes, label: Да}
    - {code: no, label: Нет}
  - {code: q2, kind: text, label: Почему?, when: q1 == "no"}
"""

BAD = """\
spec_version: 1
code: demo
title: Проба
colour: red
sections:
- code: a
  title: Часть
  items:
  - code: q1
    kind: single
    label: Вопрос?
    options:
    - {code: yes, label: Да}
    - {code: yes, label: Нет}
  - {code: q2, kind: singel, label: Почему?}
  - {code: q3, kind: integer, label: Сколько?, min: 5, max: 3}
  - {code: q4, kind: text, label: "{q9}", when: q2 == "x" and q5 == 1}
  - {code: q5, kind: decimal, label: Ещё, when: q1 >}
  - {code: q1, kind: text}
- code: b
  items: []
"""


VOCABULARY = Vocabulary(standards={}, sources=frozenset({"organisations"}))


def found(text: str) -> list[tuple[int, str | None, str]]:
    return [(issue.line, issue.item, issue.code) for issue in parse(text, "demo.yaml").issues]


def test_good_definition() -> None:
    result = parse(GOOD, "demo.yaml")
    assert result.issues == ()
    assert result.questionnaire is not None
    assert [item.code for item in result.questionnaire.items] == ["q1", "q2"]


def test_all_issues_at_once_with_their_places() -> None:
    assert parse(BAD, "demo.yaml").questionnaire is None
    assert found(BAD) == [
        (4, None, "unknown-key"),
        (13, "q1", "duplicate-option"),
        (14, "q1", "duplicate-option"),
        (15, "q2", "unknown-kind"),
        (16, "q3", "min-over-max"),
        (17, "q4", "later-item"),
        (17, "q4", "unknown-reference"),
        (18, "q5", "condition-syntax"),
        (19, "q1", "duplicate-code"),
        (19, "q1", "missing-key"),
        (20, None, "missing-key"),
        (21, None, "bad-value"),
    ]


def test_issue_carries_file_and_parameters() -> None:
    issue = parse(GOOD.replace("Часть\n", "Часть\n  colour: red\n"), "demo.yaml").issues[0]
    assert issue == Issue("demo.yaml", 7, None, "unknown-key", {"key": "colour"})


def test_warnings_do_not_forbid_publishing() -> None:
    result = parse(GOOD.replace("label: Почему?", 'label: Почему?, constraint: value != "x"'), "demo.yaml")
    assert [(issue.code, issue.severity) for issue in result.issues] == [("constraint-without-message", "warning")]
    assert result.questionnaire is not None


@pytest.mark.parametrize(
    ("text", "issues"),
    [
        ("", [(1, None, "not-a-mapping")]),
        ("- a", [(1, None, "not-a-mapping")]),
        ("title: Проба", [(1, None, "spec-version-missing")]),
        ("code: x\nspec_version: 2", [(2, None, "spec-version-unknown")]),
        ("spec_version: true", [(1, None, "spec-version-unknown")]),
        ("spec_version: 0", [(1, None, "spec-version-unknown")]),
        ("spec_version: 1\na: [\n", [(2, None, "yaml-syntax")]),
        ("spec_version: 1", [(1, None, "missing-key")] * 3),
    ],
)
def test_files_that_are_no_definitions(text: str, issues: list[tuple[int, str | None, str]]) -> None:
    assert found(text) == issues


def test_older_format_is_migrated_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    def rename(data: dict[str, Data]) -> dict[str, Data]:
        return {("title" if key == "name" else key): value for key, value in data.items()}

    def pin(data: dict[str, Data]) -> dict[str, Data]:
        return data | {"spec_version": 1}

    monkeypatch.setattr(definition, "SPEC_VERSION", 3)
    monkeypatch.setattr(definition, "MIGRATIONS", {1: rename, 2: pin})
    result = parse(GOOD.replace("title: Проба", "name: Проба"), "demo.yaml")
    assert result.questionnaire is not None
    assert result.questionnaire.title == "Проба"


def test_load_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "анкета.yaml"
    path.write_text("\ufeff" + GOOD, "utf-8")
    assert load(path).questionnaire is not None
    path.write_bytes(GOOD.encode("cp1251"))
    assert load(path).issues == (Issue("анкета.yaml", 1, None, "not-utf8", {"byte": 34}),)
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "нет.yaml")


@given(st.lists(st.tuples(st.integers(0, len(GOOD)), st.sampled_from(list("{}[]:-,'\"\n a1é!&*"))), max_size=6))
def test_no_damage_to_a_definition_raises(damage: list[tuple[int, str]]) -> None:
    text = GOOD
    for at, sign in damage:
        text = text[:at] + sign + text[at:]
    result = parse(text, "demo.yaml")
    errors = [issue for issue in result.issues if issue.severity == "error"]
    assert (result.questionnaire is None) == bool(errors)


ODD = """\
spec_version: 1
code: demo
title: Проба
scales:
  m: {options: [{value: 0, label: Нет}, {value: 1, label: нет}]}
sections:
- code: a
  title: "Ча\\x07сть"
  items:
  - {code: q1, kind: scale, scale: m, label: Один, reversed: 5}
  - {code: q2, kind: single, label: Два, options: [да, {code: b, label: Б}]}
  - {code: q3, kind: integer, label: Три, default: {a: 1}}
  - {code: q4, kind: choice, label: Четыре, source: pupils}
- 5
"""


def test_odd_values_are_named_by_their_key_and_the_rest_is_inspected_too() -> None:
    issues = [(i.line, i.item, i.code, i.params.get("key")) for i in parse(ODD, "demo.yaml", VOCABULARY).issues]
    assert issues == [
        (5, None, "duplicate-label", None),
        (5, None, "duplicate-label", None),
        (8, None, "control-character", None),
        (10, "q1", "bad-value", "reversed"),
        (11, "q2", "bad-value", "options № 1"),
        (12, "q3", "bad-value", "default"),
        (13, "q4", "unknown-source", None),
        (14, None, "bad-value", "sections № 2"),
    ]


def test_a_file_of_any_size_is_read_to_the_limit_only(tmp_path: Path) -> None:
    file = tmp_path / "big.yaml"
    file.write_text("я" * (definition.MAX_BYTES // 2 + 10), encoding="utf-8")
    assert [issue.code for issue in load(file).issues] == ["file-too-large"]
