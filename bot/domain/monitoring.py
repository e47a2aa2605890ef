"""What a monitoring of deficits says, as values: coverage, findings, difficulties. Knows no sheets and no SQL."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.disclosure import THRESHOLD, Key, Relation, hidden_cells


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
        """What tells it from other measures; the title may differ between versions."""
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
class Difficulty:
    """One labour action: `n` people answered, `low` of them below the threshold."""

    standard: str
    action: str
    text: str
    function: str
    n: int
    low: int

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


@dataclass(frozen=True, slots=True)
class Version:
    """A questionnaire version that has completed submissions in the period; how many, None is hidden."""

    code: str
    number: int
    title: str
    hash: str
    completed: int | None


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
class Nesting:
    """Units all of whose people are also in `whole`, disjoint: who knows that a kindergarten's staff teach no subject
    can subtract it from «без предмета». `measure` is `key` of the measure, or empty for who completed an audit.
    """

    measure: Key
    whole: Unit
    parts: tuple[Unit, ...]


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
    scope: tuple[str, ...] = ()
    nestings: tuple[Nesting, ...] = ()


def protect(found: Monitoring, threshold: int = THRESHOLD) -> Monitoring:
    """The monitoring with the small-group rule applied to all its sheets at once."""
    diagnosed = {_unit_key(one.unit): one.diagnosed or 0 for one in found.coverages}
    people = hidden_cells(*_linked(diagnosed, found.nestings, ()), threshold)
    scores = _hidden_findings(found, people, threshold)
    return replace(
        found,
        progress=_protect_progress(found.progress, (Cut.TOTAL.value, "") in people, threshold),
        versions=_protect_versions(found.versions, threshold),
        coverages=tuple(
            replace(one, diagnosed=None) if _unit_key(one.unit) in people else one for one in found.coverages
        ),
        findings=tuple(
            replace(one, n=None, deficits=None, mean=None) if _finding_key(one) in scores else one
            for one in found.findings
        ),
        difficulties=tuple(one for one in found.difficulties if one.n >= threshold),
    )


def _protect_progress(progress: Progress, is_total_hidden: bool, threshold: int) -> Progress:
    """The cover's counts of people: «finished» is the total of «Диагностика» and hides with it."""
    started = progress.started if (progress.started or 0) >= threshold else None
    return replace(progress, started=started, finished=None if is_total_hidden else progress.finished)


def _protect_versions(versions: Sequence[Version], threshold: int) -> tuple[Version, ...]:
    """Submissions per version add up to a total that the reader may know."""
    counts: dict[Key, int] = {(one.code, str(one.number)): one.completed or 0 for one in versions}
    total = Relation(("",), tuple(counts))
    hidden = hidden_cells(counts | {total.total: sum(counts.values())}, [total], threshold)
    return tuple(replace(one, completed=None) if (one.code, str(one.number)) in hidden else one for one in versions)


def _unit_key(unit: Unit) -> Key:
    return (unit.cut.value, unit.code)


def _finding_key(one: Finding) -> Key:
    return one.measure.key + _unit_key(one.unit)


def _hidden_findings(found: Monitoring, people: Collection[Key], threshold: int) -> set[Key]:
    """Measure by measure: no relation joins two of them."""
    measured: dict[Key, list[Finding]] = {}
    for one in found.findings:
        measured.setdefault(one.measure.key, []).append(one)
    hidden: set[Key] = set()
    for measure, some in measured.items():
        linked = [_finding_key(one) for one in some if _unit_key(one.unit) in people]
        counts = {_finding_key(one): one.n or 0 for one in some}
        hidden |= hidden_cells(*_linked(counts, found.nestings, measure), threshold, also=linked)
    return hidden


def _linked(
    counts: Mapping[Key, int], nestings: Iterable[Nesting], measure: Key
) -> tuple[dict[Key, int], list[Relation]]:
    """The cells of one measure with all that adds up among them.

    What a whole has besides the units nested in it is a cell nobody prints and everybody can subtract.
    """
    cells, relations = dict(counts), _margins(counts)
    for one in nestings:
        if one.measure != measure:
            continue
        whole, parts = measure + _unit_key(one.whole), tuple(measure + _unit_key(part) for part in one.parts)
        rest = (*whole, "rest")
        cells[rest] = counts[whole] - sum(counts[part] for part in parts)
        relations.append(Relation(whole, (*parts, rest)))
    return cells, relations


def _margins(keys: Iterable[Key]) -> list[Relation]:
    """total = organisations and total ≥ subjects, for every measure; the unit is the end of a key."""
    parts: dict[tuple[Key, str], list[Key]] = {}
    for key in keys:
        parts.setdefault((key[:-2], key[-2]), []).append(key)
    return [
        Relation((*prefix, Cut.TOTAL.value, ""), tuple(cells))
        for (prefix, cut), cells in parts.items()
        if cut != Cut.TOTAL
    ]
