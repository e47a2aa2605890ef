"""What all tables share: names of constraints, the numbered key, a reference that goes with its owner."""

from typing import Any

from sqlalchemy import Column, ForeignKey, Integer, MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def key() -> Column[int]:
    """Make the numbered key."""
    return Column("id", Integer, primary_key=True, autoincrement=True)


def of(name: str, target: str, **options: Any) -> Column[int]:
    """Make a reference whose row is deleted together with what it refers to."""
    return Column(name, Integer, ForeignKey(f"{target}.id", ondelete="CASCADE"), **options)
