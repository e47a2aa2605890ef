"""«Свод дефицитов», «Дефициты» and the heat maps: who falls below the threshold, in what, where."""

from collections.abc import Sequence

from bot.domain.monitoring import Cut, Finding, Measure, Monitoring
from exports.diagnosis import CUTS, hidden, unit_order
from exports.table import Chart, Column, HeatMap, Row, Style, Table, natural

SUMMARY, NAME, FUNCTION_MAP, GROUP_MAP = "Свод дефицитов", "Дефициты", "Карта", "Карта групп"
KINDS = {"function": "Трудовая функция", "group": "Группа компетенций"}
_FIGURES = (
    Column("deficits", "С дефицитом, чел.", 12, Style.COUNT),
    Column("n", "Оценено, чел.", 11, Style.COUNT),
    Column("share", "Доля с дефицитом", 12, Style.SHARE),
    Column("mean", "Средний результат, %", 13, Style.MEAN),
)
_MEASURE = (
    Column("kind", "Вид", 20),
    Column("standard", "Стандарт", 11),
    Column("code", "Код", 10, Style.CODE),
    Column("title", "Функция или группа", 44),
)
_SHARE_NOTE = "Доля = с дефицитом / оценено. Оценено — те, кому вопросы функции (группы) показаны и кто на них ответил."


def hidden_standards(found: Monitoring) -> frozenset[str]:
    """Standards of which no figure may be shown at all: sheets of nothing but «н/д» say less than a line about them."""
    functions = [one for one in found.findings if one.measure.kind == "function"]
    shown = {one.measure.standard for one in functions if one.n}
    return frozenset(one.measure.standard for one in functions) - shown


def summary_table(found: Monitoring) -> Table:
    """All people: one line per labour function and competence group."""
    totals = [one for one in _shown(found) if one.unit.cut is Cut.TOTAL]
    return Table(
        name=SUMMARY,
        identifier="deficit_summary",
        columns=(_MEASURE[3], *_MEASURE[:3], *_FIGURES),
        rows=tuple((m.title, KINDS[m.kind], *named(m), *_figures(one)) for one in totals for m in [one.measure]),
        title="Дефициты: все педагоги",
        notes=(_SHARE_NOTE,),
        charts=(
            Chart(
                title="Доля педагогов с дефицитом",
                category="title",
                series=("share",),
                value_title="Доля с дефицитом",
                category_title="Функция или группа",
                description="Столбцы: доля педагогов с дефицитом по каждой трудовой функции и группе компетенций.",
            ),
        ),
    )


def deficits_table(found: Monitoring) -> Table:
    """One line per unit and measure, for filters and pivots."""
    return Table(
        name=NAME,
        identifier="deficits",
        columns=(Column("unit", "Организация или предмет", 40), Column("cut", "Срез", 13), *_MEASURE, *_FIGURES),
        rows=tuple(
            (one.unit.title, CUTS[one.unit.cut], KINDS[m.kind], *named(m), m.title, *_figures(one))
            for one in _shown(found)
            for m in [one.measure]
        ),
        title="Дефициты по организациям и предметам",
        notes=(_SHARE_NOTE,),
        heat_maps=(HeatMap(("share",), 0.0, 1.0),),
    )


def heat_maps(found: Monitoring) -> tuple[Table, ...]:
    """Unit × labour function, a sheet for each standard; then unit × competence group."""
    shown = _shown(found)
    standards = sorted({one.measure.standard for one in shown if one.measure.kind == "function"})
    functions = [
        _heat_map(f"{FUNCTION_MAP} {standard}", f"heat_{index}", standard, "function", shown)
        for index, standard in enumerate(standards, start=1)
    ]
    groups = [one for one in shown if one.measure.kind == "group"]
    return (*functions, *([_heat_map(GROUP_MAP, "heat_groups", "", "group", groups)] if groups else ()))


def _heat_map(name: str, identifier: str, standard: str, kind: str, findings: Sequence[Finding]) -> Table:
    chosen = [one for one in findings if one.measure.kind == kind and standard in ("", one.measure.standard)]
    measures = sorted({one.measure for one in chosen}, key=measure_order)
    cells = {(one.unit, one.measure): one for one in chosen}
    units = sorted({one.unit for one in chosen}, key=unit_order)
    what = KINDS[kind].lower()
    return Table(
        name=name,
        identifier=identifier,
        columns=(Column("unit", "Организация или предмет", 40), *(c for m in measures for c in _pair(m))),
        rows=tuple((unit.title, *(v for m in measures for v in _shares(cells.get((unit, m))))) for unit in units),
        title=f"Доля с дефицитом: {what} × организация и предмет",
        notes=("Цвет и число — доля с дефицитом, рядом число оценённых (n). Темнее — доля выше.", _legend(measures)),
        heat_maps=(HeatMap(tuple(f"share_{m.code}" for m in measures), 0.0, 1.0),),
    )


def named(measure: Measure) -> Row:
    """Standard and code; a competence group belongs to no standard, and its id says nothing to a reader."""
    return (measure.standard, measure.code) if measure.kind == "function" else ("—", "—")


def _pair(measure: Measure) -> tuple[Column, Column]:
    short = measure.code if measure.kind == "function" else measure.title
    width = 9.5 if measure.kind == "function" else 14
    return (
        Column(f"share_{measure.code}", short, width, Style.SHARE),
        Column(f"n_{measure.code}", f"{short}, n", width if measure.kind == "group" else 7, Style.COUNT),
    )


def _legend(measures: Sequence[Measure]) -> str:
    if not measures or measures[0].kind == "group":
        return "Группы компетенций — классификация проекта."
    return "; ".join(f"{measure.code} — {measure.title}" for measure in measures)


def _shares(one: Finding | None) -> Row:
    return (hidden(one.share if one else None), hidden(one.n or None if one else None))


def _figures(one: Finding) -> Row:
    if not one.n:
        return tuple(hidden(None) for _ in _FIGURES)
    return (one.deficits, one.n, one.share, hidden(one.mean))


def measure_order(measure: Measure) -> tuple[int, str, tuple[tuple[int, str], ...]]:
    """Labour functions by standard and code, then competence groups."""
    return (list(KINDS).index(measure.kind), measure.standard, natural(measure.code))


def _shown(found: Monitoring) -> list[Finding]:
    left_out = hidden_standards(found)
    findings = (one for one in found.findings if one.measure.standard not in left_out)
    return sorted(findings, key=lambda one: (unit_order(one.unit), measure_order(one.measure)))
