"""«Приращения» whole: values in, Table out."""

from bot.domain.effect import Gain
from bot.domain.monitoring import Measure, MeasureGain
from exports.gains import gains_table
from exports.table import Chart, Column, Style, Table

ND = "н/д"
FOUND = (
    MeasureGain(Measure("", "group", "digital", "Цифровые"), Gain(5, 40.0, 35.5)),
    MeasureGain(Measure("544н", "function", "A/02.6", "Воспитание"), None),
    MeasureGain(Measure("544н", "function", "A/01.6", "Обучение"), Gain(8, 50.0, 62.5)),
)


def test_gains() -> None:
    assert gains_table(FOUND) == Table(
        name="Приращения",
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
        rows=(
            ("Обучение", "Трудовая функция", "544н", "A/01.6", 8, 50.0, 62.5, 12.5),
            ("Воспитание", "Трудовая функция", "544н", "A/02.6", ND, ND, ND, ND),
            ("Цифровые", "Группа компетенций", "—", "—", 5, 40.0, 35.5, -4.5),
        ),
        title="Приращения: первый и последний самоаудит",
        notes=(
            "Последний аудит за период и первый аудит того же человека по той же форме, когда бы он ни был.",
            "Средние — по одним и тем же людям с результатом в обоих аудитах, давшим согласие на сравнение по годам.",
            "Приращение = в последнем − в первом. «н/д»: сравнили или не сравнили меньше 5 человек.",
        ),
        charts=(
            Chart(
                title="Результат в первом и последнем аудите",
                category="title",
                series=("before", "after"),
                value_title="Средний результат, %",
                category_title="Функция или группа",
                description="Столбцы: средний результат в первом и последнем аудите по каждой функции и группе.",
            ),
        ),
    )


def test_nobody_was_compared() -> None:
    assert (gains_table(()).rows, gains_table(()).charts) == ((), ())
