"""Stand-ins for the parts of a definition that cannot be read, so that the rest is inspected too.

Places and the codes of items stay as they are; what is said about a stand-in is thrown away by the caller.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass

from questionnaires.document import Data
from questionnaires.issues import Place

_FILLERS: dict[str, Data] = {"title": "…", "spec_version": 1}


@dataclass(frozen=True, slots=True)
class Salvaged:
    """The repaired data, and the codes and places of the items that are only stand-ins."""

    data: Data
    broken: frozenset[str]
    places: frozenset[Place]


def salvage(data: Data, faults: Iterable[Place]) -> Salvaged:
    """Replace faulty items by notes, and drop or fill other faulty keys."""
    repaired = deepcopy(data)
    broken: set[str] = set()
    places: set[Place] = set()
    for place in faults:
        if len(place) >= 4 and place[0] == "sections" and place[2] == "items":
            broken.add(_replace_item(repaired, place))
            places.add(place[:4])
        elif len(place) == 2 and place[0] == "sections":
            broken.add(_replace_section(repaired, place))
        else:
            broken.add(_replace_key(repaired, place))
            places.add((*place[:3], 0) if place[2:3] == ("items",) else place)
    return Salvaged(repaired, frozenset(broken), frozenset(places))


def value_at(data: Data, place: Place) -> Data:
    """The value at a place; None when there is none."""
    for step in place:
        if isinstance(data, dict) and isinstance(step, str):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def item_code(data: Data, place: Place) -> str | None:
    """The code of the item a place lies in, if it lies in one that has a code."""
    if len(place) < 4 or place[0] != "sections" or place[2] != "items":
        return None
    code = value_at(data, (*place[:4], "code"))
    return code if isinstance(code, str) else None


def _replace_item(data: Data, place: Place) -> str:
    code = item_code(data, place) or f"broken.{place[1]}.{place[3]}"
    items = value_at(data, place[:3])
    if isinstance(items, list) and isinstance(place[3], int):
        items[place[3]] = _note(code)
    return code


def _replace_section(data: Data, place: Place) -> str:
    sections, code = value_at(data, place[:1]), f"broken.{place[1]}.0"
    if isinstance(sections, list) and isinstance(place[1], int):
        sections[place[1]] = {"code": f"broken.{place[1]}", "title": "…", "items": [_note(code)]}
    return code


def _replace_key(data: Data, place: Place) -> str:
    """The first step of a top-level fault, the first three of a section's, name the faulty key."""
    at = place[:3] if place[:1] == ("sections",) else place[:1]
    key, code = str(at[-1]) if at else "", f"broken.{'.'.join(map(str, at[1:2]))}"
    parent = value_at(data, at[:-1])
    if isinstance(parent, dict):
        parent.pop(key, None)
        parent.update({"items": [_note(code)]} if key == "items" else {})
        parent.update({"code": code} if key == "code" else {})
        parent.update({key: _FILLERS[key]} if key in _FILLERS else {})
    return code


def _note(code: str) -> Data:
    return {"kind": "note", "code": code, "label": "…"}
