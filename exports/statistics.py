"""What a file for statistics packages holds: the columns of one questionnaire and a submission as cells of them."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo

from bot.domain.counts import PackedSubmission
from exports.answers import ABOUT
from exports.fields import Field, Kind, fields_of
from exports.identifiers import identifiers
from exports.parts import Parts
from exports.table import Cell
from exports.variables import variables
from exports.wording import clean
from questionnaires.items import Item
from questionnaires.model import Questionnaire

LABEL_LIMIT = 80  # signs, Stata's limit for the label of a variable and of a file
_SUBJECTS = "Предметы"


class Layout:
    """The columns of one questionnaire, all its versions together; `versions` are newest first."""

    def __init__(self, versions: Sequence[tuple[int, Questionnaire]], zone: tzinfo) -> None:
        self._zone = zone
        known = tuple(_about())
        items: dict[str, list[Item]] = {}
        for _number, questionnaire in reversed(versions):
            for item in questionnaire.items:
                items.setdefault(item.code, []).append(item)
        asked = (one for variable in variables(versions) for one in fields_of(variable, items[variable.item.code]))
        found = (*known, *asked)
        names = identifiers(one.name for one in found)
        self.fields = tuple(
            replace(one, name=name, label=shorten(one.label), labels=_distinct(one.labels))
            for one, name in zip(found, names, strict=True)
        )
        self._parts = Parts(((one.item, one.read) for one in self.fields[len(known) :]), len(known))

    def cells(self, packed: PackedSubmission) -> Iterator[tuple[int, Cell]]:
        """(column, cell) of what one submission says; a column it does not name was not shown."""
        subjects = "; ".join(json.loads(packed.subjects))
        days = (self._moment(packed.started), self._moment(packed.completed))
        yield from enumerate(
            (packed.receipt, packed.person, packed.organisation, packed.position, *days, packed.version, subjects)
        )
        for part in packed.parts:
            yield from self._parts[part]

    def _moment(self, seconds: int) -> datetime:
        return datetime.fromtimestamp(seconds, UTC).astimezone(self._zone).replace(tzinfo=None)


def _about() -> Iterator[Field]:
    kinds = {"started": Kind.MOMENT, "completed": Kind.MOMENT, "version": Kind.CODE}
    for column in ABOUT:
        yield Field(column.key, column.title, kinds.get(column.key, Kind.TEXT))
    yield Field("subjects", _SUBJECTS, Kind.TEXT)


def _distinct(labels: Mapping[int, str]) -> dict[int, str]:
    """Labels cleaned; equal ones get their number, for packages refuse two values of one name."""
    texts = {code: _flat(text) for code, text in labels.items()}
    every = list(texts.values())
    return {code: f"{text} ({code})" if every.count(text) > 1 else text for code, text in texts.items()}


def shorten(text: str) -> str:
    """The text as a label: in one line, and cut with a mark if it is too long."""
    flat = _flat(text)
    return flat if len(flat) <= LABEL_LIMIT else f"{flat[: LABEL_LIMIT - 1].rstrip()}…"


def _flat(text: str) -> str:
    return " ".join(clean(text).split())
