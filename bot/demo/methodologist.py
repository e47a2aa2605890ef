"""The methodologist of the demo, who begins the check-ins of young teachers. Knows what she reads and presses."""

from collections.abc import Sequence
from datetime import date

from playground.person import Person

PATIENCE = 30.0  # seconds


async def begin_checkins(person: Person, codes: Sequence[str], until: date) -> None:
    """Run the campaign for the people of these codes, by the form that every campaign is made with."""
    await person.says("/campaigns")
    await person.presses("Новая кампания", within=PATIENCE)
    for asked, answer, is_typed in _answers(codes, until):
        await person.sees(asked, within=PATIENCE)
        await (person.says(answer) if is_typed else person.presses(answer, within=PATIENCE))
    await person.sees("Черновик сохранён", within=PATIENCE)
    await person.presses("Кому уйдёт", within=PATIENCE)
    await person.presses("Начать", within=PATIENCE)
    await person.sees("Кампания начата.", within=PATIENCE)


def _answers(codes: Sequence[str], until: date) -> tuple[tuple[str, str, bool], ...]:
    """What stands in the question, the answer, and whether it is typed."""
    return (
        ("Какая анкета?", "Адаптация молодого педагога", True),
        ("Как назвать", "Пропустить", False),
        ("Номер приказа", "Пропустить", False),
        ("анонимно?", "Как задано", False),
        ("Кого спросить?", "По списку", False),
        ("Коды педагогов", " ".join(codes), True),
        ("Когда начать?", "Как только", False),
        ("По какое число", f"{until:%d.%m.%Y}", True),
        ("через равные промежутки", "Раз в три месяца", False),
        ("Сколько раз напомнить", "0", True),
        ("Не беспокоить", "Спросить всех", False),
        ("Проверка", "Отправить", False),
    )
