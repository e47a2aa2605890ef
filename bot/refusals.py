"""What the messenger's refusals mean, by their words, for there are no codes. Knows not what is done about them."""

from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError

_GONE = {
    "bot was blocked": "blocked",
    "user is deactivated": "deactivated",
    "chat not found": "not_found",
    "peer_id_invalid": "not_found",
    "chat_write_forbidden": "forbidden",
}
_AFRESH = ("message to edit not found", "message can't be edited", "no text in the message to edit")
_HARMLESS = ("message is not modified", "query is too old", "query id is invalid", "message to delete not found")

Refusal = TelegramForbiddenError | TelegramBadRequest


class Unreachable(Exception):
    """The person has blocked the bot or is gone: nothing can be shown."""


def gone_because(error: Refusal) -> str | None:
    """Return why nothing can be shown to this person at all, None when it is only this one call."""
    message = error.message.lower()
    found = next((reason for phrase, reason in _GONE.items() if phrase in message), None)
    return found or ("forbidden" if isinstance(error, TelegramForbiddenError) else None)


def wants_afresh(error: Refusal) -> bool:
    """Whether a message cannot be changed any more, so that a new one has to be sent."""
    return _says(error, _AFRESH)


def pass_over(error: Refusal) -> None:
    """Return when the refusal is harmless; raise `Unreachable` or the error itself."""
    if gone_because(error):
        raise Unreachable from None
    if not _says(error, _HARMLESS):
        raise error


def _says(error: Refusal, phrases: tuple[str, ...]) -> bool:
    message = error.message.lower()
    return any(phrase in message for phrase in phrases)
