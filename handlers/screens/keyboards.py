"""The option buttons of each kind of item: grids, ticks, orders, pages, a calendar."""

from calendar import Calendar
from collections.abc import Iterable
from datetime import date

from bot.domain.dialogues import Dialogue
from bot.screen import Button, Rows
from handlers.callbacks import Answer, Menu, Move, Page, Toggle
from handlers.texts import questionnaires as texts
from handlers.texts.calendar import MONTHS, WEEKDAYS
from questionnaires.dates import bound
from questionnaires.model import ChoiceItem, DateItem, Item, MultipleItem, Option, RankingItem, ScaleItem, SingleItem
from questionnaires.progress import options, search

PAGE = 8  # options on one page of a long list
SHORT, SHORTEST = 20, 4  # labels of at most so many signs share their row: two of them, or six bare numbers
LONGEST = 60
FITS_BUTTON = LONGEST - 3  # beside a tick or a place
MONTHS_AWAY = 600  # how far the calendar's page number lets one walk: half of it is today


def item_rows(dialogue: Dialogue, item: Item) -> Rows:
    """Return the rows of option buttons; empty for what is typed or sent."""
    match item:
        case ScaleItem():
            return (*_choices(dialogue, item), *_not_applicable(dialogue, item))
        case SingleItem():
            return _choices(dialogue, item)
        case MultipleItem():
            return (
                *_ticks(dialogue, item, options(dialogue.questionnaire, item, dialogue.context)),
                _done(dialogue, item),
            )
        case RankingItem():
            return (*_order(dialogue, item), _done(dialogue, item))
        case ChoiceItem():
            return _list(dialogue, item)
        case DateItem():
            return _month(dialogue, item)
        case _:
            return ()


def _choices(dialogue: Dialogue, item: Item) -> Rows:
    chosen = str(dialogue.response.value) if dialogue.response is not None else None
    shown = options(dialogue.questionnaire, item, dialogue.context)
    keys = [
        Button(
            f"{'✓ ' if option.code == chosen else ''}{_numbered(option)}",
            Answer(submission=dialogue.submission.id, place=_place(dialogue, item), option=option.code).pack(),
        )
        for option in shown
    ]
    longest = max((len(key.label) for key in keys), default=0)
    return in_rows(keys, 6 if longest <= SHORTEST else 2 if longest <= SHORT else 1)


def _numbered(option: Option) -> str:
    number = "" if option.value is None or option.is_bare else f"{option.value} "
    return texts.shortened(f"{number}{option.label}", LONGEST)


def _not_applicable(dialogue: Dialogue, item: ScaleItem) -> Rows:
    if item.not_applicable is None:
        return ()
    data = Move(submission=dialogue.submission.id, place=_place(dialogue, item), to="na").pack()
    return ((Button(texts.shortened(item.not_applicable, LONGEST), data),),)


def _chosen(dialogue: Dialogue) -> tuple[str, ...]:
    value = dialogue.response.value if dialogue.response is not None else None
    return value if isinstance(value, tuple) else ()


def _ticks(dialogue: Dialogue, item: Item, shown: Iterable[Option]) -> Rows:
    chosen = _chosen(dialogue)
    return tuple(
        (
            Button(
                texts.shortened(f"{'☑' if option.code in chosen else '☐'} {option.label}", LONGEST),
                Toggle(submission=dialogue.submission.id, place=_place(dialogue, item), option=option.code).pack(),
            ),
        )
        for option in shown
    )


def _order(dialogue: Dialogue, item: RankingItem) -> Rows:
    chosen = _chosen(dialogue)
    return tuple(
        (
            Button(
                texts.shortened(
                    f"{chosen.index(option.code) + 1}. {option.label}"
                    if option.code in chosen
                    else f"☐ {option.label}",
                    LONGEST,
                ),
                Toggle(submission=dialogue.submission.id, place=_place(dialogue, item), option=option.code).pack(),
            ),
        )
        for option in options(dialogue.questionnaire, item, dialogue.context)
    )


def _done(dialogue: Dialogue, item: Item) -> tuple[Button, ...]:
    data = Move(submission=dialogue.submission.id, place=_place(dialogue, item), to="done").pack()
    return (Button(texts.done_button(len(_chosen(dialogue))), data),)


