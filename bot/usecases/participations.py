"""Answering what one was asked: from the message or the list to the question, and what sending means for it."""

from bot.domain.acts import Act
from bot.domain.campaigns import Asked, Campaign
from bot.domain.dialogues import Dialogue
from bot.domain.errors import DomainError
from bot.domain.programmes import Programme
from bot.domain.submissions import Submission
from bot.usecases.dialogues import check_may_answer, load_dialogue, show_at
from bot.usecases.drafts import begin_draft
from storage.transaction import Transaction


async def open_participation(tx: Transaction, act: Act, participation_id: int, programme: Programme) -> Dialogue:
    """Continue what was begun for this participation, or begin on the version the campaign is pinned to.

    What is sent already is shown as sent. Raises `forbidden`, `foreign_participation`, `already_answered`,
    `campaign_closed`, `submission_over`.
    """
    person_id = await check_may_answer(tx, act)
    asked = await own_asked(tx, person_id, participation_id)
    await tx.deliveries.arrive(person_id, participation_id, act.message_id)
    draft = await tx.drafts.asked_for(participation_id)
    if draft is not None and not draft.is_stale(act.now):
        return await _continue(tx, act, draft)
    asked.check_open(act.now)
    draft = await _joined(tx, act, asked) or await _begin(tx, act, asked, programme)
    await tx.participations.open(participation_id)
    await tx.deliveries.cancel_participation(participation_id, "opened", _noted_at(act, asked.campaign))
    return await show_at(tx, act, await load_dialogue(tx, act, draft), draft.cursor)


async def waiting_for(tx: Transaction, person_id: int, now: int) -> list[Asked]:
    """Return what the person is asked and has not answered, the first to close first."""
    waiting = await tx.participations.waiting(person_id)
    found = [Asked(one, await tx.campaigns.get(one.campaign_id)) for one in waiting]
    return sorted((one for one in found if one.is_open(now)), key=lambda one: (one.closes_at, one.participation.id))


async def finish_participation(tx: Transaction, act: Act, submission: Submission) -> None:
    """Remember that the person has answered, and nothing else; she is not reminded any more."""
    if submission.participation_id is None:
        return
    participation = await tx.participations.find(submission.participation_id)
    assert participation is not None
    campaign = await tx.campaigns.get(participation.campaign_id)
    await tx.participations.finish(participation.id)
    await tx.deliveries.cancel_participation(participation.id, "finished", _noted_at(act, campaign))


def _noted_at(act: Act, campaign: Campaign) -> int:
    """When something came of it; in an anonymous campaign nothing is kept that is finer than the campaign itself."""
    return campaign.opens_at if campaign.anonymous else act.now


async def own_asked(tx: Transaction, person_id: int, participation_id: int) -> Asked:
    """Return what the person was asked; raises `foreign_participation` for what somebody else was."""
    participation = await tx.participations.find(participation_id)
    if participation is None or participation.person_id != person_id:
        raise DomainError("foreign_participation")
    return Asked(participation, await tx.campaigns.get(participation.campaign_id))


async def _continue(tx: Transaction, act: Act, draft: Submission) -> Dialogue:
    draft = draft.as_of(act.now)
    dialogue = await load_dialogue(tx, act, draft)
    if draft.completed_at is not None:
        return dialogue
    draft.check_open()
    return await show_at(tx, act, dialogue, draft.cursor)


async def _joined(tx: Transaction, act: Act, asked: Asked) -> Submission | None:
    """The person's own draft of the same version about herself: what is answered there is not asked again.

    Not in an anonymous campaign: that draft was begun under her name.
    """
    if asked.campaign.anonymous or asked.subject != ("self", None):
        return None
    draft = await tx.drafts.find(asked.participation.person_id, asked.campaign.questionnaire)
    if draft is None or draft.version_id != asked.campaign.version_id or draft.is_stale(act.now):
        return None
    await tx.drafts.join(draft.id, asked.participation.id)
    return await tx.submissions.find(draft.id)


async def _begin(tx: Transaction, act: Act, asked: Asked, programme: Programme) -> Submission:
    assert asked.campaign.version_id is not None, "pinned when the campaign was started"
    person_id = asked.participation.person_id
    return await begin_draft(tx, act, person_id, asked.campaign.version_id, programme, asked)
