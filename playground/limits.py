"""Lengths and sizes the messenger allows, and its refusals beyond them. Lengths count UTF-16 code units."""

import orjson

from playground.errors import bad_request
from playground.shapes import ButtonObject, MarkupObject

TEXT = 4096
CAPTION = 1024
CALLBACK_DATA = 64  # bytes
TOAST = 200
BUTTONS = 100
BUTTONS_IN_ROW = 8
MARKUP = 10 * 1024  # bytes of JSON
UPLOAD = 50 * 1024 * 1024  # bytes
PHOTO = 10 * 1024 * 1024
DOWNLOAD = 20 * 1024 * 1024
ALBUM = 10


def utf16_length(text: str) -> int:
    """How long Telegram thinks the text is."""
    return len(text) if text.isascii() else len(text) + sum(char > "\uffff" for char in text)


def check_text(text: str) -> None:
    """Text of a message after formatting is taken out."""
    if not text:
        raise bad_request("text must be non-empty")
    if utf16_length(text) > TEXT:
        raise bad_request("message is too long")


def check_caption(text: str) -> None:
    """Caption after formatting is taken out; may be empty."""
    if utf16_length(text) > CAPTION:
        raise bad_request("message caption is too long")


def check_toast(text: str) -> None:
    """Answer to a button press."""
    if utf16_length(text) > TOAST:
        raise bad_request("MESSAGE_TOO_LONG")


def check_keyboard(markup: MarkupObject) -> None:
    """An inline keyboard: number of buttons, bytes of their data, size of the whole."""
    buttons = [button for row in markup["inline_keyboard"] for button in row]
    if len(buttons) > BUTTONS or len(orjson.dumps(markup)) > MARKUP:
        raise bad_request("reply markup is too long")
    for button in buttons:
        _check_button(button)


def _check_button(button: ButtonObject) -> None:
    if len(button.get("callback_data", "").encode()) > CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not button["url"].startswith(("http://", "https://", "tg://")):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
