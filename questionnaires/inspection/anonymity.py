"""What would tell who answers an anonymous questionnaire. Knows no campaigns."""

import re
from collections.abc import Iterator

from questionnaires.inspection.outline import Entry, Outline
from questionnaires.issues import Finding
from questionnaires.model import CalculatedItem, FileItem, Questionnaire

_ATTRIBUTE = re.compile(r"\brespondent\.([A-Za-z_]+)")


def anonymity_findings(outline: Outline) -> Iterator[Finding]:
    """Files (they carry their author's name) and conditions on the respondent: which items were answered tells them."""
    return _found(outline) if outline.questionnaire.anonymous else iter(())


def tells_respondent(questionnaire: Questionnaire) -> bool:
    """Whether a questionnaire that is not anonymous by itself must not be conducted anonymously either."""
    return any(_found(Outline(questionnaire, frozenset())))


def _found(outline: Outline) -> Iterator[Finding]:
    for at, section in enumerate(outline.questionnaire.sections):
        for name in _ATTRIBUTE.findall(section.when or ""):
            yield Finding(("sections", at, "when"), "attribute-in-anonymous", {"name": name})
    for entry in outline.entries:
        yield from _one(entry)


def _one(entry: Entry) -> Iterator[Finding]:
    item = entry.item
    if isinstance(item, FileItem):
        yield Finding((*entry.place, "kind"), "file-in-anonymous", {}, item.code)
    rules = {"when": item.when, "constraint": item.constraint}
    if isinstance(item, CalculatedItem):
        rules["expression"] = item.expression
    for key, rule in rules.items():
        for name in _ATTRIBUTE.findall(rule or ""):
            yield Finding((*entry.place, key), "attribute-in-anonymous", {"name": name}, item.code)
