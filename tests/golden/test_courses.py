"""The sheets about courses whole: values in, Table out."""

from datetime import date

from bot.domain.courses import Course, CourseRun
from bot.domain.effect import FollowUp, Gain, RunEffect
from bot.domain.feedback import ALL, Comment, Cut, Feedback, Group, Line
from bot.domain.satisfaction import Rating, Recommendation
from exports.effect import effect_table
from exports.satisfaction import advice_table, comments_table, satisfaction_table
from exports.table import Chart, Column, Style, Table

READING = Course("K-1", "Оценка чтения", "ИРО", 36, ("A/01.6", "A/02.6"))
RUN = CourseRun("K-1/1", READING, date(2026, 10, 5), date(2026, 10, 30))
OTHER = CourseRun("K-2/1", Course("K-2", "Проекты", "ММЦ"), date(2026, 11, 2), date(2026, 11, 6))
EVERYBODY, COURSE = Group(Cut.TOTAL, "", ""), Group(Cut.COURSE, "K-1", "Оценка чтения")
SECOND, HELD = Group(Cut.COURSE, "K-2", "Проекты"), Group(Cut.RUN, "K-1/1", "Оценка чтения, 05.10.2026–30.10.2026")
MARKS = Rating("content", "Содержание?", 8, {1: 0, 2: 1, 3: 1, 4: 2, 5: 4})
POOLED = Rating(ALL, "", 8, {1: 0, 2: 2, 3: 2, 4: 4, 5: 8})
ND = "н/д"
SAID = Feedback(
    opinions=(
        Line(EVERYBODY, ALL, "", POOLED),
        Line(EVERYBODY, "content", "Содержание?", MARKS),
        Line(COURSE, ALL, "", POOLED),
        Line(SECOND, ALL, "", None),
        Line(COURSE, "content", "Содержание?", MARKS),
        Line(SECOND, "content", "Содержание?", None),
        Line(HELD, ALL, "", POOLED),
    ),
    advices=(
        Line(EVERYBODY, "recommend", "Посоветуете?", Recommendation("recommend", "Посоветуете?", 8, 4, 2, 1)),
        Line(SECOND, "recommend", "Посоветуете?", None),
    ),
    comments=(Comment("K-1", "Оценка чтения", "Что полезно?", "=практика"),),
)

OPINION_COLUMNS = (
    Column("unit", "Курс, поток или организатор", 46),
    Column("cut", "Срез", 13),
    Column("question", "Вопрос", 40),
    Column("sent", "Прислали анкеты", 11, Style.COUNT),
    Column("rated", "Оценили", 10, Style.COUNT),
    Column("satisfied", "Довольны (4 и 5)", 16, Style.COUNT),
    Column("share", "Доля довольных", 11, Style.SHARE),
    Column("mean", "Средняя отметка", 10, Style.MEAN),
    Column("mark_1", "Отметок «1»", 9, Style.COUNT),
    Column("mark_2", "Отметок «2»", 9, Style.COUNT),
    Column("mark_3", "Отметок «3»", 9, Style.COUNT),
    Column("mark_4", "Отметок «4»", 9, Style.COUNT),
    Column("mark_5", "Отметок «5»", 9, Style.COUNT),
)
OPINION_CHARTS = (
    Chart(
        title="Доля довольных по вопросам",
        category="question",
        series=("share",),
        value_title="Доля довольных",
        category_title="Вопрос",
        description="Столбцы: доля довольных по каждому вопросу, все курсы вместе. Скрытые группы без столбца.",
        first=0,
        last=1,
    ),
    Chart(
        title="Доля довольных по курсам",
        category="unit",
        series=("share",),
        value_title="Доля довольных",
        category_title="Курс",
        description="Столбцы: доля довольных по каждому курсу, все вопросы вместе. Скрытые группы без столбца.",
        first=2,
        last=3,
    ),
)
EFFECT_COLUMNS = (
    Column("run", "Курс и поток", 44),
    Column("provider", "Кто проводит", 20),
    Column("functions", "Трудовые функции", 18),
    Column("hours", "Часов", 8, Style.COUNT),
    Column("participants", "Слушателей", 11, Style.COUNT),
    Column("finished", "Завершили", 11, Style.COUNT),
    Column("satisfaction", "Доля довольных", 11, Style.SHARE),
    Column("asked", "Спрошены после курса", 11, Style.COUNT),
    Column("answered", "Ответили после курса", 11, Style.COUNT),
    Column("changed", "Доля с изменениями в практике", 13, Style.SHARE),
    Column("ready", "Продукт готов", 10, Style.COUNT),
    Column("started", "Продукт в работе", 10, Style.COUNT),
    Column("compared", "Сравнено аудитов, чел.", 11, Style.COUNT),
    Column("before", "Аудит до, %", 9, Style.MEAN),
    Column("after", "Аудит после, %", 9, Style.MEAN),
    Column("change", "Приращение", 11, Style.MEAN),
)


