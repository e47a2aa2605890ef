"""Many numbers as one parameter: `one_of(table.c.id, "ids")` with `ids=numbers([1, 2])`. Knows no tables.

A statement is compiled once, so a list cannot be spelt out in it; it comes as JSON text and the database takes it
apart, each with a function of its own.
"""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import BigInteger, Text, bindparam, cast, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ColumnElement
from sqlalchemy.sql.functions import GenericFunction


class _elements(GenericFunction[str]):  # noqa: N801 - a function of SQL
    """The elements of a JSON array as rows with a column `value`."""

    inherit_cache = True


@compiles(_elements, "sqlite")
def _sqlite(element: _elements, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(_elements, "postgresql")
def _postgresql(element: _elements, compiler: SQLCompiler, **options: Any) -> str:
    return f"json_array_elements_text(CAST({compiler.process(element.clauses, **options)} AS json))"


def one_of(column: ColumnElement[int], parameter: str) -> ColumnElement[bool]:
    """Whether the column is one of the numbers of this parameter."""
    elements = _elements(bindparam(parameter, type_=Text)).table_valued("value")
    return column.in_(select(cast(elements.c.value, BigInteger)))


def numbers(values: Iterable[int]) -> str:
    """The value of such a parameter."""
    return json.dumps(sorted(values))
