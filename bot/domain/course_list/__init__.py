"""The centre's list of courses and who took part: raw sheet rows → plan of changes, or every problem. Pure."""
