"""docs/questionnaires.md shows every kind and every issue code, and its examples work."""

import re
from pathlib import Path
from typing import get_args

from bot.usecases.choices import SOURCES as SUPPLIED
from questionnaires.definition import parse
from questionnaires.items import Item
from questionnaires.standards import vocabulary

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs/questionnaires.md").read_text("utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", DOCS, re.DOTALL)
SOURCES = [
    *(ROOT / "questionnaires/inspection").glob("*.py"),
    *(ROOT / f"questionnaires/{name}.py" for name in ("definition", "document", "conditions", "tokens")),
]


def test_the_whole_file_has_no_issues() -> None:
    assert parse(EXAMPLES[0], "docs.yaml").issues == ()


def test_the_items_have_no_issues_in_one_questionnaire() -> None:
    items = "".join("  - " + example.replace("\n", "\n    ").rstrip() + "\n" for example in EXAMPLES[1:])
    scale = "scales: {quality: {not_applicable: Нет, options: [{value: 0, label: Нет}, {value: 1, label: Да}]}}\n"
    head = "spec_version: 1\ncode: docs\ntitle: Проба\n"
    result = parse(
        f"{head}{scale}sections:\n- code: a\n  title: Всё\n  items:\n{items}", "docs.yaml", vocabulary(SUPPLIED)
    )
    assert result.issues == ()


def test_every_kind_has_an_example() -> None:
    kinds = {get_args(member.model_fields["kind"].annotation)[0] for member in get_args(get_args(Item)[0])}
    assert len(kinds) == 14
    assert {match for example in EXAMPLES[1:] for match in re.findall(r"^kind: (\w+)", example)} == kinds


def test_every_list_of_a_dynamic_choice_is_documented() -> None:
    assert {source for source in SUPPLIED if f"`{source}`" not in DOCS} == set()


def test_every_issue_code_is_documented() -> None:
    codes = {code for path in SOURCES for code in re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"', path.read_text("utf-8"))}
    assert len(codes) > 40
    assert {code for code in codes if f"`{code}`" not in DOCS} == {"utf-16-le", "utf-8-sig"}
