"""A role that one process at a time has, such as sending what is due. Knows neither the roles nor the database."""

from typing import Protocol


class Leadership(Protocol):
    """A role that was taken."""

    async def is_held(self) -> bool:
        """Tell whether it is still ours; once it is not, it never is again."""
        ...

    async def release(self) -> None:
        """Let another process have it; harmless when it is lost already."""
        ...


class Alone:
    """Every role, where there is no other process: SQLite's file is locked."""

    async def is_held(self) -> bool:
        """Always."""
        return True

    async def release(self) -> None:
        """Nothing to do."""
