"""The forms of campaigns: a draft is made or changed, an end put off. Nobody is asked before the start."""

from bot.domain.acts import Act
from bot.domain.campaign_form import extended_to, named_codes, terms_from
from bot.domain.campaigns import Campaign
from bot.domain.dialogues import Dialogue
from bot.domain.errors import DomainError
from bot.domain.form_answers import Answers
from bot.domain.forms import Made, Record
from bot.usecases.campaigns import change, create_draft, extend
from questionnaires.problems import Problem
from storage.transaction import Transaction


async def campaign_by_form(tx: Transaction, act: Act, dialogue: Dialogue) -> Made | Problem:
    """Make the draft that was filled in; a form opened on a draft changes that one."""
    answers = Answers(dialogue.context.responses, dialogue.context.choices)
    unknown = [code for code in named_codes(answers) if await tx.people.find_id(code) is None]
    if unknown:
        return Problem("unknown-people", {"codes": ", ".join(unknown[:20]), "count": len(unknown)})
    version_id = await tx.questionnaires.find_latest(answers.text("questionnaire"))
    if version_id is None:
        raise DomainError("unknown_questionnaire")
    asked = await tx.questionnaires.get(version_id)
    terms = terms_from(answers, asked.title, asked.anonymous, act.now, act.zone)
    kind, campaign_id = dialogue.submission.subject
    made: Campaign | Problem
    if kind == Record.CAMPAIGN and campaign_id is not None:
        made = await change(tx, act, campaign_id, terms)
    else:
        made = await create_draft(tx, act, terms)
    return made if isinstance(made, Problem) else Made(Record.CAMPAIGN, made.id)


async def extension_by_form(tx: Transaction, act: Act, dialogue: Dialogue) -> Made | Problem:
    """Take answers up to the end of the day that was chosen. Raises `unknown_campaign` for a form about none."""
    kind, campaign_id = dialogue.submission.subject
    if kind != Record.CAMPAIGN or campaign_id is None:
        raise DomainError("unknown_campaign", campaign=0)
    answers = Answers(dialogue.context.responses, dialogue.context.choices)
    extended = await extend(tx, act, campaign_id, extended_to(answers, act.zone))
    return extended if isinstance(extended, Problem) else Made(Record.CAMPAIGN, campaign_id)
