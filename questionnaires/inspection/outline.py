"""Where everything stands in a questionnaire: places and order for the checks. Checks only the codes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from questionnaires.conditions import RESERVED
from questionnaires.issues import Finding, Place
from questionnaires.model import Item, Questionnaire, Section


@dataclass(frozen=True, slots=True)
class Entry:
    """An item with its place in the definition and its number in the order of answering."""

    item: Item
    section: Section
    place: Place
    number: int


class Outline:
    """The entries of a questionnaire; of two items with one code the first is meant."""

    def __init__(self, questionnaire: Questionnaire, broken: frozenset[str]) -> None:
        self.questionnaire = questionnaire
        self.broken = broken
        self.entries: list[Entry] = []
        for at, section in enumerate(questionnaire.sections):
            for within, item in enumerate(section.items):
                place = ("sections", at, "items", within)
                self.entries.append(Entry(item, section, place, len(self.entries)))
        self.by_code: dict[str, Entry] = {}
        for entry in self.entries:
            self.by_code.setdefault(entry.item.code, entry)

    def last_of_section(self, code: str) -> int | None:
        """The number of the last item of a section; None for an unknown section."""
        numbers = [entry.number for entry in self.entries if entry.section.code == code]
        return max(numbers, default=None)

    def findings(self) -> Iterator[Finding]:
        """Codes used twice or reserved by the grammar. Items and sections share one space of names."""
        sections = self.questionnaire.sections
        taken = Counter([entry.item.code for entry in self.entries] + [section.code for section in sections])
        seen: set[str] = set()
        named: list[tuple[str, Place, str | None]] = [
            (section.code, ("sections", at, "code"), None) for at, section in enumerate(sections)
        ]
        named += [(entry.item.code, (*entry.place, "code"), entry.item.code) for entry in self.entries]
        for code, place, item in named:
            if code in seen and taken[code] > 1:
                yield Finding(place, "duplicate-code", {"code": code}, item)
            if code in RESERVED or code.startswith("respondent."):
                yield Finding(place, "reserved-code", {"code": code}, item)
            seen.add(code)
