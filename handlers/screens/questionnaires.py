"""A dialogue as a screen: the question, the review, the receipt. Knows no rules."""

from zoneinfo import ZoneInfo

from bot.domain.dialogues import Dialogue
from bot.domain.questionnaires import Offer
from bot.domain.submissions import SubmissionState
from bot.screen import Button, Rows, Screen
from handlers.callbacks import Ask, Draft, Menu, Move, Result, Start
from handlers.screens.keyboards import FITS_BUTTON, item_rows
from handlers.screens.reviews import answer_line, review_screen, section_screen
from handlers.texts import questionnaires as texts
from handlers.texts import results
from handlers.texts.calendar import closing_in_words
from handlers.texts.problems import problem_text
from questionnaires.model import ChoiceItem, Item, NoteItem, OptionsItem, Questionnaire, ScaleItem, TextItem
from questionnaires.options import lacks_options
from questionnaires.progress import completion, hint, label, opens, options, place, search
from questionnaires.values import ResponseState

DESCRIBED, OFFERED = 15, 45  # questionnaires with a line of their own, and with a button: what one message holds
HOME = Button(texts.HOME, Menu(to="home").pack())


def dialogue_screen(dialogue: Dialogue, zone: ZoneInfo) -> Screen:
    """Return whatever the submission shows now."""
    state, cursor = dialogue.submission.state, dialogue.submission.cursor
    if state is SubmissionState.COMPLETED:
        return receipt_screen(dialogue, zone)
    if state is SubmissionState.EXPIRED and dialogue.submission.closes_at is not None:
        over = closing_in_words(dialogue.submission.closes_at, zone)
        return Screen(texts.over(dialogue.questionnaire.title, over, dialogue.anonymous), ((HOME,),))
    if state is not SubmissionState.DRAFT:
        at = texts.moment(dialogue.submission.touched_at, zone)
        return Screen(texts.closed(dialogue.questionnaire.title, at), ((HOME,),))
    if dialogue.item is not None:
        return question_screen(dialogue, dialogue.item)
    return section_screen(dialogue) if cursor.kind == "section" else review_screen(dialogue)


def question_screen(dialogue: Dialogue, item: Item) -> Screen:
    """One question with its legend, the answer given before, and a way back, on and out."""
    parts = [*_head(dialogue, item), "", *_body(dialogue, item)]
    if dialogue.problem is not None:
        warning = problem_text(dialogue.problem.code, dialogue.problem.params)
        parts += ["", f"<i>{texts.plain(texts.shortened(warning))}</i>"]
    return Screen("\n".join(parts), (*item_rows(dialogue, item), *_ways(dialogue, item)))


def _head(dialogue: Dialogue, item: Item) -> list[str]:
    questionnaire, section = dialogue.questionnaire, dialogue.questionnaire.section_of(item.code)
    title = f"{section.function} {section.title}" if section.function else section.title
    lines = [_titled(dialogue), f"<b>{texts.plain(title)}</b>"]
    if dialogue.about:
        lines.append(texts.about(dialogue.about))
    if not isinstance(item, NoteItem) and questionnaire.kind != "form":  # a form's length depends on what is chosen
        lines.append(texts.place_line(*place(questionnaire, dialogue.context, item)))
    if trace := _trace(dialogue):
        lines.append(trace)
    if opens(questionnaire, item, questionnaire.items, dialogue.context):
        lines += ["", texts.plain(questionnaire.intro)] if questionnaire.intro else []
        lines += ["", texts.promise(dialogue.anonymous)] if _promises(questionnaire) else []
    if section.note and opens(questionnaire, item, section.items, dialogue.context):
        lines += ["", f"<i>{texts.plain(section.note)}</i>"]
    return lines


def _titled(dialogue: Dialogue) -> str:
    title = texts.plain(dialogue.questionnaire.title)
    return f"{title} · {texts.promise_mark(dialogue.anonymous)}" if _promises(dialogue.questionnaire) else title


