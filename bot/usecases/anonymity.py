"""Anonymous answers: sealed when they are sent, released in lots, read without people.

Nothing here writes a time, a journal line or a receipt: whatever could lie beside an answer could lead to a person.
"""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from bot.domain.acts import Act
from bot.domain.anonymity import MIXED, drawn, from_body, longest, packed, releasable, sent_answers, to_body, unpacked
from bot.domain.dialogues import Dialogue
from bot.domain.submissions import Submission, SubmissionState
from bot.usecases.rounds import Round
from questionnaires.progress import calculated
from questionnaires.scoring import score
from questionnaires.values import Response, ResponseState
from storage.anonymous import new_key
from storage.database import Database
from storage.sealing import Seal
from storage.transaction import Transaction


async def seal_answers(tx: Transaction, act: Act, dialogue: Dialogue, seal: Seal) -> Dialogue:
    """Send an anonymous draft: its answers wait sealed, the draft is gone. Nobody is told but the person herself.

    Returns the dialogue as it is shown once, with the scores, which are stored nowhere.
    """
    questionnaire, submission = dialogue.questionnaire, dialogue.submission
    campaign_id = submission.campaign_id
    assert campaign_id is not None, "what makes a draft anonymous is its campaign"
    computed = {
        code: Response(code, ResponseState.ANSWERED, value)
        for code, value in calculated(questionnaire, dialogue.context).items()
    }
    answers = sent_answers(questionnaire, {**dialogue.context.responses, **computed})
    plain, key = packed(submission.version_id, to_body(answers), longest(questionnaire)), new_key()
    await tx.anonymous.keep(campaign_id, key, seal.close(plain, _owner(campaign_id, key)))
    await drop_draft(tx, submission)
    sent = replace(submission, state=SubmissionState.COMPLETED, completed_at=act.now)
    return replace(dialogue, submission=sent, scores=score(questionnaire, dialogue.context, threshold=0))


async def drop_draft(tx: Transaction, submission: Submission) -> None:
    """Delete an anonymous draft with everything that names its answers beside the person."""
    messenger_id = await tx.accounts.find_messenger(submission.respondent_id)
    if messenger_id is not None:
        await tx.erasure.forget_updates(messenger_id)  # a dead letter may hold an answer as it was typed
    await tx.anonymous.drop(submission.id)


async def campaigns_waiting(tx: Transaction) -> list[int]:
    """Return the campaigns with sealed answers."""
    return sorted(await tx.anonymous.counts_waiting())


async def release_answers(tx: Transaction, campaign_id: int, seal: Seal, chance: Random) -> int:
    """Make a lot of waiting answers readable, if it may be; return how many.

    Answers that are readable already are laid out anew together with it, in one shuffle, so that neither the order of
    rows nor the transaction they come from tells one lot from another.
    """
    campaign = await tx.campaigns.get(campaign_id)
    waiting, released = await tx.anonymous.waiting(campaign_id), await tx.anonymous.count_released(campaign_id)
    count = releasable(len(waiting), released, closed=campaign.closed_at is not None)
    if not count:
        return 0
    opened = [
        unpacked(seal.open(await tx.anonymous.take(key), _owner(campaign_id, key)))
        for key in drawn(waiting, count, chance)
    ]
    start = f"{chance.getrandbits(128):032x}"
    together = [*opened, *await tx.anonymous.take_released(campaign_id, start, MIXED)]
    chance.shuffle(together)
    await tx.anonymous.lay_out(campaign_id, together)
    return count


async def release_due(database: Database, now: Round) -> None:
    """The planner's step: release what may be released, a transaction for each lot."""
    chance, released = Random(now.chance), 0  # noqa: S311  # the 64 bits come from the system's own source
    for campaign_id in await database.read(campaigns_waiting):
        while count := await database.write(release_answers, campaign_id, now.seal, chance):
            released += count
    if released:
        database.wipe()  # what was sealed together is nobody's business any more


async def released_answers(tx: Transaction, campaign_id: int) -> list[Mapping[str, Response]]:
    """Return what was answered in a campaign, as far as it is released; nobody's and in no order."""
    return [from_body(body) for _, body in await tx.anonymous.released(campaign_id)]


def _owner(campaign_id: int, key: str) -> bytes:
    """Bound into the seal: a row moved to another campaign or key does not open."""
    return f"{campaign_id}:{key}".encode()
