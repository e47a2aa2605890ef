"""`export statistics` on a filled database, through the command line and back through pandas."""

import asyncio
import json
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
from pandas.io.stata import StataReader

from storage.migrate import migrate_sqlite
from tests.centre import Centre
from tests.municipality import START, fill

SINCE = ("--since", "01.08.2026")
CODES = ("audit-544n-full", "audit-544n-short", "needs")
PEOPLE, SENT = 30, 20


@pytest.fixture
def filled(centre: Centre) -> Centre:
    path = centre.folder / "data" / "bot.sqlite3"
    path.parent.mkdir()
    migrate_sqlite(path)
    asyncio.run(fill(f"sqlite:///{path}", PEOPLE, SENT))
    return centre


def make_anonymous(centre: Centre, code: str) -> None:
    """As if it had been published so."""
    with closing(sqlite3.connect(centre.folder / "data" / "bot.sqlite3")) as raw, raw:
        rows = raw.execute("SELECT id, body FROM questionnaire_versions WHERE code = ?", (code,)).fetchall()
        for key, body in rows:
            changed = json.dumps({**json.loads(body), "confidentiality": "anonymous"})
            raw.execute("UPDATE questionnaire_versions SET body = ? WHERE id = ?", (changed, key))


def test_a_file_for_every_questionnaire(filled: Centre) -> None:
    said = filled.runs("export", "statistics", "--out", "stata", *SINCE)
    assert said.code == 0
    assert "needs.dta: 2 анкеты, " in said.text
    assert sorted(one.name for one in Path("stata").iterdir()) == sorted(f"{code}.dta" for code in CODES)
    assert {stat.S_IMODE(one.stat().st_mode) for one in Path("stata").iterdir()} == {0o600}
    assert sum(len(pd.read_stata(one)) for one in Path("stata").iterdir()) == SENT
    noted = filled.ask("SELECT object, detail FROM audit WHERE action = 'export'")
    assert [(about, json.loads(detail)["questionnaires"].split(", ")) for about, detail in noted] == [
        ("municipality", list(CODES))
    ]


def test_the_numbers_are_those_of_the_database(filled: Centre) -> None:
    assert filled.runs("export", "statistics", "--out", "a.dta", "--questionnaire", CODES[0], *SINCE).code == 0
    plain = pd.read_stata("a.dta", convert_categoricals=False)
    with StataReader("a.dta") as reader:
        labels, values = reader.variable_labels(), reader.value_labels()
    marks = [name for name in plain if values.get(name, {}).get(0) == "Не владею"]
    stored = filled.ask(
        "SELECT count(r.number), sum(r.number) FROM responses r JOIN submissions s ON s.id = r.submission_id"
        " JOIN questionnaire_versions v ON v.id = version_id"
        f" WHERE code = '{CODES[0]}' AND r.state = 'answered' AND r.number IS NOT NULL"
    )
    assert [(plain[marks].count().sum(), plain[marks].sum().sum())] == stored
    assert all(len(label) <= 80 for label in labels.values())
    assert list(plain["person"]) == sorted(plain["person"])


def test_days_are_both_included(filled: Centre) -> None:
    day = pd.Timestamp(START + 600, unit="s", tz="Europe/Moscow").strftime("%d.%m.%Y")
    assert filled.runs("export", "statistics", "--out", "f", "--since", day, "--until", day).code == 0
    ends = pd.concat([pd.read_stata(one)["completed"] for one in Path("f").iterdir()])
    assert set(ends.dt.strftime("%d.%m.%Y")) == {day}


def test_nothing_sent_is_nothing_written(filled: Centre) -> None:
    said = filled.runs("export", "statistics", "--out", "f", "--since", "01.01.2020", "--until", "02.01.2020")
    assert said.code == 0
    assert "Ничего не записано" in said.text
    assert not Path("f").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--out", "one.dta"), "Анкет несколько"),
        (("--out", "one.dta", "--questionnaire", "nope"), "Есть: audit-544n-full, audit-544n-short, needs."),
        (("--out", "no/such/folder"), "Папки"),
        (("--out", "f.csv"), "Здесь получатся файлы .dta"),
        (("--out", "data/bot.sqlite3"), "файл, а не папка"),
        (("--out", "f", "--until", "01.07.2026"), "раньше, чем начинается"),
    ],
)
def test_refusals_write_nothing(filled: Centre, arguments: tuple[str, ...], told: str) -> None:
    said = filled.runs("export", "statistics", *arguments, *SINCE)
    assert said.code == 1
    assert told in said.text
    assert not list(filled.folder.rglob("*.dta"))


def test_files_are_not_overwritten_by_accident(filled: Centre) -> None:
    Path("f").mkdir()
    Path("f/needs.dta").write_text("прежний")
    assert filled.runs("export", "statistics", "--out", "f", *SINCE).code == 1
    assert [one.read_text() for one in Path("f").iterdir()] == ["прежний"]
    assert filled.runs("export", "statistics", "--out", "f", *SINCE, "--force").code == 0
    assert len(pd.read_stata("f/needs.dta")) == 2


def test_anonymous_questionnaires_have_no_rows(filled: Centre) -> None:
    make_anonymous(filled, "needs")
    said = filled.runs("export", "statistics", "--out", "f", *SINCE)
    assert "Анонимные анкеты построчно не выгружаются: needs." in said.text
    assert sorted(one.stem for one in Path("f").iterdir()) == ["audit-544n-full", "audit-544n-short"]
    refused = filled.runs("export", "statistics", "--out", "n.dta", "--questionnaire", "needs", *SINCE)
    assert (refused.code, "анонимная" in refused.text) == (1, True)


def test_a_database_that_is_not_there_is_refused(centre: Centre) -> None:
    assert centre.runs("export", "statistics", "--out", "f").code == 1
    assert not Path("f").exists()


def test_other_commands_do_without_pandas() -> None:
    code = "import sys, bot.cli, bot.app; sys.exit('pandas' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
