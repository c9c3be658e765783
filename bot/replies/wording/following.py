"""Following platforms: what is said on asking, and when something changes."""

from __future__ import annotations

FOLLOW, UNFOLLOW = "Follow", "Unfollow"
FOLLOWING, FOLLOWING_PRIVATELY, FOLLOWED_HERE = "Followed platforms", "I tell you alone", "I tell this channel"
FOLLOWING_NOTHING = "You follow no platform. Write “follow zoom”, and I tell you when what is on record about Zoom changes."
FOLLOW_NEEDS_ONE = "Name the platform, for example: follow zoom"
UNFOLLOW_NEEDS_ONE = "Name the platform, for example: unfollow zoom"
FOLLOW_IN_CHAT = "Following works in Slack and Discord, where I can write to you when something changes."
CANNOT_FOLLOW_HERE = "I can tell a channel only if you and I may both post in it. “follow zoom” tells you alone."
WHEN_TOLD = "One message for each change of an answer, an exception or a claim; nothing when only words change."
NO_EXCEPTION = "no exception"


def follows(platform: str) -> str:
    """Say that changes of a platform will be told privately."""
    return f"You follow {platform}: I will write to you when what is on record about it changes."


def followed_here(platform: str) -> str:
    """Say that changes of a platform will be told in the channel."""
    return f"This channel follows {platform}: I will say it here when what is on record about it changes."


def follows_no_longer(platform: str, *, here: bool) -> str:
    """Say that changes of a platform will not be told any more."""
    return f"This channel no longer follows {platform}." if here else f"You no longer follow {platform}."


def did_not_follow(platform: str, *, here: bool) -> str:
    """Say that there was nothing to end."""
    return f"This channel does not follow {platform}." if here else f"You do not follow {platform}."


def changed_at(platform: str) -> str:
    """Return the title of a message about a change."""
    return f"{platform}: what is on record has changed"


def before_and_now(before: str, now: str, since: str) -> str:
    """Say what was on record before, what is now, and since when that holds ("" if not known)."""
    return f"before: {before}. Now: {now}{f', since {since}' if since else ''}."


def added_by(who: str) -> str:
    """Say who lets a channel follow a platform; `who` as the surface names a person."""
    return f"Added by {who}"
