"""The small-group rule over all sheets at once."""

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
    protect,
)

MEASURE = Measure("544н", "function", "A/01.6", "Обучение")


def school(code: str) -> Unit:
    return Unit(Cut.ORGANISATION, code, f"Школа {code}")


def monitoring(people: dict[str, int], scored: dict[str, int], difficulties: tuple[Difficulty, ...] = ()) -> Monitoring:
    return Monitoring(
        period=Period(datetime(2026, 9, 1, tzinfo=UTC), datetime(2027, 9, 1, tzinfo=UTC)),
        deficit_threshold=50,
        progress=Progress(60, 50, 40),
        versions=(),
        standards=(),
        coverages=(
            Coverage(EVERYBODY, 100, sum(people.values())),
            *(Coverage(school(code), 30, n) for code, n in people.items()),
        ),
        findings=(
            Finding(EVERYBODY, MEASURE, sum(scored.values()), 3, 61.0),
            *(Finding(school(code), MEASURE, n, 1, 60.0) for code, n in scored.items()),
        ),
        difficulties=difficulties,
    )


def shown(found: Monitoring) -> tuple[set[str], set[str]]:
    people = {one.unit.code for one in found.coverages if one.diagnosed is not None}
    scores = {one.unit.code for one in found.findings if one.n is not None}
    return people, scores


def test_large_groups_stay() -> None:
    found = monitoring({"а": 9, "б": 20}, {"а": 9, "б": 20})
    assert protect(found) == found


def test_a_small_group_takes_a_sibling_with_it() -> None:
    found = protect(monitoring({"а": 4, "б": 9, "в": 20}, {"а": 4, "б": 9, "в": 20}))
    assert shown(found) == ({"", "в"}, {"", "в"})
    small = found.findings[1]
    assert (small.n, small.deficits, small.mean, small.share) == (None, None, None, None)


def test_who_is_hidden_in_one_sheet_is_hidden_in_the_other() -> None:
    found = protect(monitoring({"а": 9, "б": 9, "в": 20}, {"а": 4, "б": 9, "в": 20}))
    assert shown(found) == ({"", "а", "б", "в"}, {"", "в"})
    found = protect(monitoring({"а": 4, "б": 9, "в": 20}, {"а": 0, "б": 9, "в": 20}))
    assert "б" not in shown(found)[1]


def test_the_cover_does_not_tell_what_the_sheets_hide() -> None:
    found = monitoring({"а": 3}, {"а": 3})
    versions = (Version("a", 1, "А", "h", 3), Version("b", 1, "Б", "h", 7), Version("c", 1, "В", "h", 90))
    hidden = protect(replace(found, progress=Progress(60, 4, 3), versions=versions))
    assert hidden.progress == Progress(60, None, None)
    assert [one.completed for one in hidden.versions] == [None, None, 90]


def test_rare_actions_are_left_out() -> None:
    few, many = Difficulty("544н", "ТД1", "x", "y", 4, 1), Difficulty("544н", "ТД2", "x", "y", 5, 1)
    assert protect(monitoring({}, {}, (few, many))).difficulties == (many,)
