"""Incidents on Discord, and what its refusals mean."""

from __future__ import annotations

import discord

from adapters.discord.identity import SURFACE
from bot.observing import incidents

UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, INVALID_TOKEN, ALREADY_ANSWERED = 10015, 10062, 50027, 40060
"""Discord's JSON error codes ("Opcodes and Status Codes")."""
_LATE = (UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, INVALID_TOKEN)


def new_incident(doing: str, error: BaseException) -> str:
    """Log and count that something could not be answered; gives the id under which it is found.

    Of Discord's errors status and code are logged, because their text may quote what was sent.
    """
    if isinstance(error, discord.HTTPException):
        return incidents.note(SURFACE, doing, f"Discord answered {error.status}, code {error.code}")
    return incidents.note(SURFACE, doing, incidents.named(error), error)


def too_late(error: BaseException) -> bool:
    """Whether an interaction can be answered no more: its token is gone."""
    return isinstance(error, discord.HTTPException) and error.code in _LATE
