"""What a monitoring says: snapshot → counts → values without what the small-group rule hides. Knows no sheets."""

from collections import Counter
from collections.abc import Sequence

from bot.domain.counts import Counts
from bot.domain.editions import Edition
from bot.domain.exporting import ExportRequest
from bot.domain.findings import Register, coverages, difficulties, findings, progress
from bot.domain.gains import measure_gains
from bot.domain.linkage import disclose
from bot.domain.monitoring import Monitoring, Period, Provenance, Version
from bot.domain.protection import protect
from exports.cover import order_text
from questionnaires.standards import load_standards
from storage.reports import Reports, StoredVersion
from storage.snapshot import Snapshot


async def find_monitoring(request: ExportRequest, snapshot: Snapshot, versions: Sequence[StoredVersion]) -> Monitoring:
    """Return the figures of the request's scope; `versions` are those of the scope.

    They are counted within the scope by the database. Which of them may be shown follows from everybody's counts, so
    that no file shows what another hides.
    """
    own = Reports(snapshot, request.since, request.until, request.scope)
    counts, register = await own.counts(), Register(await own.organisations(), _editions(versions))
    found = _monitoring(request, counts, register, versions)
    if request.scope:
        whole = Reports(snapshot, request.since, request.until)
        counts, register = await whole.counts(), Register({}, _editions(await whole.versions()))
    return protect(found, disclose(counts, register, request.scope))


def _monitoring(
    request: ExportRequest, counts: Counts, register: Register, versions: Sequence[StoredVersion]
) -> Monitoring:
    completed = Counter[int]()
    for one in counts.sent:
        completed[one.version] += one.n
    return Monitoring(
        period=Period.of(request.since, request.until, request.timezone),
        deficit_threshold=request.deficit_threshold,
        progress=progress(counts.heads, counts.invited),
        versions=tuple(_version(one, completed[one.id]) for one in versions),
        standards=_provenances(versions),
        coverages=coverages(counts.heads, register),
        findings=findings(counts.facts, register),
        difficulties=difficulties(counts.marks, register, request.deficit_threshold),
        gains=measure_gains(counts.changes, register),
        scope=tuple(register.organisations[code] for code in request.scope if code in register.organisations),
    )


def _editions(versions: Sequence[StoredVersion]) -> dict[int, Edition]:
    """Version → edition; the number of the order it was set by is the short title of a standard."""
    standards = load_standards()
    used = {one.id: one.questionnaire.standard or "" for one in versions}
    titles = {version: standards[key].order.number if key in standards else key for version, key in used.items()}
    return {one.id: Edition(one.number, titles[one.id], one.questionnaire) for one in versions}


def _provenances(versions: Sequence[StoredVersion]) -> tuple[Provenance, ...]:
    used = {one.questionnaire.standard for one in versions}
    return tuple(
        Provenance(one.title, order_text(one.order.number, one.order.date), one.recalled)
        for key, one in sorted(load_standards().items())
        if key in used
    )


def _version(one: StoredVersion, completed: int) -> Version:
    questionnaire = one.questionnaire
    return Version(questionnaire.code, one.number, questionnaire.title, one.hash, completed)
