"""«Удовлетворённость», «Готовность советовать», «Отзывы»: what was thought of the courses, with every denominator."""

from collections.abc import Sequence
from typing import Any

from bot.domain.disclosure import THRESHOLD
from bot.domain.feedback import ALL, Cut, Feedback, Line
from bot.domain.satisfaction import COMMENTS_FROM, Rating, Recommendation
from exports.diagnosis import hidden
from exports.table import Chart, Column, Row, Style, Table

NAME, ADVICE, COMMENTS = "Удовлетворённость", "Готовность советовать", "Отзывы"
EVERYBODY, TOGETHER = "Все курсы", "Все вопросы"
CUTS = {Cut.TOTAL: "Всего", Cut.COURSE: "Курс", Cut.PROVIDER: "Кто проводит", Cut.RUN: "Поток"}
MARKS = (1, 2, 3, 4, 5)
_UNIT = (Column("unit", "Курс, поток или организатор", 46), Column("cut", "Срез", 13))
_SMALL = f"Где оценили меньше {THRESHOLD} человек или число можно вычесть, стоит «н/д»."


def satisfaction_table(said: Feedback) -> Table:
    """One line per group and question; pooled questions first."""
    return Table(
        name=NAME,
        identifier="satisfaction",
        columns=(
            *_UNIT,
            Column("question", "Вопрос", 40),
            Column("sent", "Прислали анкеты", 11, Style.COUNT),
            Column("rated", "Оценили", 10, Style.COUNT),
            Column("satisfied", "Довольны (4 и 5)", 16, Style.COUNT),
            Column("share", "Доля довольных", 11, Style.SHARE),
            Column("mean", "Средняя отметка", 10, Style.MEAN),
            *(Column(f"mark_{mark}", f"Отметок «{mark}»", 9, Style.COUNT) for mark in MARKS),
        ),
        rows=tuple(_opinion(line) for line in said.opinions),
        title="Удовлетворённость обучением",
        notes=(
            "Доля = довольны / оценили. Оценили — поставили отметку от 1 до 5; «не относится» и пропуски не считаются.",
            f"В строках «{TOGETHER}» число «оценили» — отметки по всем показанным вопросам вместе, а не люди.",
            f"Анкеты анонимные. {_SMALL}",
        ),
        charts=_charts(said.opinions),
        frozen_columns=3,
    )


def advice_table(said: Feedback) -> Table:
    """NPS with its denominator, a line per group."""
    return Table(
        name=ADVICE,
        identifier="advice",
        columns=(
            *_UNIT,
            Column("sent", "Прислали анкеты", 11, Style.COUNT),
            Column("rated", "Ответили на вопрос", 11, Style.COUNT),
            Column("promoters", "Советуют (9–10)", 16, Style.COUNT),
            Column("passives", "Нейтральны (7–8)", 17, Style.COUNT),
            Column("detractors", "Не советуют (0–6)", 18, Style.COUNT),
            Column("nps", "NPS", 9, Style.MEAN),
        ),
        rows=tuple(_advice(line) for line in said.advices),
        title="Готовность советовать обучение коллеге",
        notes=(
            "NPS = 100 × (советуют − не советуют) / ответили на вопрос, от −100 до 100. Пропустивших в нём нет.",
            f"Анкеты анонимные. {_SMALL}",
        ),
        frozen_columns=2,
    )


def comments_table(said: Feedback) -> Table:
    """What was written, by course and question, in no order."""
    return Table(
        name=COMMENTS,
        identifier="comments",
        columns=(Column("course", "Курс", 40), Column("question", "Вопрос", 40), Column("text", "Отзыв", 90)),
        rows=tuple((one.course, one.question, one.text) for one in said.comments),
        title="Отзывы о курсах",
        notes=(
            (
                f"Показаны, когда на анкету о курсе ответили не меньше {COMMENTS_FROM} человек; порядок внутри вопроса "
                "случайный, поэтому строки разных вопросов не складываются в одного человека."
            ),
        ),
        frozen_columns=1,
    )


def unit_title(line: Line[Any]) -> str:
    """Everybody, or what the group is called."""
    return EVERYBODY if line.group.cut is Cut.TOTAL else line.group.title


def _opinion(line: Line[Rating]) -> Row:
    head = (unit_title(line), CUTS[line.group.cut], line.label or TOGETHER)
    found = line.figure
    if found is None:
        return (*head, *(hidden(None) for _ in range(5 + len(MARKS))))
    share = None if found.satisfaction is None else found.satisfaction / 100
    marks = (found.distribution.get(mark, 0) for mark in MARKS)
    return (*head, found.sent, found.rated, found.satisfied, share, found.mean, *marks)


def _advice(line: Line[Recommendation]) -> Row:
    head, found = (unit_title(line), CUTS[line.group.cut]), line.figure
    if found is None:
        return (*head, *(hidden(None) for _ in range(6)))
    return (*head, found.sent, found.rated, found.promoters, found.passives, found.detractors, found.score)


def _charts(lines: Sequence[Line[Rating]]) -> tuple[Chart, ...]:
    total = [index for index, line in enumerate(lines) if line.group.cut is Cut.TOTAL]
    courses = [index for index, line in enumerate(lines) if line.group.cut is Cut.COURSE and line.item == ALL]
    charts = (
        (total, "question", "Доля довольных по вопросам", "Вопрос", "по каждому вопросу, все курсы вместе"),
        (courses, "unit", "Доля довольных по курсам", "Курс", "по каждому курсу, все вопросы вместе"),
    )
    return tuple(
        Chart(
            title=title,
            category=category,
            series=("share",),
            value_title="Доля довольных",
            category_title=axis,
            description=f"Столбцы: доля довольных {what}. Скрытые группы без столбца.",
            first=rows[0],
            last=rows[-1],
        )
        for rows, category, title, axis, what in charts
        if rows
    )
