"""«Ответы»: one row per completed submission of one questionnaire. Knows what a row shows; packed answers are read
by `exports.parts`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from functools import partial

from bot.domain.counts import PackedSubmission
from exports.parts import Parts
from exports.table import SHEET_NAME_LIMIT, Cell, Column, Row, Style, Table
from exports.variables import Variable, variables
from questionnaires.model import Questionnaire
from questionnaires.values import Response, ResponseState

NAME = "Ответы"
NOT_SHOWN = "не показан"
MISSING = {
    ResponseState.SKIPPED: "пропущено",
    ResponseState.NOT_APPLICABLE: "не относится",
    ResponseState.VOID: NOT_SHOWN,
    ResponseState.DRAFT: NOT_SHOWN,
}
ABOUT = (
    Column("receipt", "Квитанция", 14, Style.CODE),
    Column("person", "Код человека", 13, Style.CODE),
    Column("organisation", "Организация", 30),
    Column("position", "Должность", 20),
    Column("started", "Начато", 11, Style.DATE),
    Column("completed", "Завершено", 11, Style.DATE),
    Column("version", "Версия анкеты", 9, Style.COUNT),
)


@dataclass(slots=True)
class AnswerSheet:
    """The sheet of one questionnaire. `versions` are newest first; `names` is code → name, or None for codes only."""

    versions: Sequence[tuple[int, Questionnaire]]
    zone: tzinfo
    sheet_name: str = NAME
    identifier: str = "answers"
    names: dict[str, str] | None = None
    variables: tuple[Variable, ...] = field(init=False)
    _parts: Parts = field(init=False)
    _empty: list[Cell] = field(init=False)

    def __post_init__(self) -> None:
        self.variables = variables(self.versions)
        readers = ((one.item.code, partial(_shown, one)) for one in self.variables)
        self._parts = Parts(readers, len(self._about))
        self._empty = [NOT_SHOWN] * len(self.variables)

    @property
    def _about(self) -> tuple[Column, ...]:
        name = (Column("name", "Фамилия, имя, отчество", 34),) if self.names is not None else ()
        return (*ABOUT[:2], *name, *ABOUT[2:])

    def table(self) -> Table:
        """The sheet without its rows: header in row 1, for machines as much as for people."""
        columns = (*self._about, *(one.column for one in self.variables))
        return Table(self.sheet_name, self.identifier, columns, frozen_columns=2, fits_page=False)

    def row(self, packed: PackedSubmission) -> Row:
        """The cells of one submission."""
        name = () if self.names is None else (self.names.get(packed.person, ""),)
        days = (self._day(packed.started), self._day(packed.completed))
        about = (packed.receipt, packed.person, *name, packed.organisation, packed.position, *days, packed.version)
        cells: list[Cell] = [*about, *self._empty]
        for part in packed.parts:
            for index, value in self._parts[part]:
                cells[index] = value
        return tuple(cells)

    def _day(self, seconds: int) -> Cell:
        return datetime.fromtimestamp(seconds, UTC).astimezone(self.zone).date()


def _shown(one: Variable, response: Response) -> Cell:
    return MISSING.get(response.state) or one.cell(response.value)


def sheet_names(codes: Sequence[str]) -> tuple[tuple[str, str, str], ...]:
    """(questionnaire code, sheet name, table identifier): plain «Ответы» when there is one questionnaire.

    Excel tells sheets apart by 31 signs without letter case; codes are longer, so like ones end in their number.
    """
    if len(codes) == 1:
        return ((codes[0], NAME, "answers"),)
    names = [f"{NAME} {code}"[:SHEET_NAME_LIMIT] for code in codes]
    alike = Counter(name.casefold() for name in names)
    return tuple(
        (code, _numbered(name, index) if alike[name.casefold()] > 1 else name, f"answers_{index}")
        for index, (code, name) in enumerate(zip(codes, names, strict=True), start=1)
    )


def _numbered(name: str, index: int) -> str:
    tail = f" №{index}"  # no code holds such a sign, so the result is nobody else's name
    return name[: SHEET_NAME_LIMIT - len(tail)] + tail
