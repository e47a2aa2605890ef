"""How cells look: one xlsxwriter format per style, asked for once. Knows nothing of tables or values."""

from functools import cache
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from exports.table import Style

FONT = "Arial"
# One light-to-dark run (ColorBrewer YlOrBr): readable for the colour-blind and on a black-and-white print.
HEAT_COLOURS = ("#FFF7BC", "#FEC44F", "#D95F0E")
SERIES_COLOURS = ("#1F6F9F", "#E08214", "#7F7F7F")

_NUMBERS = {
    Style.TEXT: "General",
    Style.CODE: "@",
    Style.COUNT: "0",
    Style.MEAN: "0.00",
    Style.SHARE: "0.0%",
    Style.DATE: "dd.mm.yyyy",
}
_BASE: dict[str, Any] = {"font_name": FONT, "font_size": 10, "valign": "top"}


class Formats:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self.cell = cache(self._cell)
        self.title = self._add(bold=True, font_size=14)
        self.note = self._add(italic=True, text_wrap=True, font_color="#404040")
        self.header = self._add(bold=True, text_wrap=True, bg_color="#D9E5EE", border=1, border_color="#8EA9BC")

    def _cell(self, style: Style, is_text: bool, is_risky: bool, wraps: bool) -> Format:
        """`is_text`: a text in this column, whatever the column's style; `is_risky`: Excel's quotePrefix."""
        looks: dict[str, Any] = {"quote_prefix": is_risky, "bottom": 1, "bottom_color": "#D9D9D9"}
        if style in {Style.TEXT, Style.CODE}:
            looks |= {"text_wrap": wraps, "align": "left", "num_format": _NUMBERS[style]}
        elif is_text:
            looks |= {"align": "center", "font_color": "#595959"}
        else:
            looks |= {"num_format": _NUMBERS[style]}
        return self._add(**looks)

    def _add(self, **looks: Any) -> Format:
        return self._book.add_format(_BASE | looks)
