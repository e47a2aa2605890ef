"""Invented Russian names with correct endings. Any likeness to a living person is chance."""

from random import Random


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_LAST = _words(
    "Абросимов Аверин Беляков Боровиков Вересаев Верховцев Воронцов Галанин Горшков Дементьев Дорофеев Ежов Ерофеев "
    "Жаворонков Журавлёв Захаров Зимин Ильин Истомин Калашников Клёнов Кудрявцев Лаптев Логинов Матвеев Мещеряков "
    "Назаров Немчинов Овчаров Осипов Панкратов Плотников Поляков Родионов Рябинин Сазонов Селезнёв Тарасов Третьяков "
    "Устинов Ушаков Филатов Фомин Харламов Хромов Цветков Чернов Чистяков Широков Шубин Щеглов Юрьев Ягодин"
)
_WOMEN = _words(
    "Алёна Анна Валентина Вера Галина Дарья Екатерина Елена Жанна Зоя Ирина Кристина Лариса Любовь Людмила Марина "
    "Мария Надежда Наталья Оксана Ольга Полина Светлана София Татьяна Ульяна Юлия Яна"
)
_MEN = _words("Алексей Андрей Борис Виктор Денис Дмитрий Евгений Иван Кирилл Максим Николай Олег Павел Роман Сергей")
_FATHERS = _words(
    "Александров Алексеев Андреев Борисов Викторов Владимиров Геннадьев Денисов Евгеньев Иванов Константинов "
    "Леонидов Михайлов Николаев Олегов Павлов Романов Сергеев Степанов Фёдоров Юрьев"
)


def invent_name(random: Random, taken: set[str], *, man: bool) -> str:
    """A full name not yet in ``taken``, which is added to it."""
    while True:
        last, father = random.choice(_LAST), random.choice(_FATHERS)
        name = f"{last} {random.choice(_MEN)} {father}ич" if man else f"{last}а {random.choice(_WOMEN)} {father}на"
        if name not in taken:
            taken.add(name)
            return name
