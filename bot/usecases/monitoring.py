"""Writing the monitoring workbook: snapshot → values → sheets. Loaded by the export process only."""

from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.domain.exporting import ExportProgress, ExportRequest
from bot.domain.monitoring import Monitoring, Period, Terms
from bot.usecases.feedback import course_figures
from bot.usecases.findings import find_monitoring
from bot.usecases.turnout import reports_of
from bot.usecases.young import young_figures
from exports.answers import AnswerSheet, sheet_names
from exports.codebook import codebook_table
from exports.cover import NAME as COVER
from exports.cover import SHEET_OF_ANSWERS, About, cover_table, period_text, title_text
from exports.deficits import deficits_table, heat_maps, summary_table
from exports.diagnosis import diagnosis_table
from exports.difficulties import difficulties_table
from exports.effect import effect_table
from exports.gains import gains_table
from exports.satisfaction import advice_table, comments_table, satisfaction_table
from exports.table import Table
from exports.turnout import turnout_table
from exports.workbook import Properties, Workbook
from exports.young import topics_table, young_table
from storage.course_reports import CourseReports
from storage.reports import Reports, StoredVersion, by_questionnaire
from storage.snapshot import Snapshot, open_snapshot
from storage.turnout_reports import TurnoutReports
from storage.young_reports import YoungReports

Report = Callable[[ExportProgress], None]


class Written(NamedTuple):
    """How much went into the file."""

    submissions: int
    cut_texts: int


async def write_monitoring(request: ExportRequest, path: Path, report: Report) -> Written:
    """Write the workbook of one moment to `path`; `path.parent` also holds the unfinished parts."""
    async with AsyncExitStack() as stack:
        snapshot = await stack.enter_async_context(open_snapshot(request.database_url))
        reports = Reports(snapshot, request.since, request.until, request.scope)
        versions = await reports.versions()
        found = await find_monitoring(request, snapshot, versions)
        book = stack.enter_context(Workbook(path, _properties(request, found), path.parent))
        cover = book.reserve(COVER)
        tables = _aggregates(found)
        for sheets_about in (_course_sheets, _young_sheets, _turnout):
            tables += await sheets_about(request, snapshot)
        for table in tables:
            book.add(table)
        sheets = _answer_sheets(request, versions) if request.rows else {}
        written = await _write_answers(book, reports, sheets, report)
        if sheets:
            tables = [*tables, *(sheet.table() for sheet in sheets.values())]
            codebook = codebook_table(list(sheets.values()))
            book.add(codebook)
            tables.append(codebook)
        book.add(cover_table(_about(request, tables, book.cut_texts), found), cover)
        return Written(written, book.cut_texts)


def _aggregates(found: Monitoring) -> list[Table]:
    return [
        diagnosis_table(found),
        summary_table(found),
        deficits_table(found),
        *heat_maps(found),
        difficulties_table(found),
        *([gains_table(found.gains)] if any(one.gain for one in found.gains) else []),
    ]


async def _course_sheets(request: ExportRequest, snapshot: Snapshot) -> list[Table]:
    """The sheets about the courses that ended in the period; none when none did. Comments are single answers."""
    period = Period.of(request.since, request.until, request.timezone)
    reports = CourseReports(snapshot, period.since.date(), period.until.date())
    found = await course_figures(reports, request.scope, request.now)
    if not found.effects:
        return []
    said = found.said
    comments = [comments_table(said)] if request.rows and said.comments else []
    return [effect_table(found.effects), satisfaction_table(said), advice_table(said), *comments]


async def _young_sheets(request: ExportRequest, snapshot: Snapshot) -> list[Table]:
    """The sheets about young teachers; none when nobody is young by the programme's definition, or it has none."""
    if request.young is None:
        return []
    reports = YoungReports(snapshot, request.since, request.until)
    labels = {one.item: one.label for one in await reports.questions()}
    today = datetime.fromtimestamp(request.now, ZoneInfo(request.timezone)).date()
    found = await young_figures(reports, list(labels), request.young, today, request.scope)
    if not found.places:
        return []
    names = await reports.names()
    is_told = any(line.rated for line in found.topics)
    return [young_table(found, names), *([topics_table(found, names, labels)] if is_told else [])]


async def _turnout(request: ExportRequest, snapshot: Snapshot) -> list[Table]:
    """The sheet about campaigns that asked somebody in the period."""
    found = await reports_of(TurnoutReports(snapshot, request.since, request.until, request.scope))
    return [turnout_table(found, ZoneInfo(request.timezone))] if found else []


def _answer_sheets(request: ExportRequest, versions: Sequence[StoredVersion]) -> dict[str, AnswerSheet]:
    """A sheet per questionnaire that has rows to show."""
    grouped = by_questionnaire(versions)
    names = dict(request.names) if request.names is not None else None
    return {
        code: AnswerSheet(
            [(one.number, one.questionnaire) for one in grouped[code]],
            ZoneInfo(request.timezone),
            sheet_name=sheet,
            identifier=identifier,
            names=names,
        )
        for code, sheet, identifier in sheet_names(list(grouped))
    }


async def _write_answers(book: Workbook, reports: Reports, sheets: dict[str, AnswerSheet], report: Report) -> int:
    totals = {code: await reports.count(code) for code in sheets}
    done, total = 0, sum(totals.values())
    for code, sheet in sheets.items():
        stream = book.stream(sheet.table())
        async for chunk in reports.submissions(code):
            stream.append([sheet.row(one) for one in chunk])
            done += len(chunk)
            report(ExportProgress(done, total))
    return done


def _about(request: ExportRequest, tables: Sequence[Table], cut_texts: int) -> About:
    return About(
        terms=Terms(request.municipality, request.programme, request.operator, contact=request.contact),
        generated=datetime.fromtimestamp(request.now, ZoneInfo(request.timezone)),
        generator=request.generator,
        threshold_stated=request.threshold_stated,
        rows_shown=request.rows,
        named=request.names is not None,
        sheets=tuple((table.name, table.title or SHEET_OF_ANSWERS) for table in tables),
        cut_texts=cut_texts,
    )


def _properties(request: ExportRequest, found: Monitoring) -> Properties:
    return Properties(
        title=title_text(request.municipality),
        subject=request.programme,
        product=request.generator,
        period=period_text(found.period),
        created=datetime.fromtimestamp(request.now, ZoneInfo(request.timezone)),
    )
