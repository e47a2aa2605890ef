"""The export beside its references: `python -m benchmarks.workbook [submissions] [rounds]`. Prints ratios of medians.

Reference 1: the same aggregates by SQL and the same cells through xlsxwriter `constant_memory`, no formats, no tables.
Reference 2 (`--pandas`): pandas `to_excel` with openpyxl. Every run is a process of its own; rounds are interleaved.
"""

import json
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import median
from subprocess import DEVNULL, PIPE, Popen
from tempfile import TemporaryDirectory
from time import perf_counter

from questionnaires.catalogue import built_in
from questionnaires.model import Questionnaire
from storage.migrate import migrate_sqlite

ITEMS = 60
BEGIN = 1_788_200_000


def questionnaire() -> Questionnaire:
    """The first sixty items of the teachers' audit, shown to everybody."""
    whole = json.loads(next(one for one in built_in() if one.code == "audit-544n-full").canonical_json)
    left, sections = ITEMS, []
    for section in whole["sections"]:
        items = section["items"][:left]
        left -= len(items)
        if items:
            sections.append({**section, "items": items, "when": None})
    return Questionnaire.model_validate({**whole, "sections": sections})


def fill(path: Path, count: int) -> None:
    """A database of `count` people with one completed audit each."""
    migrate_sqlite(path)
    form, random = questionnaire(), Random(1)
    connection = sqlite3.connect(path)
    put = connection.executemany
    with connection:
        put(
            "INSERT INTO organisations (id, code, name, types, flags, active) VALUES (?,?,?,'[]','[]',1)",
            [(n, f"ОО-{n}", f"Школа № {n}") for n in range(1, 18)],
        )
        version = (1, form.code, 1, form.content_hash, form.canonical_json, BEGIN)
        put("INSERT INTO questionnaire_versions VALUES (?,?,?,?,?,?)", [version])
        people = ((n, f"П-{n:06}", json.dumps([f"предмет {n % 12}"])) for n in range(1, count + 1))
        columns = "id, code, position, leading, subjects, levels, class_teacher, active"
        put(f"INSERT INTO people ({columns}) VALUES (?,?,'учитель',0,?,'[]',0,1)", people)
        put("INSERT INTO person_organisations VALUES (?,?,0)", ((n, n % 17 + 1) for n in range(1, count + 1)))
        sent = ((n, n, n % 17 + 1, f"К{n:07}", BEGIN + n, BEGIN + n, BEGIN + n) for n in range(1, count + 1))
        names = "id,version_id,respondent_id,organisation_id,subject_kind,state,receipt,seed,attributes,cursor"
        names += ",started_at,touched_at,completed_at"
        put(f"INSERT INTO submissions ({names}) VALUES (?,1,?,?,'self','completed',?,'','{{}}','',?,?,?)", sent)
        put("INSERT INTO responses VALUES (?,?,?,?,?,1,1)", _responses(form, count, random))
        scores = (
            (n, "function", f"A/0{k}.6", k, f"Функция {k}", random.random() * 100, random.random() < 0.3)
            for n in range(1, count + 1)
            for k in range(8)
        )
        put("INSERT INTO scores VALUES (?,?,?,?,?,?,10,12,'x',?,50,'1')", scores)
    connection.close()


def _responses(form: Questionnaire, count: int, random: Random) -> Iterator[tuple[object, ...]]:
    codes = [item.code for item in form.items]
    for n in range(1, count + 1):
        for code in codes:
            number = random.randrange(4)
            state = "answered" if random.random() > 0.05 else "not_applicable"
            known = state == "answered"
            yield (n, code, state, str(number) if known else "null", number if known else None)


def run(command: list[str], document: str = "") -> tuple[float, float]:
    """Seconds and peak megabytes of a process given this on standard input."""
    start = perf_counter()
    process = Popen([sys.executable, "-m", *command], stdin=PIPE, stdout=DEVNULL)
    assert process.stdin is not None
    process.stdin.write(document.encode())
    process.stdin.close()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed")
    return perf_counter() - start, usage.ru_maxrss / 1024


def request(database: Path, out: Path) -> str:
    """What the export process reads."""
    words = dict.fromkeys(("generator", "municipality", "programme", "operator", "contact"), "образец")
    times = {"since": BEGIN, "until": BEGIN + 10_000_000, "now": BEGIN, "timezone": "Europe/Moscow"}
    rest = {
        "database_url": f"sqlite:///{database}",
        "out": str(out),
        "deficit_threshold": 50.0,
        "threshold_stated": False,
    }
    return json.dumps({**words, **times, **rest, "rows": True, "scope": [], "young": None})


def compare(count: int, rounds: int, with_pandas: bool) -> None:
    """Print seconds, peak memory and ratios for so many submissions."""
    print(f"\nworkbook of {count} submissions × {ITEMS} responses, {rounds} rounds")
    with TemporaryDirectory() as folder:
        database, out = Path(folder) / "bench.sqlite3", Path(folder) / "out.xlsx"
        fill(database, count)
        reference = ["benchmarks.reference.workbook", str(database), str(out)]
        commands = {"export": (["bot.usecases.export_job"], request(database, out)), "xlsxwriter": (reference, "")}
        if with_pandas:
            commands["pandas"] = ([*reference, "--pandas"], "")
        results: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                results[name].append(run(*command))
        for name, found in results.items():
            ratio = median(x for x, _ in results["export"]) / median(x for x, _ in found)
            seconds, peak = median(x for x, _ in found), max(x for _, x in found)
            print(f"  {name:11} {seconds:6.2f} s  {peak:6.0f} MB  export is {ratio:.2f} of it")


def main() -> None:
    """Run with the numbers of the command line."""
    arguments = [one for one in sys.argv[1:] if one != "--pandas"]
    count, rounds = (int(one) for one in (arguments + ["20000", "5"][len(arguments) :])[:2])
    compare(count, rounds, "--pandas" in sys.argv)


if __name__ == "__main__":
    main()
