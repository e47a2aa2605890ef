"""Result value to Screen: text and buttons; one module per area."""
