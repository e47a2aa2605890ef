"""A person's own results: the list, and one of them beside the audit before."""

from dataclasses import replace

from bot.domain.acts import Act
from bot.domain.consents import ConsentKind
from bot.domain.errors import DomainError
from bot.domain.results import Result, mark_of, result_of
from bot.domain.submissions import Submission, SubmissionState
from storage.transaction import Transaction


async def own_results(tx: Transaction, act: Act) -> tuple[Result, ...]:
    """Return everything the person has completed, the newest first."""
    person_id = await tx.accounts.get_person(act.messenger_id)
    done = await tx.submissions.of_person(person_id, SubmissionState.COMPLETED)
    return tuple([await _result(tx, submission) for submission in done])


async def own_result(tx: Transaction, act: Act, submission_id: int) -> Result:
    """Return one result; beside it the previous one of the same questionnaire, if the person lets years be linked.

    Raises `foreign_submission` for anybody else's.
    """
    person_id = await tx.accounts.get_person(act.messenger_id)
    submission = await tx.submissions.find(submission_id)
    if submission is None or submission.respondent_id != person_id:
        raise DomainError("foreign_submission", submission=submission_id)
    if submission.state is not SubmissionState.COMPLETED:
        raise DomainError("no_result")
    result = await _result(tx, submission)
    if ConsentKind.LINKING not in await tx.accounts.consents(person_id):
        return result
    earlier = await _earlier(tx, submission)
    if not earlier:
        return result
    history = tuple(mark for one in (*reversed(earlier), result) if (mark := mark_of(one)) is not None)
    return replace(_beside(result, earlier[0]), history=history)


async def is_kept(tx: Transaction, messenger_id: int, submission_id: int) -> bool:
    """Tell whether the account still has this submission: both are gone once its person is forgotten."""
    submission = await tx.submissions.find(submission_id)
    return submission is not None and submission.respondent_id == await tx.accounts.find_person(messenger_id)


def _beside(result: Result, earlier: Result) -> Result:
    before: dict[tuple[str, str], float] = {
        (score.kind, score.code): score.value for score in earlier.scores if score.value is not None
    }
    return replace(result, before=before, before_at=earlier.completed_at)


async def _earlier(tx: Transaction, submission: Submission) -> list[Result]:
    """What the person completed of the same questionnaire about the same before, the newest first."""
    found, code = [], (await tx.questionnaires.get(submission.version_id)).code
    for other in await tx.submissions.of_person(submission.respondent_id, SubmissionState.COMPLETED):
        if other.completed_at is None or (other.completed_at, other.id) >= (submission.completed_at, submission.id):
            continue
        if other.subject == submission.subject and (await tx.questionnaires.get(other.version_id)).code == code:
            found.append(await _result(tx, other))
    return found


async def _result(tx: Transaction, submission: Submission) -> Result:
    questionnaire = await tx.questionnaires.get(submission.version_id)
    scores = await tx.scores.of(submission.id)
    threshold = await tx.scores.threshold(submission.id)
    return result_of(questionnaire, submission.id, submission.completed_at or 0, threshold, scores)
