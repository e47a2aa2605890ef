"""What the centre's staff reads about roles given and taken on its machine."""

from collections.abc import Mapping

from bot.domain.people import Role
from handlers.texts.people import ROLE_NAMES, role_list


def granted(code: str, role: Role) -> str:
    """A role is given."""
    return f"{code}: роль «{ROLE_NAMES[role]}» дана. Она действует сразу, как только бот запущен."


def had(code: str, role: Role) -> str:
    """The role was there."""
    return f"{code}: роль «{ROLE_NAMES[role]}» уже есть. Ничего не изменено."


def taken(code: str, role: Role) -> str:
    """A role is taken back."""
    return f"{code}: роль «{ROLE_NAMES[role]}» снята. Ответы и результаты сохранены."


def had_not(code: str, role: Role) -> str:
    """The role was not there."""
    return f"{code}: роли «{ROLE_NAMES[role]}» и не было. Ничего не изменено."


def unknown(name: str) -> str:
    """A word that is no role."""
    return f"Роли «{name}» нет. Есть: {', '.join(ROLE_NAMES.values())}."


def listed(found: Mapping[str, frozenset[Role]]) -> tuple[str, ...]:
    """A line for each person who is more than a teacher."""
    if not found:
        return ("Ролей, кроме педагога, пока ни у кого нет. Первый администратор: python -m bot init",)
    return tuple(f"{code:<12}{role_list(roles)}" for code, roles in found.items())
