"""«Кодировка»: what every column of «Ответы» means, so that the numbers can be read without the bot."""

from collections.abc import Sequence

from exports.answers import MISSING, NOT_SHOWN, AnswerSheet
from exports.table import Column, Row, Style, Table
from exports.variables import Variable
from questionnaires.items import Item, MultipleItem, Option, RankingItem, ScaleItem, SingleItem
from questionnaires.values import ResponseState

NAME = "Кодировка"
KINDS = {
    "single": "один вариант",
    "multiple": "несколько вариантов",
    "scale": "шкала",
    "integer": "целое число",
    "decimal": "число",
    "text": "текст",
    "date": "дата",
    "time": "время",
    "datetime": "дата и время",
    "ranking": "ранжирование",
    "file": "файл",
    "choice": "выбор из списка",
    "calculated": "вычислено",
}


def codebook_table(sheets: Sequence[AnswerSheet]) -> Table:
    """One line per column of answers, sheet by sheet."""
    return Table(
        name=NAME,
        identifier="codebook",
        columns=(
            Column("sheet", "Лист", 18),
            Column("variable", "Переменная", 22, Style.CODE),
            Column("question", "Вопрос", 60),
            Column("type", "Тип", 18),
            Column("values", "Значения", 48),
            Column("missing", "Пропуски", 40),
            Column("direction", "Направление шкалы", 22),
            Column("condition", "Показан, если", 26),
            Column("version", "Версия анкеты", 9, Style.COUNT),
        ),
        rows=tuple(_row(sheet.sheet_name, one) for sheet in sheets for one in sheet.variables),
        title="Кодировка: что означают столбцы ответов",
        notes=("Переменная стоит в начале заголовка столбца. Отметки пропусков в расчёты не входят.",),
        frozen_columns=2,
    )


def _row(sheet: str, one: Variable) -> Row:
    if one.option is not None:
        kind, values = "отметка варианта", "1 = выбран; 0 = не выбран"
    else:
        kind, values = KINDS[one.item.kind], _values(one.item)
    question = f"{one.item.label} — {one.option.label}" if one.option else one.item.label
    condition = one.condition or "всегда"
    return (sheet, one.column.key, question, kind, values, _missing(one.item), _direction(one), condition, one.version)


def _values(item: Item) -> str:
    if isinstance(item, ScaleItem):
        return _pairs(item.bound_scale.options if item.bound_scale else (), "{0.value} = {0.label}")
    if isinstance(item, SingleItem | MultipleItem | RankingItem):
        return _pairs(item.options, "{0.code} = {0.label}")
    return "—"


def _pairs(options: Sequence[Option], form: str) -> str:
    return "; ".join(form.format(option) for option in options)


def _missing(item: Item) -> str:
    states = [ResponseState.SKIPPED] if not item.required else []
    if isinstance(item, ScaleItem) and item.not_applicable:
        states.append(ResponseState.NOT_APPLICABLE)
    return "; ".join([*(MISSING[state] for state in states), NOT_SHOWN])


def _direction(one: Variable) -> str:
    if not isinstance(one.item, ScaleItem):
        return "—"
    return "обратная: больше — хуже" if one.item.reversed else "прямая: больше — лучше"
