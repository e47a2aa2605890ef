"""Publishing questionnaires and offering them."""

from collections.abc import Mapping
from dataclasses import replace

from bot.domain.acts import Act
from bot.domain.campaigns import Asked
from bot.domain.errors import DomainError
from bot.domain.people import attributes
from bot.domain.programmes import Programme
from bot.domain.questionnaires import Offer, Offers, Published
from bot.usecases.dialogues import check_may_answer
from bot.usecases.drafts import open_drafts
from bot.usecases.participations import waiting_for
from questionnaires.context import Context
from questionnaires.model import Questionnaire
from questionnaires.problems import Problem
from questionnaires.progress import completion
from questionnaires.standards import audit_for
from questionnaires.versions import Changes, compare
from storage.transaction import Transaction

Started = Mapping[str | int, tuple[int, int]]


async def publish(tx: Transaction, questionnaire: Questionnaire, now: int) -> int:
    """Make this the newest version of its code; the same content again changes nothing. Returns the version's id.

    Raises `retyped` when an item changed its type or an option its number: old answers would change their meaning.
    """
    same = await tx.questionnaires.find_by_hash(questionnaire.code, questionnaire.content_hash)
    if same is not None:
        return same
    changes = await find_changes(tx, questionnaire)
    if changes is not None and changes.refused:
        refused = sorted({change.item for change in (*changes.retyped, *changes.recoded)})
        raise DomainError("retyped", questionnaire=questionnaire.code, items=", ".join(refused))
    return await tx.questionnaires.add(questionnaire, now)


async def find_changes(tx: Transaction, questionnaire: Questionnaire) -> Changes | None:
    """Return what publishing would change in the newest version, None when there is none yet.

    Refusals come from all versions: what was retired keeps its answers, and with them its kind.
    """
    versions = [await tx.questionnaires.get(one) for one in await tx.questionnaires.versions(questionnaire.code)]
    if not versions:
        return None
    compared = [compare(one, questionnaire) for one in versions]
    retyped = {(one.item, one.option): one for changes in reversed(compared) for one in changes.retyped}
    return replace(compared[0], retyped=tuple(retyped.values()))


async def find_latest(tx: Transaction, code: str) -> int | None:
    """Return the id of the newest version, None when there is none."""
    return await tx.questionnaires.find_latest(code)


async def find_number(tx: Transaction, code: str) -> int:
    """Return the number of the newest version, 0 when there is none."""
    return (await tx.questionnaires.numbers()).get(code, 0)


async def published(tx: Transaction) -> list[Published]:
    """Return the newest version of everything published, by code."""
    numbers, found = await tx.questionnaires.numbers(), []
    for code, version_id in (await tx.questionnaires.latest()).items():
        one = await tx.questionnaires.get(version_id)
        found.append(Published(code, numbers[code], one.title, len(one.items), one.duration_minutes))
    return found


async def offers(tx: Transaction, act: Act, programme: Programme) -> Offers:
    """Return what the person may answer: audits of her position's standard, and what everybody may, asked or not."""
    person_id = await check_may_answer(tx, act)
    person, _ = await tx.people.get(person_id)
    facts = attributes(person, act.today, programme.young)
    standard = audit_for(facts)
    started = await _started(tx, person_id, act.now)
    found = [await _asked_offer(tx, asked, started) for asked in await waiting_for(tx, person_id, act.now)]
    asked_for = {offer.code for offer in found}
    for code, version_id in (await tx.questionnaires.latest()).items():
        questionnaire = await tx.questionnaires.get(version_id)
        unasked = questionnaire.kind != "form" and not questionnaire.asked_only and code not in asked_for
        if unasked and questionnaire.standard in (None, standard):
            found.append(Offer(code, questionnaire.title, questionnaire.duration_minutes, started.get(code)))
    return Offers(tuple(found), standard if isinstance(standard, Problem) else None)


async def _asked_offer(tx: Transaction, asked: Asked, started: Started) -> Offer:
    campaign, participation_id = asked.campaign, asked.participation.id
    assert campaign.version_id is not None, "pinned when the campaign was started"
    minutes = (await tx.questionnaires.get(campaign.version_id)).duration_minutes
    begun = started.get(participation_id)
    return Offer(campaign.questionnaire, campaign.title, minutes, begun, participation_id, asked.closes_at)


async def _started(tx: Transaction, person_id: int, now: int) -> Started:
    """Return (settled, reachable) of the person's drafts by participation, or by code without one."""
    found: dict[str | int, tuple[int, int]] = {}
    for draft in await open_drafts(tx, person_id, now):
        questionnaire = await tx.questionnaires.get(draft.version_id)
        context = Context(await tx.submissions.responses(draft.id), draft.attributes, draft.seed)
        done = completion(questionnaire, context)
        found.setdefault(draft.participation_id or questionnaire.code, (done.done, done.total))
    return found
