"""What goes wrong on our side gets an id that the person sees and the log explains, without a word of the person's."""

from __future__ import annotations

import logging
import secrets
import traceback

from adapters.slack.authorizing import SURFACE
from adapters.slack.web_api import error_of
from bot import metrics
from bot.storage import StoreError

log = logging.getLogger(__name__)


def new_incident() -> str:
    """An id for the log and the person; the failure is counted."""
    metrics.FAILURES.labels(SURFACE).inc()
    return secrets.token_hex(4)


def note(error: Exception, doing: str) -> str:
    """Log what went wrong while doing something; the incident's id. Messages of errors stay out: they may hold what a person wrote."""
    incident = new_incident()
    what = str(error) if isinstance(error, StoreError) else error_of(error)
    where = "".join(traceback.format_tb(error.__traceback__)).rstrip()
    log.error("incident %s while %s: %s\n%s", incident, doing, what, where)
    return incident


def note_refusal(error: str, doing: str) -> str:
    """Log what Slack refused, by Slack's name for it; the incident's id."""
    incident = new_incident()
    log.error("incident %s while %s: Slack said %s", incident, doing, error)
    return incident
