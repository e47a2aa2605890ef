"""Async verbs, one module per noun; each is one transaction."""
