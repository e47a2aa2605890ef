"""How a database differs from the declared schema. Knows alembic's comparison and what that overlooks."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, Table, inspect

from storage.tables import metadata


def differences(connection: Connection) -> list[str]:
    """Return one line for each table, column, key, index or option that is not as storage/tables/ says."""
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    found = [_told(change) for change in _flat(compare_metadata(context, metadata))]
    present = set(inspect(connection).get_table_names())
    for table in metadata.sorted_tables:
        if table.name in present:
            found += _checks(connection, table)
            found += _options(connection, table) if connection.dialect.name == "sqlite" else []
    return found


def _flat(changes: list[Any]) -> list[tuple[Any, ...]]:
    """Changes of one column come as a list within the list."""
    return [inner for change in changes for inner in (change if isinstance(change, list) else [change])]


def _told(change: tuple[Any, ...]) -> str:
    kind, *rest = change
    return f"{kind}: " + ", ".join(str(getattr(part, "name", None) or part) for part in rest if part is not None)


def _checks(connection: Connection, table: Table) -> list[str]:
    declared = {str(check.name) for check in table.constraints if isinstance(check, CheckConstraint)}
    actual = {str(check["name"]) for check in inspect(connection).get_check_constraints(table.name)}
    return [f"check: {table.name}.{name}" for name in sorted(declared ^ actual)]


def _options(connection: Connection, table: Table) -> list[str]:
    query = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
    sql = str(connection.exec_driver_sql(query, (table.name,)).scalar_one())
    options = table.dialect_options["sqlite"]
    wanted = {"WITHOUT ROWID": not options["with_rowid"], "AUTOINCREMENT": bool(options["autoincrement"])}
    return [f"option: {table.name} {word}" for word, is_wanted in wanted.items() if (word in sql) != is_wanted]
