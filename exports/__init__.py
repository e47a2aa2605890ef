"""Tables, then files."""
