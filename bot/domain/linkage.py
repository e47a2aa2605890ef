"""How the figures of a monitoring hang together: which cells are sums of which people. Knows no SQL and no sheets.

What may be shown is decided once, from the counts of the whole municipality, for its own file and for those of all its
organisations together: whoever has several of them can subtract one from another. What only an organisation's file
says gives way to what the municipality's file says.

People are told apart by organisation, subjects, and what they were asked: a labour function of one action in the full
form and that action are the same figure, and the short form makes the difference. No relation joins the counts of
people, «Диагностика» and the cover, with their answers; but a group whose people are hidden has no answers to show.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum

from bot.domain.counts import Change, Counts, Fact, Mark, Place
from bot.domain.disclosure import THRESHOLD, disclosed
from bot.domain.editions import Asked
from bot.domain.findings import Register
from bot.domain.monitoring import Cut, Key, action_key, gain_key
from bot.domain.protection import BEGUN, PEOPLE, Cell, Disclosure, Group

SENT: Key = ("sent",)
"""All completed submissions; no sheet shows them, but a reader may know how many they are."""

Atom = tuple[object, ...]


class Rank(IntEnum):
    """What gives way to what: the later to the earlier and, within a rank, the smaller to the larger."""

    MAIN = 0
    ASIDE = 1
    OWN = 2  # in the files of organisations only


def disclose(counts: Counts, register: Register, scope: Sequence[str] = (), threshold: int = THRESHOLD) -> Disclosure:
    """Decide what a file of the organisations in `scope` may show. `counts` are everybody's all the same."""
    last = Rank.OWN if scope else Rank.ASIDE
    people, answers = _people(counts, register, last), _answers(counts, register, last)
    shown = people.disclosed(threshold)
    known = {cell.group for cell in shown if cell.what == PEOPLE}
    shown |= answers.disclosed(threshold, known)
    return Disclosure(shown, frozenset(people.cells.keys() | answers.cells.keys()) - shown, scope)


class _Web:
    """Cells up to a rank, and the people they are sums of."""

    def __init__(self, last: Rank) -> None:
        self._last = last
        self._ranks: dict[Cell, Rank] = {}
        self.cells: defaultdict[Cell, set[Atom]] = defaultdict(set)
        self.people: defaultdict[Atom, int] = defaultdict(int)

    def add(self, what: Key, groups: Iterable[tuple[Rank, Group]], atoms: Iterable[Atom]) -> None:
        for rank, group in groups:
            if rank <= self._last:
                self._ranks[Cell(what, group)] = rank
                self.cells[Cell(what, group)].update(atoms)

    def disclosed(self, threshold: int, groups: Container[Group] | None = None) -> frozenset[Cell]:
        """What may be shown of these groups, or of all."""
        chosen = [cell for cell in self.cells if groups is None or cell.group in groups]
        sizes = {cell: sum(self.people[atom] for atom in self.cells[cell]) for cell in chosen}
        chosen.sort(key=lambda cell: (self._ranks[cell], -sizes[cell], cell))
        return disclosed({cell: self.cells[cell] for cell in chosen}, self.people, threshold)


def _main(place: Place) -> Iterator[tuple[Rank, Group]]:
    """The groups of «Диагностика» and of the deficits."""
    here = (Cut.ORGANISATION, place.organisation)
    yield from ((Rank.MAIN, ()), (Rank.MAIN, (here,)))
    for subject in place.taught:
        yield Rank.MAIN, ((Cut.SUBJECT, subject),)
        yield Rank.OWN, (here, (Cut.SUBJECT, subject))


def _aside(organisation: str) -> Sequence[tuple[Rank, Group]]:
    """The groups of figures that have no rows for organisations and subjects: difficulties, gains, the cover."""
    return ((Rank.ASIDE, ()), (Rank.OWN, ((Cut.ORGANISATION, organisation),)))


def _people(counts: Counts, register: Register, last: Rank) -> _Web:
    """Who has begun and completed an audit, and by which version; what else was sent is counted apart."""
    web, audits = _Web(last), Counter[tuple[str, int]]()
    for head in counts.heads:
        atom, aside = (head.place, head.version), _aside(head.place.organisation)
        if head.begun:
            web.people[atom] += head.n
            web.add(BEGUN, aside, [atom])
        if head.version is not None:
            audits[head.place.organisation, head.version] += head.n
            web.add(PEOPLE, _main(head.place), [atom])
            web.add(register.editions[head.version].key, aside, [atom])
            web.add(SENT, aside, [atom])
    for one in counts.sent:
        rest = (one.organisation, one.version, "rest")
        web.people[rest] = one.n - audits[one.organisation, one.version]
        web.add(register.editions[one.version].key, _aside(one.organisation), [rest])
        web.add(SENT, _aside(one.organisation), [rest])
    return web


def _answers(counts: Counts, register: Register, last: Rank) -> _Web:
    """Scores, gains and marks. A score of one item and the marks of this item are of the same people.

    Who was compared is told from who was not, and from whom the last audit is another than the one compared.
    """
    web = _Web(last)
    scored: defaultdict[tuple[str, Asked], set[Atom]] = defaultdict(set)
    compared = _measured([one for one in counts.changes if one.last], register)
    for (what, place, items), n in _measured(counts.facts, register).items():
        twice = compared[what, place, items]
        atoms: dict[Atom, int] = {(place, items): n - twice, (place, items, "compared"): twice}
        web.people |= atoms  # one number for all measures of the same items
        web.add(what, _main(place), atoms)
        scored[place.organisation, items] |= atoms.keys()
    for (what, place, items), n in _measured([one for one in counts.changes if not one.last], register).items():
        web.people[place, items, "apart"] = n
        web.add(gain_key(what), _aside(place.organisation), [(place, items, "apart")])
    for what, place, items in compared:
        web.add(gain_key(what), _aside(place.organisation), [(place, items, "compared")])
    for (organisation, what, items), n in _marked(counts.marks, register).items():
        unscored = (organisation, items)
        if unscored not in scored:
            web.people[unscored] = n
        web.add(what, _aside(organisation), scored.get(unscored, {unscored}))
    return web


def _measured(rows: Iterable[Fact | Change], register: Register) -> Counter[tuple[Key, Place, Asked]]:
    """Measure, place and what was asked → people."""
    asked = {version: edition.asked() for version, edition in register.editions.items()}
    found = Counter[tuple[Key, Place, Asked]]()
    for one in rows:
        items = asked[one.version].get((one.kind, one.code), ("", frozenset((one.kind, one.code))))
        found[register.measure(one).key, one.place, items] += one.n
    return found


def _marked(marks: Iterable[Mark], register: Register) -> Mapping[tuple[str, Key, Asked], int]:
    """Organisation, labour action and its item → how many gave a mark."""
    found = Counter[tuple[str, Key, Asked]]()
    for mark in marks:
        edition = register.editions[mark.version]
        item = edition.find_action(mark.item)
        if item is not None:
            what = action_key(edition.standard, item.action or "")
            found[mark.organisation, what, (edition.standard, frozenset((item.code,)))] += mark.count
    return found
