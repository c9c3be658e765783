"""What web pages say when something is not there or cannot be done."""

from __future__ import annotations

NO_SUCH_PAGE, PLEASE_WAIT = "There is no such page", "Please wait"
NO_SUCH_FILE, NO_PUBLIC_URL = "There is no such file.", "SMALLPRINT_PUBLIC_URL is not set."
CHOOSE_TWO = "Choose at least two platforms."
LINK_IS_USED = "This link is no longer good: it was used, or it is too old. Make a new one."
CANNOT_SIGN_IN_SO = "This service is not set up to let you sign in so."
TRIED_TOO_OFTEN = "That was tried too often. Wait a minute."
SIGN_IN_AGAIN = "What was begun at Slack or Discord must be ended in the same browser, within ten minutes, and only once. Sign in again."
NOT_SENT = "This was not sent"
SESSION_IS_OVER = (
    "Your session is over, or the form is not one that this page showed you. Nothing was changed. Sign in again; with the browser’s Back "
    "you still find what you typed."
)
NAMES_NOTHING = "That names no platform and topic on record."
NOBODY_IN_PARTICULAR = "Nobody in particular"


def nothing_under(name: str) -> str:
    """Say that no platform or answer has this name."""
    return f"Nothing is on record under “{name}”."


def no_such(kind: str, name: str) -> str:
    """Say that no topic, plan or the like has this name."""
    return f"There is no {kind} “{name}”."


def nothing_at(path: str) -> str:
    """Say that an address leads nowhere."""
    return f"Nothing is at “{path}”."
