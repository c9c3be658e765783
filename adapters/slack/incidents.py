"""Incidents on Slack: errors named as Slack names them."""

from __future__ import annotations

from adapters.slack.authorizing import SURFACE
from adapters.slack.web_api import error_of
from bot.observing import incidents
from bot.storage import StoreError


def note(error: Exception, doing: str) -> str:
    """Log what went wrong while doing something; the incident's id."""
    what = incidents.named(error) if isinstance(error, StoreError) else error_of(error)
    return incidents.note(SURFACE, doing, what, error)


def note_refusal(error: str, doing: str) -> str:
    """Log what Slack refused, by Slack's name for it; the incident's id."""
    return incidents.note(SURFACE, doing, f"Slack said {error}")
