"""The answer to each kind of item: which reader or chooser judges which input. Knows no skipping."""

from functools import singledispatch

from questionnaires.choosing import (
    Several,
    choose_many,
    choose_one,
    chosen_so_far,
    finished,
    ranked,
    ranking_finished,
    toggled,
)
from questionnaires.context import Context
from questionnaires.items import (
    BaseItem,
    ChoiceItem,
    DateItem,
    DateTimeItem,
    DecimalItem,
    FileItem,
    IntegerItem,
    Item,
    MultipleItem,
    NoteItem,
    Option,
    RankingItem,
    ScaleItem,
    SingleItem,
    TextItem,
    TimeItem,
)
from questionnaires.options import shown_options
from questionnaires.problems import Problem, ProblemCode
from questionnaires.reading import (
    cleaned,
    read_clock,
    read_date,
    read_datetime,
    read_decimal,
    read_file,
    read_integer,
    read_text,
)
from questionnaires.values import Chosen, Done, Draft, Raw, Response, ResponseState, Typed, Uploaded, Value

Answer = Value | Draft | Problem
COUNTABLE = 8
"""Options of a dynamic list that are seen at once."""


def _wrong(expected: str) -> Problem:
    return Problem(ProblemCode.WRONG_INPUT, {"expected": expected})


def _text_of(raw: Raw) -> str | None:
    """Typed text, or the text behind a pressed button (a calendar day, a number)."""
    if isinstance(raw, Typed):
        return raw.text
    return cleaned(raw.option) if isinstance(raw, Chosen) else None


@singledispatch
def read(_item: BaseItem, _raw: Raw, _previous: Response | None, _context: Context) -> Answer:
    """The value for one kind of item; the kinds are registered below. A calculated item takes none."""
    return _wrong("nothing")


@read.register
def _(_item: NoteItem, _raw: Raw, _previous: Response | None, _context: Context) -> Answer:
    return ""


@read.register
def _(item: SingleItem, raw: Raw, _previous: Response | None, context: Context) -> Answer:
    option = choose_one(shown_options(item, context), raw)
    return option if isinstance(option, Problem) else option.code


@read.register
def _(item: ScaleItem, raw: Raw, _previous: Response | None, context: Context) -> Answer:
    option = choose_one(shown_options(item, context), raw)
    if isinstance(option, Problem):
        return option
    return option.value if option.value is not None else _wrong("option")


@read.register
def _(item: MultipleItem, raw: Raw, previous: Response | None, context: Context) -> Answer:
    return _several(item, raw, previous, context)


@read.register
def _(item: ChoiceItem, raw: Raw, previous: Response | None, context: Context) -> Answer:
    shown = shown_options(item, context)
    if not shown:
        return Problem(ProblemCode.NO_CHOICES)
    if item.multiple:
        return _several(item, raw, previous, context)
    option = choose_one(shown, raw, numbered=_is_countable(item, shown))
    return option if isinstance(option, Problem) else option.code


@read.register
def _(item: RankingItem, raw: Raw, previous: Response | None, context: Context) -> Answer:
    shown = shown_options(item, context)
    codes = chosen_so_far(item, previous, context)
    if isinstance(raw, Done):
        return ranking_finished(item, shown, codes)
    if isinstance(raw, Typed):
        typed = choose_many(shown, raw.text)
        if isinstance(typed, Problem):
            return typed
        return ranking_finished(item, shown, tuple(option.code for option in typed))
    option = choose_one(shown, raw)
    return option if isinstance(option, Problem) else _draft(item, ranked(item, option, codes))


@read.register
def _(item: TextItem, raw: Raw, _previous: Response | None, _context: Context) -> Answer:
    return read_text(item, raw.text) if isinstance(raw, Typed) else _wrong("text")


@read.register
def _(item: IntegerItem, raw: Raw, _previous: Response | None, _context: Context) -> Answer:
    text = _text_of(raw)
    return _wrong("number") if text is None else read_integer(item, text)


@read.register
def _(item: DecimalItem, raw: Raw, _previous: Response | None, _context: Context) -> Answer:
    text = _text_of(raw)
    return _wrong("number") if text is None else read_decimal(item, text)


@read.register
def _(item: DateItem, raw: Raw, _previous: Response | None, context: Context) -> Answer:
    text = _text_of(raw)
    return _wrong("date") if text is None else read_date(item, text, context.today)


@read.register
def _(item: TimeItem, raw: Raw, _previous: Response | None, _context: Context) -> Answer:
    text = _text_of(raw)
    return _wrong("time") if text is None else read_clock(item, text)


@read.register
def _(item: DateTimeItem, raw: Raw, _previous: Response | None, context: Context) -> Answer:
    text = _text_of(raw)
    return _wrong("datetime") if text is None else read_datetime(item, text, context.today)


@read.register
def _(item: FileItem, raw: Raw, _previous: Response | None, _context: Context) -> Answer:
    return read_file(item, raw) if isinstance(raw, Uploaded) else Problem(ProblemCode.FILE_EXPECTED)


def _several(item: Several, raw: Raw, previous: Response | None, context: Context) -> Answer:
    """Multiple and dynamic choice: a press makes a draft, a typed list or `Done` makes the response."""
    shown = shown_options(item, context)
    codes = chosen_so_far(item, previous, context)
    if isinstance(raw, Done):
        return finished(item, shown, codes)
    if isinstance(raw, Typed):
        typed = choose_many(shown, raw.text, numbered=_is_countable(item, shown))
        return typed if isinstance(typed, Problem) else finished(item, shown, tuple(option.code for option in typed))
    option = choose_one(shown, raw)
    return option if isinstance(option, Problem) else _draft(item, toggled(item, shown, option, codes))


def _is_countable(item: Several, shown: tuple[Option, ...]) -> bool:
    """Whether a number means a place: not in a dynamic list of many pages, where it is part of a name («17»)."""
    return not isinstance(item, ChoiceItem) or len(shown) <= COUNTABLE


def _draft(item: Item, codes: tuple[str, ...] | Problem) -> Draft | Problem:
    if isinstance(codes, Problem):
        return codes
    return Draft(Response(item.code, ResponseState.DRAFT, codes))
