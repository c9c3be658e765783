"""The error that callers of the store have to catch, and what is read from a driver's error to make it."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoFreeConnectionError

from knowledge.errors import OperatorError

TRANSIENT_STATES = ("08", "40", "53", "55P03", "57")  # SQLSTATE: connection lost, deadlock, out of resources, locked, shutting down


class StoreError(OperatorError):
    """The store could not do what it was asked; the message is a sentence for the operator, without anybody's data.

    `transient` says that the same call may succeed a moment later: the database was busy, or away.
    """

    def __init__(self, message: str, *, transient: bool = False) -> None:
        super().__init__(message)
        self.transient = transient


def reason(error: BaseException) -> str:
    """Return what the driver says, in one line and without its details, which may quote a row."""
    cause = _driver_error(error)
    cause = cause.__cause__ or cause
    if isinstance(cause, TimeoutError):
        return "it did not answer in time"
    lines = str(cause).splitlines()
    return lines[0] if lines else type(cause).__name__


def is_transient(error: BaseException) -> bool:
    """Return True if the same call may succeed a moment later."""
    cause = _driver_error(error)
    if isinstance(cause, sqlite3.OperationalError):
        return cause.sqlite_errorcode & 0xFF != sqlite3.SQLITE_ERROR  # what is left is busy, locked, full or unreadable
    state = getattr(cause, "sqlstate", None)
    if state is not None:
        return str(state).startswith(TRANSIENT_STATES)
    return isinstance(error, (OSError, NoFreeConnectionError)) or (isinstance(error, DBAPIError) and error.connection_invalidated)


def _driver_error(error: BaseException) -> BaseException:
    return error.orig if isinstance(error, DBAPIError) and error.orig else error
