"""A monitoring without what may not be shown. Knows which figure is which cell; how it is decided is in linkage.py."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.domain.findings import EVERYBODY
from bot.domain.monitoring import Cut, Key, Monitoring, Unit, gain_key

PEOPLE: Key = ("people",)
"""Who has completed an audit."""
BEGUN: Key = ("begun",)
"""Who has at least begun one."""

Group = tuple[tuple[Cut, str], ...]
"""What people have in common: nothing (everybody), an organisation, a subject, or both in this order."""


class Cell(NamedTuple):
    """One figure with its companions (share, mean): what it is about, and whom."""

    what: Key
    group: Group = ()


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The cells with people, shown and hidden. `scope` are the organisations of the file, none = all."""

    shown: Collection[Cell]
    hidden: Collection[Cell]
    scope: Sequence[str] = ()

    def allows(self, what: Key, unit: Unit = EVERYBODY) -> bool:
        """Tell whether a figure may stand in the file; one that nothing was decided about may not.

        In a file of several organisations it is the sum of theirs, shown when all of these are.
        """
        parts = [Cell(what, group) for group in self._groups(unit)]
        return any(part in self.shown for part in parts) and not any(part in self.hidden for part in parts)

    def _groups(self, unit: Unit) -> Iterator[Group]:
        own = () if unit.cut is Cut.TOTAL else ((unit.cut, unit.code),)
        if self.scope and unit.cut is not Cut.ORGANISATION:
            yield from (((Cut.ORGANISATION, code), *own) for code in self.scope)
        else:
            yield own


def protect(found: Monitoring, disclosure: Disclosure) -> Monitoring:
    """The monitoring with the small-group rule applied to all its sheets."""
    allows, progress = disclosure.allows, found.progress
    return replace(
        found,
        progress=replace(
            progress,
            started=progress.started if allows(BEGUN) else None,
            finished=progress.finished if allows(PEOPLE) else None,
        ),
        versions=tuple(one if allows(one.key) else replace(one, completed=None) for one in found.versions),
        coverages=tuple(one if allows(PEOPLE, one.unit) else replace(one, diagnosed=None) for one in found.coverages),
        findings=tuple(
            one if allows(one.measure.key, one.unit) else replace(one, n=None, deficits=None, mean=None)
            for one in found.findings
        ),
        difficulties=tuple(one for one in found.difficulties if allows(one.key)),
        gains=tuple(one if allows(gain_key(one.measure.key)) else replace(one, gain=None) for one in found.gains),
    )
