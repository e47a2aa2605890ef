"""Publishing questionnaires and offering them."""

from dataclasses import replace

from bot.domain.acts import Act
from bot.domain.errors import DomainError
from bot.domain.people import attributes
from bot.domain.programmes import Programme
from bot.domain.questionnaires import Offer, Offers, Published
from bot.domain.submissions import SubmissionState
from bot.usecases.dialogues import check_may_answer
from questionnaires.context import Context
from questionnaires.model import Questionnaire
from questionnaires.problems import Problem
from questionnaires.progress import completion
from questionnaires.standards import audit_for
from questionnaires.versions import Changes, compare
from storage.transaction import Transaction


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
    started = await _started(tx, person_id)
    found = []
    for code, version_id in (await tx.questionnaires.latest()).items():
        questionnaire = await tx.questionnaires.get(version_id)
        if questionnaire.kind == "form" or questionnaire.asked_only or questionnaire.standard not in (None, standard):
            continue
        found.append(Offer(code, questionnaire.title, questionnaire.duration_minutes, started.get(code)))
    return Offers(tuple(found), standard if isinstance(standard, Problem) else None)


async def _started(tx: Transaction, person_id: int) -> dict[str, tuple[int, int]]:
    """Return code → (settled, reachable) of the person's drafts."""
    found: dict[str, tuple[int, int]] = {}
    for draft in await tx.submissions.of_person(person_id, SubmissionState.DRAFT):
        questionnaire = await tx.questionnaires.get(draft.version_id)
        context = Context(await tx.submissions.responses(draft.id), draft.attributes, draft.seed)
        done = completion(questionnaire, context)
        found.setdefault(questionnaire.code, (done.done, done.total))
    return found
