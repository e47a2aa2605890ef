"""What is decided, applied to every figure of a monitoring."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.findings import EVERYBODY
from bot.domain.monitoring import (
    Coverage,
    Cut,
    Difficulty,
    Finding,
    Measure,
    Monitoring,
    Period,
    Progress,
    Unit,
    Version,
)
from bot.domain.protection import BEGUN, PEOPLE, Cell, Disclosure, protect

MEASURE = Measure("544н", "function", "A/01.6", "Обучение")
SCHOOL, MATHS = Unit(Cut.ORGANISATION, "а", "Школа А"), Unit(Cut.SUBJECT, "математика", "математика")
VERSION, ACTION = Version("audit-x", 2, "Аудит", "h", 7), Difficulty("544н", "ТД1", "x", "y", 7, 1)
HERE, THERE = (Cut.ORGANISATION, "а"), (Cut.ORGANISATION, "б")
TAUGHT = (Cut.SUBJECT, "математика")
FOUND = Monitoring(
    period=Period(datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 9, 1, tzinfo=UTC)),
    deficit_threshold=50,
    progress=Progress(60, 9, 8),
    versions=(VERSION,),
    standards=(),
    coverages=(Coverage(EVERYBODY, 60, 8), Coverage(SCHOOL, 30, 8), Coverage(MATHS, 20, 6)),
    findings=tuple(Finding(unit, MEASURE, 6, 3, 61.0) for unit in (EVERYBODY, SCHOOL, MATHS)),
    difficulties=(ACTION,),
)
EVERYTHING = [
    *(Cell(what, group) for what in (PEOPLE, MEASURE.key) for group in ((), (HERE,), (TAUGHT,))),
    *(Cell(what) for what in (BEGUN, VERSION.key, ACTION.key)),
]


def shown(*cells: Cell) -> Disclosure:
    return Disclosure(frozenset(cells), frozenset())


def test_what_may_be_shown_stays() -> None:
    assert protect(FOUND, shown(*EVERYTHING)) == FOUND


def test_what_nothing_was_decided_about_goes() -> None:
    hidden = tuple(replace(one, n=None, deficits=None, mean=None) for one in FOUND.findings)
    assert protect(FOUND, shown()) == replace(
        FOUND,
        progress=Progress(60, None, None),
        versions=(replace(VERSION, completed=None),),
        coverages=tuple(replace(one, diagnosed=None) for one in FOUND.coverages),
        findings=hidden,
        difficulties=(),
    )
    assert {one.share for one in hidden} == {None}


def test_each_figure_is_decided_about_by_itself() -> None:
    found = protect(FOUND, shown(Cell(PEOPLE, (HERE,)), Cell(MEASURE.key, (TAUGHT,)), Cell(BEGUN)))
    assert [one.diagnosed for one in found.coverages] == [None, 8, None]
    assert [one.n for one in found.findings] == [None, None, 6]
    assert found.progress == Progress(60, 9, None)


def test_the_whole_of_an_organisations_file_is_the_organisation() -> None:
    """Its «Всего» is a cell of the municipality's file; its subjects are cells of its own."""
    own = replace(shown(Cell(PEOPLE, (HERE,)), Cell(MEASURE.key, (HERE, TAUGHT)), Cell(BEGUN)), scope=("а",))
    found = protect(FOUND, own)
    assert [one.diagnosed for one in found.coverages] == [8, 8, None]
    assert [one.n for one in found.findings] == [None, None, 6]
    assert found.progress == Progress(60, None, 8)


def test_several_organisations_are_shown_when_each_is() -> None:
    both = frozenset({Cell(PEOPLE, (HERE,)), Cell(PEOPLE, (THERE,))})
    assert Disclosure(both, frozenset(), ("а", "б")).allows(PEOPLE)
    assert Disclosure(both, frozenset(), ("а", "б", "в")).allows(PEOPLE), "nobody at the third"
    assert not Disclosure(both, frozenset({Cell(PEOPLE, ((Cut.ORGANISATION, "в"),))}), ("а", "б", "в")).allows(PEOPLE)
    assert not Disclosure(frozenset(), frozenset(), ("а", "б")).allows(PEOPLE)
