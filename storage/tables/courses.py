"""Courses, their runs, who took part; and who is whose mentor."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text, UniqueConstraint

from storage.tables.base import key, metadata, of

courses = Table(
    "courses",
    metadata,
    key(),
    Column("code", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("provider", Text, nullable=False),
    Column("hours", Integer),
    Column("functions", Text, nullable=False),
)

course_runs = Table(
    "course_runs",
    metadata,
    key(),
    Column("code", Text, nullable=False, unique=True),
    of("course_id", "courses", nullable=False, index=True),
    Column("starts_on", Text, nullable=False),
    Column("ends_on", Text, nullable=False, index=True),
)

course_participants = Table(
    "course_participants",
    metadata,
    of("run_id", "course_runs", primary_key=True),
    of("person_id", "people", primary_key=True),
    Column("finished", Boolean, nullable=False),
    Index("ix_course_participants_person", "person_id"),
)

mentoring_pairs = Table(
    "mentoring_pairs",
    metadata,
    key(),
    of("mentor_id", "people", nullable=False),
    of("mentee_id", "people", nullable=False, index=True),
    Column("started_on", Text, nullable=False),
    Column("ended_on", Text),
    UniqueConstraint("mentor_id", "mentee_id", "started_on"),
)
