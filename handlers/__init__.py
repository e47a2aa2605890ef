"""Everything that reacts to a person: thin."""

from aiogram import Router

from handlers import errors, fallback, groups, people, questionnaires, reports, results, roles, settings


def get_routers() -> tuple[Router, ...]:
    """Return the routers in the order they are asked; the fallback is last."""
    return (
        groups.router,
        errors.router,
        people.router,
        settings.router,
        roles.router,
        results.router,
        reports.router,
        questionnaires.router,
        fallback.router,
    )
