"""What a monitoring of deficits says, as values: coverage, findings, difficulties. Knows no sheets and no SQL."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.effect import Gain

Key = tuple[str, ...]
"""What a figure is about, apart from whom; titles, which may differ between versions, are no part of it."""


def action_key(standard: str, action: str) -> Key:
    """The key of a labour action; no measure has the same."""
    return (standard, "action", action)


def gain_key(measure: Key) -> Key:
    """The key of a measure's gain."""
    return (*measure, "gain")


class Cut(StrEnum):
    """By what people are grouped; `total` has one unit."""

    TOTAL = "total"
    ORGANISATION = "organisation"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True, order=True)
class Unit:
    """One group of people: everybody, an organisation, or those who teach a subject."""

    cut: Cut
    code: str
    title: str


@dataclass(frozen=True, slots=True, order=True)
class Measure:
    """What was found out: a labour function of a standard, or a competence group of all standards."""

    standard: str
    kind: str
    code: str
    title: str

    @property
    def key(self) -> Key:
        """What tells it from other measures."""
        return (self.standard, self.kind, self.code)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many people a unit has and how many of them completed an audit; None is hidden."""

    unit: Unit
    everyone: int
    diagnosed: int | None

    @property
    def share(self) -> float | None:
        """Diagnosed of everyone, 0..1."""
        return self.diagnosed / self.everyone if self.diagnosed is not None and self.everyone else None


@dataclass(frozen=True, slots=True)
class Finding:
    """One unit × measure: `n` people with a score, how many of them with a deficit, mean score in per cent.

    All three are None when the small-group rule hides them.
    """

    unit: Unit
    measure: Measure
    n: int | None
    deficits: int | None
    mean: float | None

    @property
    def share(self) -> float | None:
        """People with a deficit of people with a score, 0..1."""
        return self.deficits / self.n if self.deficits is not None and self.n else None


@dataclass(frozen=True, slots=True)
class MeasureGain:
    """One measure in two audits of the same people; `gain` is None where it is hidden."""

    measure: Measure
    gain: Gain | None


@dataclass(frozen=True, slots=True)
class Difficulty:
    """One labour action: `n` people answered, `low` of them below the threshold."""

    standard: str
    action: str
    text: str
    function: str
    n: int
    low: int

    @property
    def key(self) -> Key:
        """What tells it from other actions and from measures."""
        return action_key(self.standard, self.action)

    @property
    def share(self) -> float:
        """Low answers of all answers, 0..1."""
        return self.low / self.n if self.n else 0.0


@dataclass(frozen=True, slots=True)
class Terms:
    """Words of the programme pack that the workbook uses."""

    municipality: str
    programme: str
    operator: str
    audit: str = "Самоаудит профессиональных дефицитов"
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` up to, not including, `until`; both aware, in the municipality's zone."""

    since: datetime
    until: datetime

    @classmethod
    def of(cls, since: int, until: int, timezone: str) -> "Period":
        """The period between two times in epoch seconds."""
        zone = ZoneInfo(timezone)
        return cls(datetime.fromtimestamp(since, zone), datetime.fromtimestamp(until, zone))


@dataclass(frozen=True, slots=True)
class Version:
    """A questionnaire version that has completed submissions in the period; how many, None is hidden."""

    code: str
    number: int
    title: str
    hash: str
    completed: int | None

    @property
    def key(self) -> Key:
        """What tells it from other versions."""
        return (self.code, str(self.number))


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where the wording of a standard comes from; `recalled` if any of it is from memory, not from a source."""

    title: str
    order: str
    recalled: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """People: in the register with an invitation, having begun, having completed; None is hidden."""

    invited: int
    started: int | None
    finished: int | None


@dataclass(frozen=True, slots=True)
class Monitoring:
    """Everything the aggregate sheets say. `scope` are titles of the organisations it is limited to."""

    period: Period
    deficit_threshold: float
    progress: Progress
    versions: tuple[Version, ...]
    standards: tuple[Provenance, ...]
    coverages: tuple[Coverage, ...]
    findings: tuple[Finding, ...]
    difficulties: tuple[Difficulty, ...]
    gains: tuple[MeasureGain, ...] = ()
    scope: tuple[str, ...] = ()
