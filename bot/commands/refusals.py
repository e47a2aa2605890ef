"""The one way a command ends early: with sentences for the person who typed it. Knows no terminal."""


class Refusal(Exception):
    """A command that cannot do what it was asked for.

    The message says what happened, what was kept and what to do. It is for the centre's staff, hence in Russian.
    """
