"""What the settings and the programme pack add to a wish for a workbook. Light: the command line asks it too."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from bot.domain.exporting import ExportRequest
from bot.programmes import load_programme
from bot.settings import Settings

GENERATOR = "Бот самоаудита 0.1.0"


def export_request(
    settings: Settings,
    path: Path,
    since: datetime,
    until: datetime,
    *,
    scope: tuple[str, ...] = (),
    rows: bool = True,
    names: Mapping[str, str] | None = None,
    largest: int | None = None,
) -> ExportRequest:
    """Put together what the export process has to know. `until` is also the moment of making."""
    programme = load_programme(settings.programme)
    return ExportRequest(
        database_url=settings.database_url,
        out=str(path),
        since=int(since.timestamp()),
        until=int(until.timestamp()) + 1,
        now=int(until.timestamp()),
        timezone=settings.timezone,
        generator=GENERATOR,
        municipality=programme.municipality,
        programme=programme.title,
        operator=programme.operator,
        contact=settings.contact,
        deficit_threshold=programme.deficit_threshold,
        threshold_stated=programme.threshold_stated,
        scope=scope,
        rows=rows,
        names=names,
        largest=largest,
        young=programme.young,
    )
