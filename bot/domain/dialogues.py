"""What a respondent sees of a submission now: the value that screens are made of. Knows no wording."""

from dataclasses import dataclass, replace

from bot.domain.errors import DomainError
from bot.domain.forms import Made, Record
from bot.domain.pupils import fingerprint, names_pupil
from bot.domain.submissions import Cursor, Submission, SubmissionState
from questionnaires.context import Context
from questionnaires.model import ChoiceItem, Item, Questionnaire
from questionnaires.problems import Problem
from questionnaires.progress import missing_items, next_item, options, search
from questionnaires.scoring import Score
from questionnaires.values import Raw, Response, Typed

LONGEST_SEARCH = 100  # signs of it that count


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One submission with everything its screen depends on.

    `traced` is the item answered by the act that led here. `page` is that of a long list of options, `marked` the
    option just marked in it, whose page stays open.
    `about` is the code of the person it is about, when that is somebody else.
    """

    submission: Submission
    questionnaire: Questionnaire
    context: Context
    problem: Problem | None = None
    traced: str | None = None
    page: int = 0
    marked: str = ""
    scores: tuple[Score, ...] = ()
    about: str = ""

    @property
    def anonymous(self) -> bool:
        """Whether the answers will be tied to nobody."""
        return self.submission.anonymous

    @property
    def made(self) -> Made | None:
        """What a completed form has made or changed."""
        kind, record_id = self.submission.subject
        done = self.questionnaire.kind == "form" and self.submission.state is SubmissionState.COMPLETED
        return Made(Record(kind), record_id) if done and record_id is not None else None

    @property
    def search(self) -> str:
        """What narrows a long list of options."""
        return self.submission.cursor.search

    @property
    def item(self) -> Item | None:
        """The item that waits for an answer, or None in the review and after the end."""
        if self.submission.state is not SubmissionState.DRAFT or self.submission.cursor.kind not in ("item", "edit"):
            return None
        return self.questionnaire.find_item(self.submission.cursor.code)

    @property
    def response(self) -> Response | None:
        """What is stored for the item that waits."""
        return self.context.responses.get(self.submission.cursor.code)


def with_response(dialogue: Dialogue, response: Response) -> Dialogue:
    """The dialogue after a response has been stored."""
    responses = {**dialogue.context.responses, response.item: response}
    return replace(dialogue, context=replace(dialogue.context, responses=responses))


def onward(dialogue: Dialogue, after: str | None) -> Cursor:
    """Where to go from an item: the one that follows, else the first without an answer, else the review."""
    item = next_item(dialogue.questionnaire, dialogue.context, after) if after is not None else None
    item = item or next_item(dialogue.questionnaire, dialogue.context)
    return Cursor("item", item.code) if item else Cursor("review")


def after_answer(dialogue: Dialogue, item: Item) -> Cursor:
    """Where to go from an answered item: back to its section after a change, else onward."""
    if dialogue.submission.cursor.kind == "edit" and not missing_items(dialogue.questionnaire, dialogue.context):
        return Cursor("section", dialogue.questionnaire.section_of(item.code).code)
    return onward(dialogue, item.code)


def searched(dialogue: Dialogue, raw: Raw) -> Cursor | None:
    """Where to stay when typed text that is no option of a long list finds something in it; else None."""
    item = dialogue.item
    if not isinstance(item, ChoiceItem) or not isinstance(raw, Typed):
        return None
    text = raw.text[:LONGEST_SEARCH]
    found = search(options(dialogue.questionnaire, item, dialogue.context), text)
    return replace(dialogue.submission.cursor, search=text) if found else None


def item_at(questionnaire: Questionnaire, place: int) -> Item:
    """The item that a button names by its place; raises `unknown_item` for a forged place."""
    if place >= len(questionnaire.items):
        raise DomainError("unknown_item")
    return questionnaire.items[place]


def doubted(dialogue: Dialogue, response: Response) -> Cursor | None:
    """Where to stay when a free text seems to name a pupil; None when it does not, or is sent a second time."""
    text, cursor = response.value, dialogue.submission.cursor
    if not isinstance(text, str) or not names_pupil(text) or cursor.warned == fingerprint(text):
        return None
    return replace(cursor, warned=fingerprint(text))