def _promises(questionnaire: Questionnaire) -> bool:
    """A form is a record that whoever works with it sees: nothing is promised."""
    return questionnaire.kind != "form"


def _trace(dialogue: Dialogue) -> str:
    item = dialogue.questionnaire.find_item(dialogue.traced) if dialogue.traced else None
    if item is None or isinstance(item, NoteItem):
        return ""
    k, _ = place(dialogue.questionnaire, dialogue.context, item)
    return texts.answered_line(k, _answer(dialogue, item))


def _body(dialogue: Dialogue, item: Item) -> list[str]:
    lines = [f"<b>{texts.plain(label(dialogue.questionnaire, item, dialogue.context))}</b>"]
    if hinted := hint(dialogue.questionnaire, item, dialogue.context):
        lines.append(texts.plain(hinted))
    if item.example:
        lines.append(texts.example(item.example))
    lines += _legend(dialogue, item)
    if how := _how_to_answer(dialogue, item):
        lines += ["", how]
    if isinstance(item, TextItem):
        lines.append(texts.text_limits(item.max_length, dialogue.anonymous))
    if dialogue.search:
        lines.append(
            texts.found(
                dialogue.search, len(search(options(dialogue.questionnaire, item, dialogue.context), dialogue.search))
            )
        )
    if (
        dialogue.response is not None
        and dialogue.response.state is not ResponseState.DRAFT
        and not isinstance(item, NoteItem)
    ):
        lines += ["", texts.own_answer(_answer(dialogue, item))]
    return lines


def _how_to_answer(dialogue: Dialogue, item: Item) -> str:
    if isinstance(item, ChoiceItem) and lacks_options(item, dialogue.context):
        return texts.empty_list(item.source)
    return texts.how_to_answer(item.kind)


def _legend(dialogue: Dialogue, item: Item) -> list[str]:
    """Number, words and behaviour of every mark of a scale; options that a button would cut off."""
    if not isinstance(item, ScaleItem | OptionsItem):
        return []
    shown = options(dialogue.questionnaire, item, dialogue.context)
    if not any(option.descriptor or len(option.label) > FITS_BUTTON for option in shown):
        return []
    lines = [""]
    for place_shown, option in enumerate(shown, start=1):
        if option.is_bare:
            lines += [f"<b>{option.value}</b>: {texts.plain(option.descriptor)}"] if option.descriptor else []
            continue
        number = f"{place_shown}. " if option.value is None else f"{option.value} — "
        behaviour = f": {texts.plain(option.descriptor)}" if option.descriptor else ""
        lines.append(f"<b>{number}{texts.plain(option.label)}</b>{behaviour}")
    return lines


def _answer(dialogue: Dialogue, item: Item) -> str:
    return answer_line(dialogue, item, dialogue.context.responses.get(item.code))


def _ways(dialogue: Dialogue, item: Item) -> Rows:
    submission, here = dialogue.submission.id, dialogue.questionnaire.order[item.code]
    back = Button(texts.BACK, Move(submission=submission, place=here, to="back").pack())
    onward = []
    settled = dialogue.response is not None and dialogue.response.settled
    if isinstance(item, NoteItem) or (settled and item.kind not in ("multiple", "ranking")):
        onward.append(Button(texts.NEXT, Move(submission=submission, place=here, to="done").pack()))
    if (not item.required or lacks_options(item, dialogue.context)) and not isinstance(item, NoteItem):
        onward.append(Button(texts.SKIP, Move(submission=submission, place=here, to="skip").pack()))
    review_key = Button(texts.REVIEW, Draft(submission=submission, to="review").pack())
    pause = Button(texts.PAUSE, Draft(submission=submission, to="pause").pack())
    first = place(dialogue.questionnaire, dialogue.context, item)[0] == 1
    ways = (*(() if first else (back,)), *onward)
    return (*((ways,) if ways else ()), (review_key, pause))


