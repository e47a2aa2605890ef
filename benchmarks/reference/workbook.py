"""The plain ways to export: SQL aggregates and xlsxwriter `constant_memory`; pandas and openpyxl with `--pandas`."""

import sqlite3
import sys
from collections.abc import Iterator

AGGREGATES = (
    (
        "SELECT s.organisation_id, p.subjects, x.code, count(*), sum(x.deficit), avg(x.value) FROM scores x"
        " JOIN submissions s ON s.id = x.submission_id JOIN people p ON p.id = s.respondent_id GROUP BY 1, 2, 3"
    ),
    (
        "SELECT s.version_id, r.item, r.number, count(*) FROM responses r JOIN submissions s ON s.id = r.submission_id"
        " WHERE r.state = 'answered' GROUP BY 1, 2, 3"
    ),
    "SELECT organisation_id, count(*) FROM submissions GROUP BY 1",
)
ANSWERS = (
    "SELECT s.id, s.receipt, p.code, o.name, p.position, s.started_at, s.completed_at, s.version_id, r.item, r.number"
    " FROM responses r JOIN submissions s ON s.id = r.submission_id JOIN people p ON p.id = s.respondent_id"
    " JOIN organisations o ON o.id = s.organisation_id WHERE s.state = 'completed' ORDER BY r.submission_id"
)


def rows(connection: sqlite3.Connection) -> Iterator[list[object]]:
    """One row per submission: what is known of it, then its answers in the order of items."""
    places: dict[str, int] = {}
    current: object = None
    row: list[object] = []
    for number, *about, item, answer in connection.execute(ANSWERS):
        if number != current:
            if row:
                yield row
            current, row = number, [*about, *["не показан"] * 60]
        row[7 + places.setdefault(item, len(places))] = "не относится" if answer is None else answer
    yield row


def by_xlsxwriter(connection: sqlite3.Connection, out: str) -> None:
    from xlsxwriter import Workbook

    with Workbook(out, {"constant_memory": True}) as book:
        for query in AGGREGATES:
            sheet = book.add_worksheet()
            for index, row in enumerate(connection.execute(query)):
                sheet.write_row(index, 0, row)
        sheet = book.add_worksheet()
        for index, cells in enumerate(rows(connection)):
            for column, value in enumerate(cells):
                if isinstance(value, str):
                    sheet.write_string(index, column, value)
                else:
                    sheet.write_number(index, column, value)


def by_pandas(connection: sqlite3.Connection, out: str) -> None:
    import pandas

    with pandas.ExcelWriter(out, engine="openpyxl") as book:
        for index, query in enumerate(AGGREGATES):
            pandas.DataFrame(connection.execute(query).fetchall()).to_excel(book, sheet_name=f"a{index}")
        pandas.DataFrame(rows(connection)).to_excel(book, sheet_name="answers")


if __name__ == "__main__":
    (by_pandas if "--pandas" in sys.argv else by_xlsxwriter)(sqlite3.connect(sys.argv[1]), sys.argv[2])
