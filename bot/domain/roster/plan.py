"""What an import would change, as a value. Knows nothing of how it was found or will be saved."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.domain.names import Name
from bot.domain.people import Organisation, Person, Role
from bot.domain.roster.sheets import RosterProblem
from bot.domain.roster.summary import Summary


@dataclass(frozen=True, slots=True)
class Register:
    """What is stored now, everything by code; ``digests`` are the keyed digests of the sealed names,
    ``mentors`` the present mentors by mentee."""

    organisations: Mapping[str, Organisation] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    roles: Mapping[str, frozenset[Role]] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)
    mentors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """A person as the import would store it; the name goes to the sealed table only, ``mentor`` is a code."""

    person: Person
    name: Name
    digest: str
    roles: frozenset[Role]
    mentor: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A person who differs from the register: the names of the differing fields, ``name``, ``roles`` and ``mentor``
    included."""

    before: Person
    roles_before: frozenset[Role]
    entry: Entry
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything an import would do.

    ``missing`` are codes of working people of the file's organisations whom the file leaves out: they are told
    to the centre and never removed by an import. ``day`` is when new pairs begin and old ones end.
    """

    added: tuple[Entry, ...]
    changed: tuple[Change, ...]
    unchanged: int
    missing: tuple[str, ...]
    organisations_added: tuple[Organisation, ...]
    organisations_changed: tuple[Organisation, ...]
    organisations_unchanged: int
    day: date
    notices: tuple[RosterProblem, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether saving would change nothing: the same file again."""
        return self.summary.is_empty

    @property
    def summary(self) -> Summary:
        """The plan without names, for showing."""
        return Summary(
            added=len(self.added),
            changed=len(self.changed),
            unchanged=self.unchanged,
            fields=Counter(field for change in self.changed for field in change.fields),
            rights=Counter(self._new_rights()),
            missing=self.missing,
            organisations_added=tuple(o.name for o in self.organisations_added),
            organisations_changed=tuple(o.name for o in self.organisations_changed),
            organisations_unchanged=self.organisations_unchanged,
            notices=self.notices,
        )

    def _new_rights(self) -> Iterator[Role]:
        for entry in self.added:
            yield from entry.roles - {Role.TEACHER}
        for change in self.changed:
            yield from change.entry.roles - change.roles_before - {Role.TEACHER}
