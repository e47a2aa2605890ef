"""A municipality small enough to be worked by hand: two forms of one audit, its counts, and the figures of a file."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.domain.counts import Change, Counts, Fact, Headcount, Mark, Place, Sent
from bot.domain.editions import Edition
from bot.domain.findings import Register, coverages, difficulties, findings, progress
from bot.domain.gains import measure_gains
from bot.domain.linkage import disclose
from bot.domain.monitoring import Monitoring, Period, Version
from bot.domain.protection import protect
from questionnaires.model import Questionnaire

START = datetime(2026, 9, 1, tzinfo=UTC)


def item(code: str, group: str, action: str | None = None) -> dict[str, object]:
    return {"kind": "scale", "scale": "s", "label": code, "code": code, "action": action, "groups": [group]}


def form(code: str, *functions: tuple[str, list[dict[str, object]]]) -> Questionnaire:
    return Questionnaire.model_validate(
        {
            "code": code,
            "title": code,
            "spec_version": 1,
            "scales": {"s": {"options": [{"value": value, "label": str(value)} for value in range(4)]}},
            "sections": [{"code": name, "title": name, "function": name, "items": items} for name, items in functions],
            "profile": {"functions": True, "groups": {"g": "Группа", "h": "Другая"}},
        }
    )


FULL, SHORT = 1, 2
ITEMS = [item("a", "g", "ТД1"), item("b", "g", "ТД2"), item("c", "h", "ТД3")]
REGISTER = Register(
    {},
    {
        FULL: Edition(1, "652н", form("audit-full", ("F1", ITEMS[:1]), ("F2", ITEMS[1:]))),
        SHORT: Edition(1, "652н", form("audit-short", ("F1", [item("s", "h")]), ("F2", [item("t", "g")]))),
    },
)
ASKED = {
    (FULL, "F1"): "a", (FULL, "F2"): "b c", (FULL, "g"): "a b", (FULL, "h"): "c",
    (SHORT, "F1"): "s", (SHORT, "F2"): "t", (SHORT, "g"): "t", (SHORT, "h"): "s",
}  # fmt: skip
"""Form and score → the items it is made of: the function of one action is that action, a group may be a function."""
ACTIONS = {"ТД1": "a", "ТД2": "b", "ТД3": "c"}


@dataclass(frozen=True)
class Town:
    """Place and form → people who completed it last, how many of them have left out each of `ASKED`, how many are
    compared with an earlier one; and how many are compared whose last audit is another. Besides: who only began, and
    organisation and form → how many were sent besides the last ones.
    """

    completed: Mapping[tuple[Place, int], int]
    omitted: Mapping[tuple[Place, int], Mapping[str, int]]
    trying: Mapping[Place, int]
    again: Mapping[tuple[str, int], int]
    compared: Mapping[tuple[Place, int], int] = field(default_factory=dict)
    apart: Mapping[tuple[Place, int], int] = field(default_factory=dict)

    def rated(self, place: Place, version: int, items: str) -> int:
        """People with a score of these items."""
        people = self.completed[place, version]
        return people - min(people, self.omitted.get((place, version), {}).get(items, 0))

    def both(self, place: Place, version: int, items: str) -> int:
        """Those of them who have a score in an earlier audit too."""
        return min(self.rated(place, version, items), self.compared.get((place, version), 0))


def counts(town: Town, scope: Collection[str] = ()) -> Counts:
    """The town as the database counts it."""

    def of(organisation: str) -> bool:
        return not scope or organisation in scope

    heads = [Headcount(place, n, version) for (place, version), n in town.completed.items()]
    heads += [Headcount(place, n, None, trying=True) for place, n in town.trying.items()]
    sent = [(place.organisation, version, n) for (place, version), n in town.completed.items()]
    sent += [(organisation, version, n) for (organisation, version), n in town.again.items()]
    rated = [
        (place, version, kind, score, town.rated(place, version, ASKED[version, score]))
        for place, version in town.completed
        for kind, score in (("function", "F1"), ("function", "F2"), ("group", "g"), ("group", "h"))
    ]
    changes = [
        Change(place, version, kind, score, score, n, 0.0, 0.0, last)
        for kind, score in (("function", "F1"), ("function", "F2"), ("group", "g"), ("group", "h"))
        for last, people in ((True, town.completed), (False, town.apart))
        for place, version in people
        for n in [town.both(place, version, ASKED[version, score]) if last else town.apart[place, version]]
    ]
    marks = [
        (place.organisation, items, town.rated(place, version, items))
        for place, version in town.completed
        for items in ACTIONS.values()
        if version == FULL
    ]
    return Counts(
        heads=[head for head in heads if head.n and of(head.place.organisation)],
        facts=[Fact(*one[:4], one[3], one[4], 0, 0.0) for one in rated if one[4] and of(one[0].organisation)],
        marks=[Mark(place, FULL, items, 2, n) for place, items, n in marks if n and of(place)],
        sent=[
            Sent(here, version, sum(n for *key, n in sent if key == [here, version]))
            for here, version in dict.fromkeys((here, version) for here, version, _ in sent)
            if of(here)
        ],
        changes=[one for one in changes if one.n and of(one.place.organisation)],
        invited=100,
    )


def published(town: Town, scope: tuple[str, ...] = ()) -> Monitoring:
    """The figures of one file."""
    own = counts(town, scope)
    completed = [(one.version, one.n) for one in own.sent]
    found = Monitoring(
        period=Period(START, START),
        deficit_threshold=50,
        progress=progress(own.heads, own.invited),
        versions=tuple(
            Version(*REGISTER.editions[used].key[:1], 1, "", "", sum(n for version, n in completed if version == used))
            for used in dict(completed)
        ),
        standards=(),
        coverages=coverages(own.heads, REGISTER),
        findings=findings(own.facts, REGISTER),
        difficulties=difficulties(own.marks, REGISTER, 50),
        gains=measure_gains(own.changes, REGISTER),
    )
    return protect(found, disclose(counts(town), REGISTER, scope))
