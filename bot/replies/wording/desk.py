"""The desk of those who keep answers true: what is due, the queue, forms."""

from __future__ import annotations

FILES_NOT_TAKEN_UP = "A file of the knowledge has a mistake, so my answers stay as they were before it."
MISTAKES = "Mistakes"
TAKEN_UP_ONCE_MENDED = "As soon as it is mended, all changed files are taken up together."


def more_mistakes(count: int) -> str:
    """Say how many mistakes are not listed."""
    return f"and {count} more; `smallprint knowledge check` lists them"


MOST_ASKED_FIRST = "Most asked first"
CHECK_DUE_ANSWERS = "Open one, read its source again, and note what you found."


def due_answers(count: int) -> str:
    """Say how many answers are past their interval."""
    return "1 answer is due for a check" if count == 1 else f"{count} answers are due for a check"


def due_answer(platform: str, topic: str, since: str, asked: int, owner: str) -> str:
    """Describe an answer that is due; `since` is "" if it was never dated, `owner` if it has none."""
    times = f"asked {asked} times" if asked > 1 else "asked once" if asked else ""
    parts = (f"due since {since}" if since else "never checked against a dated copy", times, owner)
    return f"{platform}, {topic}: {', '.join(part for part in parts if part)}"


def more_due(count: int) -> str:
    """Say how many due answers are not listed."""
    return f"and {count} more; `smallprint knowledge due` lists them"


ADMIN_DESK = "For admins"
ADMIN_HOW = "Name an answer to work on it: a platform, and a topic if it is not AI training. For example: zoom encryption."
ONLY_ADMINS = {
    "slack": "Only admins and owners of this workspace can do this, and people whom the operator of the bot names in SMALLPRINT_ADMINS.",
    "discord": (
        "Only members with Manage Server can do this, in their server, and people whom the operator of the bot names in SMALLPRINT_ADMINS."
    ),
}
ONLY_NAMED_ADMINS = (
    "This bot serves many workspaces, so only people whom its operator names in SMALLPRINT_ADMINS change the answers. Here you can write "
    "a local note, which people of this workspace see beside an answer, and report what is wrong."
)
NO_WORKSPACE = "A local note belongs to a workspace or a server; write it there."
WAITS_FOR_YOU, NOTHING_WAITS, NOTHING_DUE = "In the queue", "The queue is empty.", "No answer is due for a check."
DUE_FIRST = "Due for a check, most asked first"
LOCAL_NOTES = "Local notes here"
STILL_TRUE, POSITION_CHANGED, CORRECT_ANSWER = "Still true", "Position changed", "Correct"
EDIT_NOTE, ADD_NAME, SHOW_TO_ADMIN = "Local note", "Add a name", "Open"
ANSWERED, ANSWERED_BY, SAME_AS, DISMISS, UNDO = "Answered", "Answered by…", "Same as…", "Dismiss", "Undo"
MEND, SAVE, SAVING = "Mend it", "Save", "Checking the whole base and saving…"
MENDED_FIRST = "Not saved yet:"
CHANGED_MEANWHILE = "Somebody has changed this since you opened the form. What you typed is kept; send it again to save it over that."
CHANGED_BY_HAND = "The file was changed by hand."
TAKES_EFFECT = "I answer with it within seconds."
DISMISSED, MARKED_ANSWERED = "Taken from the queue; nobody is told.", "Closed. If its asker wanted to be told, they are."
WILL_BE_ANSWERED, MERGED = "Kept; it is closed once that answer is on record.", "Merged; it is closed together with that one."
GONE_FROM_QUEUE = "Somebody else was faster: this is no longer in the queue."
NOTE_KEPT, NOTE_GONE = "The local note is saved. People here see it beside the answer.", "The local note is gone."
FORM_IS_OLD = "This form is from another version; open it again."
WRITE_A_DAY, NOT_IN_THE_FUTURE = "write a day as YYYY-MM-DD", "is in the future"
NAME_THE_SOURCE = "choose the source in which you read it"
NOTHING_CHANGED = "nothing is changed yet"
FORM_TITLES = {
    "verify": STILL_TRUE,
    "correct": "Correct the answer",
    "changed": POSITION_CHANGED,
    "alias": ADD_NAME,
    "note": EDIT_NOTE,
    "link": "Answered by",
    "merge": "Same as",
}
FORM_FIELDS = {
    "verdict": "Answer",
    "headline": "Headline",
    "detail": "Detail",
    "source": "Source that you have read today",
    "on": "Read on",
    "changed_on": "First day of the new position",
    "why": "Why",
    "alias": "Name that people use",
    "text": "Local note",
    "answer": "Answer that answers it",
    "number": "Number of the entry that stays",
}
FORM_HINTS = {
    "headline": "The fact first, with the platform named; at most 160 characters.",
    "detail": "What else to know, at most 60 words.",
    "on": "The day on which you read the source: YYYY-MM-DD.",
    "changed_on": "YYYY-MM-DD. What held until then is kept as history.",
    "why": "For the log; people who ask do not see it.",
    "text": "For example: Here: it is switched off; ask privacy@acme.example. Leave it empty to take the note away.",
    "answer": "Platform and topic, for example zoom/ai-training. It need not be on record yet.",
    "number": "For example 12.",
}
SOURCE_READ_TODAY = "Pick the one that you have read today."
SOURCE_IF_READ = f"{SOURCE_READ_TODAY} Leave it empty for a change of wording only."
THIS_WORKSPACE = "this workspace"
ENTRY_KINDS = {
    "question": "Question",
    "report": "Report",
    "unhelpful": "Not helpful",
    "source": "Source changed",
}


def saved_edit(answer: str, number: int) -> str:
    """Say that an edit is saved."""
    return f"{answer}: saved as edit {number}"


def undone_edit(number: int, by: int) -> str:
    """Say that an edit is undone."""
    return f"Edit {number} is undone, by edit {by}. {TAKES_EFFECT}"


def before_and_after(key: str, before: str, after: str) -> str:
    """Show a changed value."""
    return f"{key}: {before or '(nothing)'} → {after or '(nothing)'}"


def edited_meanwhile(who: str, day: str, what: str) -> str:
    """Say who edited in between, when, and what."""
    return f"{day}, {who}: {what}"


def now_stands(label: str, value: str) -> str:
    """Say what stands in a field by now."""
    return f"{label} is now: {value or '(nothing)'}"


def entry_title(number: int, kind: str) -> str:
    """Name an entry of the queue."""
    return f"#{number} {ENTRY_KINDS.get(kind, kind)}"


def and_more(count: int) -> str:
    """Count what is not listed."""
    return f"and {count} more"
