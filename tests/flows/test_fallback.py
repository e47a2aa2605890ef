"""What nobody waits for: named, answered, harmless."""

import pytest

from tests.faults.test_states import at_home, mid_question
from tests.invited import tables
from tests.stage import Stage


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("sends_sticker", "получил стикер"),
        ("sends_voice", "получил голосовое"),
        ("sends_location", "получил геопозицию"),
    ],
)
async def test_something_else_than_text_at_home_is_named_and_harmless(stage: Stage, act: str, words: str) -> None:
    anna = await at_home(stage)
    before = await tables(stage)
    await getattr(anna, act)()
    shown = await anna.sees(words)
    assert "Пройти самоаудит и анкеты" in shown.labels
    after = await tables(stage)
    assert {name for name, rows in after.items() if rows != before[name]} <= {"updates"}


async def test_unknown_command_is_no_answer(stage: Stage) -> None:
    anna = await mid_question(stage)
    await anna.says("/exprot")
    await anna.sees("Команды /exprot нет")
    assert len((await tables(stage))["responses"]) == 1
