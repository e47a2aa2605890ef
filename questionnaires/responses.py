"""What a person sent + an item → a response, a draft, or a problem. Knows nothing of screens and storage."""

from questionnaires.answers import read
from questionnaires.conditions import parse
from questionnaires.context import Context
from questionnaires.items import ChoiceItem, Item, MultipleItem, NoteItem, RankingItem, ScaleItem, TextItem
from questionnaires.operands import folded
from questionnaires.options import lacks_options
from questionnaires.problems import Problem, ProblemCode
from questionnaires.reading import cleaned
from questionnaires.values import (
    Chosen,
    Done,
    Draft,
    NotApplicable,
    Raw,
    Response,
    ResponseState,
    Skipped,
    Toggled,
    Typed,
    Uploaded,
    Value,
)
from questionnaires.walking import AnswerScope

__all__ = [
    "Chosen",
    "Done",
    "Draft",
    "NotApplicable",
    "Problem",
    "Raw",
    "Response",
    "ResponseState",
    "Skipped",
    "Toggled",
    "Typed",
    "Uploaded",
    "Value",
    "respond",
]

LISTS = (MultipleItem, RankingItem, ChoiceItem)
"""Kinds whose finished answer is judged again by `Done`; any other settled answer simply stays."""

_WORDS: dict[str, Raw] = {
    "далее": Done(),
    "дальше": Done(),
    "готово": Done(),
    "пропустить": Skipped(),
    "пропуск": Skipped(),
    "не относится": NotApplicable(),
    "не относится к моей работе": NotApplicable(),
    "не применимо": NotApplicable(),
    "неприменимо": NotApplicable(),
    "н/п": NotApplicable(),
}


def respond(item: Item, raw: Raw, previous: Response | None, context: Context) -> Response | Draft | Problem:
    """Judge one input to one item. Never raises on what a person can send.

    `previous` is the stored response: the draft a button adds to. `context.responses` matter only for
    constraints that name earlier items. A typed list of choices finishes the item at once.
    """
    if isinstance(raw, Typed):
        raw = _meant(item, Typed(cleaned(raw.text)))
    if isinstance(raw, Skipped):
        return _skipped(item, context)
    if isinstance(raw, NotApplicable):
        return _not_applicable(item)
    if isinstance(raw, Done) and previous is None and item.default is not None:
        raw = default_input(item)
    if isinstance(raw, Done) and previous is not None and previous.settled and not isinstance(item, LISTS):
        return previous
    answer = read(item, raw, previous, context)
    if isinstance(answer, Draft | Problem):
        return answer
    response = Response(item.code, ResponseState.ANSWERED, None if isinstance(item, NoteItem) else answer)
    return _refused(item, response, context) or response


def default_input(item: Item) -> Typed:
    """The definition's default as if it had been typed."""
    value = item.default
    return Typed(", ".join(value) if isinstance(value, tuple) else str(value))


def _meant(item: Item, raw: Typed) -> Raw:
    """Words that stand for a button. In a required free text they are text."""
    word = _WORDS.get(folded(raw.text).rstrip(".!"))
    if word is None or (isinstance(item, TextItem) and item.required):
        return raw
    return Skipped() if isinstance(item, TextItem) and item.default is None else word


def _skipped(item: Item, context: Context) -> Response | Problem:
    if item.required and not isinstance(item, NoteItem) and not lacks_options(item, context):
        return Problem(ProblemCode.REQUIRED)
    return Response(item.code, ResponseState.SKIPPED)


def _not_applicable(item: Item) -> Response | Problem:
    if isinstance(item, ScaleItem) and item.not_applicable:
        return Response(item.code, ResponseState.NOT_APPLICABLE)
    return Problem(ProblemCode.NOT_APPLICABLE_REFUSED)


def _refused(item: Item, response: Response, context: Context) -> Problem | None:
    if item.constraint is None:
        return None
    scope = AnswerScope(None, context, response.value)
    scope.settled = {code: other for code, other in context.responses.items() if other.settled}
    if parse(item.constraint).holds(scope) is True:
        return None
    return Problem(ProblemCode.CONSTRAINT, {"message": item.constraint_message or ""})
