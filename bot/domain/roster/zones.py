"""Time zones as people write them: the difference from Moscow, or the name of the zone. Knows no sheets."""

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.domain.roster.cells import text
from bot.domain.roster.sheets import Cell
from questionnaires.problems import Problem

_FROM_MOSCOW = {
    -1: "Europe/Kaliningrad",
    0: "Europe/Moscow",
    1: "Europe/Samara",
    2: "Asia/Yekaterinburg",
    3: "Asia/Omsk",
    4: "Asia/Krasnoyarsk",
    5: "Asia/Irkutsk",
    6: "Asia/Yakutsk",
    7: "Asia/Vladivostok",
    8: "Asia/Magadan",
    9: "Asia/Kamchatka",
}
"""The eleven zones of Federal Law 107-FZ (2011, as amended in 2014), by their hours from Moscow."""
_MOSCOW_TO_UTC = 3
_WRITTEN = re.compile(r"(мск|msk|москва|московское(?: время)?|utc|gmt)? ?([+-]? ?\d{1,2})?(?:[.:]00)?(?: ?ч\w*)?")


def zone(cell: Cell) -> str | Problem | None:
    """The IANA name of a zone: from «МСК+2», «+2» (hours from Moscow), «UTC+5» or «Asia/Yekaterinburg»."""
    content = text(cell)
    if isinstance(content, Problem) or not content:
        return content or None
    found = _by_difference(content.casefold()) or _by_name(content)
    return found or Problem("unknown-zone", {"text": content})


def _by_difference(content: str) -> str | None:
    match = _WRITTEN.fullmatch(content.replace("−", "-").replace("–", "-"))
    if match is None or not any(match.groups()):
        return None
    hours = int((match[2] or "0").replace(" ", ""))
    return _FROM_MOSCOW.get(hours - _MOSCOW_TO_UTC if match[1] in {"utc", "gmt"} else hours)


def _by_name(content: str) -> str | None:
    try:
        return ZoneInfo(content).key
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: a folder of zones, "Europe"
        return None
