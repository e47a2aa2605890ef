"""The centre's staff list: raw sheet rows → roster → plan of changes, or every problem with its place. Pure."""
