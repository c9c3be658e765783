"""Give each internal error an id, shown to the user and logged, without a word of what somebody wrote.

Messages of errors stay out of the log: they may quote what somebody wrote. Their types and where they happened are enough.
"""

from __future__ import annotations

import logging
import secrets
import traceback

from bot.observing import metrics, tracing
from bot.storage import StoreError

log = logging.getLogger(__name__)


def note(surface: str, doing: str, what: str, error: BaseException | None = None) -> str:
    """Count and log that something went wrong on a surface; return the incident's id.

    `what` says why, in words that are ours or the service's (`named` gives them for any error); with `error` the log also
    says where it happened.
    """
    incident = secrets.token_hex(4)
    metrics.FAILURES.labels(surface).inc()
    tracing.fail(type(error).__name__ if error is not None else "refused", incident=incident)
    log.error("incident %s on %s: %s: %s%s", incident, surface, doing, what, f"\n{where(error)}" if error is not None else "")
    return incident


def named(error: BaseException) -> str:
    """Put an error in words that can be logged: the store's own sentence, or the type of the error."""
    return str(error) if isinstance(error, StoreError) else type(error).__name__


def where(error: BaseException) -> str:
    """Return the traceback of an error without its message."""
    return "".join(traceback.format_tb(error.__traceback__)).rstrip()
