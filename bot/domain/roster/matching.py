"""Roster against register → plan of an import. Knows how a row finds its person; saves nothing."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace

from bot.domain.codes import ORGANISATION_PREFIX, PERSON_PREFIX, make_code
from bot.domain.names import Digest
from bot.domain.people import Organisation, OrganisationType, Person
from bot.domain.roster.mentors import mentor_of, mentor_problems
from bot.domain.roster.organisations import RosterOrganisation
from bot.domain.roster.plan import Change, Entry, Plan, Register
from bot.domain.roster.reading import Roster
from bot.domain.roster.rows import RosterPerson
from bot.domain.roster.sheets import RosterProblem
from bot.domain.roster.years import with_true_start
from bot.domain.spelling import fold

Randomness = Callable[[int], int]
_PERSON_FIELDS = tuple(f.name for f in fields(Person))


def plan_import(
    roster: Roster, register: Register, digest: Digest, randomness: Randomness
) -> Plan | tuple[RosterProblem, ...]:
    """Match every row to the register, by code or else by name and organisation, and tell the differences.

    ``digest`` is the keyed digest of a name, ``randomness(n)`` gives an integer in 0..n-1 for new codes.
    """
    organisations = _organisations(roster, register, randomness)
    matcher = _Matcher(roster, register, {key: o.code for key, o in organisations.items()}, digest)
    matched = [(person, matcher.code_of(person)) for person in roster.people]
    problems = (*matcher.problems, *_twice(matched), *mentor_problems(matched, register))
    if problems:
        return problems
    return _plan(roster, register, organisations, _entries(matched, matcher, randomness), matcher.notices)


def _organisations(roster: Roster, register: Register, randomness: Randomness) -> dict[str, Organisation]:
    by_name = {fold(o.name): o.code for o in register.organisations.values()}
    taken = set(register.organisations) | {o.code for o in roster.organisations if o.code}
    found = {}
    for said in roster.organisations:
        code = said.code or by_name.get(said.key) or make_code(ORGANISATION_PREFIX, randomness, taken)
        taken.add(code)
        found[said.key] = _organisation(said, code, register.organisations.get(code))
    return found


def _organisation(said: RosterOrganisation, code: str, before: Organisation | None) -> Organisation:
    types = said.likely_types or frozenset({OrganisationType.OTHER})
    if before is None:
        return Organisation(code, said.name, types, said.settlement, said.flags, said.zone)
    told = {name: getattr(said, name) for name in said.said if name != "types" or said.types}
    same_name = fold(before.name) == said.key
    return replace(before, **told, name=before.name if same_name else said.name)


@dataclass(slots=True)
class _Matcher:
    roster: Roster
    register: Register
    codes: dict[str, str]
    digest: Digest
    problems: list[RosterProblem] = field(default_factory=list)
    notices: list[RosterProblem] = field(default_factory=list)
    _named: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for code, digest in self.register.digests.items():
            self._named[digest].append(code)

    def code_of(self, row: RosterPerson) -> str | None:
        """The register's code of a row's person; None for somebody new."""
        if row.code is not None:
            return self._by_code(row, row.code)
        namesakes = self._named.get(self.digest(row.name), [])
        own = set(self.organisations_of(row))
        here = [code for code in namesakes if own & set(self.register.people[code].organisations)]
        if len(here) > 1:
            self.problems.append(RosterProblem("ambiguous-person", row.place, {"codes": ", ".join(sorted(here))}))
        elif namesakes and not here:
            self.notices.append(RosterProblem("maybe-moved", row.place, {"codes": ", ".join(sorted(namesakes))}))
        return here[0] if here else None

    def _by_code(self, row: RosterPerson, code: str) -> str:
        known = self.register.digests.get(code)
        if known is not None and known != self.digest(row.name):
            self.notices.append(RosterProblem("name-changed", row.place, {"code": code}))
        return code

    def organisations_of(self, row: RosterPerson) -> tuple[str, ...]:
        """The codes of a row's organisations, main first."""
        return tuple(self.codes[key] for key in row.person.organisations)

    def entry(self, row: RosterPerson, code: str) -> Entry:
        """The row as it would be stored; fields the file has no column for keep what the register holds."""
        person = replace(row.person, code=code, organisations=self.organisations_of(row))
        before, roles = self.register.people.get(code), row.roles
        if before is not None:
            told = {"code", "organisations", *row.said, *row.guessed}
            unsaid = [name for name in _PERSON_FIELDS if name not in told]
            person = replace(person, **{name: getattr(before, name) for name in unsaid})
            roles = roles if "roles" in row.said else self.register.roles.get(code, roles)
        mentor = mentor_of(row, self.register.mentors.get(code)) if person.active else None
        return Entry(with_true_start(person), row.name, self.digest(row.name), roles, mentor)


def _twice(matched: list[tuple[RosterPerson, str | None]]) -> Iterator[RosterProblem]:
    seen: dict[str, RosterPerson] = {}
    for row, code in matched:
        if code is not None and seen.setdefault(code, row) is not row:
            yield RosterProblem("repeated-code", row.place, {"text": code, "first": seen[code].place.row or 0})


def _entries(
    matched: list[tuple[RosterPerson, str | None]], matcher: _Matcher, randomness: Randomness
) -> Iterator[Entry]:
    taken = set(matcher.register.people) | {code for _, code in matched if code}
    for row, known in matched:
        code = known or make_code(PERSON_PREFIX, randomness, taken)
        taken.add(code)
        yield matcher.entry(row, code)


def _plan(
    roster: Roster,
    register: Register,
    organisations: dict[str, Organisation],
    entries: Iterator[Entry],
    notices: list[RosterProblem],
) -> Plan:
    everybody = tuple(entries)
    known = [entry for entry in everybody if entry.person.code in register.people]
    changes = [_change(entry, register) for entry in known]
    stored = [register.organisations.get(o.code) for o in organisations.values()]
    pairs = tuple(zip(organisations.values(), stored, strict=True))
    return Plan(
        added=tuple(entry for entry in everybody if entry.person.code not in register.people),
        changed=tuple(change for change in changes if change.fields),
        unchanged=sum(not change.fields for change in changes),
        missing=_missing(everybody, register, {o.code for o in organisations.values()}),
        organisations_added=tuple(new for new, before in pairs if before is None),
        organisations_changed=tuple(new for new, before in pairs if before is not None and new != before),
        organisations_unchanged=sum(new == before for new, before in pairs),
        day=roster.day,
        notices=(*roster.notices, *notices),
    )


def _change(entry: Entry, register: Register) -> Change:
    code = entry.person.code
    before = register.people[code]
    names = [name for name in _PERSON_FIELDS if getattr(before, name) != getattr(entry.person, name)]
    if register.digests.get(code) != entry.digest:
        names.append("name")
    roles = register.roles.get(code, frozenset())
    if roles != entry.roles:
        names.append("roles")
    if register.mentors.get(code) != entry.mentor:
        names.append("mentor")
    return Change(before, roles, entry, tuple(names))


def _missing(entries: tuple[Entry, ...], register: Register, organisations: set[str]) -> tuple[str, ...]:
    present = {entry.person.code for entry in entries}
    return tuple(
        code
        for code, person in register.people.items()
        if person.active and code not in present and person.organisations and person.organisations[0] in organisations
    )
