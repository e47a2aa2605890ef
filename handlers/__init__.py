"""Everything that reacts to a person: thin."""

from copy import deepcopy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiogram import Router


def get_routers() -> "tuple[Router, ...]":
    """Return the routers in the order they are asked; the fallback is last.

    Each call gives copies: a router belongs to one dispatcher, and a process may put several bots together.
    """
    # here and not above: the command line reads handlers.texts and has no use for the messenger's library
    from handlers import (
        campaigns,
        courses,
        deliveries,
        errors,
        fallback,
        groups,
        people,
        questionnaires,
        reports,
        results,
        roles,
        settings,
    )

    ordered = (
        groups,
        errors,
        people,
        settings,
        roles,
        results,
        campaigns,
        courses,
        deliveries,
        reports,
        questionnaires,
        fallback,
    )
    return tuple(deepcopy(module.router) for module in ordered)
