"""The error that is said to whoever runs or edits Smallprint, instead of ending in a traceback."""


class OperatorError(Exception):
    """Something cannot be done; the message says why, and what to do."""
