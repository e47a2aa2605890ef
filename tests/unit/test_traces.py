"""What a log says of an error: where and of which class, never what it was about."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.domain.traces import trace_in, trace_of

SECRET = "Иванова хочет курс"


def fail(depth: int) -> None:
    if depth:
        fail(depth - 1)
    raise ValueError(SECRET)


def test_class_and_innermost_places() -> None:
    with pytest.raises(ValueError, match=SECRET) as caught:
        fail(20)
    kind, *places = trace_of(caught.value).split()
    assert kind == "ValueError"
    assert len(places) == 8
    assert {place.partition(":")[0] for place in places} == {"test_traces.py"}


PROGRAMS = {
    "plain": (f"raise ValueError('{SECRET}')", "ValueError program.py:1"),
    "lines": (f"text = '{SECRET}: нет'\nraise OSError(text + '\\n' + text)", "OSError program.py:2"),
    "chained": (f"try:\n    int('{SECRET}')\nexcept ValueError:\n    print(1 / 0)", "ZeroDivisionError program.py:4"),
    "deep": (f"def ask(): raise ValueError('{SECRET}')\n\nask()", "ValueError program.py:1 program.py:3"),
    "module": (f"import json\njson.loads('{SECRET}')", "JSONDecodeError decoder.py"),
    "bare": ("raise MemoryError", "MemoryError program.py:1"),
}


@pytest.mark.parametrize(("program", "told"), PROGRAMS.values(), ids=PROGRAMS)
def test_what_a_process_has_printed(tmp_path: Path, program: str, told: str) -> None:
    path = tmp_path / "папка" / "program.py"
    path.parent.mkdir()
    path.write_text(program, "utf-8")
    ended = subprocess.run([sys.executable, str(path)], capture_output=True, encoding="utf-8", check=False)
    trace = trace_in(f"предупреждение {SECRET}\n{ended.stderr}")
    assert trace.startswith(told)
    assert trace.isascii()


@pytest.mark.parametrize("printed", ["", SECRET, f"Traceback\n{SECRET}", "Traceback (most recent call last):"])
def test_nothing_is_told_of_what_is_no_traceback(printed: str) -> None:
    assert trace_in(printed) == ""
