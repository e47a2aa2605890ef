"""The state of a workbook that somebody waits for."""

from bot.screen import Button, Screen
from handlers.callbacks import Menu
from handlers.texts import reports as texts

_HOME = Button(texts.HOME, Menu(to="home").pack())
_AGAIN = Button(texts.AGAIN, Menu(to="export").pack())


def preparing_screen(done: int = 0, total: int = 0) -> Screen:
    """While the workbook is being made, with how far it is."""
    far = f"\n\n{texts.progress(done, total)}" if total else ""
    return Screen(texts.PREPARING + far, ((_HOME,),))


def ready_screen() -> Screen:
    """When it is about to arrive."""
    return Screen(texts.READY, ((_AGAIN,), (_HOME,)))


def failed_screen(too_large: bool = False) -> Screen:
    """When it cannot be had here."""
    return Screen(texts.TOO_LARGE if too_large else texts.FAILED, ((_AGAIN,), (_HOME,)))
