"""The ways to ask on each surface, as the help lists them, and the commands that Discord shows."""

from __future__ import annotations

IN_TERMINAL = (
    'smallprint "can zoom use my calls for AI?"',
    "smallprint compare zoom teams --topic encryption",
    "smallprint alternatives zoom",
    "smallprint history zoom",
    "smallprint claims post.txt",
    "smallprint platforms",
    "smallprint chat",
)
IN_TERMINAL_CHAT = (
    "can zoom use my calls for AI?",
    "compare zoom teams webex encryption",
    "alternatives zoom",
    "history zoom",
    "platforms",
    "a number from the list, d for details and sources, q to end",
)
IN_DISCORD = (
    "Mention me with a question, reply to my answer, or write to me directly.",
    "/ask, only for you unless you choose to post it; /platform, /compare, /history and /alternatives.",
    "/follow zoom: I tell you when something changes there; /follow lists what you follow.",
    "Check claims: in the menu of a message, under Apps.",
    "/privacy: what is stored about you, and a button to delete it.",
)
ON_WEB = ("Type a question in your own words", "compare zoom and teams on encryption", "alternatives zoom", "history zoom")
BY_PROGRAM = (
    "Ask in your own words: can zoom use my calls for AI?",
    "compare zoom and teams on encryption",
    "alternatives to zoom",
    "history zoom",
)


def in_slack(command: str) -> tuple[str, ...]:
    """Return the ways to ask in Slack, where an operator may have given the command another name."""
    asked = (
        "can zoom use my calls for AI?",
        "compare zoom and teams on encryption",
        "alternatives zoom",
        "history zoom",
        "follow zoom",
        "following",
        "platforms",
        "privacy",
    )
    return (*(f"{command} {text}" for text in asked), "Mention me in a channel, and I answer in its thread; or write to me directly.")


DISCORD_COMMANDS = {
    "ask": "Can this platform use my calls for AI? Ask in your own words.",
    "platform": "What a platform may do with your calls.",
    "compare": "Two or three platforms side by side.",
    "history": "What changed at a platform, and when.",
    "alternatives": "Platforms with a better answer.",
    "follow": "Be told when what is on record about a platform changes; or see what you follow.",
    "privacy": "What Smallprint stores about you, and a button to delete it.",
    "settings": "Where Smallprint may answer in this server; for moderators.",
    "help": "What Smallprint is for, with examples.",
    "admin": "For admins: correct and verify answers, write local notes, work the queue.",
}
DISCORD_OPTIONS = {
    "ask": {"question": "For example: can Zoom use my calls for AI?", "post": "Show the answer to everybody here"},
    "platform": {"name": "The platform", "topic": "What you want to know; AI training if left out"},
    "compare": {
        "first": "A platform",
        "second": "Another one",
        "third": "A third one",
        "topic": "What to compare; AI training if left out",
    },
    "history": {"name": "The platform"},
    "alternatives": {"name": "The platform to replace", "topic": "What matters to you; AI training if left out"},
    "follow": {"platform": "The platform; leave it out to see what you follow", "here": "Tell everybody in this channel instead of you"},
    "admin": {"platform": "The platform; leave it out to see what waits", "topic": "The topic; AI training if left out"},
}
CHECK_CLAIMS = "Check claims"
