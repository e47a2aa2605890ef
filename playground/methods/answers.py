"""answerCallbackQuery: one answer to one press, within its time."""

from playground.arguments import Arguments
from playground.errors import bad_request
from playground.limits import check_toast
from playground.methods.registry import Method
from playground.world import Toast, World


def answer_callback_query(world: World, arguments: Arguments) -> bool:
    """https://core.telegram.org/bots/api#answercallbackquery."""
    text, url = arguments.text("text"), arguments.text("url")
    check_toast(text)
    if url and not url.startswith(("https://t.me/", "http://t.me/", "tg://")):
        raise bad_request("URL_INVALID")
    press = world.presses.answer(arguments.text("callback_query_id"))
    world.toast(press, Toast(text, arguments.boolean("show_alert"), url))
    return True


METHODS: dict[str, Method] = {"answercallbackquery": answer_callback_query}
