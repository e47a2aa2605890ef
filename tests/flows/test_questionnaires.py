"""A teacher answers in the chat, from the list of questionnaires to her profile."""

from bot.domain.people import Level
from bot.domain.submissions import SubmissionState
from storage.transaction import Transaction
from tests.stage import Stage


async def completed(tx: Transaction) -> list[str]:
    """Receipts of everything sent by the first person."""
    found = await tx.submissions.of_person(1, SubmissionState.COMPLETED)
    return [submission.receipt or "" for submission in found]


async def test_short_audit_from_list_to_profile(stage: Stage) -> None:
    anna = await stage.person(subjects=(), levels=frozenset({Level.PRIMARY}))
    await anna.says("/start")
    await anna.presses("Пройти")
    await anna.presses("Самоаудит педагога, краткий")
    screen = await anna.sees("Вопрос 1 из 4")
    assert "A/01.6" in screen.text
    assert "Делаю по образцу" in screen.text
    await anna.presses("0 Не владею")
    await anna.sees("✓ Вопрос 1: 0 — Не владею")
    await anna.presses("2 Уверенно")
    await anna.sees("Вопрос 3 из 4")
    await anna.presses("3 Могу")
    await anna.sees("Вопрос 4 из 4")
    await anna.says("3")
    await anna.sees("Проверка перед отправкой")
    await anna.presses("Отправить")
    profile = await anna.sees("Дефициты", within=30)
    assert any("Код квитанции" in message.text for message in anna.chat)
    assert len(await stage.rows(completed)) == 1
    assert "A/01.6" in profile.text
    assert "Кто видит этот результат" in profile.text
    await stage.telegram.called("sendPhoto", within=30)
