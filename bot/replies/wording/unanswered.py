"""A message that gets no answer of its own: a question back, a hint, a refusal."""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies.wording.grammar import either, within_sentence


def unknown(names: Sequence[str]) -> str:
    """Say that a product is not covered."""
    return f"I have nothing on {either(names)}, so I won't guess."


def nearest(names: Sequence[str]) -> str:
    """Name the known platforms that come nearest."""
    return f"Do you mean {either(names)}?"


NOTED = "You can ask the people who curate Smallprint to add it; they need sources before I can answer."
TOO_LONG = "That is too long for a question. Put it in a few words; to check a whole post, use “Check claims”."
WHICH_TOPIC = "What do you want to know about {platform}?"
ONLY_PRIVACY = "I have nothing on that. I know how {platform} uses calls for AI, and how private they are."
THANKS, FRIENDLY = "You're welcome.", "Hello! Ask me how private a call is, for example: can Zoom use my calls for AI?"
THANKING = frozenset({"thanks", "thank", "thx", "ty", "cheers", "great", "perfect", "cool", "nice", "awesome", "ok", "okay"})
"""Words that a short message of thanks has."""


def which_platform(topic: str) -> str:
    """Ask for the platform of a question whose topic is clear."""
    return f"Which platform do you mean? I think you ask about {within_sentence(topic)}."


COMPARE_NEEDS_TWO = "Name the platforms to compare, for example: compare zoom and teams on encryption"
ALTERNATIVES_NEEDS_ONE = "Name the platform to replace, for example: alternatives zoom"
HISTORY_NEEDS_ONE = "Name the platform, for example: history zoom"
NO_LONGER_ON_RECORD = "That button has expired: what it was about is no longer on record in this form. Please ask again."
NOTHING_TO_SEND = "There is no question to send. Please ask again first."
RESTARTED = "I was restarted before I could answer you. Please ask again."


def trouble(incident: str) -> str:
    """Say that something went wrong on our side; the incident's id finds it in the log."""
    return f"Something went wrong on my side. Please try again; if it keeps happening, tell whoever runs me the incident {incident}."


def slow_down(seconds: int) -> str:
    """Ask somebody to wait who sends many questions at once, or while too many people ask."""
    return f"Too many questions at once. Please wait {seconds} second{'' if seconds == 1 else 's'}, then ask again."


ENGLISH_ONLY = {
    "de": "Ich verstehe bisher nur Englisch. Das Wichtigste zu {platform}, auf Englisch:",
    "es": "Por ahora solo entiendo inglés. Lo principal sobre {platform}, en inglés:",
    "fr": "Je ne comprends que l'anglais pour l'instant. L'essentiel sur {platform}, en anglais :",
    "pt": "Por enquanto só entendo inglês. O principal sobre {platform}, em inglês:",
}
"""Said to somebody who asks about a platform in another language, before the platform's answer on AI training."""
NO_SUCH_PLATFORM, SLUGS_ARE_LISTED = "No platform is known as “{name}”.", "The list of platforms has every slug."
NO_SUCH_TOPIC, KNOWN_TOPICS = "No topic is called “{name}”.", "Known: {known}."
DID_YOU_MEAN = "Did you mean {near}? "
IN_THE_FUTURE, DAY_UP_TO_TODAY = "{day} is in the future.", "Give a day up to today, or leave it out for today."
HISTORY_HAS_NO_VERDICT, ASK_FOR_HISTORY = "What changed has no verdict.", "Ask for the history of the platform."
