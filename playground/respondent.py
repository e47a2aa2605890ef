"""An invented person who reads what the bot shows and answers it. Knows the words on the buttons, nothing behind them.

Every act is an update of the messenger like any other, so what she has been through, a person can go through.
"""

import re
from collections.abc import Callable, Iterator
from random import Random

from playground.feed import until
from playground.person import Person
from playground.playground import Playground
from playground.temper import Temper
from playground.views import Message, view

PATIENCE = 60.0  # seconds until the bot counts as silent
AGREE, REFUSE, SUBMIT, RESULTS = "Согласен", "Не согласен", "Отправить", "‹ К моим результатам"
PAUSE, SKIP, DONE = "Прервать", "Пропустить", "Готово"
ANSWER = "Ответить"
SETTINGS, COMPARE = "/settings", "Сравнивать мои результаты"
HOME, LIST, SHORT = "В начало", "Пройти самоаудит", "краткий"
WAYS = ("‹", "Далее", SKIP, PAUSE, "Проверить ответы", DONE)
ENOUGH = 3  # ticks in a list
WISHES = (
    "Нужны готовые материалы по функциональной грамотности.",
    "Хочется чаще бывать на уроках коллег из других школ.",
    "Больше практики и меньше отчётов.",
    "Помогите, пожалуйста, с программой для класса, где учатся дети с ОВЗ.",
)
_MARK = re.compile(r"(?:✓ )?(\d+)(?: |$)")
_LEGEND = re.compile(r"\d+ — ")
_TICKED = re.compile(r"☑|\d+\. ")


class Respondent:
    """One person with her temper; `answered` is called after every answer."""

    def __init__(
        self, telegram: Playground, person: Person, temper: Temper, answered: Callable[[], None] = lambda: None
    ) -> None:
        self._world = telegram.world
        self._chat = telegram.world.private_chat(person.user)
        self._person = person
        self._temper = temper
        self._answered = answered
        self._chance = Random(f"{temper.seed}:{temper.name}")  # noqa: S311 - invented answers, no secret

    async def arrives(self, payload: str, agrees: bool = True) -> None:
        """Open the link of her invitation and decide about the consent."""
        await self._says(f"/start {payload}")
        await self._presses(AGREE if agrees else REFUSE)

    async def fills_in(self, title: str, *, short: bool = False, answers: int | None = None) -> bool:
        """Take the questionnaire whose title begins so; stop after so many answers. True when it is sent."""
        offered = await self._goes_to_list()
        fits = (label for label in offered.labels if label.startswith(title) and (SHORT in label) is short)
        return await self._goes_through(await self._presses(next(fits)), answers)

    async def answers_what_is_asked(self, title: str) -> bool:
        """Answer what she was written about if it begins so, in a message alone or among others; True when sent."""
        screen = self._look()
        if screen is None:
            return False
        labels = [label for label in screen.labels if label.startswith(title)]
        if screen.button(ANSWER) and title in screen.text:
            labels = [ANSWER]
        return bool(labels) and await self._goes_through(await self._presses(labels[0]))

    async def agrees_to_compare(self) -> None:
        """Let results of several years be laid side by side."""
        await self._says(SETTINGS)
        await self._presses(COMPARE)

    async def _goes_through(self, screen: Message, answers: int | None = None) -> bool:
        given = 0
        while screen.button(SUBMIT) is None:
            if given == answers:
                await self._presses(PAUSE)
                return False
            screen = await self._answers(screen)
            self._answered()
            given += 1
        await self._presses(SUBMIT)
        return True

    async def _goes_to_list(self) -> Message:
        screen = self._look()
        if screen is not None and screen.button(LIST) is None:
            await self._presses(HOME)
        return await self._presses(LIST)

    async def reads_result(self) -> Message:
        """See her own result, which comes by itself after sending."""
        return await until(lambda: self._with(RESULTS), PATIENCE, self._chat.feed)

    def _with(self, label: str) -> Message | None:
        screen = self._look()
        return screen if screen is not None and screen.button(label) else None

    async def _answers(self, screen: Message) -> Message:
        options = [label for label in screen.labels if not label.startswith(WAYS)]
        if any(_MARK.match(label) for label in options):
            return await self._presses(self._marked(screen, options))
        if screen.button(DONE):
            return await self._presses(self._ticked(options))
        if options:
            return await self._presses(self._chance.choice(options))
        if screen.button("Далее"):
            return await self._presses("Далее")
        if screen.button(SKIP) and self._chance.random() < 0.5:
            return await self._presses(SKIP)
        return await self._says(self._written(screen.text))

    def _marked(self, screen: Message, options: list[str]) -> str:
        marks = {int(found[1]): label for label in options if (found := _MARK.match(label))}
        mark = self._temper.mark(*_topic_and_question(screen.text), max(marks))
        others = [label for label in options if label not in marks.values()]
        return others[0] if mark is None and others else marks[max(mark or 0, min(marks))]

    def _ticked(self, options: list[str]) -> str:
        rest = [label for label in options if not _TICKED.match(label)]
        return DONE if len(options) - len(rest) >= ENOUGH or not rest else self._chance.choice(rest)

    def _written(self, asked: str) -> str:
        if "целое число" in asked:
            return str(self._chance.randint(2, 12))
        if "время" in asked:
            return f"{self._chance.randint(14, 18)}:30"
        return self._chance.choice(WISHES)

    async def _presses(self, label: str) -> Message:
        before = self._look()
        await self._person.presses(label, within=PATIENCE)
        return await self._sees_other_than(before)

    async def _says(self, text: str) -> Message:
        before = self._look()
        await self._person.says(text)
        return await self._sees_other_than(before)

    async def _sees_other_than(self, before: Message | None) -> Message:
        def changed() -> Message | None:
            now = self._look()
            return now if now is not None and (before is None or _face(now) != _face(before)) else None

        return await until(changed, PATIENCE, self._chat.feed)

    def _look(self) -> Message | None:
        """The live message: the newest one of the bot with buttons."""
        return next(self._with_buttons(), None)

    def _with_buttons(self) -> Iterator[Message]:
        seen = (view(message, self._world.files) for message in self._chat.newest() if "reply_markup" in message)
        return (message for message in seen if message.by_bot and message.buttons)


def _face(message: Message) -> tuple[int, str, tuple[str, ...]]:
    return message.id, message.text, message.labels


def _topic_and_question(text: str) -> tuple[str, str]:
    """The second line says what it is about; the question stands right above the legend of the scale."""
    paragraphs = text.split("\n\n")
    legend = next((place for place, part in enumerate(paragraphs) if _LEGEND.match(part)), len(paragraphs))
    return "".join(text.split("\n")[1:2]), paragraphs[legend - 1].partition("\n")[0]
