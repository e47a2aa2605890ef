"""Everything that reacts to a person: thin."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aiogram import Router


def get_routers() -> "tuple[Router, ...]":
    """Return the routers in the order they are asked; the fallback is last."""
    # here and not above: the command line reads handlers.texts and has no use for the messenger's library
    from handlers import errors, fallback, groups, people, questionnaires, reports, results, settings

    return (
        groups.router,
        errors.router,
        people.router,
        settings.router,
        results.router,
        reports.router,
        questionnaires.router,
        fallback.router,
    )
