"""The own result over the years: compared only with the person's consent (S15), shown to nobody else."""

import pytest

from playground.person import Person as Player
from tests.answering import open_from_list
from tests.stage import Stage

YEAR = 365 * 86_400


async def audit(anna: Player, mark: str) -> None:
    """Answer the short audit with one mark throughout, send it, and see the result."""
    await open_from_list(anna, "Самоаудит педагога, краткий")
    for number in range(1, 6):
        await anna.sees(f"Вопрос {number} из 5")
        await anna.says(mark)
    await anna.sees("Проверка перед отправкой")
    await anna.presses("Отправить")
    await anna.sees("Кто видит этот результат", within=30)


@pytest.mark.parametrize("linking", [False, True], ids=["without consent", "with consent"])
async def test_s15_years_are_compared_only_with_consent(stage: Stage, linking: bool) -> None:
    anna = await stage.person(linking=linking)
    await audit(anna, "1")
    stage.clock.advance(YEAR)
    await audit(anna, "2")
    last = [message for message in anna.chat if "Кто видит этот результат" in message.text][-1]
    assert ("+33 п. п." in last.text) is linking
    assert ("Изменения — к прошлому разу" in last.text) is linking


async def test_r10_a_result_is_its_respondents_only(stage: Stage) -> None:
    anna, vera = await stage.person(), await stage.person()
    await audit(anna, "1")
    await vera.says("/start")
    shown = await vera.sees("Начало")
    await vera.presses_data(shown, "r|1")
    await vera.sees_toast("недоступна")
    assert not [message for message in vera.chat if "Дефициты" in message.text]
