"""A made-up municipality in a database: organisations, people, submissions scored by the real engine."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from random import Random

import asyncpg

from questionnaires.catalogue import built_in
from questionnaires.context import Context
from questionnaires.items import MultipleItem, ScaleItem, SingleItem, TextItem
from questionnaires.model import Questionnaire
from questionnaires.progress import next_item
from questionnaires.scoring import RULE_VERSION, score
from questionnaires.values import Response, ResponseState, Value
from storage.database import sqlite_path

START = 1_788_200_000  # 31.08.2026
THRESHOLD = 50.0
PLACES, GARDENS = 17, 12  # organisations; from this number on kindergartens
SUBJECTS: tuple[tuple[str, ...], ...] = (
    ("математика",), ("русский язык и литература",), ("математика", "физика"), ("иностранный язык",), ("история",),
    ("биология", "химия"), ("география",), ("информатика",), ("физическая культура",), ("музыка",), (),
)  # fmt: skip
LEVELS: tuple[tuple[str, ...], ...] = (("primary",), ("basic",), ("basic", "secondary"))
FORMS = ("audit-544n-full", "audit-544n-short", "needs")
_REST = (2001, 1980, None, False, True)  # years, category, class teacher, active
NASTY = ('=HYPERLINK("http://x";"y")', "+7", "-1", "@SUM(A1)", "\tx", "＝1+1", "\x0b\u202eкот", "<r>x</r>")
Row = tuple[object, ...]
COLUMNS = {
    "organisations": "id code name types settlement flags active",
    "people": "id code position leading subjects levels started_year birth_year category class_teacher active",
    "person_organisations": "person_id organisation_id rank",
    "invitations": "id token_hash person_id created_at expires_at used_at revoked_at",
    "questionnaire_versions": "id code number hash body published_at",
    "submissions": "id version_id respondent_id organisation_id subject_kind subject_id state receipt seed attributes"
    " cursor message_id started_at touched_at completed_at",
    "responses": "submission_id item state value number revision at",
    "scores": "submission_id kind code place title value n of level deficit threshold rule_version",
}
"""What the rows below hold; any other column is left empty."""


async def fill(url: str, people: int = 700, submissions: int = 300, seed: int = 1) -> None:
    """Put this many people into an empty migrated database; the first of them have completed an audit."""
    await _put(url, list(rows(people, submissions, seed)))


async def fill_with(url: str, staff: Sequence["Person"], seed: int = 1) -> None:
    """Put these people into an empty migrated database, with the questionnaires they have completed."""
    await _put(url, list(_rows(staff, Random(seed))))


async def _put(url: str, tables: list[tuple[str, list[Row]]]) -> None:
    path = sqlite_path(url)
    if path is None:
        await _fill_postgresql(url, tables)
        return
    with closing(sqlite3.connect(path)) as connection, connection:
        for table, found in tables:
            marks = ",".join("?" * len(found[0]))
            connection.executemany(f"INSERT INTO {table} ({_columns(table)}) VALUES ({marks})", found)


async def _fill_postgresql(url: str, tables: list[tuple[str, list[Row]]]) -> None:
    raw = await asyncpg.connect(url)
    try:
        for table, found in tables:
            marks = ",".join(f"${index}" for index in range(1, len(found[0]) + 1))
            await raw.executemany(f"INSERT INTO {table} ({_columns(table)}) VALUES ({marks})", found)
    finally:
        await raw.close()


def _columns(table: str) -> str:
    return ", ".join(f'"{name}"' for name in COLUMNS[table].split())


def rows(people: int, submissions: int, seed: int) -> Iterator[tuple[str, list[Row]]]:
    """(table, rows) in an order that keeps every reference whole; empty tables are left out."""
    random = Random(seed)
    staff = [_person(number, random, number <= submissions) for number in range(1, people + 1)]
    return _rows(staff, random)


def _rows(staff: Sequence["Person"], random: Random) -> Iterator[tuple[str, list[Row]]]:
    names = [f"МБОУ «СОШ № {n}»" if n < GARDENS else f"МДОУ «Детский сад № {n}»" for n in range(1, PLACES + 1)]
    found: dict[str, list[Row]] = {
        "organisations": [(n, f"ОО-{n:02}", name, "[]", None, "[]", True) for n, name in enumerate(names, 1)],
        "people": [
            (one.number, one.code, one.position, False, _json(one.subjects), _json(one.levels), *_REST) for one in staff
        ],
        "person_organisations": [(one.number, one.place, 0) for one in staff],
        "invitations": [(one.number, f"hash-{one.number}", one.number, START, START, None, None) for one in staff],
    }
    completed = {one.form for one in staff}
    versions = dict(enumerate((one for one in built_in() if one.code in completed), 1))
    found["questionnaire_versions"] = [
        (number, one.code, 1, one.content_hash, one.canonical_json, START) for number, one in versions.items()
    ]
    numbers = {one.code: number for number, one in versions.items()}
    for one in staff:
        if one.form:
            version = numbers[one.form]
            for table, some in _submission(one.number, one, version, versions[version], random):
                found.setdefault(table, []).extend(some)
    yield from ((table, some) for table, some in found.items() if some)


@dataclass(frozen=True)
class Person:
    """One of the staff. `place` is the number of an organisation, `form` what she has completed; empty for nothing."""

    number: int
    place: int
    position: str
    subjects: tuple[str, ...]
    levels: tuple[str, ...]
    form: str = ""

    @property
    def code(self) -> str:
        return f"П-{self.number:05}"


def _person(number: int, random: Random, completed: bool) -> Person:
    """Organisations differ in size: a few large ones, many small ones, the smallest with one or two people."""
    place = min(int(random.paretovariate(0.9)), PLACES)
    form = FORMS[0 if number % 5 else 1 + number % 2] if completed else ""
    if place >= GARDENS:
        return Person(number, place, "воспитатель", (), ("preschool",), form)
    return Person(number, place, "учитель", random.choice(SUBJECTS), random.choice(LEVELS), form)


def _submission(
    number: int, person: Person, version: int, questionnaire: Questionnaire, random: Random
) -> Iterator[tuple[str, list[Row]]]:
    attributes = {"position": person.position, "subjects": person.subjects, "levels": person.levels}
    context = answered(questionnaire, attributes, random, number)
    began = START + number * 1000
    about = (version, person.number, person.place, "self", None, "completed", f"К{number:07}", "s", "{}", "", None)
    yield "submissions", [(number, *about, began, began + 600, began + 600)]
    yield "responses", list(_responses(number, context, began))
    yield "scores", list(_scores(number, questionnaire, context))


def _json(values: tuple[str, ...]) -> str:
    return json.dumps(values, ensure_ascii=False)


def answered(questionnaire: Questionnaire, attributes: Mapping[str, object], random: Random, number: int) -> Context:
    """A context with an answer to every item on the respondent's path."""
    responses: dict[str, Response] = {}
    context = Context(responses, attributes, "s")  # type: ignore[arg-type]  # plain values of a test
    while (item := next_item(questionnaire, context)) is not None:
        state, value = ResponseState.ANSWERED, _value(item, random, number)
        if value is None:
            state = ResponseState.NOT_APPLICABLE if isinstance(item, ScaleItem) else ResponseState.SKIPPED
        responses[item.code] = Response(item.code, state, value)
        context = Context(dict(responses), attributes, "s")  # type: ignore[arg-type]
    return context


def _value(item: object, random: Random, number: int) -> Value | None:
    if isinstance(item, ScaleItem):
        return None if random.random() < 0.05 else random.choices((0, 1, 2, 3), (1, 3, 4, 2))[0]
    if isinstance(item, MultipleItem):
        return tuple(option.code for option in item.options[: max(item.min_choices, 1) + number % 2])
    if isinstance(item, SingleItem):
        return item.options[number % len(item.options)].code
    return NASTY[number % len(NASTY)] if isinstance(item, TextItem) else None


def _responses(submission: int, context: Context, at: int) -> Iterator[Row]:
    for one in context.responses.values():
        yield (
            submission,
            one.item,
            one.state.value,
            one.to_json(),
            one.number,
            1,
            at,
        )


def _scores(submission: int, questionnaire: Questionnaire, context: Context) -> Iterator[Row]:
    for place, one in enumerate(score(questionnaire, context, THRESHOLD)):
        figures = (one.value, one.n, one.of, one.level, one.deficit, THRESHOLD, RULE_VERSION)
        yield (submission, one.kind, one.code, place, one.title, *figures)
