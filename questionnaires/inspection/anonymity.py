"""Checks of anonymous questionnaires: nothing may be asked or shown that tells who answers. Knows no campaigns."""

import re
from collections.abc import Iterator

from questionnaires.inspection.outline import Entry, Outline
from questionnaires.issues import Finding
from questionnaires.model import CalculatedItem, FileItem

_ATTRIBUTE = re.compile(r"\brespondent\.([A-Za-z_]+)")


def anonymity_findings(outline: Outline) -> Iterator[Finding]:
    """Files (they carry their author's name) and conditions on the respondent: which items were answered tells them."""
    if not outline.questionnaire.anonymous:
        return
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
