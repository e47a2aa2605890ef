"""Checks of names from outside the questionnaire: standards, run-time lists. They come in; this knows no files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from questionnaires.inspection.outline import Entry, Outline
from questionnaires.issues import Finding
from questionnaires.model import ChoiceItem


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`standards`: standard id → labour function code → its action ids.

    `sources`: the lists the application supplies at run time; without them no `source` is checked.
    """

    standards: Mapping[str, Mapping[str, frozenset[str]]]
    sources: frozenset[str] | None = None


def vocabulary_findings(outline: Outline, vocabulary: Vocabulary) -> Iterator[Finding]:
    """Standards, labour functions, actions and lists that do not exist; actions under another function."""
    questionnaire = outline.questionnaire
    if questionnaire.standard is not None and questionnaire.standard not in vocabulary.standards:
        yield Finding(("standard",), "unknown-standard", {"standard": questionnaire.standard})
    for at, section in enumerate(questionnaire.sections):
        standard = section.standard or questionnaire.standard
        if section.standard is not None and section.standard not in vocabulary.standards:
            place = ("sections", at, "standard")
            yield Finding(place, "unknown-standard", {"standard": section.standard})
        elif section.function is not None:
            functions = vocabulary.standards.get(standard or "", {})
            if section.function not in functions:
                place = ("sections", at, "function")
                yield Finding(place, "unknown-function", {"function": section.function})
    for entry in outline.entries:
        yield from _action(entry, outline, vocabulary)
        yield from _source(entry, vocabulary.sources)


def _source(entry: Entry, supplied: frozenset[str] | None) -> Iterator[Finding]:
    """With a list nobody supplies a choice could never be answered."""
    item = entry.item
    if isinstance(item, ChoiceItem) and supplied is not None and item.source not in supplied:
        known = ", ".join(sorted(supplied))
        yield Finding((*entry.place, "source"), "unknown-source", {"source": item.source, "known": known}, item.code)


def _action(entry: Entry, outline: Outline, vocabulary: Vocabulary) -> Iterator[Finding]:
    action = entry.item.action
    if action is None:
        return
    standard = entry.section.standard or outline.questionnaire.standard
    functions = vocabulary.standards.get(standard or "", {})
    place = (*entry.place, "action")
    if not any(action in actions for actions in functions.values()):
        yield Finding(place, "unknown-action", {"action": action}, entry.item.code)
    elif action not in functions.get(entry.section.function or "", frozenset()):
        yield Finding(place, "action-outside-function", {"action": action}, entry.item.code)
