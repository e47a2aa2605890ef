"""Putting a questionnaire before a person, and looking at what is stored of her answers."""

from typing import Any

from bot.domain.submissions import Submission, SubmissionState
from bot.usecases.questionnaires import publish
from playground.person import Person as Player
from playground.views import Message
from questionnaires.values import Response, Value
from storage.transaction import Transaction
from tests.stage import Stage
from tests.unit.definitions import questionnaire

SHORT_AUDIT = "Самоаудит педагога, краткий"


async def publish_items(stage: Stage, *sections: dict[str, Any] | list[dict[str, Any]], **extra: Any) -> None:
    """Publish a questionnaire «Проба»; a list stands for a section of these items."""
    await stage.database.write(publish, questionnaire(*sections, **extra), int(stage.clock()))


async def begin(stage: Stage, title: str = SHORT_AUDIT, **facts: Any) -> Player:
    """A teacher at the first question."""
    anna = await stage.person(**facts)
    await open_from_list(anna, title)
    await stage.telegram.quiet()
    return anna


async def open_from_list(anna: Player, title: str) -> Message:
    """From the first screen to the question that waits."""
    await anna.says("/start")
    await anna.presses("Пройти")
    await anna.presses(title)
    return await anna.sees("Вопрос")


async def submissions_of(
    stage: Stage, anna: Player, state: SubmissionState = SubmissionState.DRAFT
) -> list[Submission]:
    """Her submissions in this state, the last touched first."""

    async def found(tx: Transaction) -> list[Submission]:
        return await tx.submissions.of_person(await tx.accounts.get_person(anna.id), state)

    return list(await stage.rows(found))


async def responses(stage: Stage, anna: Player, state: SubmissionState = SubmissionState.DRAFT) -> dict[str, Response]:
    """What is stored of her last touched submission."""
    (submission, *_) = await submissions_of(stage, anna, state)
    return dict(await stage.rows(lambda tx: tx.submissions.responses(submission.id)))


async def values(stage: Stage, anna: Player) -> dict[str, Value | None]:
    """Item → value of her draft, unfinished ones too."""
    return {code: response.value for code, response in (await responses(stage, anna)).items()}


def data(message: Message, label: str) -> str:
    """What the button carries that begins with `label`."""
    button = message.button(label)
    assert button is not None, f"no «{label}» among {message.labels}"
    assert button.data is not None
    return button.data


def screen(anna: Player) -> Message:
    """What she sees now."""
    assert anna.screen is not None
    return anna.screen
