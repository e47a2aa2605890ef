"""A made-up municipality for the demo: organisations and staff as lines of a staff list. Knows shares, not names."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from bot.domain.roster.columns import Column
from playground.invented_names import invent_name

Line = dict[Column, str | int]

ORGANISATIONS: tuple[tuple[str, str, str, str, int], ...] = (
    ("Лесновская СОШ № 1", "школа", "город", "опорная", 66),
    ("Лесновская СОШ № 2", "школа", "город", "", 62),
    ("Лесновская СОШ № 3 с дошкольными группами", "школа, дошкольная", "город", "дошкольные группы", 70),
    ("Лесновская гимназия", "школа", "город", "инновационная площадка", 54),
    ("Заозёрская СОШ", "школа", "город", "", 48),
    ("Берёзовская СОШ", "школа", "село", "", 40),
    ("Верхнеключевская СОШ", "школа", "село", "ШНОР", 34),
    ("Полевская СОШ", "школа", "село", "", 36),
    ("Нижнекаменская ООШ", "школа", "село", "малокомплектная, ШНОР", 20),
    ("Сосновская ООШ", "школа", "село", "малокомплектная", 18),
    ("Тихореченская ООШ с дошкольными группами", "школа, дошкольная", "село", "малокомплектная", 16),
    ("Детский сад № 1 «Рябинка»", "дошкольная", "город", "", 42),
    ("Детский сад № 4 «Солнышко»", "дошкольная", "город", "", 46),
    ("Детский сад № 7 «Теремок»", "дошкольная", "город", "", 38),
    ("Детский сад «Колосок»", "дошкольная", "село", "", 24),
    ("Детский сад «Родничок»", "дошкольная", "село", "", 20),
    ("Дом детского творчества «Горизонт»", "дополнительное", "город", "", 44),
)
"""Name, types, settlement, flags, and how many people usually work there."""
_USUAL = sum(size for *_, size in ORGANISATIONS)

_BASIC_UP = "основное, среднее"
_SUBJECTS: tuple[tuple[str, str, int], ...] = (
    ("русский язык, литература", _BASIC_UP, 16),
    ("математика", _BASIC_UP, 14),
    ("английский язык", "начальное, основное, среднее", 12),
    ("физическая культура", "начальное, основное, среднее", 9),
    ("история, обществознание", _BASIC_UP, 8),
    ("труд (технология)", "основное", 6),
    ("физика", _BASIC_UP, 5),
    ("информатика", _BASIC_UP, 5),
    ("биология", _BASIC_UP, 5),
    ("география", _BASIC_UP, 5),
    ("биология, химия", _BASIC_UP, 4),
    ("химия", _BASIC_UP, 3),
    ("ОБЗР", _BASIC_UP, 3),
    ("музыка", "начальное, основное", 3),
    ("изобразительное искусство", "основное", 3),
)
_CLUBS = (
    "хореография",
    "вокал",
    "робототехника",
    "шахматы",
    "краеведение",
    "декоративное творчество",
    "туризм",
    "театр",
)


@dataclass(frozen=True, slots=True)
class Post:
    """One post of an organisation: what stands in the list beside the person."""

    position: str
    subjects: str = ""
    levels: str = ""
    class_share: float = 0.0
    roles: str = ""


@dataclass(frozen=True, slots=True)
class Municipality:
    """Lines of the two sheets of a staff list, keyed by its columns."""

    organisations: tuple[Line, ...]
    people: tuple[Line, ...]


def invent_municipality(people: int, seed: int, year: int) -> Municipality:
    """17 organisations with ``people`` members of staff in all; the same arguments give the same lines.

    Fewer people than the organisations need are picked from all of them, so that the shares stay as they are.
    """
    random = Random(seed)  # noqa: S311 - invented people, no secret
    organisations: tuple[Line, ...] = tuple(
        {Column.ORGANISATION: name, Column.TYPES: types, Column.SETTLEMENT: settlement, Column.FLAGS: flags}
        for name, types, settlement, flags, _ in ORGANISATIONS
    )
    lines = list(_staff(max(people, _USUAL), random, year))
    picked = sorted(random.sample(range(len(lines)), people))
    return Municipality(organisations, tuple(lines[index] for index in picked))


def _staff(people: int, random: Random, year: int) -> Iterator[Line]:
    taken: set[str] = set()
    for (name, types, *_), size in zip(ORGANISATIONS, _sizes(people), strict=True):
        for post in _posts(types, size, random):
            yield {Column.ORGANISATION: name, **_person(post, random, year, taken)}


def _sizes(people: int) -> list[int]:
    weights = [weight for *_, weight in ORGANISATIONS]
    total = sum(weights)
    ends = [people * sum(weights[: index + 1]) // total for index in range(len(weights))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]


def _posts(types: str, size: int, random: Random) -> list[Post]:
    if "школа" in types:
        posts = _school(size, random, preschool="дошкольная" in types, small=size < 25)
    else:
        posts = _kindergarten(size) if types == "дошкольная" else _additional(random)
    return [post for post, _ in zip(posts, range(size), strict=False)]


def _school(size: int, random: Random, *, preschool: bool, small: bool) -> Iterator[Post]:
    yield Post("директор")
    yield Post("заместитель директора по УВР", roles="педагог, координатор")
    if size > 45:
        yield from (Post("заместитель директора по ВР"), Post("заместитель директора по УВР"))
        yield from map(Post, ("педагог-психолог", "учитель-логопед", "социальный педагог", "педагог-библиотекарь"))
    elif not small:
        yield Post("педагог-психолог")
    if preschool:
        yield from (_educator() for _ in range(size // 6))
    for _ in range(size // 4):
        yield Post("учитель начальных классов", "начальные классы", "начальное", 0.9)
    while True:
        subjects, levels, _ = random.choices(_SUBJECTS, weights=[weight for *_, weight in _SUBJECTS])[0]
        yield Post("учитель", subjects, levels.removesuffix(", среднее") if small else levels, 0.5)


def _kindergarten(size: int) -> Iterator[Post]:
    yield Post("заведующий")
    yield Post("старший воспитатель", levels="дошкольное", roles="педагог, координатор")
    for position in ("музыкальный руководитель", "учитель-логопед", "инструктор по физической культуре"):
        yield Post(position, levels="дошкольное")
    if size > 30:
        yield Post("педагог-психолог", levels="дошкольное")
        yield Post("музыкальный руководитель", levels="дошкольное")
    while True:
        yield _educator()


def _educator() -> Post:
    return Post("воспитатель", levels="дошкольное")


def _additional(random: Random) -> Iterator[Post]:
    yield Post("директор")
    yield Post("заместитель директора", roles="педагог, координатор")
    yield from (Post("методист", roles="педагог, методист") for _ in range(2))
    yield Post("педагог-организатор")
    while True:
        yield Post("педагог дополнительного образования", random.choice(_CLUBS), "дополнительное")


def _person(post: Post, random: Random, year: int, taken: set[str]) -> Line:
    leads = post.position.startswith(("директор", "заместитель", "заведующий"))
    age = round(min(70, max(34 if leads else 22, random.gauss(46, 11.5))))
    tenure = max(0, age - round(random.triangular(21, 34, 23)))
    experienced = tenure >= 15 and random.random() < 0.08
    return {
        Column.NAME: invent_name(random, taken, man=random.random() < 0.13),
        Column.POSITION: post.position,
        Column.SUBJECTS: post.subjects,
        Column.LEVELS: post.levels,
        Column.STARTED: year - tenure,
        Column.BIRTH: year - age,
        Column.CATEGORY: _category(random, tenure, leads=leads),
        Column.CLASS_TEACHER: "да" if random.random() < post.class_share else "нет",
        Column.LEADING: "да" if leads else "нет",
        Column.ROLES: post.roles or ("педагог, наставник" if experienced else ""),
        Column.ACTIVE: "да",
        Column.SECOND_ORGANISATION: _second_place(random, leads=leads),
    }


def _category(random: Random, tenure: int, *, leads: bool) -> str:
    if leads:
        return "соответствие"
    if tenure < 2:
        return "нет"
    weights = (25, 35, 35, 5) if tenure < 8 else (8, 22, 33, 37)
    return random.choices(("нет", "соответствие", "первая", "высшая"), weights=weights)[0]


def _second_place(random: Random, *, leads: bool) -> str:
    if leads or random.random() >= 0.03:
        return ""
    return ORGANISATIONS[-1][0]
