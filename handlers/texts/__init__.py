"""Russian wording only, typed pure functions."""
