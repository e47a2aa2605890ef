"""An anonymous campaign on the stage: people are asked, answer in the chat and send; the planner's tick; the end."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bot.domain.campaigns import Campaign, CampaignKind, CampaignState, Participation
from bot.domain.segments import EVERYBODY
from bot.usecases.anonymity import release_due
from playground.person import Person as Player
from storage.keys import open_answer_key
from storage.sealing import Seal
from storage.transaction import Transaction
from tests.planning import round_at
from tests.stage import Stage

TITLE = "Оценка чтения, осень"
WORDS = (
    "кедр", "ива", "ольха", "рябина", "осина", "черёмуха", "липа", "клён", "пихта", "сирень", "бузина", "калина",
)  # fmt: skip
FIRST_THOUGHT = "Не то, исправлю"


async def ask(stage: Stage, players: Sequence[Player], questionnaire: str = "satisfaction") -> int:
    """An open anonymous campaign that asks these people; its id."""

    async def asked(tx: Transaction) -> int:
        now = int(stage.clock())
        version = await tx.questionnaires.find_latest(questionnaire)
        campaign = Campaign(
            id=0, kind=CampaignKind.PLAIN, title=TITLE, questionnaire=questionnaire, audience=EVERYBODY,
            opens_at=now, closes_at=now + 14 * 86_400, owner_id=None, state=CampaignState.OPEN, anonymous=True,
            version_id=version, created_at=now, started_at=now,
        )  # fmt: skip
        stored = await tx.campaigns.add(campaign)
        for player in players:
            person_id = await tx.accounts.get_person(player.id)
            await tx.participations.plan([Participation(stored.id, person_id, None)])
        return stored.id

    return await stage.database.write(asked)


async def close(stage: Stage, campaign_id: int) -> None:
    """The end of the campaign."""

    async def closed(tx: Transaction) -> None:
        now = int(stage.clock())
        assert await tx.campaigns.stop(campaign_id, now)
        assert await tx.campaigns.close(await tx.campaigns.get(campaign_id), now)

    await stage.database.write(closed)


async def begin(player: Player) -> None:
    """From the first screen to the first question."""
    await player.says("/start")
    await player.presses("Пройти")
    await player.presses(TITLE)
    await player.sees("Вопрос 1 из")


async def answer(stage: Stage, player: Player, place: int) -> str:
    """Answer everything, changing one's mind once; return a text nobody else writes."""
    text = f"Самым полезным было про дерево {WORDS[place]}: " + f"{WORDS[place]} и класс. " * (1 + 2 * place)
    await begin(player)
    said = ["3", str(1 + place % 5), "4", str(1 + place % 3), str(1 + place % 4), str(place % 11), FIRST_THOUGHT]
    for one in said:
        stage.clock.advance(7 + place)
        await player.says(one)
        await stage.telegram.quiet()
    await player.presses("‹ Назад")
    await player.sees("Что было самым полезным?")
    await player.says(text)
    await stage.telegram.quiet()
    await player.presses("Пропустить")
    await player.sees("Проверка перед отправкой")
    return text.strip()


async def send(stage: Stage, player: Player, place: int) -> str:
    """Answer and send."""
    text = await answer(stage, player, place)
    stage.clock.advance(11)
    await player.presses("Отправить")
    await player.sees("Ответы отправлены анонимно")
    await stage.telegram.quiet()
    return text


async def tick(stage: Stage, chance: int = 1) -> None:
    """What the planner does for anonymous answers; then everything the writer was told before is done."""
    key = open_answer_key(Path(stage.settings.key_file), None, sealed=1)
    now = round_at(int(stage.clock()))
    await release_due(stage.database, replace(now, seal=Seal(key), chance=chance))
    await stage.database.write(_nothing)


async def _nothing(_: Transaction) -> None:
    """Takes its turn."""
