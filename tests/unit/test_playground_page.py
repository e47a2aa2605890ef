"""The chat page brings nothing from elsewhere and has no place where a text could become markup."""

from pathlib import Path

import pytest

PAGE = Path("playground/page")
SINKS = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "DOMParser")


@pytest.mark.parametrize("path", sorted(PAGE.glob("*.js")), ids=lambda path: path.name)
def test_texts_cannot_become_markup(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert [sink for sink in SINKS if sink in source] == []


@pytest.mark.parametrize("path", sorted(PAGE.iterdir()), ids=lambda path: path.name)
def test_nothing_comes_from_elsewhere(path: Path) -> None:
    source = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert "http://" not in source
    assert "https://" not in source
    assert "@import" not in source
