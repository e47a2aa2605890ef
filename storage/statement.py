"""A Core statement compiled once per dialect, then run on the bare driver.

Core keeps the SQL readable and portable; its cost is per execution (cache look-up, greenlet switch), so the
compilation result is kept and the driver gets text and parameters only (docs/decisions/0001-storage.md).
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.dialects.sqlite import pysqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import ClauseElement

Value = str | int | float | bool | bytes | None
Parameters = Mapping[str, Value]

_SQLITE = pysqlite.dialect(paramstyle="named")
_POSTGRESQL = asyncpg.dialect()  # type: ignore[no-untyped-call]


class Statement:
    """One statement, as SQLite (named parameters) and as PostgreSQL ($1, $2 …) understand it."""

    def __init__(self, clause: ClauseElement, columns: tuple[str, ...] = ()) -> None:
        """`columns` are the columns an INSERT or UPDATE takes from the parameters."""
        self._clause = clause
        self._columns = columns or None

    def _compile(self, dialect: Any) -> SQLCompiler:
        compiled = self._clause.compile(dialect=dialect, column_keys=self._columns)
        assert isinstance(compiled, SQLCompiler)
        if compiled.post_compile_params:  # IN (…) would be spelt anew for each length
            raise TypeError("a list cannot be a parameter: join a table, or spell the alternatives out with or_()")
        return compiled

    @cached_property
    def sqlite(self) -> tuple[str, dict[str, Value]]:
        """SQL text and the constants that stand in the statement itself."""
        compiled = self._compile(_SQLITE)
        return str(compiled), _constants(compiled)

    @cached_property
    def postgresql(self) -> tuple[str, tuple[str, ...], dict[str, Value]]:
        """SQL text, the order of its parameters, and its constants."""
        compiled = self._compile(_POSTGRESQL)
        return str(compiled), tuple(compiled.positiontup or ()), _constants(compiled)

    @cached_property
    def postgresql_counted(self) -> str:
        """SQL text that returns a row for each row it touches, for the driver counts nothing when it runs many."""
        compiled = self._compile(_POSTGRESQL)
        return str(compiled) if compiled.effective_returning else f"{compiled} RETURNING 1"


def _constants(compiled: SQLCompiler) -> dict[str, Value]:
    """Return what the statement brings along, None included; a parameter forgotten by the caller stays an error."""
    asked = {name for name, parameter in compiled.binds.items() if parameter.required}
    return {name: value for name, value in compiled.params.items() if name not in asked}
