"""What every handler may need of the whole: who runs the bot, in which zone, under which documents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from bot.domain.acts import Act
from bot.domain.consents import ConsentKind, Document
from bot.domain.results import Result
from storage.sealing import Seal

SendPicture = Callable[[int, Result], None]
RunExport = Callable[[int, int | None], None]
FollowCampaign = Callable[[Act, int, int], None]


@dataclass(frozen=True, slots=True)
class Office:
    """Values of the installation. `guard_key` keys the digests by which strangers' failures are counted, `seal` closes
    anonymous answers.

    In the background, `send_picture` (messenger id, result) draws and sends a picture, `run_export` (job id, id of the
    message that tells about it, None without one) makes a stored request. `wake_sender` is called after planning what
    somebody waits for, `wake_planner` after starting what others are to be asked; `follow_campaign` (act, message id,
    campaign id) keeps a message about its progress up to date.
    """

    zone: ZoneInfo
    operator: str
    contact: str
    documents: Mapping[ConsentKind, Document]
    guard_key: bytes = field(repr=False)
    seal: Seal = field(repr=False)
    send_picture: SendPicture
    run_export: RunExport
    wake_sender: Callable[[], None]
    wake_planner: Callable[[], None]
    follow_campaign: FollowCampaign
