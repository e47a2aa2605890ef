"""What a person sees of a message: text, buttons, picture, document. Values for tests, read off stored messages."""

from dataclasses import dataclass

from playground.files import Files
from playground.shapes import EntityObject, FileObject, MessageObject
from playground.world import Toast

__all__ = ["Button", "Document", "Message", "Toast", "view"]


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button."""

    text: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file in a message."""

    name: str
    content: bytes
    mime: str
    file_id: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it stands now; `text` is the caption where there is a picture or a document.

    `date` and `edited` are epoch seconds; `by_bot` tells the two sides apart; `raw` is the Bot API object.
    """

    id: int
    chat_id: int
    text: str
    date: int
    by_bot: bool
    entities: tuple[EntityObject, ...]
    rows: tuple[tuple[Button, ...], ...]
    edited: int | None
    photo: bytes | None
    document: Document | None
    raw: MessageObject

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All buttons, row by row."""
        return tuple(button for row in self.rows for button in row)

    @property
    def labels(self) -> tuple[str, ...]:
        """What the buttons say."""
        return tuple(button.text for button in self.buttons)

    def button(self, label: str) -> Button | None:
        """The button that says this, or else the first that begins with it."""
        exact = (button for button in self.buttons if button.text == label)
        begins = (button for button in self.buttons if button.text.startswith(label))
        return next(exact, None) or next(begins, None)

    def __contains__(self, text: str) -> bool:
        return text in self.text


def view(message: MessageObject, files: Files) -> Message:
    """A stored message as seen."""
    author = message["from"]
    return Message(
        id=message["message_id"],
        chat_id=message["chat"]["id"],
        text=message.get("text", message.get("caption", "")),
        date=message["date"],
        by_bot=author.get("is_bot", False),
        entities=tuple(message.get("entities", message.get("caption_entities", ()))),
        rows=_rows(message),
        edited=message.get("edit_date"),
        photo=_content(files, message["photo"][-1]["file_id"]) if "photo" in message else None,
        document=_document(files, message["document"]) if "document" in message else None,
        raw=message,
    )


def _rows(message: MessageObject) -> tuple[tuple[Button, ...], ...]:
    keyboard = message.get("reply_markup", {}).get("inline_keyboard", [])
    return tuple(
        tuple(Button(key["text"], key.get("callback_data"), key.get("url")) for key in row) for row in keyboard
    )


def _content(files: Files, file_id: str) -> bytes:
    stored = files.find(file_id)
    return stored.upload.content if stored else b""


def _document(files: Files, document: FileObject) -> Document:
    content = _content(files, document["file_id"])
    return Document(document.get("file_name", ""), content, document.get("mime_type", ""), document["file_id"])
