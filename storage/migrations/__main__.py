"""Write the next revision: `python -m storage.migrations "what changes"`. For developers, not for operators.

A fresh database is brought to the newest revision and compared with storage/tables/; the difference becomes the
next numbered file, to be read, completed and tested by a person.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command

from storage.migrate import migrate_sqlite, revisions, sqlite_engine, upgrade_config


def main(message: str) -> None:
    """Write the revision file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "compare.sqlite3"
        migrate_sqlite(path)
        with sqlite_engine(path).connect() as connection:
            number = f"{len(revisions()) + 1:04}"
            command.revision(upgrade_config(connection), message, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    main(sys.argv[1])
