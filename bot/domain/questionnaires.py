"""Which questionnaires a person is offered. Pure values."""

from dataclasses import dataclass

from questionnaires.problems import Problem


@dataclass(frozen=True, slots=True)
class Offer:
    """One questionnaire a person may answer. `started` is (settled, reachable) of the open draft.

    What a campaign asks has its `participation` and a closing (UTC epoch seconds); its title is the campaign's.
    """

    code: str
    title: str
    minutes: int | None
    started: tuple[int, int] | None = None
    participation: int | None = None
    closes_at: int | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """The newest version of a questionnaire; `number` counts its versions from 1, `items` its questions."""

    code: str
    number: int
    title: str
    items: int
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Offers:
    """Everything on offer, and why there is no self-audit if there is none."""

    offers: tuple[Offer, ...]
    no_audit: Problem | None = None
