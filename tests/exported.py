"""A monitoring workbook made by the real export process, and its tables read back."""

import asyncio
import shutil
import subprocess
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from bot.domain.exporting import ExportOutcome, ExportProgress, ExportRequest
from bot.usecases.exporting import export_monitoring
from tests.municipality import START, THRESHOLD

SOFFICE = shutil.which("soffice")


def request(database: Path, out: Path, **changes: object) -> ExportRequest:
    """What is asked of the export process."""
    values: dict[str, object] = {
        "database_url": f"sqlite:///{database}", "out": str(out), "since": START, "until": START + 10_000_000,
        "now": START + 5_000_000, "timezone": "Europe/Moscow", "generator": "Бот 0.1.0", "municipality": "Район",
        "programme": "Программа", "operator": "Центр", "contact": "кабинет 5", "deficit_threshold": THRESHOLD,
        "threshold_stated": False, "rows": True,
    }  # fmt: skip
    return ExportRequest(**(values | changes))  # type: ignore[arg-type]


def build(request: ExportRequest) -> tuple[ExportOutcome, list[ExportProgress]]:
    """Make the workbook; how it ended and what was told meanwhile."""
    seen: list[ExportProgress] = []
    return asyncio.run(export_monitoring(request, seen.append)), seen


def table_rows(sheet: Worksheet) -> list[tuple[object, ...]]:
    """The table of a sheet, its header first."""
    (table,) = sheet.tables.values()
    return [tuple(cell.value for cell in row) for row in sheet[table.ref]]


def converted(path: Path, folder: Path, kind: str) -> Path:
    """The file as LibreOffice opens it and writes it again, under a profile of its own."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), "--headless", profile, "--convert-to", kind, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{path.stem}.{kind}"
