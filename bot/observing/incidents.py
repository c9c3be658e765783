"""What goes wrong on our side gets an id that the person sees and the log explains, without a word of the person's.

Messages of errors stay out of the log: they may quote what somebody wrote. Their types and where they happened are enough.
"""

from __future__ import annotations

import logging
import secrets
import traceback

from bot.observing import metrics
from bot.storage import StoreError

log = logging.getLogger(__name__)


def note(surface: str, doing: str, what: str, error: BaseException | None = None) -> str:
    """Count and log that something went wrong on a surface; the incident's id.

    `what` says why, in words that are ours or the service's (`named` gives them for any error); with `error` the log also
    says where it happened.
    """
    incident = secrets.token_hex(4)
    metrics.FAILURES.labels(surface).inc()
    log.error("incident %s on %s: %s: %s%s", incident, surface, doing, what, f"\n{where(error)}" if error is not None else "")
    return incident


def named(error: BaseException) -> str:
    """An error in words that can be logged: the store's own sentence, or what kind of error it is."""
    return str(error) if isinstance(error, StoreError) else type(error).__name__


def where(error: BaseException) -> str:
    """The places in the code that an error came through, without its message."""
    return "".join(traceback.format_tb(error.__traceback__)).rstrip()
