"""«Диагностика»: who has completed the audit, by organisation and by subject."""

from bot.domain.disclosure import HIDDEN
from bot.domain.monitoring import Coverage, Cut, Monitoring, Unit
from exports.table import Cell, Chart, Column, Row, Style, Table, natural

NAME = "Диагностика"
CUTS = {Cut.TOTAL: "Всего", Cut.ORGANISATION: "Организация", Cut.SUBJECT: "Предмет"}
_ORDER = list(Cut)


def diagnosis_table(found: Monitoring) -> Table:
    """Everybody first, then organisations, then subjects, each by title."""
    ordered = sorted(found.coverages, key=lambda one: unit_order(one.unit))
    return Table(
        name=NAME,
        identifier="diagnosis",
        columns=(
            Column("unit", "Организация или предмет", 46),
            Column("cut", "Срез", 14),
            Column("everyone", "Всего педагогов, чел.", 13, Style.COUNT),
            Column("diagnosed", "Прошли аудит, чел.", 13, Style.COUNT),
            Column("share", "Доля прошедших", 13, Style.SHARE),
        ),
        rows=tuple(map(_row, ordered)),
        title="Диагностика: кто прошёл аудит",
        notes=("Доля = прошли аудит / всего педагогов. Педагог с несколькими предметами учтён в каждом из них.",),
        charts=_charts([one.unit.cut for one in ordered]),
    )


def unit_order(unit: Unit) -> tuple[int, tuple[tuple[int, str], ...], str]:
    """Everybody, organisations, subjects; each by title, numbers by value."""
    return (_ORDER.index(unit.cut), natural(unit.title), unit.code)


def hidden(value: Cell) -> Cell:
    """The value, or «н/д» for a hidden or empty cell."""
    return HIDDEN if value is None else value


def _row(one: Coverage) -> Row:
    return (one.unit.title, CUTS[one.unit.cut], one.everyone, hidden(one.diagnosed or None), hidden(one.share or None))


def _charts(cuts: list[Cut]) -> tuple[Chart, ...]:
    if Cut.ORGANISATION not in cuts:
        return ()
    first = cuts.index(Cut.ORGANISATION)
    return (
        Chart(
            title="Доля прошедших аудит по организациям",
            category="unit",
            series=("share",),
            value_title="Доля прошедших",
            category_title="Организация",
            description="Столбцы: доля педагогов каждой организации, прошедших аудит. Скрытые группы без столбца.",
            first=first,
            last=first + cuts.count(Cut.ORGANISATION) - 1,
        ),
    )
