"""Refusals: a code and its parameters. The wording lives in handlers/texts/problems.py."""


class DomainError(Exception):
    """An action that the rules refuse; nothing of it was kept."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params
