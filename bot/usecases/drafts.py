"""Beginning a draft: the version, the respondent's attributes as they are now, the first question."""

from bot.domain.acts import Act
from bot.domain.campaigns import Asked
from bot.domain.errors import DomainError
from bot.domain.people import attributes
from bot.domain.programmes import Programme
from bot.domain.submissions import Cursor, Submission, SubmissionState
from bot.usecases.anonymity import drop_draft
from questionnaires.context import Context
from questionnaires.progress import next_item
from storage.transaction import Transaction


async def begin_draft(
    tx: Transaction, act: Act, person_id: int, version_id: int, programme: Programme, asked: Asked | None = None
) -> Submission:
    """Store a draft at its first question; `asked` is what it answers. Raises `nothing_to_ask`."""
    person, places = await tx.people.get(person_id)
    questionnaire = await tx.questionnaires.get(version_id)
    facts = attributes(person, act.today, programme.young)
    first = next_item(questionnaire, Context(attributes=facts, seed=str(act.chance)))
    if first is None:
        raise DomainError("nothing_to_ask")
    draft = Submission(
        id=0,
        version_id=version_id,
        respondent_id=person_id,
        organisation_id=places[0][0] if places else None,
        state=SubmissionState.DRAFT,
        receipt=None,
        seed=str(act.chance),
        attributes=facts,
        cursor=Cursor("item", first.code),
        message_id=act.message_id,
        started_at=act.now,
        touched_at=act.now,
        completed_at=None,
        participation_id=asked.participation.id if asked else None,
        subject=asked.subject if asked else ("self", None),
        campaign_id=asked.campaign.id if asked else None,
        closes_at=asked.closes_at if asked else None,
        anonymous=asked.campaign.anonymous if asked else False,
    )
    return await tx.submissions.add(draft)


async def open_drafts(tx: Transaction, person_id: int, now: int) -> list[Submission]:
    """Return what the person may go on with, the last touched first."""
    drafts = [one.as_of(now) for one in await tx.submissions.of_person(person_id, SubmissionState.DRAFT)]
    return [one for one in drafts if one.state is SubmissionState.DRAFT and not one.is_stale(now)]


async def discard(tx: Transaction, act: Act, draft: Submission) -> None:
    """Put a draft aside with its answers; of an anonymous one nothing is kept."""
    if draft.anonymous:
        await drop_draft(tx, draft)
    else:
        await tx.submissions.close(draft.id, SubmissionState.DISCARDED, None, act.now)
