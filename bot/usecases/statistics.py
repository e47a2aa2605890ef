"""Writing files for statistics packages: snapshot → columns → files. Loads pandas, so the bot never imports this."""

from collections.abc import Mapping
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.exporting import StatisticsRequest
from exports.frames import Frame
from exports.scratch import scratch
from exports.statistics import Layout, shorten
from storage.reports import Reports, StoredVersion, by_questionnaire
from storage.snapshot import open_snapshot


class Found(NamedTuple):
    """Codes of the questionnaires completed in the period: those with rows to show, and the anonymous ones."""

    shown: tuple[str, ...]
    anonymous: tuple[str, ...]


class Written(NamedTuple):
    """One file and how much is in it."""

    path: Path
    submissions: int
    variables: int


async def find_questionnaires(request: StatisticsRequest) -> Found:
    """Return what could be exported."""
    async with open_snapshot(request.database_url) as snapshot:
        versions = await Reports(snapshot, request.since, request.until).versions()
    codes = dict.fromkeys(one.questionnaire.code for one in versions)
    shown = tuple(by_questionnaire(versions))
    return Found(shown, tuple(code for code in codes if code not in shown))


async def write_statistics(request: StatisticsRequest, targets: Mapping[str, Path]) -> list[Written]:
    """Write questionnaires (code → file, all in one existing folder) of one moment.

    Nothing is replaced before all are written. Raises sqlite3.Error and OSError.
    """
    folder = next(iter(targets.values())).parent
    async with open_snapshot(request.database_url) as snapshot:
        reports = Reports(snapshot, request.since, request.until)
        grouped = by_questionnaire(await reports.versions())
        with scratch(".export-", folder) as unfinished:
            drafts = {path: unfinished / path.name for path in targets.values()}
            written = [
                Written(path, *await _write(request, reports, grouped[code], drafts[path]))
                for code, path in targets.items()
            ]
            for path, draft in drafts.items():
                draft.chmod(0o600)  # single answers under people's codes
                draft.replace(path)
    return written


async def _write(
    request: StatisticsRequest, reports: Reports, versions: list[StoredVersion], path: Path
) -> tuple[int, int]:
    """Return how many submissions and variables the file has."""
    zone, newest = ZoneInfo(request.timezone), versions[0].questionnaire
    layout = Layout([(one.number, one.questionnaire) for one in versions], zone)
    total = await reports.count(newest.code)
    frame = Frame(layout.fields, total)
    rows = count()
    async for chunk in reports.submissions(newest.code):
        for one in chunk:
            frame.put(next(rows), layout.cells(one))
    made = datetime.fromtimestamp(request.now, zone).replace(tzinfo=None)
    frame.write(path, shorten(newest.title), made)
    return total, len(layout.fields)
