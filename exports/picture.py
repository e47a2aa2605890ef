"""A person's profile as a picture for a phone: one bar per labour function, the threshold, the values. No name.

`draw_profile` loads matplotlib, so it runs in a child process: `Painter` keeps one warm.
"""

import asyncio
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from io import BytesIO
from math import floor
from multiprocessing import get_context, parent_process
from textwrap import wrap
from threading import Thread
from typing import Any

from exports.curve import CurvePicture, draw_curve

_WIDTH, _DPI = 5.4, 160  # inches, dots per inch: 864 pixels, the width of a phone's photo
_LABEL, _LINES = 52, 3
PERCENT = "\N{NO-BREAK SPACE}%"
# Okabe and Ito's palette: told apart by the colour-blind, and of different darkness
_COLOURS = {"deficit": "#D55E00", "work": "#E69F00", "strong": "#0072B2"}
_LEGEND = {"deficit": "дефицит", "work": "в работе", "strong": "сильная сторона"}


@dataclass(frozen=True, slots=True)
class Bar:
    """One labour function or group; `value` is 0..100, None when there were too few answers."""

    label: str
    value: float | None


@dataclass(frozen=True, slots=True)
class ProfilePicture:
    """What is drawn. From `strong` per cent on a bar is a strong side, below `threshold` a deficit."""

    title: str
    bars: tuple[Bar, ...]
    threshold: float
    strong: float


class Painter:
    """Draws in one child process, started with the first picture and kept, for loading matplotlib takes a second."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def draw(self, picture: ProfilePicture | CurvePicture) -> bytes:
        """The picture as PNG. A child that died is replaced once."""
        try:
            return await self._draw(picture)
        except BrokenProcessPool:
            self.close()
            return await self._draw(picture)

    async def _draw(self, picture: ProfilePicture | CurvePicture) -> bytes:
        self._pool = self._pool or ProcessPoolExecutor(1, get_context("spawn"), initializer=_end_with_parent)
        return await asyncio.get_running_loop().run_in_executor(self._pool, _drawn, picture)

    def close(self) -> None:
        """End the child."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            self._pool = None


def _drawn(picture: ProfilePicture | CurvePicture) -> bytes:
    return draw_curve(picture) if isinstance(picture, CurvePicture) else draw_profile(picture)


def _end_with_parent() -> None:
    """Watch the bot: one that is killed ends no child, and a child waits for its next picture for ever."""
    Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os._exit(0)


def draw_profile(picture: ProfilePicture) -> bytes:
    """PNG bytes, the same for the same values."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # here, so that the bot can import this module
    from matplotlib.figure import Figure

    labels = [_wrapped(bar.label) for bar in picture.bars]
    lines = sum(label.count("\n") + 1 for label in labels)
    height = 1.72 + 0.17 * lines + 0.3 * len(labels)
    figure = Figure(figsize=(_WIDTH, height), dpi=_DPI, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.04, 0.84 / height, 0.86, 1 - 1.47 / height))
    _draw_bars(axes, picture, labels)
    _draw_frame(figure, axes, picture, height)
    out = BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def _wrapped(text: str) -> str:
    lines = wrap(" ".join(text.split()), _LABEL)
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], lines[_LINES - 1].rstrip(" ,.;") + "…"]
    return "\n".join(lines)


def _kind(value: float, picture: ProfilePicture) -> str:
    if value < picture.threshold:
        return "deficit"
    return "strong" if value >= picture.strong else "work"


def _percent(value: float, picture: ProfilePicture) -> str:
    """Whole per cent, unless rounding would put a value below a border upon it."""
    whole = round(value)
    crosses = any(value < border <= whole for border in (picture.threshold, picture.strong))
    return f"{floor(value * 10) / 10:.1f}{PERCENT}".replace(".", ",") if crosses else f"{whole}{PERCENT}"


def _draw_bars(axes: Any, picture: ProfilePicture, labels: Sequence[str]) -> None:
    """Label above its bar: a phone is too narrow for both side by side."""
    place = 0.0
    for bar, label in zip(picture.bars, labels, strict=True):
        place += 0.17 * (label.count("\n") + 1)
        axes.text(0, place - 0.02, label, fontsize=8.5, va="bottom", ha="left", linespacing=1.1)
        axes.barh(place + 0.09, 100, height=0.15, color="#ECECEC")
        text = "мало ответов" if bar.value is None else _percent(bar.value, picture)
        if bar.value is not None:
            axes.barh(place + 0.09, bar.value, height=0.15, color=_COLOURS[_kind(bar.value, picture)])
        axes.plot([picture.threshold] * 2, [place - 0.01, place + 0.19], color="black", linewidth=1.5)
        axes.text((bar.value or 0) + 1.5, place + 0.09, text, fontsize=8.5, va="center", fontweight="bold")
        place += 0.3
    axes.set_ylim(place, -0.02)


def _draw_frame(figure: Any, axes: Any, picture: ProfilePicture, height: float) -> None:
    axes.set_xlim(0, 108)
    axes.set_xticks([0, 50, 100], [f"{share}{PERCENT}" for share in (0, 50, 100)], fontsize=8)
    axes.set_yticks([])
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    top = 1 - 0.16 / height
    figure.text(0.04, top, "\n".join(wrap(picture.title, 46)[:2]), fontsize=11, fontweight="bold", va="top")
    figure.text(0.04, 0.12 / height, _legend(picture), fontsize=8, va="bottom")
    for index, kind in enumerate(_COLOURS):
        figure.text(0.04 + 0.31 * index, 0.3 / height, "■", color=_COLOURS[kind], fontsize=9, va="bottom")
        figure.text(0.075 + 0.31 * index, 0.3 / height, _LEGEND[kind], fontsize=8, va="bottom")


def _legend(picture: ProfilePicture) -> str:
    return f"Чёрная черта: порог дефицита, {picture.threshold:g}{PERCENT}"
