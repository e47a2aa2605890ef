"""Family X in the chat: a messenger that takes no file, no room, rights taken meanwhile, what people have written."""

import asyncio
import os
import re
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from structlog.testing import capture_logs

from bot import exporting
from bot.domain.exporting import ExportOutcome, ExportProgress, ExportRequest
from bot.domain.people import Role
from bot.domain.reports import ExportState
from bot.usecases import exporting as making
from bot.usecases.exporting import OnProgress, export_monitoring
from playground.person import Person as Player
from playground.rules import Action, Error, Hang, Http, Reset, RetryAfter
from tests.answering import begin, publish_items, values
from tests.invited import tables
from tests.stage import Stage
from tests.unit.definitions import item_data

PATIENCE = 60.0


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of our own, to see what stays in it."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def left_in(folder: Path) -> list[str]:
    """What an export has left behind."""
    return [found.name for found in folder.glob("monitoring-*")]


async def states(stage: Stage) -> list[str]:
    """How the requests ended."""
    return [row["state"] for row in (await tables(stage))["export_jobs"]]


async def ended(stage: Stage, *wanted: ExportState) -> None:
    """Wait until the requests have ended like this."""
    async with asyncio.timeout(PATIENCE):
        while await states(stage) != [state.value for state in wanted]:
            pass


