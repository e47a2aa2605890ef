"""The sheets about young teachers whole: values in, Table out."""

from bot.domain.young import PlaceLine, Results, TopicLine, YoungTeachers
from exports.table import Chart, Column, Style, Table
from exports.young import topics_table, young_table

NAMES = {"ОО-1": "Школа 10", "ОО-2": "Школа 2"}
LABELS = {"class": "Как занятия?", "stay": "Останетесь?"}
ND = "н/д"
FOUND = YoungTeachers(
    places=(
        PlaceLine("", 9, 4, Results(8, 60.5, 2)),
        PlaceLine("ОО-1", 6, 4, Results(8, 60.5, 2)),
        PlaceLine("ОО-2", 3, 0, None),
    ),
    topics=(
        TopicLine("", "class", 8, 2),
        TopicLine("", "stay", 7, 0),
        TopicLine("ОО-1", "class", 8, 2),
        TopicLine("ОО-1", "stay", None, None),
    ),
)
WHO = "Кто молодой педагог, задаёт программа. Берётся последний опрос «Адаптация» каждого за период."
SMALL = "Где ответили меньше 5 человек или число можно вычесть, стоит «н/д»."


def test_young_teachers() -> None:
    assert young_table(FOUND, NAMES) == Table(
        name="Молодые педагоги",
        identifier="young_teachers",
        columns=(
            Column("unit", "Организация", 46),
            Column("teachers", "Молодых педагогов", 12, Style.COUNT),
            Column("mentored", "С наставником", 13, Style.COUNT),
            Column("alone", "Без наставника", 13, Style.COUNT),
            Column("people", "Прошли опрос, чел.", 12, Style.COUNT),
            Column("mean", "Средний результат, %", 13, Style.MEAN),
            Column("low", "Низкий результат, чел.", 13, Style.COUNT),
            Column("share", "Доля с низким результатом", 13, Style.SHARE),
        ),
        rows=(
            ("Всего", 9, 4, 5, 8, 60.5, 2, 0.25),
            ("Школа 2", 3, 0, 3, ND, ND, ND, ND),
            ("Школа 10", 6, 4, 2, 8, 60.5, 2, 0.25),
        ),
        title="Молодые педагоги: адаптация и наставники",
        notes=(
            WHO,
            "Низкий результат — ниже 45 % из 100 («Нужна помощь»). Доля = низкий результат / прошли опрос.",
            f"Наставник — по действующей наставнической паре. {SMALL}",
        ),
        charts=(
            Chart(
                title="Средний результат адаптации по организациям",
                category="unit",
                series=("mean",),
                value_title="Средний результат, %",
                category_title="Организация",
                description=(
                    "Столбцы: средний результат последнего опроса по каждой организации. Скрытые группы без столбца."
                ),
                first=1,
                last=2,
            ),
        ),
    )


def test_topics() -> None:
    assert topics_table(FOUND, NAMES, LABELS) == Table(
        name="Трудности адаптации",
        identifier="young_topics",
        columns=(
            Column("unit", "Организация", 46),
            Column("question", "Вопрос", 44),
            Column("hard", "Отметили 1 или 2, чел.", 12, Style.COUNT),
            Column("rated", "Оценили, чел.", 11, Style.COUNT),
            Column("share", "Доля отметок 1 и 2", 12, Style.SHARE),
        ),
        rows=(
            ("Всего", "Как занятия?", 2, 8, 0.25),
            ("Всего", "Останетесь?", 0, 7, 0.0),
            ("Школа 10", "Как занятия?", 2, 8, 0.25),
            ("Школа 10", "Останетесь?", ND, ND, ND),
        ),
        title="Что даётся молодым педагогам труднее всего",
        notes=(WHO, f"Доля = отметили 1 или 2 / оценили; «не относится» и пропуски не считаются. {SMALL}"),
        charts=(
            Chart(
                title="Что труднее всего",
                category="question",
                series=("share",),
                value_title="Доля отметок 1 и 2",
                category_title="Вопрос",
                description="Столбцы: доля отметок 1 и 2 по каждому вопросу, все организации вместе.",
                first=0,
                last=1,
            ),
        ),
        frozen_columns=2,
    )


def test_what_is_hidden_everywhere_has_no_chart() -> None:
    found = YoungTeachers((PlaceLine("ОО-1", 1, 0, None),), (TopicLine("", "class", None, None),))
    assert (young_table(found, NAMES).charts, topics_table(found, NAMES, LABELS).charts) == ((), ())
