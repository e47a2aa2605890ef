"""Looking over one's answers before sending: all sections, and one of them by pages."""

from bot.domain.dialogues import Dialogue
from bot.screen import Button, Rows, Screen
from handlers.callbacks import Draft, Menu, Move, ReviewSection
from handlers.texts import questionnaires as texts
from questionnaires.model import Item, ScaleItem
from questionnaires.progress import ReviewedSection, answer_text, completion, label, place, review
from questionnaires.values import Response, ResponseState

PAGE = 12  # answers of a section on one screen: with the longest questions and answers they still fit one message
IN_ROW = 3
LONGEST_TITLE = 120


def review_screen(dialogue: Dialogue) -> Screen:
    """All sections with how much of each is answered."""
    submission, questionnaire = dialogue.submission.id, dialogue.questionnaire
    done = completion(questionnaire, dialogue.context)
    rows = tuple((_section_key(dialogue, part),) for part in review(questionnaire, dialogue.context))
    whole = done.done == done.total
    last = Draft(submission=submission, to="submit" if whole else "continue").pack()
    main = Button(texts.SUBMIT if whole else texts.CONTINUE, last)
    head = texts.review_head(questionnaire.title, done.done, done.total)
    pause = Button(texts.PAUSE, Draft(submission=submission, to="pause").pack())
    return Screen(head, (*rows, (main,), (pause,)))


def _section_key(dialogue: Dialogue, part: ReviewedSection) -> Button:
    settled = sum(1 for _, response in part.items if response is not None and response.settled)
    name = " ".join(filter(None, (part.section.function, part.section.title)))
    label = texts.section_button(name, settled, len(part.items))
    return Button(label, _opening(dialogue, part, 0))


def _opening(dialogue: Dialogue, part: ReviewedSection, page: int) -> str:
    number = dialogue.questionnaire.sections.index(part.section)
    return ReviewSection(submission=dialogue.submission.id, section=number, page=page).pack()


def section_screen(dialogue: Dialogue) -> Screen:
    """The answers of one section, each to be opened for change."""
    parts = review(dialogue.questionnaire, dialogue.context)
    part = next((one for one in parts if one.section.code == dialogue.submission.cursor.code), None)
    if part is None:
        return review_screen(dialogue)
    last = (len(part.items) - 1) // PAGE
    page = min(dialogue.page or _page_of(part, dialogue.traced), last)
    shown = part.items[page * PAGE : (page + 1) * PAGE]
    title = texts.plain(texts.shortened(part.section.title, LONGEST_TITLE))
    lines = [f"<b>{title}</b>", "", *(_line(dialogue, item, response) for item, response in shown)]
    keys = [_correction(dialogue, item) for item, _ in shown]
    grid = tuple(tuple(keys[start : start + IN_ROW]) for start in range(0, len(keys), IN_ROW))
    back = Button(texts.TO_REVIEW, Draft(submission=dialogue.submission.id, to="review").pack())
    return Screen("\n".join(lines), (*grid, *_turning(dialogue, part, page, last), (back,)))


def _page_of(part: ReviewedSection, item: str | None) -> int:
    """The page with the answer just corrected, so that one comes back to where one was."""
    codes = [one.code for one, _ in part.items]
    return codes.index(item) // PAGE if item in codes else 0


def _line(dialogue: Dialogue, item: Item, response: Response | None) -> str:
    k, _ = place(dialogue.questionnaire, dialogue.context, item)
    question = texts.shortened(label(dialogue.questionnaire, item, dialogue.context), 90)
    answer = texts.shortened(answer_line(dialogue, item, response), 60)
    return f"{k}. {texts.plain(question)}\n   <b>{texts.plain(answer)}</b>"


def _correction(dialogue: Dialogue, item: Item) -> Button:
    k, _ = place(dialogue.questionnaire, dialogue.context, item)
    here = dialogue.questionnaire.order[item.code]
    return Button(texts.correct(k), Move(submission=dialogue.submission.id, place=here, to="edit").pack())


def _turning(dialogue: Dialogue, part: ReviewedSection, page: int, last: int) -> Rows:
    if not last:
        return ()
    before = (Button(texts.PAGE_BEFORE, _opening(dialogue, part, page - 1)),) if page else ()
    after = (Button(texts.PAGE_AFTER, _opening(dialogue, part, page + 1)),) if page < last else ()
    return ((*before, Button(f"{page + 1}/{last + 1}", Menu(to="none").pack()), *after),)


def answer_line(dialogue: Dialogue, item: Item, response: Response | None) -> str:
    """An answer as the person reads it, with the words for the answers that are none."""
    if response is None or response.state in (ResponseState.VOID, ResponseState.DRAFT):
        return texts.NO_ANSWER
    if response.state is ResponseState.SKIPPED:
        return texts.SKIPPED
    if response.state is ResponseState.NOT_APPLICABLE:
        return (item.not_applicable if isinstance(item, ScaleItem) else None) or texts.NOT_APPLICABLE
    said = answer_text(item, response, dialogue.context)
    return f"{response.value} — {said}" if isinstance(item, ScaleItem) and said != str(response.value) else said