def stale_screen(dialogue: Dialogue, item: Item) -> Screen:
    """An old keyboard: what was answered, and the choice to open it."""
    submission, here = dialogue.submission.id, dialogue.questionnaire.order[item.code]
    k, _ = place(dialogue.questionnaire, dialogue.context, item)
    question = texts.shortened(label(dialogue.questionnaire, item, dialogue.context))
    text = texts.stale(k, question, _answer(dialogue, item))
    edit = Button(texts.OPEN_FOR_CHANGE, Move(submission=submission, place=here, to="edit").pack())
    current = Button(texts.TO_CURRENT, Draft(submission=submission, to="continue").pack())
    return Screen(text, ((edit,), (current,)))


def sent_screen(dialogue: Dialogue) -> Screen:
    """After sending anonymously: what has become of the answers, and the result, which is seen here and never again."""
    questionnaire = dialogue.questionnaire
    parts = [texts.sent_anonymously(questionnaire.title)]
    levels = questionnaire.profile.levels if questionnaire.profile else ()
    parts += [results.once(dialogue.scores, levels)] if dialogue.scores else []
    parts += [texts.plain(questionnaire.closing)] if questionnaire.closing else []
    return Screen("\n\n".join(parts), ((HOME,),))


def receipt_screen(dialogue: Dialogue, zone: ZoneInfo) -> Screen:
    """After sending: when, the code, and the way to the result."""
    if dialogue.anonymous:
        return sent_screen(dialogue)
    submission = dialogue.submission
    at = texts.moment(submission.completed_at or submission.touched_at, zone)
    result = ((Button(texts.MY_RESULT, Result(submission=submission.id).pack()),),) if dialogue.scores else ()
    text = texts.receipt(dialogue.questionnaire.title, submission.receipt or "", at, bool(dialogue.scores))
    closing = f"\n\n{texts.plain(dialogue.questionnaire.closing)}" if dialogue.questionnaire.closing else ""
    return Screen(text + closing, (*result, (HOME,)))


def paused_screen(dialogue: Dialogue) -> Screen:
    """After «Прервать»: what is kept and how to come back."""
    done = completion(dialogue.questionnaire, dialogue.context)
    submission = dialogue.submission.id
    keep = Button(texts.CONTINUE, Draft(submission=submission, to="continue").pack())
    restart = Button(texts.RESTART, Draft(submission=submission, to="restart").pack())
    return Screen(texts.paused(dialogue.questionnaire.title, done.done, done.total), ((keep,), (restart,), (HOME,)))


def restart_screen(dialogue: Dialogue) -> Screen:
    """Before the answers of a draft are put aside."""
    done = completion(dialogue.questionnaire, dialogue.context).done
    submission = dialogue.submission.id
    keep = Button(texts.CONTINUE, Draft(submission=submission, to="continue").pack())
    sure = Button(texts.RESTART_SURE, Draft(submission=submission, to="restart_sure").pack())
    return Screen(texts.restart_question(done), ((keep,), (sure,)))


def offers_screen(offers: tuple[Offer, ...], refusal: str, zone: ZoneInfo) -> Screen:
    """The questionnaires a person may answer now; `refusal` says why there is no self-audit."""
    lines = [texts.offers_head(len(offers)), ""]
    lines += [_offer_line(offer, zone) for offer in offers[:DESCRIBED]]
    if refusal:
        lines += ["", texts.plain(refusal)]
    rows = tuple((Button(texts.shortened(offer.title, 60), _opening(offer).pack()),) for offer in offers[:OFFERED])
    return Screen("\n".join(lines), (*rows, (HOME,)))


def _offer_line(offer: Offer, zone: ZoneInfo) -> str:
    closing = closing_in_words(offer.closes_at, zone) if offer.closes_at is not None else ""
    return texts.offer_line(offer.title, offer.minutes, offer.started, closing)


def _opening(offer: Offer) -> Ask | Start:
    return Start(questionnaire=offer.code) if offer.participation is None else Ask(participation=offer.participation)