class Held:
    """The real export, held until the test lets it go."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.go = asyncio.Event()
        self._real = export_monitoring

    async def __call__(self, *args: Any) -> ExportOutcome:
        self.begun.set()
        await self.go.wait()
        return await self._real(*args)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    """Exports wait for `go`."""
    hold = Held()
    monkeypatch.setattr(exporting, "export_monitoring", hold)
    return hold


async def test_what_a_killed_bot_left_is_taken_away_at_start(stage: Stage, temporary: Path) -> None:
    await stage.stop()
    dead = await asyncio.create_subprocess_exec("true")
    await dead.wait()
    kept = f"monitoring-{os.getppid()}-running"
    for name in (f"monitoring-{dead.pid}-abcdefgh", f"monitoring-{os.getpid()}-abcdefgh", kept):
        (temporary / name).mkdir()
    await stage.start()
    await stage.telegram.called("getUpdates", 2)
    assert left_in(temporary) == [kept]


PASSING: list[Action] = [RetryAfter(2), Error(500, "Internal Server Error"), Http(502), Reset()]


@pytest.mark.parametrize("fault", PASSING, ids=["429", "500", "502-html", "reset"])
async def test_x12_a_file_that_is_not_taken_at_first_comes_once(stage: Stage, temporary: Path, fault: Action) -> None:
    boss = await stage.person(Role.ADMIN)
    stage.telegram.rule("sendDocument", fault, times=2)
    await boss.says("/export")
    await boss.sees_document("monitoring-", within=PATIENCE)
    await ended(stage, ExportState.SENT)
    assert len(boss.documents) == 1
    assert left_in(temporary) == []


async def test_x12_a_file_that_is_never_taken_is_told_and_may_be_asked_for_again(stage: Stage, temporary: Path) -> None:
    boss = await stage.person(Role.ADMIN)
    rule = stage.telegram.rule("sendDocument", Http(502))
    await boss.says("/export")
    failed = await boss.sees("Таблицы не получились", within=PATIENCE)
    await ended(stage, ExportState.FAILED)
    assert left_in(temporary) == []
    rule.release()
    assert failed.buttons
    await boss.presses_data(failed, "menu|export")
    await boss.sees_document("monitoring-", within=PATIENCE)


async def test_x12_who_has_blocked_the_bot_meanwhile_gets_nothing(stage: Stage, held: Held, temporary: Path) -> None:
    boss = await stage.person(Role.ADMIN)
    await boss.says("/export")
    await held.begun.wait()
    await boss.blocks()
    held.go.set()
    await ended(stage, ExportState.FAILED)
    assert not boss.documents
    assert left_in(temporary) == []


@pytest.mark.parametrize("code", ["disk", "database", "failed"])
async def test_x13_what_cannot_be_made_is_told(stage: Stage, monkeypatch: pytest.MonkeyPatch, code: Any) -> None:
    async def fail(*_: Any) -> ExportOutcome:
        return ExportOutcome(code)

    boss = await stage.person(Role.ADMIN)
    monkeypatch.setattr(exporting, "export_monitoring", fail)
    await boss.says("/export")
    await boss.sees("Таблицы не получились", within=PATIENCE)
    await ended(stage, ExportState.FAILED)
    assert not stage.telegram.calls("sendDocument")


async def test_x13_no_temporary_folder_is_told(stage: Stage, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    boss = await stage.person(Role.ADMIN)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary / "missing"))
    await boss.says("/export")
    await boss.sees("Таблицы не получились", within=PATIENCE)
    await ended(stage, ExportState.FAILED)


async def test_b19_a_word_about_progress_that_comes_late_does_not_replace_the_last_one(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = stage.telegram.rule("editMessageText", Hang(), times=1)

    async def make(request: ExportRequest, on_progress: OnProgress) -> ExportOutcome:
        for done in (1, 2):
            stage.clock.advance(60)
            on_progress(ExportProgress(done, 2))
        await stage.telegram.called("editMessageText")
        await asyncio.to_thread(Path(request.out).write_bytes, b"PK")
        return ExportOutcome("ready", 2, 2)

    monkeypatch.setattr(exporting, "export_monitoring", make)
    boss = await stage.person(Role.ADMIN)
    await boss.says("/export")
    await stage.telegram.called("editMessageText")
    late.release()
    await boss.sees_document("monitoring-", within=PATIENCE)
    await stage.telegram.quiet()
    assert ["готовы" in call.text for call in stage.telegram.calls("editMessageText")] == [False, True]
    assert "готовы" in next(seen.text for seen in boss.chat if seen.by_bot)


DYING = {
    "import json, sys; json.loads(sys.stdin.read()); raise KeyError('Петровская хочет курс')": "KeyError dying.py:1",
    "import sys; sys.stderr.write('Петровская ' * 100_000); sys.exit(3)": "exit 3",
}


@pytest.mark.parametrize(("program", "cause"), DYING.items(), ids=["raises", "floods"])
async def test_x13_a_process_that_dies_is_told_and_the_log_says_where(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str, cause: str
) -> None:
    (tmp_path / "dying.py").write_text(program, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(making, "JOB", "dying")
    boss = await stage.person(Role.ADMIN)
    with capture_logs() as logs:
        await boss.says("/export")
        await boss.sees("Таблицы не получились", within=PATIENCE)
        await ended(stage, ExportState.FAILED)
    (made,) = [line for line in logs if line["event"] == "export-made"]
    assert made["cause"].startswith(cause)
    assert "Петровская" not in str(logs)


async def test_x11_a_file_over_the_messengers_limit_is_refused_with_advice(
    stage: Stage, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "CHAT_LIMIT", 1000)
    boss = await stage.person(Role.ADMIN)
    await boss.says("/export")
    assert "50 МБ" in await boss.sees("python -m bot export", within=PATIENCE)
    await ended(stage, ExportState.FAILED)
    assert not stage.telegram.calls("sendDocument")
    assert left_in(temporary) == []


async def test_x04_others_are_answered_while_an_export_runs(stage: Stage, held: Held) -> None:
    anna = await begin(stage)
    boss = await stage.person(Role.ADMIN)
    await boss.says("/export")
    await held.begun.wait()
    for number, mark in enumerate(("0 Не владею", "1 С помощью", "2 Уверенно"), 2):
        await anna.presses(mark)
        await anna.sees(f"Вопрос {number} из")
    assert list((await values(stage, anna)).values()) == [0, 1, 2]
    held.go.set()
    await boss.sees_document("monitoring-", within=PATIENCE)


async def test_r09_a_right_taken_while_the_file_is_made_counts(stage: Stage, held: Held) -> None:
    boss = await stage.person(Role.METHODOLOGIST)
    await boss.says("/export")
    await held.begun.wait()
    await stage.database.write(lambda tx: tx.accounts.revoke(1, Role.METHODOLOGIST))
    held.go.set()
    await ended(stage, ExportState.FAILED)
    assert not stage.telegram.calls("sendDocument")


async def test_u15_an_export_interrupted_by_a_stop_is_made_after_the_start(
    stage: Stage, held: Held, temporary: Path
) -> None:
    boss = await stage.person(Role.ADMIN)
    await boss.says("/export")
    await held.begun.wait()
    await stage.stop()
    assert left_in(temporary) == []
    held.go.set()
    await stage.start()
    await boss.sees_document("monitoring-", within=PATIENCE)
    await ended(stage, ExportState.SENT)
    assert len(boss.documents) == 1


NASTY = [
    '=HYPERLINK("http://example.org","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\tтаб",
    "＝1+1",
    "<b>x</b>&amp;",
    "до\x00после\x0b\ud800",
    "\u202eяинчюлказ",
    "а" + "\u0335" * 3000,
    "ы" * 3500,
    "'; DROP TABLE responses;--",
]


def send_raw(stage: Stage, anna: Player, number: int, text: str) -> None:
    """A message as no client would send it."""
    chat = {"id": anna.id, "type": "private", "first_name": "Анна"}
    message = {"message_id": 9_000 + number, "date": 1, "from": anna.user, "chat": chat, "text": text}
    stage.telegram.push({"message": message})


async def nasty_answers(stage: Stage) -> None:
    """One submission of everything that has ever hurt a spreadsheet."""
    await publish_items(stage, [item_data(f"q{at}", "text", max_length=3500) for at in range(len(NASTY))])
    anna = await begin(stage, "Проба")
    for number, text in enumerate(NASTY, 1):
        send_raw(stage, anna, number, text)
        await anna.sees(f"Вопрос {number + 1} из" if number < len(NASTY) else "Проверка перед отправкой")
    await anna.presses("Отправить")
    await anna.sees("Код квитанции")


async def test_x01_x02_x08_x14_t07_what_people_wrote_arrives_as_text(stage: Stage) -> None:
    await nasty_answers(stage)
    boss = await stage.person(Role.ADMIN)
    await boss.says("/export")
    content = (await boss.sees_document("monitoring-", within=PATIENCE)).content
    book = openpyxl.load_workbook(BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type in ("f", "e")]
    texts = {str(cell.value) for cell in cells}
    assert {'=HYPERLINK("http://example.org","x")', "+1+1", "-2+3", "@SUM(A1)", "＝1+1", "<b>x</b>&amp;"} <= texts
    assert any(text.startswith("допосле") for text in texts)
    with ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    whole = "".join(parts.values())
    assert not re.search("Анна|Петровская|/tmp/|/home/|root", whole)
    assert not [name for name in parts if "externalLink" in name or "comments" in name]
