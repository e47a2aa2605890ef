"""F17 and F18: the same staff list twice, and an import that is killed on the way."""

import signal
import subprocess
import sys

import pytest

from tests.centre import PEOPLE, Centre


def test_f17_the_same_file_twice_changes_nothing(centre: Centre) -> None:
    before = centre.imported().rows()
    said = centre.runs("import", "people", "list.xlsx", "--yes")
    assert said.code == 0
    assert said.text.startswith(f"Без изменений: в реестре уже всё так, как в файле (людей: {PEOPLE}).")
    assert centre.rows() == before


def killed(*arguments: str) -> int:
    ran = subprocess.run([sys.executable, "-m", "tests.faults.killed_import", *arguments], check=False)
    return ran.returncode


@pytest.mark.parametrize("at", [1, PEOPLE // 2, PEOPLE])
def test_f18_a_killed_first_import_leaves_an_empty_register(centre: Centre, at: int) -> None:
    assert killed(centre.roster(), str(at)) == -signal.SIGKILL
    for table in ("organisations", "people", "person_organisations", "person_names", "roles", "audit"):
        assert centre.ask(f"SELECT count(*) FROM {table}") == [(0,)]
    assert centre.runs("check").text.startswith("База в порядке")
    assert f"новых — {PEOPLE}" in centre.runs("import", "people", "list.xlsx", "--yes").text


def test_f18_a_killed_second_import_leaves_the_register_as_it_was(centre: Centre) -> None:
    before = centre.imported().rows()
    changed = centre.roster("second.xlsx", Должность="директор филиала", Категория="высшая")
    assert killed(changed, "1") == -signal.SIGKILL
    assert centre.runs("check").text.startswith("База в порядке")
    assert centre.rows() == before
    assert "изменено — 1" in centre.runs("import", "people", changed, "--yes").text
