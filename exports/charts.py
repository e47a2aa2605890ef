"""Native bar charts of a table. Knows ranges and looks; the message of a chart is the builder's."""

from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from exports.formats import FONT, SERIES_COLOURS
from exports.table import Chart, Style, Table

_WIDTH = 860
_BAR = 26
_ROWS_PER_PIXEL = 1 / 20


def insert_charts(book: Workbook, sheet: Worksheet, table: Table) -> None:
    """The table's charts one under another below its rows; none for a table without rows."""
    row = table.header_row + len(table.rows) + 2
    charts = table.charts if table.rows else ()
    if charts:
        sheet.set_h_pagebreaks([row])  # a chart across two pages says nothing
    for chart in charts:
        height = _height(table, chart)
        drawn = book.add_chart({"type": "bar"})
        _fill(drawn, table, chart)
        _dress(drawn, table, chart)
        drawn.set_size({"width": _WIDTH, "height": height})
        sheet.insert_chart(row, 0, drawn, {"description": chart.description, "object_position": 3})
        row += round(height * _ROWS_PER_PIXEL) + 2


def _last(table: Table, chart: Chart) -> int:
    return min(len(table.rows) - 1 if chart.last is None else chart.last, len(table.rows) - 1)


def _height(table: Table, chart: Chart) -> int:
    bars = (_last(table, chart) - chart.first + 1) * len(chart.series)
    return 130 + max(bars, 2) * _BAR


def _fill(drawn: Any, table: Table, chart: Chart) -> None:
    first, last = table.header_row + 1 + chart.first, table.header_row + 1 + _last(table, chart)
    category = table.position(chart.category)
    for colour, key in zip(SERIES_COLOURS, chart.series, strict=False):
        column = table.position(key)
        drawn.add_series(
            {
                "name": [table.name, table.header_row, column],
                "categories": [table.name, first, category, last, category],
                "values": [table.name, first, column, last, column],
                "fill": {"color": colour},
                "gap": 60,
                "data_labels": {"value": True, "font": {"name": FONT, "size": 9}},
            }
        )


def _dress(drawn: Any, table: Table, chart: Chart) -> None:
    share = table.columns[table.position(chart.series[0])].style is Style.SHARE
    grid = {"visible": True, "line": {"color": "#D9D9D9", "width": 0.5}}
    small, plain = {"name": FONT, "size": 9}, {"name": FONT, "size": 10, "bold": False}
    values = {"name": chart.value_title, "name_font": plain, "num_font": small, "min": 0, "major_gridlines": grid}
    values |= {"max": 1, "num_format": "0%"} if share else {"num_format": "0"}
    drawn.set_title({"name": chart.title, "name_font": {"name": FONT, "size": 12}})
    drawn.set_x_axis(values)
    names = {"name": chart.category_title, "name_font": plain, "num_font": small, "reverse": True, "crossing": "max"}
    drawn.set_y_axis(names)
    legend = {"none": True} if len(chart.series) == 1 else {"position": "bottom"}
    drawn.set_legend(legend)
