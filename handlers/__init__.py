"""Everything that reacts to a person: thin."""
