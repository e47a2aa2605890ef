"""The way from one schema to the next, as alembic revisions numbered 0001, 0002 …"""
