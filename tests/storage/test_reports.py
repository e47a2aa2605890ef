"""Reports on both databases against figures counted by hand from the same made-up rows."""

import json
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from bot.domain.counts import FIELD, PART
from bot.domain.findings import progress
from bot.domain.monitoring import Progress
from storage.reports import Reports
from storage.snapshot import open_snapshot
from tests.municipality import START, fill, rows

UNTIL = START + 10_000_000
PEOPLE, SUBMISSIONS = 60, 40


@pytest.fixture
async def url(database_url: str) -> str:
    await fill(database_url, PEOPLE, SUBMISSIONS)
    return database_url


@cache
def source() -> dict[str, list[tuple[object, ...]]]:
    return dict(rows(PEOPLE, SUBMISSIONS, 1))


@cache
def audits() -> set[object]:
    forms = {row[0] for row in source()["questionnaire_versions"] if str(row[1]).startswith("audit-")}
    return {row[0] for row in source()["submissions"] if row[1] in forms}


async def test_headcounts_add_up_to_everybody(url: str) -> None:
    async with open_snapshot(url) as snapshot:
        heads = await Reports(snapshot, START, UNTIL).heads()
    assert sum(head.n for head in heads) == PEOPLE
    assert sum(head.n for head in heads if head.version is not None) == len(audits())
    assert not [head for head in heads if head.trying], "whoever began has completed"


async def test_who_has_begun_and_not_completed_is_told_from_who_is_silent(sqlite_file: Path, sqlite_url: str) -> None:
    await fill(sqlite_url, PEOPLE, SUBMISSIONS)
    first = min(int(str(one)) for one in audits())
    fields = "version_id, organisation_id, subject_kind, seed, attributes, cursor, started_at, touched_at"
    draft = f"""INSERT INTO submissions (id, respondent_id, state, {fields})
                SELECT ?, ?, 'draft', {fields} FROM submissions WHERE id = ?"""
    with closing(sqlite3.connect(sqlite_file)) as connection, connection:
        for number, person in enumerate((PEOPLE, PEOPLE, 1)):  # twice the same, and one who has completed another
            connection.execute(draft, (900 + number, person, first))
    async with open_snapshot(sqlite_url) as snapshot:
        heads = await Reports(snapshot, START, UNTIL).heads()
    assert [head.n for head in heads if head.trying] == [1]
    assert sum(head.n for head in heads) == PEOPLE
    assert progress(heads, 0) == Progress(0, len(audits()) + 1, len(audits()))


async def test_who_belongs_to_no_organisation_is_not_waited_for(sqlite_file: Path, sqlite_url: str) -> None:
    await fill(sqlite_url, PEOPLE, SUBMISSIONS)
    with closing(sqlite3.connect(sqlite_file)) as connection, connection:
        connection.execute("DELETE FROM person_organisations WHERE person_id = ?", (PEOPLE,))
    async with open_snapshot(sqlite_url) as snapshot:
        reports = Reports(snapshot, START, UNTIL)
        assert sum(head.n for head in await reports.heads()) == PEOPLE - 1
        assert await reports.invited() == PEOPLE - 1


async def test_facts_are_the_scores_of_audits(url: str) -> None:
    async with open_snapshot(url) as snapshot:
        facts = await Reports(snapshot, START, UNTIL).facts()
    expected = [row for row in source()["scores"] if row[1] == "function" and row[5] is not None and row[0] in audits()]
    found = [fact for fact in facts if fact.kind == "function"]
    assert sum(fact.n for fact in found) == len(expected)
    assert sum(fact.deficits for fact in found) == sum(bool(row[9]) for row in expected)
    assert sum(fact.total for fact in found) == pytest.approx(sum(float(str(row[5])) for row in expected))


async def test_marks_are_the_numbers_given_in_audits(url: str) -> None:
    async with open_snapshot(url) as snapshot:
        marks = await Reports(snapshot, START, UNTIL).marks()
    expected = [row for row in source()["responses"] if row[4] is not None and row[0] in audits()]
    assert sum(mark.count for mark in marks) == len(expected)
    assert sum(mark.number * mark.count for mark in marks) == sum(float(str(row[4])) for row in expected)


