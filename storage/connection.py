"""What a repository may do with a connection, whatever stands behind it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Protocol

from storage.statement import Statement, Value


class Row(Protocol):
    """A result row: values by column name or by position."""

    def __getitem__(self, key: str | int, /) -> Any: ...


class Connection(Protocol):
    """One open transaction. Nothing here commits: that is the database's part."""

    async def execute(self, statement: Statement, **parameters: Value) -> int:
        """Run a writing statement; return how many rows it touched."""
        ...

    async def execute_many(self, statement: Statement, rows: Sequence[Mapping[str, Value]]) -> int:
        """Run a writing statement once for each row of parameters; return how many rows it touched in all."""
        ...

    async def one(self, statement: Statement, **parameters: Value) -> Row | None:
        """Return the first row, or None."""
        ...

    async def all(self, statement: Statement, **parameters: Value) -> Sequence[Row]:
        """Return every row."""
        ...

    def stream(self, statement: Statement, **parameters: Value) -> AsyncIterator[Row]:
        """Yield rows in chunks, for results that do not belong into memory."""
        ...

    async def lock(self, key: int) -> None:
        """Hold everybody else who locks the same key until this transaction ends."""
        ...
