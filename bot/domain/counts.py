"""What the database counts and streams for a report: rows without names. Knows no SQL, and adds nothing up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PART, FIELD = "\x1e", "\x1f"  # JSON text holds no raw control characters, so these separate without escaping
NO_SUBJECT = "без предмета"


@dataclass(frozen=True, slots=True)
class Place:
    """What people are grouped by: one organisation's code and all subjects of a person."""

    organisation: str
    subjects: tuple[str, ...]

    @property
    def taught(self) -> Iterator[str]:
        """The subjects a person counts in; whoever teaches none has a group too."""
        return iter(dict.fromkeys(self.subjects or (NO_SUBJECT,)))


@dataclass(frozen=True, slots=True)
class Headcount:
    """People of a place. `version` is that of their last completed audit; None for those who completed none, of whom
    `trying` tells whether they began one.
    """

    place: Place
    n: int
    version: int | None
    trying: bool = False

    @property
    def begun(self) -> bool:
        """Whether they began an audit at least."""
        return self.trying or self.version is not None


@dataclass(frozen=True, slots=True)
class Fact:
    """People of a place with one score: `n` of them, `deficits` below the threshold, scores summed (per cent)."""

    place: Place
    version: int
    kind: str
    code: str
    title: str
    n: int
    deficits: int
    total: float


@dataclass(frozen=True, slots=True)
class Mark:
    """How many people of an organisation gave this number to this item."""

    organisation: str
    version: int
    item: str
    number: float
    count: int


@dataclass(frozen=True, slots=True)
class Sent:
    """Completed submissions of a version, repeated ones and those of surveys included."""

    organisation: str
    version: int
    n: int


@dataclass(frozen=True, slots=True)
class Change:
    """People of a place with one score in two audits: `n` of them, scores summed (per cent) before and after.

    `version` is that of the later audit; `last` tells whether it is the last one of these people, which `Fact` counts.
    """

    place: Place
    version: int
    kind: str
    code: str
    title: str
    n: int
    before: float
    after: float
    last: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """All that the figures of one report are made of."""

    heads: Sequence[Headcount]
    facts: Sequence[Fact]
    marks: Sequence[Mark]
    sent: Sequence[Sent]
    changes: Sequence[Change]
    invited: int


@dataclass(frozen=True, slots=True)
class PackedSubmission:
    """A completed submission as it is streamed. `responses` is item FIELD state FIELD JSON, joined by PART;
    `subjects` is a JSON list.
    """

    receipt: str
    person: str
    organisation: str
    position: str
    started: int
    completed: int
    version: int
    responses: str
    subjects: str

    @property
    def parts(self) -> Sequence[str]:
        """The packed responses one by one."""
        return self.responses.split(PART) if self.responses else ()
