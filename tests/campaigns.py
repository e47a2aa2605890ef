"""Campaigns before people who have come in: started, their messages sent, answered."""

from typing import Any

from bot.domain.campaigns import Campaign, ParticipationState
from playground.person import Person as Player
from storage.transaction import Transaction
from tests.planning import asked, campaign
from tests.stage import Stage


async def run(stage: Stage, **terms: Any) -> Campaign:
    """A started campaign «Опрос» on «Проба»: three questions; its first round and messages."""
    started: Campaign = await stage.database.write(campaign, **terms)
    await stage.due()
    return started


async def teacher(stage: Stage) -> Player:
    """Somebody the bot may write to."""
    anna = await stage.person()
    await anna.says("/start")
    await anna.sees("Начало")
    return anna


async def answer(anna: Player, *marks: str) -> None:
    """Answer the questions as they come."""
    for place, mark in enumerate(marks, 1):
        await anna.sees(f"Вопрос {place} из")
        await anna.presses(mark)


async def states(stage: Stage, one: Campaign) -> list[ParticipationState]:
    """How far everybody asked has come."""

    async def found(tx: Transaction) -> list[ParticipationState]:
        return [part.state for part in await asked(tx, one.id)]

    return list(await stage.rows(found))
