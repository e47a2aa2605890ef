"""What a respondent sees of a submission now: the value that screens are made of. Knows no wording."""

from dataclasses import dataclass

from bot.domain.submissions import Submission, SubmissionState
from questionnaires.context import Context
from questionnaires.model import Item, Questionnaire
from questionnaires.problems import Problem
from questionnaires.scoring import Score
from questionnaires.values import Response


@dataclass(frozen=True, slots=True)
class Dialogue:
    """One submission with everything its screen depends on.

    `traced` is the item answered by the act that led here, `page` and `search` narrow a long list of options.
    """

    submission: Submission
    questionnaire: Questionnaire
    context: Context
    problem: Problem | None = None
    traced: str | None = None
    page: int = 0
    search: str = ""
    scores: tuple[Score, ...] = ()

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
