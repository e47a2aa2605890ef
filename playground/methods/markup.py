"""Keyboards of a call: JSON text → markup, or the messenger's refusal."""

from typing import cast

from playground.arguments import Arguments
from playground.errors import bad_request
from playground.limits import check_keyboard
from playground.shapes import ButtonObject, MarkupObject

_ACTIONS = frozenset(
    {"callback_data", "url", "callback_game", "pay", "switch_inline_query", "login_url", "web_app", "copy_text"}
    | {"switch_inline_query_current_chat", "switch_inline_query_chosen_chat"}
)


def parse_markup(arguments: Arguments) -> MarkupObject | None:
    """`reply_markup` checked; None when there is none or it has no buttons at all."""
    raw = arguments.json("reply_markup", "can't parse reply keyboard markup JSON object")
    if raw is None:
        return None
    if not isinstance(raw, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in raw:
        return _inline(_rows(raw["inline_keyboard"], "inline_keyboard"))
    if "keyboard" in raw:
        rows = [[_key(button) for button in row] for row in _rows(raw["keyboard"], "keyboard")]
        return cast(MarkupObject, {**raw, "keyboard": rows})
    return cast(MarkupObject, raw) if raw else None


def is_inline(markup: MarkupObject | None) -> bool:
    """Whether the keyboard hangs on a message."""
    return markup is not None and "inline_keyboard" in markup


def _inline(rows: list[list[object]]) -> MarkupObject | None:
    keyboard = [[_button(button) for button in row] for row in rows if row]
    if not keyboard:
        return None
    markup: MarkupObject = {"inline_keyboard": keyboard}
    check_keyboard(markup)
    return markup


def _rows(raw: object, field: str) -> list[list[object]]:
    if not isinstance(raw, list) or not all(isinstance(row, list) for row in raw):
        raise bad_request(f'field "{field}" must be an Array of Arrays')
    return cast(list[list[object]], raw)


def _button(raw: object) -> ButtonObject:
    where = "can't parse inline keyboard button: "
    if not isinstance(raw, dict):
        raise bad_request(where + "InlineKeyboardButton must be an Object")
    if "text" not in raw:
        raise bad_request(where + 'Can\'t find field "text"')
    if not isinstance(raw["text"], str):
        raise bad_request(where + 'Field "text" must be of type String')
    if not raw["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if not any(raw.get(action) not in (None, "") for action in _ACTIONS):
        raise bad_request(where + "Text buttons are unallowed in the inline keyboard")
    return cast(ButtonObject, raw)


def _key(raw: object) -> ButtonObject:
    if isinstance(raw, str):
        return {"text": raw}
    if not isinstance(raw, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    if not str(raw.get("text", "")).strip():
        raise bad_request("keyboard button text must be non-empty")
    return cast(ButtonObject, raw)
