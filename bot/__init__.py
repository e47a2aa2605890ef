"""The application: what it can do, and how it is put together."""
