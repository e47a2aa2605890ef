"""A person coming in: home, profile, leaving what is under way, being reachable."""

from bot.domain.acts import Act
from bot.domain.consents import Documents
from bot.domain.home import Home, Profile, Unfinished
from bot.domain.people import Actor, Role
from bot.domain.rights import Action, may
from bot.domain.submissions import Submission, SubmissionState
from bot.usecases.dialogues import waiting_submission
from bot.usecases.drafts import open_drafts
from bot.usecases.participations import waiting_for
from questionnaires.context import Context
from questionnaires.progress import completion, next_item, place
from storage.transaction import Transaction


async def home(tx: Transaction, act: Act) -> Home:
    """Return who comes in and the drafts to go on with; none for a stranger and for whoever may not answer."""
    actor, menu = await tx.accounts.find_actor(act.messenger_id), await tx.menus.find(act.messenger_id)
    if actor is None or not may(actor.roles, Action.ANSWER):
        return Home(actor, menu=menu)
    drafts = await open_drafts(tx, actor.person_id, act.now)
    begun = {draft.participation_id for draft in drafts}
    asked = tuple(one for one in await waiting_for(tx, actor.person_id, act.now) if one.participation.id not in begun)
    unfinished = tuple([await _unfinished(tx, draft) for draft in drafts])
    return Home(actor, unfinished, asked, answering=await waiting_submission(tx, act) is not None, menu=menu)


async def find_roles(tx: Transaction, act: Act) -> frozenset[Role]:
    """Return what the person may do, nothing for a stranger."""
    actor = await tx.accounts.find_actor(act.messenger_id)
    return actor.roles if actor else frozenset()


async def profile(tx: Transaction, act: Act, documents: Documents) -> Profile | None:
    """Return what is stored about the person besides answers, None for a stranger.

    A consent counts only if it was given to the present text.
    """
    actor = await tx.accounts.find_actor(act.messenger_id)
    return await load_profile(tx, actor, documents) if actor else None


async def load_profile(tx: Transaction, actor: Actor, documents: Documents) -> Profile:
    """Return the profile of a known person."""
    _, places = await tx.people.get(actor.person_id)
    given = await tx.accounts.consents(actor.person_id)
    agreed = frozenset(kind for kind, document in documents.items() if given.get(kind) == document.hash)
    return Profile(actor, tuple(organisation for _, organisation in places), agreed)


async def leave(tx: Transaction, act: Act) -> Unfinished | None:
    """Let typed text go nowhere; return the draft that was under way, which stays as it is."""
    waiting = await waiting_submission(tx, act)
    if waiting is None:
        return None
    await tx.accounts.activate(act.messenger_id, None)
    draft = await tx.submissions.find(waiting)
    return await _unfinished(tx, draft) if draft and draft.state is SubmissionState.DRAFT else None


async def set_reachable(tx: Transaction, messenger_id: int, reachable: bool) -> None:
    """Remember that the person has blocked the bot, or let it in again; drafts stay."""
    await tx.accounts.set_reachable(messenger_id, reachable)


async def _unfinished(tx: Transaction, draft: Submission) -> Unfinished:
    questionnaire = await tx.questionnaires.get(draft.version_id)
    context = Context(await tx.submissions.responses(draft.id), draft.attributes, draft.seed)
    item = next_item(questionnaire, context)
    if item is None:
        total = completion(questionnaire, context).total
        return Unfinished(draft.id, questionnaire.title, 0, total, draft.closes_at)
    return Unfinished(draft.id, questionnaire.title, *place(questionnaire, context, item), draft.closes_at)
