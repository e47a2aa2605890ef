"""«Молодые педагоги», «Трудности адаптации»: how the first years go, by organisation and topic. Knows values only."""

from collections.abc import Mapping

from bot.domain.adaptation import LOW
from bot.domain.disclosure import THRESHOLD
from bot.domain.young import EVERYWHERE, PlaceLine, TopicLine, YoungTeachers
from exports.diagnosis import hidden
from exports.table import Chart, Column, Row, Style, Table, natural

NAME, TOPICS = "Молодые педагоги", "Трудности адаптации"
TOTAL = "Всего"
_UNIT = Column("unit", "Организация", 46)
_WHO = "Кто молодой педагог, задаёт программа. Берётся последний опрос «Адаптация» каждого за период."
_SMALL = f"Где ответили меньше {THRESHOLD} человек или число можно вычесть, стоит «н/д»."


def young_table(found: YoungTeachers, names: Mapping[str, str]) -> Table:
    """Everybody, then organisations by name; `names` are those of the organisations by code."""
    lines = sorted(found.places, key=lambda line: _order(line.organisation, names))
    return Table(
        name=NAME,
        identifier="young_teachers",
        columns=(
            _UNIT,
            Column("teachers", "Молодых педагогов", 12, Style.COUNT),
            Column("mentored", "С наставником", 13, Style.COUNT),
            Column("alone", "Без наставника", 13, Style.COUNT),
            Column("people", "Прошли опрос, чел.", 12, Style.COUNT),
            Column("mean", "Средний результат, %", 13, Style.MEAN),
            Column("low", "Низкий результат, чел.", 13, Style.COUNT),
            Column("share", "Доля с низким результатом", 13, Style.SHARE),
        ),
        rows=tuple((_title(line.organisation, names), *_figures(line)) for line in lines),
        title="Молодые педагоги: адаптация и наставники",
        notes=(
            _WHO,
            f"Низкий результат — ниже {LOW:.0f} % из 100 («Нужна помощь»). Доля = низкий результат / прошли опрос.",
            f"Наставник — по действующей наставнической паре. {_SMALL}",
        ),
        charts=_place_charts(lines),
    )


def topics_table(found: YoungTeachers, names: Mapping[str, str], labels: Mapping[str, str]) -> Table:
    """One line per organisation and question, everybody first; `labels` are the questions by item."""
    lines = sorted(found.topics, key=lambda line: _order(line.organisation, names))
    return Table(
        name=TOPICS,
        identifier="young_topics",
        columns=(
            _UNIT,
            Column("question", "Вопрос", 44),
            Column("hard", "Отметили 1 или 2, чел.", 12, Style.COUNT),
            Column("rated", "Оценили, чел.", 11, Style.COUNT),
            Column("share", "Доля отметок 1 и 2", 12, Style.SHARE),
        ),
        rows=tuple((_title(line.organisation, names), labels[line.item], *_marks(line)) for line in lines),
        title="Что даётся молодым педагогам труднее всего",
        notes=(_WHO, f"Доля = отметили 1 или 2 / оценили; «не относится» и пропуски не считаются. {_SMALL}"),
        charts=_topic_charts(lines),
        frozen_columns=2,
    )


def _order(code: str, names: Mapping[str, str]) -> tuple[bool, tuple[tuple[int, str], ...], str]:
    return (code != EVERYWHERE, natural(names.get(code, "")), code)


def _title(code: str, names: Mapping[str, str]) -> str:
    return TOTAL if code == EVERYWHERE else names[code]


def _figures(line: PlaceLine) -> Row:
    found = line.results
    results: Row = (None,) * 4
    if found is not None:
        results = (found.people, found.mean, found.low, found.low / found.people)
    return (line.teachers, line.mentored, line.teachers - line.mentored, *map(hidden, results))


def _marks(line: TopicLine) -> Row:
    share = line.hard / line.rated if line.hard is not None and line.rated else None
    return (hidden(line.hard), hidden(line.rated), hidden(share))


def _place_charts(lines: list[PlaceLine]) -> tuple[Chart, ...]:
    places = [at for at, line in enumerate(lines) if line.organisation != EVERYWHERE]
    if not any(lines[at].results for at in places):
        return ()
    chart = Chart(
        title="Средний результат адаптации по организациям",
        category="unit",
        series=("mean",),
        value_title="Средний результат, %",
        category_title="Организация",
        description="Столбцы: средний результат последнего опроса по каждой организации. Скрытые группы без столбца.",
        first=places[0],
        last=places[-1],
    )
    return (chart,)


def _topic_charts(lines: list[TopicLine]) -> tuple[Chart, ...]:
    total = [at for at, line in enumerate(lines) if line.organisation == EVERYWHERE]
    if not any(lines[at].rated for at in total):
        return ()
    chart = Chart(
        title="Что труднее всего",
        category="question",
        series=("share",),
        value_title="Доля отметок 1 и 2",
        category_title="Вопрос",
        description="Столбцы: доля отметок 1 и 2 по каждому вопросу, все организации вместе.",
        first=total[0],
        last=total[-1],
    )
    return (chart,)
