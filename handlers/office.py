"""What every handler may need of the whole: who runs the bot, in which zone, under which documents."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.domain.consents import ConsentKind, Document
from bot.domain.results import Result

Draw = Callable[[Result], Awaitable[bytes]]
RunExport = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Office:
    """Values of the installation. `guard_key` keys the digests by which strangers' failures are counted.

    `draw` paints a result outside this process; `run_export` (job id, id of the message that tells about it) makes a
    stored request in the background.
    """

    zone: ZoneInfo
    operator: str
    contact: str
    documents: Mapping[ConsentKind, Document]
    guard_key: bytes = field(repr=False)
    draw: Draw
    run_export: RunExport