def _list(dialogue: Dialogue, item: ChoiceItem) -> Rows:
    shown = options(dialogue.questionnaire, item, dialogue.context)
    if not shown:
        return ()
    if dialogue.search:
        shown = search(shown, dialogue.search)
    last = max(0, (len(shown) - 1) // PAGE)
    marked = next((at for at, option in enumerate(shown) if option.code == dialogue.marked), None)
    page = min(dialogue.page if marked is None else marked // PAGE, last)
    here = shown[page * PAGE : (page + 1) * PAGE]
    rows = _ticks(dialogue, item, here) if item.multiple else _one_of(dialogue, item, here)
    if last:
        rows = (*rows, _pages(dialogue, item, page, last, f"{page + 1}/{last + 1}"))
    if dialogue.search:
        data = Move(submission=dialogue.submission.id, place=_place(dialogue, item), to="all").pack()
        rows = (*rows, (Button(texts.SHOW_ALL, data),))
    return (*rows, _done(dialogue, item)) if item.multiple else rows


def _one_of(dialogue: Dialogue, item: ChoiceItem, shown: Iterable[Option]) -> Rows:
    chosen = dialogue.response.value if dialogue.response is not None else None
    return tuple(
        (
            Button(
                texts.shortened(f"{'✓ ' if option.code == chosen else ''}{option.label}", LONGEST),
                Answer(submission=dialogue.submission.id, place=_place(dialogue, item), option=option.code).pack(),
            ),
        )
        for option in shown
    )


def _pages(dialogue: Dialogue, item: Item, page: int, last: int, label: str, first: int = 0) -> tuple[Button, ...]:
    def turn(sign: str, to: int) -> Button:
        data = Page(submission=dialogue.submission.id, place=_place(dialogue, item), page=to).pack()
        return Button(sign, data)

    middle = Button(label, Menu(to="none").pack())
    before = (turn(texts.PAGE_BEFORE, page - 1),) if page > first else ()
    after = (turn(texts.PAGE_AFTER, page + 1),) if page < last else ()
    return (*before, middle, *after)


def _month(dialogue: Dialogue, item: DateItem) -> Rows:
    """A month of days; days and months out of the item's bounds are not offered. It opens where the bounds are."""
    today = dialogue.context.today
    if today is None:
        return ()
    earliest = bound(item.min, today) if item.min else None
    latest = bound(item.max, today) if item.max else None
    first, last = _month_page(earliest, today, 1), _month_page(latest, today, MONTHS_AWAY)
    page = min(max(dialogue.page or MONTHS_AWAY // 2, first), last)
    year, month = divmod(today.year * 12 + today.month - 1 + page - MONTHS_AWAY // 2, 12)
    weeks = Calendar().monthdatescalendar(year, month + 1)
    head = _pages(dialogue, item, page, last, f"{MONTHS[month]} {year}", first)
    names = tuple(Button(name, Menu(to="none").pack()) for name in WEEKDAYS)
    return (
        head,
        names,
        *(tuple(_day(dialogue, item, day, month + 1, earliest, latest) for day in week) for week in weeks),
    )


def _month_page(day: date | None, today: date, without: int) -> int:
    """The calendar's page with this day: this month's is in the middle, 0 stands for none."""
    if day is None:
        return without
    away = (day.year - today.year) * 12 + day.month - today.month
    return min(max(MONTHS_AWAY // 2 + away, 1), MONTHS_AWAY)


def _day(dialogue: Dialogue, item: Item, day: date, month: int, earliest: date | None, latest: date | None) -> Button:
    outside = day.month != month or (earliest and day < earliest) or (latest and day > latest)
    if outside:
        return Button("·", Menu(to="none").pack())
    data = Answer(submission=dialogue.submission.id, place=_place(dialogue, item), option=day.isoformat()).pack()
    return Button(str(day.day), data)


def _place(dialogue: Dialogue, item: Item) -> int:
    return dialogue.questionnaire.order[item.code]


def in_rows(keys: list[Button], width: int) -> Rows:
    """Lay keys out in rows of equal width."""
    return tuple(tuple(keys[start : start + width]) for start in range(0, len(keys), width))
