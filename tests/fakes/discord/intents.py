"""Gateway intents: which there are, which need approval, and which event needs which ("Gateway Intents")."""

from __future__ import annotations

GUILDS, GUILD_MEMBERS, GUILD_PRESENCES, GUILD_MESSAGES, DIRECT_MESSAGES, MESSAGE_CONTENT = 1, 1 << 1, 1 << 8, 1 << 9, 1 << 12, 1 << 15
PRIVILEGED = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT
EVERY = (1 << 17) - 1 | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25

APPROVED_FLAGS = {GUILD_PRESENCES: 1 << 12, GUILD_MEMBERS: 1 << 14, MESSAGE_CONTENT: 1 << 18}
"""The application flag that says that a privileged intent is approved; the flag one higher says it for apps in few servers."""

_NEEDED = {
    "GUILD_CREATE": GUILDS,
    "GUILD_DELETE": GUILDS,
    "CHANNEL_CREATE": GUILDS,
    "CHANNEL_UPDATE": GUILDS,
    "THREAD_CREATE": GUILDS,
}


def needed(event: str, *, direct: bool) -> int:
    """The intent without which an event is not sent; 0 where every bot gets it."""
    if event.startswith("MESSAGE_"):
        return DIRECT_MESSAGES if direct else GUILD_MESSAGES
    return _NEEDED.get(event, 0)
