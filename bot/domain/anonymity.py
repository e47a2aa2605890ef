"""Anonymous answers between sending and being readable: what is kept of them, how long it looks, when it is released.

Sent answers wait sealed. They are released in lots so large, and with so many left behind, that whoever watches the
database before and after learns no more than «one of at least five» (docs/privacy.md). Pure; knows no keys, no storage.
"""

import json
from collections.abc import Mapping, Sequence
from math import ceil
from random import Random
from typing import TypeVar

from questionnaires.model import ChoiceItem, FileItem, Item, MultipleItem, Questionnaire, RankingItem, TextItem
from questionnaires.values import Response, ResponseState

T = TypeVar("T")

LOT = 5  # privacy.md 6: released in shuffled batches of at least so many, of whom each may have given any answer
MOST = 50  # answers opened by one transaction, which holds up everybody else's
MIXED = 250  # answers released before that are laid out anew together with a lot, so that it does not stand apart

_BYTES = 8  # the longest a sign gets as text within JSON within JSON: a control character, as \\\\u001f
_PLAIN = 128  # bytes of an answer with nothing written in it: code, state, number, date
_CODE = 48  # bytes of an option's code in a list
_FILE = 4096


def releasable(waiting: int, released: int, closed: bool) -> int:
    """How many of the waiting answers of a campaign may be released now, in one transaction.

    While it is open a lot goes out only when as many stay behind. At its end everything does, however few they are:
    how few is no secret then, and what a small group said is shown nowhere. The exception is a rest smaller than a lot
    beside answers that are out already, which a reopened campaign would leave: it would stand alone, and stays sealed.
    What is too much for one transaction goes out in equal lots.
    """
    staying = 0 if closed else LOT
    free = waiting - staying
    if free <= 0 or (free < LOT and (released or not closed)):
        return 0
    return ceil(free / ceil(free / MOST))


def drawn(waiting: Sequence[T], count: int, chance: Random) -> list[T]:
    """Draw `count` of them at random, in random order."""
    return chance.sample(list(waiting), count)


def sent_answers(questionnaire: Questionnaire, responses: Mapping[str, Response]) -> dict[str, Response]:
    """What is kept of a draft, in the questionnaire's order: nothing void and nothing unfinished."""
    return {
        item.code: response
        for item in questionnaire.items
        if (response := responses.get(item.code)) is not None and response.settled and item.kind != "note"
    }


def to_body(answers: Mapping[str, Response]) -> str:
    """Answers as JSON: item → [state, value]. No time, no order of answering, no seed."""
    kept = {code: [response.state.value, response.to_json()] for code, response in answers.items()}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def from_body(body: str) -> dict[str, Response]:
    """Read what `to_body` wrote."""
    return {
        code: Response.from_json(code, ResponseState(state), value) for code, (state, value) in json.loads(body).items()
    }


def packed(version_id: int, body: str, length: int) -> bytes:
    """Version and body in exactly `length` bytes (or a multiple), so that a sealed row tells nothing by its size."""
    plain = f"{version_id} {body}".encode()
    return plain.ljust(-(-len(plain) // length) * length)


def unpacked(plain: bytes) -> tuple[int, str]:
    """Read what `packed` wrote."""
    version_id, _, body = plain.decode().rstrip().partition(" ")
    return int(version_id), body


def longest(questionnaire: Questionnaire) -> int:
    """Bytes that the longest possible answers to this questionnaire need at the most."""
    return _PLAIN + sum(_longest(item) for item in questionnaire.items)


def _longest(item: Item) -> int:
    match item:
        case TextItem():
            return _PLAIN + item.max_length * _BYTES
        case MultipleItem() | RankingItem():
            return _PLAIN + len(item.options) * _CODE
        case ChoiceItem():
            return _PLAIN + (item.max_choices or 1) * _CODE
        case FileItem():
            return _FILE
        case _:
            return _PLAIN
