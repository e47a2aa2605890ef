"""A made-up municipality in a database file: organisations, people, submissions scored by the real engine."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

from sqlalchemy import create_engine

from questionnaires.catalogue import built_in
from questionnaires.context import Context
from questionnaires.items import MultipleItem, ScaleItem, SingleItem, TextItem
from questionnaires.model import Questionnaire
from questionnaires.progress import next_item
from questionnaires.scoring import RULE_VERSION, score
from questionnaires.values import Response, ResponseState, Value
from storage.tables import metadata

START = 1_788_200_000  # 31.08.2026
THRESHOLD = 50.0
SUBJECTS: tuple[list[str], ...] = (
    ["математика"], ["русский язык и литература"], ["математика", "физика"], ["иностранный язык"], ["история"],
    ["биология", "химия"], ["география"], ["информатика"], ["физическая культура"], ["музыка"], [],
)  # fmt: skip
NASTY = ('=HYPERLINK("http://x";"y")', "+7", "-1", "@SUM(A1)", "\tx", "＝1+1", "\x00\x0b\ud800\u202eкот", "<r>x</r>")
Row = tuple[object, ...]


def fill(path: Path, people: int = 700, submissions: int = 300, seed: int = 1, organisations: int = 17) -> None:
    """Create the file with the declared schema and this many people, of whom some completed an audit."""
    engine = create_engine(f"sqlite:///{path}")
    metadata.create_all(engine)
    engine.dispose()
    connection = sqlite3.connect(path)
    with connection:
        _register(connection, people, organisations, Random(seed))
        _submissions(connection, submissions, Random(seed))
    connection.close()


def _put(connection: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    if rows:
        marks = ",".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _register(connection: sqlite3.Connection, people: int, organisations: int, random: Random) -> None:
    kinds = [
        f"МБОУ «СОШ № {n}»" if n < 12 else f"МДОУ «Детский сад № {n} “Солнышко”»" for n in range(1, organisations + 1)
    ]
    _put(connection, "organisations", [(n, f"ОО-{n:02}", name, "[]", None, "[]", 1) for n, name in enumerate(kinds, 1)])
    for n in range(1, people + 1):
        place = min(int(random.paretovariate(0.9)), organisations)
        garden = place >= 12
        subjects = [] if garden else random.choice(SUBJECTS)
        levels = ["preschool"] if garden else random.choice([["primary"], ["basic"], ["basic", "secondary"]])
        position = "воспитатель" if garden else "учитель"
        person = (n, f"П-{n:05}", position, 0, json.dumps(subjects, ensure_ascii=False), json.dumps(levels))
        _put(connection, "people", [(*person, 2001, 1980, None, 0, 1)])
        _put(connection, "person_organisations", [(n, place, 0)])
        _put(connection, "invitations", [(n, f"hash-{n}", n, START, START + 9_000_000, None, None)])


def _submissions(connection: sqlite3.Connection, count: int, random: Random) -> None:
    shown = [one for one in built_in() if one.code in ("audit-544n-full", "audit-544n-short", "needs")]
    versions = list(enumerate(shown, start=1))
    _put(connection, "questionnaire_versions", [
        (n, one.code, 1, one.content_hash, one.canonical_json, START) for n, one in versions
    ])  # fmt: skip
    query = "SELECT p.id, p.position, p.subjects, p.levels, o.organisation_id FROM people p"
    query += " JOIN person_organisations o ON o.person_id = p.id ORDER BY p.id LIMIT ?"
    for number, (person, position, subjects, levels, place) in enumerate(
        connection.execute(query, (count,)).fetchall(), 1
    ):
        version, questionnaire = versions[0] if number % 5 else versions[1 + number % 2]
        attributes = {
            "position": position,
            "subjects": tuple(json.loads(subjects)),
            "levels": tuple(json.loads(levels)),
        }
        context = answered(questionnaire, attributes, random, number)
        began = START + number * 1000
        about = (version, person, place, "self", None, "completed", f"К{number:07}", "s", "{}", "", None)
        _put(connection, "submissions", [(number, *about, began, began + 600, began + 600)])
        _put(connection, "responses", list(_responses(number, context, began)))
        _put(connection, "scores", list(_scores(number, questionnaire, context)))


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
            one.to_json().encode("utf-8", "replace").decode(),
            one.number,
            1,
            at,
        )


def _scores(submission: int, questionnaire: Questionnaire, context: Context) -> Iterator[Row]:
    for place, one in enumerate(score(questionnaire, context, THRESHOLD)):
        figures = (one.value, one.n, one.of, one.level, one.deficit, THRESHOLD, RULE_VERSION)
        yield (submission, one.kind, one.code, place, one.title, *figures)
