"""How one result changed over time, as a picture for a phone: a line, and the level that calls for help. No name."""

from dataclasses import dataclass
from io import BytesIO
from textwrap import wrap
from typing import Any

_WIDTH, _HEIGHT, _DPI = 5.4, 3.6, 160  # inches, dots per inch: 864 pixels wide
_LABELLED = 8  # points with a date under them; of more, the first, the last and some between


@dataclass(frozen=True, slots=True)
class CurvePicture:
    """`points` are (day in words, per cent), oldest first, at least two; below `low` somebody should help."""

    title: str
    points: tuple[tuple[str, float], ...]
    low: float


def draw_curve(picture: CurvePicture) -> bytes:
    """PNG bytes, the same for the same values. Loads matplotlib: for a child process."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(_WIDTH, _HEIGHT), dpi=_DPI, facecolor="white")
    FigureCanvasAgg(figure)
    axes = figure.add_axes((0.1, 0.2, 0.86, 0.58))
    _draw_line(axes, picture)
    figure.text(0.04, 0.96, "\n".join(wrap(picture.title, 46)[:2]), fontsize=11, fontweight="bold", va="top")
    figure.text(0.04, 0.03, f"Пунктир: ниже {picture.low:g}\u00a0% нужна помощь", fontsize=8, va="bottom")
    out = BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def _draw_line(axes: Any, picture: CurvePicture) -> None:
    values = [value for _, value in picture.points]
    places = range(len(values))
    axes.axhline(picture.low, color="black", linewidth=1, linestyle="--")
    axes.plot(places, values, color="#0072B2", linewidth=2, marker="o", markersize=6)
    for place, value in zip(places, values, strict=True):
        near = {"textcoords": "offset points", "ha": "center", "va": "bottom", "fontsize": 8.5, "fontweight": "bold"}
        axes.annotate(f"{value:.0f}\u00a0%", (place, value), (0, 7), **near)
    step = -(-len(values) // _LABELLED)
    shown = sorted({*places[::step], len(values) - 1})
    axes.set_xticks(shown, [picture.points[place][0] for place in shown], fontsize=8)
    axes.set_xlim(-0.3, len(values) - 0.7)
    axes.set_ylim(0, 118)
    axes.set_yticks([0, 50, 100], ["0\u00a0%", "50\u00a0%", "100\u00a0%"], fontsize=8)
    for side in ("right", "top"):
        axes.spines[side].set_visible(False)