async def test_scope_limits_every_figure(url: str) -> None:
    async with open_snapshot(url) as snapshot:
        reports = Reports(snapshot, START, UNTIL, ("ОО-02", "ОО-03"))
        assert set(await reports.organisations()) == {"ОО-02", "ОО-03"}
        places = {head.place.organisation for head in await reports.heads()}
        places |= {fact.place.organisation for fact in await reports.facts()}
        places |= {mark.organisation for mark in await reports.marks()}
        places |= {sent.organisation for sent in await reports.sent()}
        assert places == {"ОО-02", "ОО-03"}
        inside = {row[0] for row in source()["person_organisations"] if row[1] in (2, 3)}
        assert await reports.invited() == len(inside)
        begun = [row for row in source()["submissions"] if row[2] in inside]
        assert sum(sent.n for sent in await reports.sent()) == len(begun)
        assert {version.id for version in await reports.versions()} == {row[1] for row in begun}
        assert {one.organisation async for chunk in reports.submissions("audit-544n-full") for one in chunk} == {
            "МБОУ «СОШ № 2»",
            "МБОУ «СОШ № 3»",
        }


async def test_period_is_half_open(url: str) -> None:
    ends = sorted(int(str(row[14])) for row in source()["submissions"] if row[0] in audits())
    async with open_snapshot(url) as snapshot:
        whole = (await Reports(snapshot, ends[0], ends[-1] + 1).counts()).heads
        shorter = (await Reports(snapshot, ends[0] + 1, ends[-1]).counts()).heads
        nothing = await Reports(snapshot, UNTIL, UNTIL + 1).counts()
    assert progress(whole, PEOPLE) == Progress(PEOPLE, len(audits()), len(audits()))
    assert progress(shorter, PEOPLE).finished == len(audits()) - 2
    assert progress(nothing.heads, nothing.invited) == Progress(PEOPLE, 0, 0)


async def test_packed_responses_come_back_whole(url: str) -> None:
    async with open_snapshot(url) as snapshot:
        reports = Reports(snapshot, START, UNTIL)
        packed = [one async for chunk in reports.submissions("needs") for one in chunk]
        assert len(packed) == await reports.count("needs")
    numbers = {f"К{int(str(row[0])):07}": row[0] for row in source()["submissions"]}
    subjects = {row[1]: row[4] for row in source()["people"]}
    assert [one.subjects for one in packed] == [subjects[one.person] for one in packed]
    for one in packed:
        parts = [part.split(FIELD) for part in one.responses.split(PART)]
        expected = {row[1]: row[3] for row in source()["responses"] if row[0] == numbers[one.receipt]}
        assert {item: json.loads(text) for item, _, text in parts} == {
            item: json.loads(str(text)) for item, text in expected.items()
        }


async def test_only_the_last_audit_of_a_person_counts(sqlite_file: Path, sqlite_url: str) -> None:
    await fill(sqlite_url, PEOPLE, SUBMISSIONS)
    first = min(int(str(one)) for one in audits())
    with closing(sqlite3.connect(sqlite_file)) as connection, connection:
        fields = "respondent_id, organisation_id, subject_kind, state, seed, attributes, cursor, started_at, touched_at"
        again = f"SELECT 999, version_id, {fields}, completed_at + 1 FROM submissions WHERE id = ?"
        connection.execute(f"INSERT INTO submissions (id, version_id, {fields}, completed_at) {again}", (first,))
        answer = (999, "A01.6-1", "answered", "3", 3.0, 1, START)
        connection.execute("INSERT INTO responses VALUES (?, ?, ?, ?, ?, ?, ?)", answer)
    async with open_snapshot(sqlite_url) as snapshot:
        reports = Reports(snapshot, START, UNTIL)
        marks = sum(mark.count for mark in await reports.marks())
        heads = await reports.heads()
    replaced = [row for row in source()["responses"] if row[4] is not None and row[0] == first]
    expected = [row for row in source()["responses"] if row[4] is not None and row[0] in audits()]
    assert marks == len(expected) - len(replaced) + 1
    assert sum(head.n for head in heads if head.version is not None) == len(audits())
