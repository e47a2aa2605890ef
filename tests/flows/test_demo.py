"""The demo as a visitor starts it: another process, everything through the real bot, the workbook at the end."""

import asyncio
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from bot.demo.cast import Cast, Habit, cast
from bot.demo.centre import Centre
from bot.demo.hours import at_work, year_before
from playground.municipality import invent_municipality
from playground.temper import Temper

ZONE = ZoneInfo("Europe/Moscow")
ROOT = Path(__file__).parents[2]


async def demo(*arguments: str) -> tuple[int | None, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "demo", *arguments, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    return process.returncode, said.decode()


def figures(sheet: Any) -> list[float]:
    """Numbers of a sheet."""
    return [cell for row in sheet.iter_rows(values_only=True) for cell in row if isinstance(cell, int | float)]


def names_in(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


@pytest.fixture
def scenes() -> Cast:
    return cast(invent_municipality(680, 5, 2026), 60, 5, 2026)


async def test_demo_ends_with_a_workbook_that_has_everybody_in_it(tmp_path: Path) -> None:
    code, said = await demo("--once", "--people", "12", "--out", str(tmp_path / "demo"))
    assert code == 0
    assert "12/12" in said
    assert "monitoring.xlsx" in said
    book = openpyxl.load_workbook(tmp_path / "demo" / "monitoring.xlsx", read_only=True)
    try:
        audits = [sheet for sheet in book.worksheets if sheet.title.startswith("Ответы audit")]
        assert sum(1 for sheet in audits for row in sheet.iter_rows(min_row=2, values_only=True) if row[0]) == 10
        assert figures(book["Удовлетворённость"])
        assert figures(book["Молодые педагоги"])
    finally:
        book.close()
    assert "ERROR" not in (tmp_path / "demo" / "bot.log").read_text().upper()


@pytest.mark.parametrize("arguments", [("--programme", "nowhere"), ("--people", "3")])
async def test_demo_refuses_what_it_cannot_do(arguments: tuple[str, ...], tmp_path: Path) -> None:
    code, _ = await demo(*arguments, "--out", str(tmp_path / "demo"))
    assert code in (1, 2)
    assert not (tmp_path / "demo").exists()


async def test_demo_leaves_a_full_folder_alone(tmp_path: Path) -> None:
    (tmp_path / "kept.txt").write_text("kept")
    code, _ = await demo("--once", "--out", str(tmp_path))
    assert code == 1
    assert names_in(tmp_path) == ["kept.txt"]


def test_same_seed_same_cast(scenes: Cast) -> None:
    assert scenes == cast(invent_municipality(680, 5, 2026), 60, 5, 2026)


def test_cast_has_every_habit_and_nobody_twice(scenes: Cast) -> None:
    people = [*scenes.respondents, *scenes.visitor.values(), *scenes.young]
    assert len({part.code for part in people}) == len(people) == 74
    assert {part.habit for part in scenes.respondents} == set(Habit)


def test_cast_has_crowds_large_enough_to_be_shown(scenes: Cast) -> None:
    places = [part.organisation for part in scenes.respondents]
    assert sum(places.count(place) >= 5 for place in set(places)) >= 4
    assert sum(places.count(place) == 1 for place in set(places)) >= 3


def test_temper_is_steady_and_uses_the_whole_scale() -> None:
    marks = [Temper(1, f"T-{n}").mark("A/01.6", f"вопрос {n % 9}", 3) for n in range(400)]
    assert marks == [Temper(1, f"T-{n}").mark("A/01.6", f"вопрос {n % 9}", 3) for n in range(400)]
    assert set(marks) == {None, 0, 1, 2, 3}


async def test_surrounding_settings_do_not_reach_the_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/else")
    monkeypatch.setenv("BOT_TOKEN", "1:secret")
    centre = Centre(tmp_path, "sysert")
    assert centre.settings("7:local", "http://127.0.0.1:1").database_url.startswith(f"sqlite:///{tmp_path}")
    await centre.command("init")
    assert (tmp_path / "data" / "bot.sqlite3").exists()


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ("2026-11-23 09:10", "2026-11-23 09:10"),  # a Monday
        ("2026-11-23 07:10", "2026-11-20 16:10"),
        ("2026-11-23 19:30", "2026-11-23 16:30"),  # hours are left to the visitor
        ("2026-11-22 12:00", "2026-11-20 16:00"),
    ],
)
def test_clock_of_the_demo_stands_in_working_hours(now: str, shown: str) -> None:
    found = at_work(datetime.fromisoformat(now).replace(tzinfo=ZONE).timestamp(), ZONE)
    assert f"{datetime.fromtimestamp(found, ZONE):%Y-%m-%d %H:%M}" == shown


def test_year_of_the_demo_goes_forward_to_its_end() -> None:
    end = datetime(2026, 11, 23, 12, tzinfo=ZONE).timestamp()
    moments = list(year_before(end, ZONE))
    assert moments == sorted(moments)
    assert moments[-1] == end


def test_spirits_lift_and_another_time_is_another_chance() -> None:
    def marks(temper: Temper) -> list[int]:
        return [mark for n in range(200) if (mark := temper.mark("A", f"вопрос {n}", 5)) is not None]

    assert sum(marks(Temper(1, "T-1", spirits=0.2))) > sum(marks(Temper(1, "T-1")))
    assert marks(Temper(1, "T-1", time=1)) != marks(Temper(1, "T-1", time=2))
