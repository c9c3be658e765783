"""What went wrong, for the operator: an incident id in the log, never anybody's words; and what Discord's refusals mean."""

from __future__ import annotations

import logging
import secrets

import discord

from adapters.discord.identity import SURFACE
from bot import metrics

log = logging.getLogger(__name__)

UNKNOWN_MESSAGE, UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, INVALID_TOKEN, ALREADY_ANSWERED = 10008, 10015, 10062, 50027, 40060
"""Discord's JSON error codes ("Opcodes and Status Codes")."""
_LATE = (UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, INVALID_TOKEN)


def new_incident(what: str, error: BaseException) -> str:
    """Log and count that something could not be answered; gives the id under which it is found.

    Of Discord's errors only status and code are logged, because their text may quote what was sent.
    """
    incident = secrets.token_hex(4)
    metrics.FAILURES.labels(SURFACE).inc()
    if isinstance(error, discord.HTTPException):
        log.error("incident %s: %s: Discord answered %d, code %d", incident, what, error.status, error.code)
    else:
        log.error("incident %s: %s", incident, what, exc_info=error)
    return incident


def too_late(error: BaseException) -> bool:
    """Whether an interaction can be answered no more: its token is gone."""
    return isinstance(error, discord.HTTPException) and error.code in _LATE
