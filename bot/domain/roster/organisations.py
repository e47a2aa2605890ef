"""Organisations of a staff list: own sheet or mentioned by people; finding the one a cell means. Pure."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bot.domain.codes import normalise_code
from bot.domain.people import Organisation, OrganisationType, Settlement
from bot.domain.roster import words
from bot.domain.roster.cells import code, meanings_of, parts, text
from bot.domain.roster.columns import Column
from bot.domain.roster.sheets import Cell, Place, RosterProblem
from bot.domain.roster.table import RowReader, SheetTable
from bot.domain.roster.zones import zone
from bot.domain.spelling import fold, line
from questionnaires.problems import Problem

MAX_NAME = 200
_DESCRIPTION = {"types": Column.TYPES, "settlement": Column.SETTLEMENT, "flags": Column.FLAGS, "zone": Column.ZONE}
_WORD = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class RosterOrganisation:
    """One organisation as the file tells it; ``said`` are the fields the file has columns for."""

    name: str
    place: Place
    code: str | None = None
    types: frozenset[OrganisationType] = frozenset()
    settlement: Settlement | None = None
    flags: frozenset[str] = frozenset()
    zone: str | None = None
    said: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        """What identifies it within one file."""
        return fold(self.name)

    @property
    def likely_types(self) -> frozenset[OrganisationType]:
        """The types said, or else those the name tells; empty when neither does."""
        return self.types or guess_types(self.name)


def read_organisation(row: RowReader) -> RosterOrganisation | None:
    """One row of the organisations sheet."""
    name = take_name(row)
    if not name:
        return None
    return describe(row, RosterOrganisation(name, row.place(Column.ORGANISATION), row.take(Column.CODE, code, None)))


def take_name(row: RowReader) -> str:
    """The organisation's cell on one line; missing or too long is a problem."""
    name = line(row.take(Column.ORGANISATION, text, ""))
    if not name:
        row.note(Column.ORGANISATION, "no-organisation")
    elif len(name) > MAX_NAME:
        row.note(Column.ORGANISATION, "too-long", max=MAX_NAME, length=len(name))
        return ""
    return name


def describe(row: RowReader, organisation: RosterOrganisation) -> RosterOrganisation:
    """Add what the row says about an organisation."""
    said = {name for name, column in _DESCRIPTION.items() if row.has(column)}
    types = row.take(Column.TYPES, meanings_of(words.TYPES, "unknown-type"), frozenset())
    return replace(
        organisation,
        types=types,
        settlement=row.take(Column.SETTLEMENT, settlement, None),
        flags=row.take(Column.FLAGS, flags, frozenset()),
        zone=row.take(Column.ZONE, zone, None),
        said=frozenset(said),
    )


def settlement(cell: Cell) -> Settlement | Problem | None:
    """Town or village, from the word or from a place name with its kind: «с. Лесное», «г. Заречный»."""
    content = text(cell)
    if isinstance(content, Problem) or not content:
        return content or None
    if found := words.SETTLEMENTS.get(fold(content)):
        return found
    for prefix, kind in words.SETTLEMENT_PREFIXES:
        if re.match(prefix, content, re.IGNORECASE):
            return kind
    return Problem("unknown-settlement", {"text": content})


def flags(cell: Cell) -> frozenset[str] | Problem:
    """Marks of an organisation; those the programmes know under their code, others as written."""
    found = parts(cell)
    if isinstance(found, Problem):
        return found
    return frozenset(words.FLAGS.get(fold(part), part.lower()) for part in found)


def guess_types(name: str) -> frozenset[OrganisationType]:
    """What an organisation's name tells about its types; empty when it tells nothing."""
    folded = fold(name)
    found = {kind for kind, hint in words.TYPE_HINTS.items() if re.search(hint, folded)}
    if OrganisationType.ADDITIONAL in found and not re.search(r"\b[сон]ош\b|общеобразовательн", folded):
        found.discard(OrganisationType.SCHOOL)
    return frozenset(found)


@dataclass(slots=True)
class Directory:
    """The organisations of one file, completed by those of the register that people mention.

    With an organisations sheet only it and the register count, so that a misspelt name is a problem;
    without one, every new name is a new organisation.
    """

    known: Iterable[Organisation] = ()
    closed: bool = False
    found: dict[str, RosterOrganisation] = field(default_factory=dict)
    _codes: dict[str, str] = field(default_factory=dict)
    _known: dict[str, Organisation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for organisation in self.known:
            self._known[fold(organisation.name)] = organisation
            self._codes[organisation.code] = fold(organisation.name)

    def add_sheet(self, table: SheetTable) -> list[RosterProblem]:
        """Take over an organisations sheet; return what is wrong with it."""
        self.closed = True
        problems = list(table.problems)
        for row in table.rows():
            reader = RowReader(table, row)
            organisation = read_organisation(reader)
            if organisation is not None and organisation.key in self.found:
                reader.note(Column.ORGANISATION, "repeated-organisation", name=organisation.name)
            elif organisation is not None:
                self._add(organisation, reader)
            problems += reader.problems
        return problems

    def _add(self, organisation: RosterOrganisation, reader: RowReader) -> None:
        self.found[organisation.key] = organisation
        if organisation.code is None:
            return
        others = {o.code: o.place.row or 0 for o in self.found.values() if o.key != organisation.key}
        if organisation.code in others:
            reader.note(Column.CODE, "repeated-code", text=organisation.code, first=others[organisation.code])
        self._codes[organisation.code] = organisation.key

    def mention(self, row: RowReader) -> str | None:
        """The key of the row's main organisation, which is added or described when there is no sheet for that."""
        name = take_name(row)
        if not name:
            return None
        key = self._key(name)
        if self.closed or (key not in self.found and key not in self._known and not _WORD.search(name)):
            return self.resolve(name, row, Column.ORGANISATION)
        known = (
            self.found.get(key) or self._stored(key, row) or RosterOrganisation(name, row.place(Column.ORGANISATION))
        )
        self.found[key] = _merged(known, describe(row, known), row)
        return key

    def resolve(self, reference: str, row: RowReader, column: Column) -> str | None:
        """The key of the organisation a cell means, by code or by name; None with a problem noted."""
        key = self._key(reference)
        if key not in self.found:
            stored = self._stored(key, row)
            if stored is None:
                row.note(column, "unknown-organisation", text=reference, near=self._near(key))
                return None
            self.found[key] = stored
        return key

    def _key(self, reference: str) -> str:
        return self._codes.get(normalise_code(reference), fold(reference))

    def _stored(self, key: str, row: RowReader) -> RosterOrganisation | None:
        stored = self._known.get(key)
        return RosterOrganisation(stored.name, row.place(), stored.code) if stored else None

    def _near(self, key: str) -> str:
        near = difflib.get_close_matches(key, [*self.found, *self._known], n=1, cutoff=0.8)
        return (self.found.get(near[0]) or self._known[near[0]]).name if near else ""


def _merged(before: RosterOrganisation, now: RosterOrganisation, row: RowReader) -> RosterOrganisation:
    """What several rows say about one organisation: gaps are filled, contradictions noted."""
    told = {}
    for name, column in _DESCRIPTION.items():
        old, new = getattr(before, name), getattr(now, name)
        if old and new and old != new and name in before.said:
            row.note(column, "organisation-differs", name=now.name)
        told[name] = old or new
    return replace(before, **told, said=now.said)
