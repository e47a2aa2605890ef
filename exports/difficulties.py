"""«Частые затруднения»: the labour actions most often below the threshold."""

from textwrap import shorten

from bot.domain.monitoring import Difficulty, Monitoring
from exports.table import Chart, Column, Style, Table

NAME = "Частые затруднения"
CHARTED = 15
_LABEL = 56  # signs of an action beside its bar: two lines


def difficulties_table(found: Monitoring) -> Table:
    """The most frequent first; equal shares by number of people, then by action."""
    ordered = sorted(found.difficulties, key=lambda one: (-one.share, -one.low, one.standard, one.action))
    return Table(
        name=NAME,
        identifier="difficulties",
        columns=(
            Column("action", "Код действия", 17, Style.CODE),
            Column("text", "Трудовое действие", 64),
            Column("function", "Трудовая функция", 30),
            Column("standard", "Стандарт", 11),
            Column("label", "Подпись на диаграмме", 32),
            Column("low", "Ниже порога, чел.", 11, Style.COUNT),
            Column("n", "Ответили, чел.", 11, Style.COUNT),
            Column("share", "Доля ниже порога", 11, Style.SHARE),
        ),
        rows=tuple(
            (one.action, one.text, one.function, one.standard, _label(one), one.low, one.n, one.share)
            for one in ordered
        ),
        title="Трудовые действия, которые чаще вызывают затруднения",
        notes=(
            "Доля = ниже порога / ответили.",
            "Не показаны действия, на которые ответили меньше пяти человек или по которым таких людей можно вычислить.",
        ),
        charts=(
            Chart(
                title=f"Первые {min(CHARTED, len(ordered))} по доле затруднений",
                category="label",
                series=("share",),
                value_title="Доля ниже порога",
                category_title="Трудовое действие",
                description="Столбцы: доля ответов ниже порога по самым частым затруднениям.",
                last=CHARTED - 1,
            ),
        ),
        heat_maps=(),
    )


def _label(one: Difficulty) -> str:
    """«A/01.6-ТД3 Систематический анализ эффективности…»: the code alone says nothing."""
    return f"{one.action} {shorten(one.text, _LABEL, placeholder='…')}"
