"""Sentences on buttons and in menus, and the questions they stand for."""

from __future__ import annotations

from bot.replies.wording.grammar import within_sentence

ASK_NEXT, CHOOSE_ONE = "Ask next", "Choose one"


def asked(platform: str, topic: str) -> str:
    """Return a question put as shortly as it can be; the matcher knows topics by their names."""
    return f"{platform}: {within_sentence(topic)}"


ANSWER_PAGE = "Link to this answer, with its history"
SHARE_IN_CHANNEL = "Share in channel"
SHARE_IN_THREAD = "Share in thread"
COMPARE_WITH = "Compare with…"
WRONG_OR_OUTDATED = "Wrong or outdated?"
HELPFUL, NOT_HELPFUL = "Helpful", "Not helpful"
SEND, CANCEL = "Send", "Cancel"
MORE = "More"
SHOW_ANSWER = "Show the answer"
SEARCH = "Ask about a platform"
PICK_PLATFORM = "Choose a platform to compare with."
ANOTHER_PLATFORM = "Another platform"
ANOTHER_PLATFORM_HINT = "For example: Teams, Jitsi, WhatsApp"


def more_on(title: str) -> str:
    """Return the line above the buttons that stand behind *More*."""
    return f"More on: {title}"


TURN_OFF, HISTORY, ALTERNATIVES = "How to turn it off", "History", "Alternatives"


def turn_off_question(platform: str) -> str:
    """Ask how to turn AI off."""
    return f"How do I turn off AI in {platform}?"


def history_question(platform: str) -> str:
    """Ask what changed at a platform."""
    return f"What changed at {platform}, and when?"


def alternatives_question(platform: str) -> str:
    """Ask for alternatives to a platform."""
    return f"alternatives to {platform}"


def compare_question(platform: str, other: str) -> str:
    """Ask for a comparison."""
    return f"compare {platform} and {other}"


def details_and(sources: int) -> str:
    """Name the button that shows everything."""
    return f"Details and {sources} source{'' if sources == 1 else 's'}" if sources else "Details"
