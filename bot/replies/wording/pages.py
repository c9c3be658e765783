"""Help, privacy and what is said about Smallprint itself."""

from __future__ import annotations

PURPOSE = "I answer one question: can this platform use my calls for AI? Name a platform and what you want to know about it."
EXAMPLES = ("Can Zoom use my calls for AI?", "How do I turn off AI notes in Teams?", "Which platform does not train on calls?")
HOW_IT_ANSWERS = (
    "I answer from curated entries only, each with its sources and the date on which it was last verified. "
    "No text is generated, and if I don't know, I say so."
)
ASK_ABOUT_THEM = "Name one of them and what you want to know, for example: is Jitsi end-to-end encrypted?"
NOTHING_STORED_HERE = "Nothing is stored here: this command keeps neither your questions nor anything about you."
NO_QUESTION_KEPT = "Your questions are not stored and not logged. The exception is what you send to the curators yourself."
NOTHING_STORED = "nothing"
FORGOTTEN = "Done. Everything that was stored about you is deleted."
NOTHING_TO_FORGET = "There was nothing stored about you."
DELETE_MY_DATA_ASKED = "Delete my data?"
DELETE_WHAT = "This deletes everything stored about you: ratings, what you sent to the curators, what you follow and what I remember."
DELETE, KEEP_IT = "Delete", "Keep it"
TITLE = "Can this platform use my calls for AI?"
WAYS_TO_ASK = "Ask"
WHAT_IS_STORED, STORED, ABOUT_YOU = "What Smallprint stores", "Stored", "About you, right now"
DELETE_MY_DATA = "Delete my data"
KINDS = {
    "meetings": "Meetings",
    "messaging": "Messages and calls",
    "social": "Social networks",
    "notetaker": "Note takers",
    "clinical-notes": "Notes for clinics",
    "sales": "Sales calls",
    "hiring": "Interviews",
    "assistant": "Voice assistants",
    "recording": "Recording",
    "wearable": "Wearables",
    "phone": "Call recording on phones",
    "telephony": "Telephony",
    "contact-center": "Contact centres",
    "telehealth": "Telehealth",
    "therapy": "Online therapy",
}
"""Each kind of platform as the heading of its list."""


def platforms_on_record(count: int) -> str:
    """Say how many platforms are on record."""
    return f"{count} platforms on record"
