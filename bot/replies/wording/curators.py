"""What people send to the curators, and what they are told of it."""

from __future__ import annotations

THANKS_FOR_RATING = "Thank you, that was counted."
NOTED_ASKED_FOR = "I noted that it was asked for."


def sent_to_curators(days: int) -> str:
    """Say that a question or a report has arrived, and how long it is kept."""
    return f"Sent to the people who curate Smallprint. It is kept for at most {days} days; “Delete my data” takes it back at any time."


OPEN_ISSUE = "Write to the curators in public"
TELL_ME = "Tell me when it is answered"
WILL_TELL = "I will write to you when it has an answer."
NO_LONGER_IN_QUEUE = "The curators have dealt with that already. Please ask again to see what is on record now."


def answers_now(question: str) -> str:
    """Say which question to the curators an answer is for."""
    return f"You asked the people who curate Smallprint: “{question}” This is the answer."


SEND_TO_CURATORS = "Send to the curators"
WHAT_IS_WRONG = "What is wrong or outdated?"
WHAT_IS_WRONG_HINT = "A link to the page that says otherwise helps most."


def send_what(days: int) -> str:
    """Say what is sent to the curators, before it is sent."""
    return f"Your question goes to the people who curate Smallprint, word for word, and is kept for at most {days} days."


def report_what(days: int) -> str:
    """Say what becomes of a report, before it is written."""
    return f"This goes to the people who curate Smallprint, with the answer it is about. It is kept for at most {days} days."


WRITE_WHAT_IS_WRONG = "Please say in a few words what is wrong."
ONLY_ITS_ASKER = "Only the person who asked can send that question. Ask it yourself to get your own button."
WHAT_WAS_MISSING = "What was missing or wrong?"
WHAT_WAS_MISSING_HINT = "Optional. Your rating is counted already."
