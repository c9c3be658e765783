"""The message with which an edit is committed to git."""

from __future__ import annotations

from knowledge.editing.trail import Edit

SUBJECT = 72
"""Characters of the first line of a commit's message."""
_LONGEST_VALUE = 60


def message_of(edit: Edit) -> str:
    """Return the message for git: what changed, in one line, then why and by whom."""
    shown = [f"{key} {_short(edit.before.get(key))} -> {_short(edit.after.get(key))}" for key in {**edit.before, **edit.after}]
    whole = f"{edit.id}: {edit.what} {'; '.join(shown)}"
    by_keys = f"{edit.id}: {edit.what} {', '.join({**edit.before, **edit.after})}"
    subject = next((line for line in (whole, by_keys) if len(line) <= SUBJECT), f"{edit.id}: {edit.what}")
    body = [] if subject == whole else shown
    return "\n".join([subject, "", *body, *([f"Why: {edit.why}"] if edit.why else []), f"By: {edit.who} (edit {edit.number})"])


def _short(value: object) -> str:
    text = "none" if value is None else str(value)
    return text if len(text) <= _LONGEST_VALUE else text[: _LONGEST_VALUE - 1] + "…"
