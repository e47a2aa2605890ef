"""Bodies of the Bot API's calls for what a person is shown. Knows no network."""

from typing import Any

from bot.screen import Rows, Screen

TOAST_UNITS = 200


def message_payload(screen: Screen) -> dict[str, Any]:
    """Return text and keyboard, for sendMessage and editMessageText alike."""
    return {
        "text": screen.text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        "reply_markup": {"inline_keyboard": _keyboard(screen.buttons)},
    }


def answer_payload(query_id: str, text: str = "", alert: bool = False) -> dict[str, Any]:
    """Return the body of answerCallbackQuery; the text is cut to what a toast holds."""
    said = {"text": _cut(text, TOAST_UNITS), "show_alert": alert} if text else {}
    return {"callback_query_id": query_id, **said}


def _cut(text: str, units: int) -> str:
    """The beginning of a text that has so many UTF-16 units; a sign is never halved."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")


def _keyboard(rows: Rows) -> list[list[dict[str, str]]]:
    return [
        [
            {"text": key.label, "url": key.url} if key.url else {"text": key.label, "callback_data": key.data}
            for key in row
        ]
        for row in rows
    ]
