"""Every aggregate sheet whole: values in, Table out."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.findings import EVERYBODY
from bot.domain.monitoring import (
    Coverage,
    Cut,
    Difficulty,
    Finding,
    Measure,
    Monitoring,
    Period,
    Progress,
    Provenance,
    Terms,
    Unit,
    Version,
)
from exports.cover import About, cover_table, order_text
from exports.deficits import deficits_table, heat_maps, summary_table
from exports.diagnosis import diagnosis_table
from exports.difficulties import difficulties_table
from exports.table import Chart, Column, HeatMap, Style, Table

ZONE = ZoneInfo("Europe/Moscow")
TEN, TWO = Unit(Cut.ORGANISATION, "10", "СОШ № 10"), Unit(Cut.ORGANISATION, "2", "СОШ № 2")
MATHS = Unit(Cut.SUBJECT, "математика", "математика")
TEACHING = Measure("544н", "function", "A/01.6", "Обучение")
GROUP = Measure("", "group", "subject", "Предметные")
FOUND = Monitoring(
    period=Period(datetime(2026, 9, 1, tzinfo=ZONE), datetime(2027, 9, 1, tzinfo=ZONE)),
    deficit_threshold=50.0,
    progress=Progress(60, 50, 40),
    versions=(Version("audit-544n-full", 2, "Самоаудит педагога", "abcdef0123456789" * 4, 40),),
    standards=(Provenance("Педагог", "приказ 544н", False), Provenance("ПДО", "приказ 652н", True)),
    coverages=(
        Coverage(MATHS, 20, 10),
        Coverage(TEN, 30, None),
        Coverage(TWO, 30, 30),
        Coverage(EVERYBODY, 60, 40),
    ),
    findings=(
        Finding(TEN, GROUP, None, None, None),
        Finding(EVERYBODY, GROUP, 40, 10, 61.5),
        Finding(TWO, TEACHING, 30, 0, 70.0),
        Finding(EVERYBODY, TEACHING, 40, 4, 65.25),
    ),
    difficulties=(
        Difficulty("544н", "ТД1", "Раз", "Обучение", 40, 10),
        Difficulty("544н", "ТД2", "Два", "Обучение", 10, 5),
    ),
)
FIGURES = (
    Column("deficits", "С дефицитом, чел.", 12, Style.COUNT),
    Column("n", "Оценено, чел.", 11, Style.COUNT),
    Column("share", "Доля с дефицитом", 12, Style.SHARE),
    Column("mean", "Средний результат, %", 13, Style.MEAN),
)


def test_diagnosis() -> None:
    assert diagnosis_table(FOUND) == Table(
        name="Диагностика",
        identifier="diagnosis",
        columns=(
            Column("unit", "Организация или предмет", 46),
            Column("cut", "Срез", 14),
            Column("everyone", "Всего педагогов, чел.", 13, Style.COUNT),
            Column("diagnosed", "Прошли аудит, чел.", 13, Style.COUNT),
            Column("share", "Доля прошедших", 13, Style.SHARE),
        ),
        rows=(
            ("Всего", "Всего", 60, 40, 40 / 60),
            ("СОШ № 2", "Организация", 30, 30, 1.0),
            ("СОШ № 10", "Организация", 30, "н/д", "н/д"),
            ("математика", "Предмет", 20, 10, 0.5),
        ),
        title="Диагностика: кто прошёл аудит",
        notes=("Доля = прошли аудит / всего педагогов. Педагог с несколькими предметами учтён в каждом из них.",),
        charts=(
            Chart(
                title="Доля прошедших аудит по организациям",
                category="unit",
                series=("share",),
                value_title="Доля прошедших",
                category_title="Организация",
                description="Столбцы: доля педагогов каждой организации, прошедших аудит. Скрытые группы без столбца.",
                first=1,
                last=2,
            ),
        ),
    )


def test_empty_and_hidden_look_the_same() -> None:
    empty = Monitoring(
        FOUND.period, 50, Progress(0, 0, 0), (), (), (Coverage(TWO, 30, 0), Coverage(TEN, 30, None)), (), ()
    )
    assert [row[3:] for row in diagnosis_table(empty).rows] == [("н/д", "н/д"), ("н/д", "н/д")]


def test_summary() -> None:
    table = summary_table(FOUND)
    assert table.columns[4:] == FIGURES
    assert table.rows == (
        ("Обучение", "Трудовая функция", "544н", "A/01.6", 4, 40, 0.1, 65.25),
        ("Предметные", "Группа компетенций", "—", "—", 10, 40, 0.25, 61.5),
    )
    assert [chart.series for chart in table.charts] == [("share",)]


def test_deficits() -> None:
    table = deficits_table(FOUND)
    assert table.columns[6:] == FIGURES
    assert table.heat_maps == (HeatMap(("share",), 0.0, 1.0),)
    assert table.rows == (
        ("Всего", "Всего", "Трудовая функция", "544н", "A/01.6", "Обучение", 4, 40, 0.1, 65.25),
        ("Всего", "Всего", "Группа компетенций", "—", "—", "Предметные", 10, 40, 0.25, 61.5),
        ("СОШ № 2", "Организация", "Трудовая функция", "544н", "A/01.6", "Обучение", 0, 30, 0.0, 70.0),
        ("СОШ № 10", "Организация", "Группа компетенций", "—", "—", "Предметные", "н/д", "н/д", "н/д", "н/д"),
    )


def test_heat_maps() -> None:
    functions, groups = heat_maps(FOUND)
    assert functions == Table(
        name="Карта 544н",
        identifier="heat_1",
        columns=(
            Column("unit", "Организация или предмет", 40),
            Column("share_A/01.6", "A/01.6", 9.5, Style.SHARE),
            Column("n_A/01.6", "A/01.6, n", 7, Style.COUNT),
        ),
        rows=(("Всего", 0.1, 40), ("СОШ № 2", 0.0, 30)),
        title="Доля с дефицитом: трудовая функция × организация и предмет",
        notes=(
            "Цвет и число — доля с дефицитом, рядом число оценённых (n). Темнее — доля выше.",
            "A/01.6 — Обучение",
        ),
        heat_maps=(HeatMap(("share_A/01.6",), 0.0, 1.0),),
    )
    assert groups.name == "Карта групп"
    assert groups.rows == (("Всего", 0.25, 40), ("СОШ № 10", "н/д", "н/д"))


def test_difficulties_put_the_most_frequent_first() -> None:
    assert difficulties_table(FOUND).rows == (
        ("ТД2", "Два", "Обучение", "544н", "ТД2 Два", 5, 10, 0.5),
        ("ТД1", "Раз", "Обучение", "544н", "ТД1 Раз", 10, 40, 0.25),
    )


def test_bars_of_difficulties_are_named_in_words() -> None:
    long = replace(FOUND.difficulties[0], text="Систематический анализ эффективности учебных занятий и подходов")
    table = difficulties_table(replace(FOUND, difficulties=(long,)))
    assert table.rows[0][4] == "ТД1 Систематический анализ эффективности учебных занятий и…"
    assert [chart.category for chart in table.charts] == ["label"]


SMALL = Measure("514н", "function", "A/01.7", "Сопровождение")
WITH_SMALL = replace(FOUND, findings=(*FOUND.findings, Finding(EVERYBODY, SMALL, None, None, None)))


def test_a_standard_without_a_figure_to_show_has_a_line_on_the_cover_and_nothing_else() -> None:
    assert summary_table(WITH_SMALL) == summary_table(FOUND)
    assert deficits_table(WITH_SMALL) == deficits_table(FOUND)
    assert heat_maps(WITH_SMALL) == heat_maps(FOUND)
    facts = {row[0]: row[1] for row in cover_table(about(threshold_stated=True), WITH_SMALL).rows}
    told = "514н: по правилу малых групп показать нечего (меньше 5 человек), листов и строк нет"
    assert facts["Стандарты не показаны"] == told
    assert "Стандарты не показаны" not in {row[0] for row in cover_table(about(threshold_stated=True), FOUND).rows}


def test_days_of_orders_are_russian() -> None:
    assert order_text("544н", "2013-10-18") == "приказ 544н от 18.10.2013"


def about(threshold_stated: bool) -> About:
    return About(
        terms=Terms("Район", "Программа", "Центр", contact="кабинет 5"),
        generated=datetime(2026, 11, 23, 12, 30, tzinfo=ZONE),
        generator="Бот 0.1.0",
        threshold_stated=threshold_stated,
        rows_shown=True,
        named=False,
        sheets=(("Диагностика", "кто прошёл аудит"),),
        cut_texts=2,
    )


def test_cover() -> None:
    table = cover_table(about(threshold_stated=True), FOUND)
    facts = {row[0]: row[1] for row in table.rows}
    assert facts["Период"] == "01.09.2026 – 31.08.2027"
    assert facts["Сформирован (UTC)"] == "23.11.2026 09:30"
    assert facts["Сформирован (местное время)"] == "23.11.2026 12:30 (UTC+03:00)"
    assert [facts[f"{word}, чел."] for word in ("Приглашены", "Начали", "Завершили")] == [60, 50, 40]
    assert facts["Анкета audit-544n-full"] == "Самоаудит педагога. Версия 2, завершено: 40, SHA-256 abcdef0123456789…"
    assert facts["Стандарт: приказ 544н"] == "Педагог: текст сверен с источником"
    assert "не является цитатой приказа" in str(facts["Стандарт: приказ 652н"])
    below = "результат ниже 50\N{NO-BREAK SPACE}% по функции или группе компетенций"
    assert facts["Порог дефицита"] == f"{below} (порог назван в программе)"
    assert facts["Построчные ответы"] == "есть, люди обозначены кодами"
    assert facts["Отбор"] == "без отбора: все организации"
    assert facts["Сокращено текстов"] == 2
    assert facts["Контакты"] == "кабинет 5"
    assert "меньше 5 человек" in str(facts["Малые группы"])
    assert len(facts) == len(table.rows)


def test_cover_owns_up_to_the_projects_own_threshold() -> None:
    facts = {row[0]: row[1] for row in cover_table(about(threshold_stated=False), FOUND).rows}
    assert "50\N{NO-BREAK SPACE}%" in str(facts["Порог дефицита"])
    assert "(порог задан проектом: в программе он не назван)" in str(facts["Порог дефицита"])
