"""Files a person sends, as raw input of the engine. The messenger keeps the bytes."""

from aiogram.types import Message

from handlers.texts import questionnaires as texts
from questionnaires.values import Uploaded


def uploaded(message: Message) -> Uploaded | None:
    """Return the photo or document of a message, or None."""
    if message.document is not None:
        found = message.document
        return Uploaded(
            found.file_id, found.file_name or texts.UNNAMED_FILE, found.mime_type or "", found.file_size or 0
        )
    if message.photo:
        largest = message.photo[-1]
        return Uploaded(largest.file_id, texts.PHOTO_FILE, "image/jpeg", largest.file_size or 0)
    return None
