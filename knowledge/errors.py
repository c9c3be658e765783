"""The error that a command says in one sentence, instead of ending in a traceback."""


class OperatorError(Exception):
    """Something cannot be done; the message says why, and what to do."""
