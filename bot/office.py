"""What handlers need of the whole, put together from settings and the parts that work in the background."""

from collections.abc import Callable
from hashlib import sha256

from bot.exporting import Exporter
from bot.following import Follower
from bot.pictures import Pictures
from bot.sender import Sender
from bot.settings import Settings
from handlers.office import Office
from handlers.texts.consent import default_documents
from storage.sealing import Seal


def open_office(
    settings: Settings,
    operator: str,
    seal: Seal,
    exporter: Exporter,
    pictures: Pictures,
    sender: Sender,
    wake_planner: Callable[[], None],
    follower: Follower,
) -> Office:
    """Return what handlers need of the whole."""
    return Office(
        zone=settings.zone,
        operator=operator,
        contact=settings.contact,
        documents=default_documents(operator, settings.contact),
        guard_key=_guard_key(settings),
        seal=seal,
        send_picture=pictures.start,
        run_export=exporter.start,
        wake_sender=sender.wake,
        wake_planner=wake_planner,
        follow_campaign=follower.start,
    )


def _guard_key(settings: Settings) -> bytes:
    """The key of strangers' digests: secret as the token is, and useless for anything else."""
    assert settings.bot_token is not None
    return sha256(b"guard:" + settings.bot_token.get_secret_value().encode()).digest()
