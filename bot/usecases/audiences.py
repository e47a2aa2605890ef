"""Going through an audience page by page: whoever counts it and whoever asks it judges people alike."""

from dataclasses import dataclass

from bot.domain.audiences import NOT_ASKED, Calendar, Candidate, Exclusion, exclusion, is_meant
from bot.domain.campaigns import Campaign
from bot.domain.segments import criteria
from storage.transaction import Transaction

DAY = 86_400
PAGE = 1000  # people judged at a time: a transaction that asks them all stays under thirty milliseconds


@dataclass(frozen=True, slots=True)
class MeantPage:
    """Who is meant among the people up to the id `upto`, and why somebody is left out."""

    people: tuple[tuple[Candidate, Exclusion | None], ...]
    upto: int

    @property
    def asked(self) -> tuple[int, ...]:
        """The ids of those who get a participation."""
        return tuple(one.person_id for one, why in self.people if why not in NOT_ASKED)


async def meant_page(tx: Transaction, campaign: Campaign, day: Calendar, now: int, after: int) -> MeantPage | None:
    """Return the next page of people with ids after `after`; None when there is nobody any more."""
    standard = await _standard(tx, campaign)
    found = await tx.audiences.page(after, PAGE, criteria(campaign.audience), whole=standard is not None)
    if not found:
        return None
    upto = found[-1].person_id
    meant = [one for one in found if is_meant(one, campaign.audience, day)]
    answering = await tx.audiences.answering(campaign, after, upto) if meant else frozenset()
    cooling: frozenset[int] = frozenset()
    if campaign.cooldown_days and meant:
        cooling = await tx.audiences.cooling(campaign, after, upto, now - campaign.cooldown_days * DAY)
    return MeantPage(tuple((one, exclusion(one, standard, answering, cooling)) for one in meant), upto)


async def _standard(tx: Transaction, campaign: Campaign) -> str | None:
    version_id = campaign.version_id or await tx.questionnaires.find_latest(campaign.questionnaire)
    return (await tx.questionnaires.get(version_id)).standard if version_id is not None else None
