"""Somebody who has the database, the logs and a list of who answered when, and wants to know who said what.

It never gets the installation's key: that is what the seal is for. `breaches` names every way that worked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Tables = Mapping[str, Sequence[Mapping[str, Any]]]
PUBLISHED = ("anonymous_submissions", "sealed_submissions")
SMALLEST = 5  # a guess among so many is what the design allows


@dataclass
class Evidence:
    """What was seen, and for judging the guesses what is true.

    `said` maps each person to a text of her own, in the order of sending; `moments` are the seconds of sending. `seen`
    holds the released texts after each sending and the planner's tick that follows, `keys` the keys of what waits then.
    `waiting_bytes` is all that lies there while everything still waits, raw files included; `orders` are the ways in
    which the released texts lie there in the end.
    """

    said: Mapping[str, str] = field(default_factory=dict)
    moments: Mapping[str, int] = field(default_factory=dict)
    seen: list[frozenset[str]] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    waiting_bytes: bytes = b""
    tables: Tables = field(default_factory=dict)
    orders: Mapping[str, Sequence[str]] = field(default_factory=dict)
    logs: str = ""


def breaches(evidence: Evidence) -> set[str]:
    """The names of the ways that tell who said what better than a guess among five."""
    ways = {
        "order": _by_order(evidence),
        "time": _by_time(evidence),
        "key": _by_key(evidence),
        "snapshots": _by_snapshots(evidence),
        "leftovers": _by_leftovers(evidence),
        "logs": any(text in evidence.logs for text in evidence.said.values()),
        "deliveries": _mentions(evidence.tables["deliveries"], evidence.said.values()),
    }
    return {name for name, works in ways.items() if works}


def hits(people: Sequence[str], texts: Sequence[str], said: Mapping[str, str]) -> int:
    """How many are right when the first in a row is taken for the first who sent, and so on."""
    return sum(said[person] == text for person, text in zip(people, texts, strict=True))


def _by_order(evidence: Evidence) -> bool:
    """Rows lie as they were sent, forwards or backwards, by key, by place, by transaction or in the bytes.

    Of n people at random one guess is right on average, whatever n is; twice as good in two lots. From half of them on
    it is no chance: of twelve people six come out right once in two thousand times.
    """
    people = list(evidence.said)
    found = [order for order in evidence.orders.values() if len(order) == len(people)]
    return any(
        2 * hits(people, guess, evidence.said) >= len(people) for order in found for guess in (order, order[::-1])
    )


def _by_time(evidence: Evidence) -> bool:
    """A moment of sending stands in or beside an answer."""
    moments = {moment + shift for moment in evidence.moments.values() for shift in (-1, 0, 1)}
    published = [value for row in _published(evidence) for value in row.values()]
    return any(isinstance(value, int) and value in moments for value in published) or any(
        str(moment) in value for moment in moments for value in published if isinstance(value, str)
    )


def _by_key(evidence: Evidence) -> bool:
    """The key of an answer stands in a row that leads to a person, or outlives the release."""
    last = {row["key"] for row in evidence.tables["anonymous_submissions"]}
    elsewhere = "\n".join(str(row) for name, rows in evidence.tables.items() if name not in PUBLISHED for row in rows)
    return bool(evidence.keys & last) or any(key in elsewhere for key in evidence.keys | last)


def _by_snapshots(evidence: Evidence) -> bool:
    """What has become readable since the last look was said by one of those who had sent and were not out yet."""
    waiting, known = 0, frozenset[str]()
    for readable in evidence.seen:
        fresh = len(readable - known)
        waiting, known = waiting + 1 - fresh, readable
        if fresh and min(fresh, waiting) < SMALLEST:
            return True
    return waiting < SMALLEST


def _by_leftovers(evidence: Evidence) -> bool:
    """While answers wait, they are nowhere to be read, not even in the pages and logs of the files; nor are drafts."""
    if any(text.encode() in evidence.waiting_bytes for text in evidence.said.values()):
        return True
    personal = [row for name, rows in evidence.tables.items() if name not in PUBLISHED for row in rows]
    return _mentions(personal, evidence.said.values())


def _mentions(rows: Sequence[Mapping[str, Any]], texts: Any) -> bool:
    written = "\n".join(map(str, rows))
    return any(text in written for text in texts)


def _published(evidence: Evidence) -> Iterator[Mapping[str, Any]]:
    for name in PUBLISHED:
        yield from evidence.tables[name]
