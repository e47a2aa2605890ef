"""What every printed page needs: embedded Cyrillic fonts, text that stays in its box, QR codes. Knows no content."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import segno
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

PLAIN, BOLD, MONO, MONO_BOLD = "DejaVuSans", "DejaVuSans-Bold", "DejaVuSansMono", "DejaVuSansMono-Bold"
_QUIET_MODULES = 4  # the free border the QR standard asks for
_ELLIPSIS = "…"


def register_fonts() -> None:
    """Make the fonts known to reportlab. They come with matplotlib's data, so no system font is needed."""
    spec = find_spec("matplotlib")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("matplotlib's fonts are not installed")
    folder = Path(spec.submodule_search_locations[0]) / "mpl-data" / "fonts" / "ttf"
    for name in (PLAIN, BOLD, MONO, MONO_BOLD):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))


def wrap(text: str, font: str, size: float, width: float, max_lines: int) -> list[str]:
    """Lines not wider than ``width`` points; words too long are broken, what does not fit ends with «…»."""
    lines = [""]
    for word in text.split():
        candidate = f"{lines[-1]} {word}".strip()
        if _width(candidate, font, size) <= width:
            lines[-1] = candidate
            continue
        pieces = _pieces(word, font, size, width, max_lines + 1)
        lines += pieces if lines[-1] else []
        lines = lines if lines != [""] else pieces
        if len(lines) > max_lines:
            return [*lines[: max_lines - 1], _clipped(lines[max_lines - 1], font, size, width)]
    return lines


def _pieces(word: str, font: str, size: float, width: float, enough: int) -> list[str]:
    pieces = [""]
    for char in word:
        if pieces[-1] and _width(pieces[-1] + char, font, size) > width:
            if len(pieces) == enough:
                break
            kept, hyphen, rest = pieces[-1].rpartition("-")
            at_hyphen = len(kept) > len(rest)  # «Римская-Корсакова» breaks there, not in the middle of a syllable
            pieces[-1:] = [kept + hyphen, rest] if at_hyphen else [pieces[-1], ""]
        pieces[-1] += char
    return pieces


def _clipped(line: str, font: str, size: float, width: float) -> str:
    while line and _width(line + _ELLIPSIS, font, size) > width:
        line = line[:-1]
    return line.rstrip() + _ELLIPSIS


def _width(text: str, font: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, font, size))


def draw_qr(canvas: Any, content: str, x: float, y: float, side: float) -> None:
    """Draw a QR code with its quiet zone into a square whose lower left corner is (x, y), as vectors."""
    matrix = segno.make(content, error="m", micro=False).matrix
    module = side / (len(matrix) + 2 * _QUIET_MODULES)
    path = canvas.beginPath()
    for row, bits in enumerate(matrix):
        top = y + side - (row + _QUIET_MODULES + 1) * module
        for start, length in _runs(bytes(bits)):
            path.rect(x + (start + _QUIET_MODULES) * module, top, length * module, module)
    canvas.drawPath(path, stroke=0, fill=1)


def _runs(bits: bytes) -> list[tuple[int, int]]:
    """Neighbouring dark modules as one rectangle: no hairlines between them, and a smaller file."""
    runs: list[tuple[int, int]] = []
    for index, bit in enumerate(bits):
        if bit and runs and sum(runs[-1]) == index:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        elif bit:
            runs.append((index, 1))
    return runs
