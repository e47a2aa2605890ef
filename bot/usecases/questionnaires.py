"""Publishing questionnaires and offering them."""

from bot.domain.acts import Act
from bot.domain.errors import DomainError
from bot.domain.people import attributes
from bot.domain.programmes import Programme
from bot.domain.questionnaires import Offer, Offers
from bot.domain.submissions import SubmissionState
from questionnaires.context import Context
from questionnaires.model import Questionnaire
from questionnaires.problems import Problem
from questionnaires.progress import completion
from questionnaires.standards import audit_for
from questionnaires.versions import compare
from storage.transaction import Transaction


async def publish(tx: Transaction, questionnaire: Questionnaire, now: int) -> int:
    """Make this the newest version of its code; the same content again changes nothing. Returns the version's id.

    Raises `retyped` when an item changed its type or an option its number: old answers would change their meaning.
    """
    same = await tx.questionnaires.find_by_hash(questionnaire.code, questionnaire.content_hash)
    if same is not None:
        return same
    latest = await tx.questionnaires.find_latest(questionnaire.code)
    if latest is not None:
        changes = compare(await tx.questionnaires.get(latest), questionnaire)
        if changes.refused:
            refused = sorted({change.item for change in (*changes.retyped, *changes.recoded)})
            raise DomainError("retyped", questionnaire=questionnaire.code, items=", ".join(refused))
    return await tx.questionnaires.add(questionnaire, now)


async def offers(tx: Transaction, act: Act, programme: Programme) -> Offers:
    """Return what the person may answer: the audits of her position's standard, and everything for everybody."""
    person_id = await tx.accounts.get_person(act.messenger_id)
    person, _ = await tx.people.get(person_id)
    facts = attributes(person, act.today, programme.young)
    standard = audit_for(facts)
    started = await _started(tx, person_id)
    found = []
    for code, version_id in (await tx.questionnaires.latest()).items():
        questionnaire = await tx.questionnaires.get(version_id)
        if questionnaire.kind == "form" or questionnaire.standard not in (None, standard):
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