def test_satisfaction() -> None:
    assert satisfaction_table(SAID) == Table(
        name="Удовлетворённость",
        identifier="satisfaction",
        columns=OPINION_COLUMNS,
        rows=(
            ("Все курсы", "Всего", "Все вопросы", 8, 16, 12, 0.75, 4.125, 0, 2, 2, 4, 8),
            ("Все курсы", "Всего", "Содержание?", 8, 8, 6, 0.75, 4.125, 0, 1, 1, 2, 4),
            ("Оценка чтения", "Курс", "Все вопросы", 8, 16, 12, 0.75, 4.125, 0, 2, 2, 4, 8),
            ("Проекты", "Курс", "Все вопросы", ND, ND, ND, ND, ND, ND, ND, ND, ND, ND),
            ("Оценка чтения", "Курс", "Содержание?", 8, 8, 6, 0.75, 4.125, 0, 1, 1, 2, 4),
            ("Проекты", "Курс", "Содержание?", ND, ND, ND, ND, ND, ND, ND, ND, ND, ND),
            ("Оценка чтения, 05.10.2026–30.10.2026", "Поток", "Все вопросы", 8, 16, 12, 0.75, 4.125, 0, 2, 2, 4, 8),
        ),
        title="Удовлетворённость обучением",
        notes=(
            "Доля = довольны / оценили. Оценили — поставили отметку от 1 до 5; «не относится» и пропуски не считаются.",
            "В строках «Все вопросы» число «оценили» — отметки по всем показанным вопросам вместе, а не люди.",
            "Анкеты анонимные. Где оценили меньше 5 человек или число можно вычесть, стоит «н/д».",
        ),
        charts=OPINION_CHARTS,
        frozen_columns=3,
    )


def test_advice() -> None:
    assert advice_table(SAID) == Table(
        name="Готовность советовать",
        identifier="advice",
        columns=(
            Column("unit", "Курс, поток или организатор", 46),
            Column("cut", "Срез", 13),
            Column("sent", "Прислали анкеты", 11, Style.COUNT),
            Column("rated", "Ответили на вопрос", 11, Style.COUNT),
            Column("promoters", "Советуют (9–10)", 16, Style.COUNT),
            Column("passives", "Нейтральны (7–8)", 17, Style.COUNT),
            Column("detractors", "Не советуют (0–6)", 18, Style.COUNT),
            Column("nps", "NPS", 9, Style.MEAN),
        ),
        rows=(
            ("Все курсы", "Всего", 8, 7, 4, 2, 1, 300 / 7),
            ("Проекты", "Курс", ND, ND, ND, ND, ND, ND),
        ),
        title="Готовность советовать обучение коллеге",
        notes=(
            "NPS = 100 × (советуют − не советуют) / ответили на вопрос, от −100 до 100. Пропустивших в нём нет.",
            "Анкеты анонимные. Где оценили меньше 5 человек или число можно вычесть, стоит «н/д».",
        ),
        frozen_columns=2,
    )


def test_comments() -> None:
    assert comments_table(SAID) == Table(
        name="Отзывы",
        identifier="comments",
        columns=(Column("course", "Курс", 40), Column("question", "Вопрос", 40), Column("text", "Отзыв", 90)),
        rows=(("Оценка чтения", "Что полезно?", "=практика"),),
        title="Отзывы о курсах",
        notes=(
            (
                "Показаны, когда на анкету о курсе ответили не меньше 10 человек; порядок внутри вопроса случайный, "
                "поэтому строки разных вопросов не складываются в одного человека."
            ),
        ),
    )


def test_effect() -> None:
    done = RunEffect(RUN, 14, 12, POOLED, 12, FollowUp(10, 3, 2, 8), Gain(6, 50.0, 62.5))
    assert effect_table([done, RunEffect(OTHER, 4, 4, None, 0, None, None)]) == Table(
        name="Результативность ПК",
        identifier="course_effect",
        columns=EFFECT_COLUMNS,
        rows=(
            (
                "Оценка чтения, 05.10.2026–30.10.2026", "ИРО", "A/01.6, A/02.6", 36, 14, 12, 0.75, 12, 10, 0.8,
                3, 2, 6, 50.0, 62.5, 12.5,
            ),
            (
                "Проекты, 02.11.2026–06.11.2026", "ММЦ", "—", None, 4, 4, ND, 0, ND, ND, ND, ND, ND, ND, ND, ND,
            ),
        ),
        title="Результативность повышения квалификации",
        notes=(
            (
                "Доля довольных — по всем вопросам анкеты «Удовлетворённость». Доля с изменениями = отметили изменение "
                "/ ответили после курса."
            ),
            (
                "Приращение — средний результат повторного самоаудита по функциям курса минус результат до курса; "
                "форма и версия те же, считаются давшие согласие на сравнение по годам."
            ),
            "«н/д» — анкета ещё не прошла или ответили меньше 5 человек.",
        ),
        charts=(
            Chart(
                title="Довольны курсом и изменили практику",
                category="run",
                series=("satisfaction", "changed"),
                value_title="Доля",
                category_title="Курс и поток",
                description="Столбцы: доля довольных и доля изменивших что-то в практике, по каждому потоку.",
            ),
        ),
    )  # fmt: skip


def test_nothing_to_say_makes_empty_sheets() -> None:
    tables = (satisfaction_table(Feedback()), advice_table(Feedback()), comments_table(Feedback()), effect_table([]))
    assert [(table.rows, table.charts) for table in tables] == [((), ())] * 4
