"""A definition file → a questionnaire and everything that is wrong with it, at once. Knows no database."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from questionnaires.document import MAX_CHARACTERS, Data, Document, read
from questionnaires.inspection import Vocabulary, findings
from questionnaires.issues import Finding, Issue, Place
from questionnaires.model import Questionnaire
from questionnaires.salvage import item_code, salvage, value_at

SPEC_VERSION = 1
MIGRATIONS: Mapping[int, Callable[[dict[str, Data]], dict[str, Data]]] = {}
"""From a version of the format to the next one: `MIGRATIONS[1]` turns data of version 1 into version 2."""

MAX_BYTES = 4 * MAX_CHARACTERS + 3
"""What is longer than this is longer than a document may be, and is not read to its end."""

_CODES = {
    "missing": "missing-key",
    "extra_forbidden": "unknown-key",
    "union_tag_invalid": "unknown-kind",
    "union_tag_not_found": "missing-kind",
}


@dataclass(frozen=True, slots=True)
class Definition:
    """The questionnaire, None when an error forbids publishing it, and all issues in the order of lines."""

    questionnaire: Questionnaire | None
    issues: tuple[Issue, ...]


def load(path: Path, vocabulary: Vocabulary | None = None) -> Definition:
    """Read a definition file. A file that cannot be opened raises OSError; anything in it is an issue."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES)
        text = content.decode("utf-8-sig", "ignore" if len(content) == MAX_BYTES else "strict")
    except UnicodeDecodeError as error:
        return Definition(None, (Issue(path.name, 1, None, "not-utf8", {"byte": error.start}),))
    return parse(text, path.name, vocabulary)


def parse(text: str, file: str, vocabulary: Vocabulary | None = None) -> Definition:
    """Read a definition. Never raises on any text.

    `vocabulary` holds the professional standards' names; without it they are not checked.
    """
    document, found = read(text)
    questionnaire = None
    if not found or document.data is not None:
        questionnaire, more = _questionnaire(document, vocabulary)
        found = (*found, *more)
    issues = sorted(_issues(document, file, found), key=lambda issue: (issue.line, issue.code))
    refused = any(issue.severity == "error" for issue in issues)
    return Definition(None if refused else questionnaire, tuple(issues))


def migrated(data: dict[str, Data]) -> dict[str, Data] | Finding:
    """The data in the present format, or why there is no way to it."""
    version = data.get("spec_version")
    if version is None:
        return Finding((), "spec-version-missing", {"known": SPEC_VERSION})
    if not isinstance(version, int) or isinstance(version, bool) or not 1 <= version <= SPEC_VERSION:
        params: dict[str, str | int] = {"found": json.dumps(version), "known": SPEC_VERSION}
        return Finding(("spec_version",), "spec-version-unknown", params)
    while version < SPEC_VERSION:
        data = MIGRATIONS[version](data)
        version += 1
    return data


def _questionnaire(
    document: Document, vocabulary: Vocabulary | None
) -> tuple[Questionnaire | None, tuple[Finding, ...]]:
    if not isinstance(document.data, dict):
        return None, (Finding((), "not-a-mapping"),)
    data = migrated(document.data)
    if isinstance(data, Finding):
        return None, (data,)
    try:
        questionnaire = Questionnaire.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        named = {(one.place, one.code): one for detail in details if (one := _finding(data, detail))}
        faults = list(named.values())  # each member of a union has its own complaint about one value
        return None, (*faults, *_behind(data, faults, vocabulary))
    return questionnaire, tuple(findings(questionnaire, vocabulary))


def _behind(data: dict[str, Data], faults: list[Finding], vocabulary: Vocabulary | None) -> Iterable[Finding]:
    """What else would be found if the unreadable parts were mended; nothing when too little is left."""
    rest = salvage(data, [finding.place for finding in faults])
    try:
        questionnaire = Questionnaire.model_validate(rest.data)
    except ValidationError:
        return ()
    return (
        finding
        for finding in findings(questionnaire, vocabulary, rest.broken)
        if finding.code == "duplicate-code" or finding.place[:4] not in rest.places
    )


def _finding(data: Data, detail: ErrorDetails) -> Finding | None:
    """None for a list that only seems too short, because its faulty members were left out."""
    place = _place(data, detail["loc"], is_missing=detail["type"] == "missing")
    if detail["type"] == "too_short" and value_at(data, place):
        return None
    code = _CODES.get(detail["type"], "bad-value")
    if code == "unknown-kind":
        place = (*place, "kind")
    params: dict[str, str | int] = {"key": _key(place)}
    if code == "bad-value":
        params["problem"] = detail["type"]
    return Finding(place, code, params, item_code(data, place))


def _key(place: Place) -> str:
    """The key a place ends in, with the number of the list's member, from 1."""
    name = next((step for step in reversed(place) if isinstance(step, str)), "")
    return f"{name} № {place[-1] + 1}" if place and isinstance(place[-1], int) else name


def _place(data: Data, location: Iterable[str | int], *, is_missing: bool) -> Place:
    """The place in the data for a location that also names the member of a union (`single`, `str`, …)."""
    place: Place = ()
    steps = list(location)
    if steps[4:5] and steps[4] == value_at(data, (*steps[:4], "kind")):
        del steps[4]  # the kind of an item, which may also be one of its keys: `scale`
    for at, step in enumerate(steps):
        here = value_at(data, place)
        inside = (isinstance(here, dict) and step in here) or (isinstance(here, list) and isinstance(step, int))
        if inside or (is_missing and at == len(steps) - 1 and isinstance(here, dict)):
            place = (*place, step)
    return place


def _issues(document: Document, file: str, found: Iterable[Finding]) -> Iterable[Issue]:
    for one in found:
        line = document.line(one.place)
        yield Issue(file, line, one.item, one.code, one.params, one.severity)
