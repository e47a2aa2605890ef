"""«Приращения»: results of audits before and after, by labour function and competence group. Knows values only."""

from collections.abc import Sequence

from bot.domain.disclosure import THRESHOLD
from bot.domain.monitoring import MeasureGain
from exports.deficits import KINDS, measure_order, named
from exports.diagnosis import hidden
from exports.table import Chart, Column, Row, Style, Table

NAME = "Приращения"


def gains_table(found: Sequence[MeasureGain]) -> Table:
    """One line per labour function, then per competence group."""
    lines = sorted(found, key=lambda one: measure_order(one.measure))
    return Table(
        name=NAME,
        identifier="gains",
        columns=(
            Column("title", "Функция или группа", 44),
            Column("kind", "Вид", 20),
            Column("standard", "Стандарт", 11),
            Column("code", "Код", 10, Style.CODE),
            Column("people", "Сравнено, чел.", 11, Style.COUNT),
            Column("before", "В первом аудите, %", 12, Style.MEAN),
            Column("after", "В последнем аудите, %", 12, Style.MEAN),
            Column("change", "Приращение, п. п.", 13, Style.MEAN),
        ),
        rows=tuple(map(_row, lines)),
        title="Приращения: первый и последний самоаудит",
        notes=(
            "Последний аудит за период и первый аудит того же человека по той же форме, когда бы он ни был.",
            "Средние — по одним и тем же людям с результатом в обоих аудитах, давшим согласие на сравнение по годам.",
            f"Приращение = в последнем − в первом. «н/д»: сравнили или не сравнили меньше {THRESHOLD} человек.",
        ),
        charts=_charts(lines),
    )


def _row(one: MeasureGain) -> Row:
    gain = one.gain
    figures: Row = (gain.people, gain.before, gain.after, gain.change) if gain else (None,) * 4
    return (one.measure.title, KINDS[one.measure.kind], *named(one.measure), *map(hidden, figures))


def _charts(lines: Sequence[MeasureGain]) -> tuple[Chart, ...]:
    if not lines:
        return ()
    return (
        Chart(
            title="Результат в первом и последнем аудите",
            category="title",
            series=("before", "after"),
            value_title="Средний результат, %",
            category_title="Функция или группа",
            description="Столбцы: средний результат в первом и последнем аудите по каждой функции и группе.",
        ),
    )
