"""Texts with earlier answers piped in, and answers as text. Knows no screens; escapes nothing."""

import re
from datetime import date, datetime
from decimal import Decimal

from questionnaires.context import Context
from questionnaires.items import DateItem, DateTimeItem, FileItem, Item
from questionnaires.model import Questionnaire
from questionnaires.options import shown_options
from questionnaires.values import Response, ResponseState, Value
from questionnaires.walking import walk

REFERENCE = re.compile(r"\{(respondent\.)?([A-Za-z][A-Za-z0-9_.-]*)\}")
"""`{item_code}` or `{respondent.attribute}` in a label, hint or example."""

LONGEST_PIPED = 200
"""Signs of an answer that a label repeats: the question has to fit one message, whatever was written before."""

NOTHING = "—"
"""What stands for an answer that is missing."""


def label(questionnaire: Questionnaire, item: Item, context: Context) -> str:
    """The item's label with earlier answers filled in."""
    return piped(questionnaire, item.label, context)


def hint(questionnaire: Questionnaire, item: Item, context: Context) -> str:
    """The item's hint with earlier answers filled in; empty when there is none."""
    return piped(questionnaire, item.hint or "", context)


def piped(questionnaire: Questionnaire, text: str, context: Context) -> str:
    """The text with its references replaced, once: braces inside an answer stay what they are."""
    if "{" not in text:
        return text
    settled = walk(questionnaire, context).scope.settled

    def filled(match: re.Match[str]) -> str:
        if match[1]:
            return _plain(context.attributes.get(match[2]))
        item, response = questionnaire.find_item(match[2]), settled.get(match[2])
        if item is None or response is None:
            return NOTHING
        answer = answer_text(item, response, context) or NOTHING
        return answer if len(answer) <= LONGEST_PIPED else f"{answer[: LONGEST_PIPED - 1].rstrip()}…"

    return REFERENCE.sub(filled, text)


def answer_text(item: Item, response: Response, context: Context) -> str:
    """The answer as a person reads it: option labels, «4,5», «12.03.2026 15:00»; empty without an answer."""
    if response.state not in (ResponseState.ANSWERED, ResponseState.DRAFT, ResponseState.VOID):
        return ""
    value = response.value
    if names := {option.code: option.label for option in shown_options(item, context)}:
        codes = value if isinstance(value, tuple) else (str(value),)
        return ", ".join(names.get(code, code) for code in codes)
    return _written(item, value)


def _written(item: Item, value: Value | None) -> str:
    if isinstance(item, FileItem) and isinstance(value, tuple):
        return value[1]
    if isinstance(item, DateItem) and isinstance(value, str):
        return f"{date.fromisoformat(value):%d.%m.%Y}"
    if isinstance(item, DateTimeItem) and isinstance(value, str):
        return f"{datetime.fromisoformat(value):%d.%m.%Y %H:%M}"
    if isinstance(value, Decimal):
        return str(value).replace(".", ",")
    return _plain(value)


def _plain(value: object) -> str:
    if value is None:
        return ""
    return ", ".join(str(one) for one in value) if isinstance(value, tuple) else str(value)
