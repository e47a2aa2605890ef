"""«Результативность ПК»: run by run, who took part, how they liked it, and what became of it in practice."""

from collections.abc import Sequence

from bot.domain.disclosure import THRESHOLD
from bot.domain.effect import RunEffect
from bot.domain.feedback import run_title
from exports.diagnosis import hidden
from exports.table import Chart, Column, Row, Style, Table

NAME = "Результативность ПК"


def effect_table(found: Sequence[RunEffect]) -> Table:
    """One line per run, in the order of their ends."""
    return Table(
        name=NAME,
        identifier="course_effect",
        columns=(
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
        ),
        rows=tuple(map(_row, found)),
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
            f"«н/д» — анкета ещё не прошла или ответили меньше {THRESHOLD} человек.",
        ),
        charts=_charts(found),
        frozen_columns=1,
        fits_page=True,
    )


def _row(one: RunEffect) -> Row:
    course, follow_up, gain = one.run.course, one.follow_up, one.gain
    liked = one.satisfaction.satisfaction if one.satisfaction else None
    practice: Row = (None,) * 4
    if follow_up is not None:
        share = follow_up.changed / follow_up.answered
        practice = (follow_up.answered, share, follow_up.ready, follow_up.started)
    audits: Row = (gain.people, gain.before, gain.after, gain.change) if gain else (None,) * 4
    return (
        run_title(one.run),
        course.provider,
        ", ".join(course.functions) or "—",
        course.hours,
        one.participants,
        one.finished,
        hidden(None if liked is None else liked / 100),
        one.asked,
        *map(hidden, practice),
        *map(hidden, audits),
    )


def _charts(found: Sequence[RunEffect]) -> tuple[Chart, ...]:
    if not found:
        return ()
    return (
        Chart(
            title="Довольны курсом и изменили практику",
            category="run",
            series=("satisfaction", "changed"),
            value_title="Доля",
            category_title="Курс и поток",
            description="Столбцы: доля довольных и доля изменивших что-то в практике, по каждому потоку.",
        ),
    )
