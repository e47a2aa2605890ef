"""Checks of what is shown: message size, piped answers, translations. Knows nothing of scores."""

from collections.abc import Iterator

from questionnaires.context import KNOWN_ATTRIBUTES
from questionnaires.inspection.outline import Entry, Outline
from questionnaires.issues import Finding
from questionnaires.labels import LONGEST_PIPED, REFERENCE
from questionnaires.model import Item, NoteItem, OptionsItem, Questionnaire, ScaleItem

MESSAGE_UNITS = 4096
MAX_SECTIONS = 60
"""The review before sending has a button for each section, and a keyboard holds 10 KB."""
RESERVE_UNITS = 1600
"""A message holds 4096 UTF-16 units; the screen adds its place line, marks, two echoes of answers and a problem."""


def text_findings(outline: Outline) -> Iterator[Finding]:
    """Findings about the review, then about texts, item by item."""
    languages = {code for entry in outline.entries for code in entry.item.translations}
    sections = len(outline.questionnaire.sections)
    if sections > MAX_SECTIONS:
        yield Finding(("sections",), "too-many-sections", {"count": sections, "max": MAX_SECTIONS}, None)
    for entry in outline.entries:
        yield from _size(entry, outline.questionnaire)
        yield from _references(entry, outline)
        yield from _translations(entry, languages)


def message_units(questionnaire: Questionnaire, code: str) -> int:
    """UTF-16 units of everything one question may show: titles, label, hint, example, options with descriptors."""
    item, section = questionnaire.item(code), questionnaire.section_of(code)
    parts = [questionnaire.intro] if _may_be_first(questionnaire, item) else []
    parts += [questionnaire.title, section.title, section.note, item.label, item.hint, item.example]
    options = item.options if isinstance(item, OptionsItem) else ()
    if isinstance(item, ScaleItem) and item.bound_scale is not None:
        options = item.bound_scale.options
        parts.append(item.bound_scale.not_applicable)
    for option in options:
        parts += [option.label, option.descriptor]
    piped = sum(len(REFERENCE.findall(text)) for text in (item.label, item.hint or ""))
    return sum(len(part.encode("utf-16-le")) // 2 + 4 for part in parts if part) + piped * 2 * LONGEST_PIPED


def _may_be_first(questionnaire: Questionnaire, item: Item) -> bool:
    """Whether the item, with the introduction above it, can be the first one shown."""
    for section in questionnaire.sections:
        for one in section.items:
            if one is item:
                return True
            if one.kind != "calculated" and one.when is None and section.when is None:
                return False
    return False


def _size(entry: Entry, questionnaire: Questionnaire) -> Iterator[Finding]:
    most = MESSAGE_UNITS - RESERVE_UNITS
    units = message_units(questionnaire, entry.item.code)
    if units > most:
        params = {"length": units, "max": most}
        yield Finding((*entry.place, "label"), "message-too-long", params, entry.item.code)


def _references(entry: Entry, outline: Outline) -> Iterator[Finding]:
    texts = (("label", entry.item.label), ("hint", entry.item.hint or ""))
    for key, text in texts:
        for respondent, name in REFERENCE.findall(text):
            code = _fault(bool(respondent), name, entry, outline)
            if code:
                yield Finding((*entry.place, key), code, {"name": name}, entry.item.code)


def _fault(respondent: bool, name: str, entry: Entry, outline: Outline) -> str | None:
    if respondent:
        return None if name in KNOWN_ATTRIBUTES else "unknown-attribute"
    named = outline.by_code.get(name)
    if named is None:
        return "unknown-reference"
    if named.number >= entry.number:
        return "later-reference"
    unanswered = isinstance(named.item, NoteItem) and name not in outline.broken
    return "note-has-no-answer" if unanswered else None


def _translations(entry: Entry, languages: set[str]) -> Iterator[Finding]:
    item = entry.item
    for language in sorted(languages):
        text = item.translations.get(language)
        if text is None or text.label is None:
            place = (*entry.place, "translations")
            yield Finding(place, "translation-missing", {"language": language}, item.code, "warning")
            continue
        known = {option.code for option in item.options} if isinstance(item, OptionsItem) else set()
        for code in text.options:
            if code not in known:
                place = (*entry.place, "translations", language, "options", code)
                yield Finding(place, "unknown-option", {"name": item.code, "option": code}, item.code)
