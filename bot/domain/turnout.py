"""How many are meant, asked, reached and done, by organisation: counts of people, never of answers. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from bot.domain.audiences import NOT_ASKED, Candidate, Exclusion
from bot.domain.campaigns import Campaign
from bot.domain.disclosure import disclosed
from bot.domain.questionnaires import Published
from bot.domain.segments import Criterion, Segment, criteria

_TOTAL = ()
_MARK = 0x7FFFFFFF  # a button carries no more


@dataclass(frozen=True, slots=True)
class Reach:
    """One organisation before the start; `organisation` is its code, empty for people without one.

    Figures are None where they would tell of single people's results (`concerns_results`).
    """

    organisation: str
    name: str
    meant: int | None
    asked: int | None
    written: int | None


@dataclass(frozen=True, slots=True)
class Preview:
    """An audience counted: `meant` by the segment, `asked` of them, `written` to at once.

    `mark` (31 bits) is that of the very people asked: another mark, another audience.
    """

    campaign: Campaign
    questionnaire: Published
    meant: int
    asked: int
    written: int
    excluded: Mapping[Exclusion, int]
    organisations: tuple[Reach, ...]
    mark: int


@dataclass(frozen=True, slots=True)
class Turnout:
    """One organisation, or everybody, while a campaign runs or after it. Each count includes the next.

    `reached`: a message was delivered or the questionnaire was opened without one.
    """

    organisation: str
    name: str
    asked: int | None
    reached: int | None
    opened: int | None
    finished: int | None

    @property
    def missed(self) -> int | None:
        """How many nothing has reached so far."""
        return None if self.asked is None or self.reached is None else self.asked - self.reached


@dataclass(frozen=True, slots=True)
class Dropoff:
    """How many stopped at an item; an empty `item` stands for the review, or for items too few people stopped at."""

    item: str
    label: str
    people: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a campaign has come to. `dropoffs` are told to the centre only."""

    campaign: Campaign
    total: Turnout
    organisations: tuple[Turnout, ...]
    dropoffs: tuple[Dropoff, ...] = ()


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """One campaign in a list."""

    campaign: Campaign
    asked: int
    finished: int


@dataclass(frozen=True, slots=True)
class CampaignPage:
    """A page of the list; the next one begins `before` this id, None after the last."""

    lines: tuple[CampaignLine, ...]
    before: int | None


@dataclass(slots=True)
class Census:
    """Candidates counted one after the other."""

    meant: Counter[int | None] = field(default_factory=Counter)
    asked: Counter[int | None] = field(default_factory=Counter)
    written: Counter[int | None] = field(default_factory=Counter)
    excluded: Counter[Exclusion] = field(default_factory=Counter)
    _crc: int = 0

    @property
    def mark(self) -> int:
        """See `Preview.mark`."""
        return self._crc & _MARK

    def add(self, candidate: Candidate, exclusion: Exclusion | None) -> None:
        """Count somebody who is meant."""
        self.meant[candidate.organisation_id] += 1
        if exclusion is not None:
            self.excluded[exclusion] += 1
        if exclusion in NOT_ASKED:
            return
        self.asked[candidate.organisation_id] += 1
        self._crc = crc32(candidate.person_id.to_bytes(8, "big"), self._crc)
        if exclusion is None:
            self.written[candidate.organisation_id] += 1


def concerns_results(audience: Segment) -> bool:
    """Tell whether belonging to the audience tells of somebody's answers."""
    return Criterion.DEFICIT in criteria(audience)


def hidden_places(counts: Mapping[str, int], threshold: int) -> frozenset[str]:
    """The organisations whose figures would tell of single people; the total is taken to be known."""
    places = sorted(counts, key=lambda code: (-counts[code], code))
    cells = {_TOTAL: places} | {(code,): [code] for code in places}
    shown = disclosed(cells, counts, threshold)
    return frozenset(code for code in places if (code,) not in shown)


def folded(counts: Mapping[str, int], threshold: int) -> dict[str, int]:
    """Item → people who stopped there, items with fewer than the threshold taken together under ""."""
    found: Counter[str] = Counter()
    for item, people in counts.items():
        found[item if people >= threshold else ""] += people
    return dict(found)


def told(campaign: Campaign, rows: Sequence[Turnout], is_all: bool) -> Report:
    """What may be told of a campaign; `is_all`: these are all its organisations, and the reader may know their sum."""
    hidden: frozenset[str] = frozenset()
    if concerns_results(campaign.audience):
        hidden = hidden_places({row.organisation: row.asked or 0 for row in rows}, campaign.group_threshold)
    shown = tuple(_without_figures(row) if row.organisation in hidden else row for row in rows)
    total = total_of(rows)
    return Report(campaign, total if is_all or not hidden else _without_figures(total), shown)


def _without_figures(row: Turnout) -> Turnout:
    return Turnout(row.organisation, row.name, None, None, None, None)


def total_of(rows: Iterable[Turnout]) -> Turnout:
    """All organisations together."""
    rows = tuple(rows)
    return Turnout(
        "",
        "",
        sum(row.asked or 0 for row in rows),
        sum(row.reached or 0 for row in rows),
        sum(row.opened or 0 for row in rows),
        sum(row.finished or 0 for row in rows),
    )
