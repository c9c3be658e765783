"""Sentences of Slack, Discord and the web about the bot itself: notices, limits, moderation."""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies.wording.grammar import both

SOURCES = "Sources"
SHORTENED = "… (shortened; the sources have the rest)"
ASKED_ABOUT_MOST = "Asked about most here"


def shared_by(who: str) -> str:
    """Say who shares an answer in public; `who` as the surface names a person."""
    return f"Shared by {who}"


def more_points(count: int) -> str:
    """Say that a list was shortened."""
    return f"… {count} more; the sources have them"


def more_sources(count: int) -> str:
    """Say that so many sources do not fit into one message."""
    return f"{count} more source{'s do' if count > 1 else ' does'} not fit into one message. Ask about one platform to see them."


def more_parts(count: int) -> str:
    """Say that so many platforms or claims do not fit into one message."""
    return f"{count} more do not fit into one message. Ask about fewer at once to see them."


COULD_NOT_ANSWER_THERE = "I could not answer where you asked, so here it is."
MAY_HAVE_ANSWERED_THERE = "The connection was cut, so I cannot tell whether my answer arrived where you asked. Here it is for you alone."
MAY_HAVE_SHARED = "The connection was cut, so I cannot tell whether it was posted. If you do not see it, press Share once more."
NOT_INSTALLED = "Smallprint is not installed here any more, so I cannot answer. An admin of this workspace can add it again."
CANNOT_SHARE_HERE = "I could not post here. Invite me to the conversation, then press Share once more."
PROMPTS_TITLE = "Three things people ask"
LOOKING_IT_UP = "is looking it up…"
POST_NOT_READABLE = "I may not read the post above. Open its menu and press “Check claims”, or forward it to me."
YOU_ASKED = "You asked: "
PRIVATE_IN_PUBLIC = "I don't show that in public. Use /privacy or /follow: only you see what is stored about you and what you follow."
CANNOT_READ_POST = (
    "Discord does not show me that post. Open its menu (hold it or right-click), then Apps > Check claims: I read it and answer only you."
)
QUIET_HERE = "The moderators of this server keep me quiet here. /ask answers you alone."
ANSWERS_EVERYWHERE = "I answer mentions in every channel that I can see."
IS_SILENT = "I answer no mentions in this server. Commands still answer whoever uses them, in private."
ONLY_IN_CHANNELS = "Answer only in these channels"
ANSWER_EVERYWHERE, BE_SILENT, SPEAK_AGAIN = "Answer everywhere", "Be silent", "Answer mentions again"
NEEDS_MANAGE_SERVER = "Only members who may manage this server can change that."


def answers_only_in(channels: Sequence[str]) -> str:
    """Say in which channels mentions are answered; each as the surface names it."""
    return f"I answer mentions only in {both(channels)}."


def channel_is_busy(seconds: int) -> str:
    """Say once that many questions came in one channel."""
    return f"Many questions at once in this channel. Please wait {seconds} seconds, or use /ask: it answers you alone."


def checked_in_cell(when: str, *, overdue: bool) -> str:
    """Say in a cell of a table when an answer was checked."""
    return f"last checked {when}" if overdue else f"checked {when}"


NOT_DATED = "not dated"
SHARED_ALREADY = "This answer has been shared already."
COMMAND_CHANGED = "This command has changed. Please reload Discord (Ctrl+R, or restart the app) and use it again."
TODAYS_PAGE = "This is today’s page."
