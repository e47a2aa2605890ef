"""The organisations of the register: who of their people is in. Names of people are no business of this module."""

from collections.abc import Iterable

from bot.domain.errors import DomainError
from bot.domain.participation import Participation
from storage.transaction import Transaction


async def check_organisations(tx: Transaction, codes: Iterable[str]) -> None:
    """Refuse codes that are not in the register with `unknown_organisation`."""
    known = await tx.people.organisations()
    for code in codes:
        if code not in known:
            raise DomainError("unknown_organisation", organisation=code)


async def count_people(tx: Transaction, now: int) -> list[Participation]:
    """Return every organisation with the numbers of its working people."""
    connected, waiting = await tx.accounts.connected(), await tx.invitations.invited(now)
    staff: dict[str, list[str]] = {}
    for person in (await tx.people.all()).values():
        if person.active and person.organisations:
            staff.setdefault(person.organisations[0], []).append(person.code)
    return [
        Participation(place, len(codes), len(waiting.difference(connected) & {*codes}), len(connected & {*codes}))
        for place in (await tx.people.organisations()).values()
        for codes in (staff.get(place.code, []),)
    ]
