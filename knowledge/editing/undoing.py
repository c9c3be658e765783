"""Take edits back: the text without one of them, wherever its lines stand by now, and which edits came later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from knowledge.editing.documents import EditError
from knowledge.editing.proposal import ConflictError, Proposal
from knowledge.editing.trail import Edit, digest, without


def last_standing(edits: Sequence[Edit]) -> Edit:
    """Return the last edit that nobody took back and that takes none back itself: undoing again and again goes further back.

    EditError if there is none.
    """
    standing = [edit for edit in edits if edit.undoes is None and not is_undone(edit, edits)]
    if not standing:
        raise EditError("there is no edit left to undo")
    return standing[-1]


def edit_to_undo(edits: Sequence[Edit], number: int) -> Edit:
    """Return the edit of a number; EditError if there is none, or it was undone already."""
    edit = next((edit for edit in edits if edit.number == number), None)
    if edit is None:
        raise EditError(f"there is no edit {number}; `smallprint knowledge log` lists them")
    if undone := [later.number for later in edits if later.undoes == number and not is_undone(later, edits)]:
        raise EditError(f"edit {number} was undone by {undone[0]} already")
    return edit


def text_without(edit: Edit, text: str | None, edits: Sequence[Edit]) -> str | None:
    """Return the text of a file without an edit, None for no file; ConflictError if its lines were changed since."""
    if edit.digest_after is None and text is None:
        return "\n".join(edit.hunks[0].before)
    if edit.digest_before is None and digest(text) == edit.digest_after:
        return None
    wanted = None if text is None or edit.digest_before is None else without(text, edit.hunks)
    if wanted is None:
        raise _conflict(edit, text, edits)
    return wanted


def check_undo(edit: Edit, proposal: Proposal, edits: Sequence[Edit]) -> None:
    """Raise ConflictError if an edit cannot be undone because later ones need what it wrote."""
    if proposal.stopping and (later := _later(edit, edits)):
        raise ConflictError(
            f"edits {', '.join(map(str, later))} came after edit {edit.number}, and at least one of them needs what it wrote; "
            "undo those first, the last one first. Now it would leave these mistakes:",
            "\n".join(str(finding) for finding in proposal.stopping),
        )


def is_undone(edit: Edit, edits: Iterable[Edit]) -> bool:
    """Return True if one of the edits undoes this one, and still stands."""
    later = list(edits)
    return any(other.undoes == edit.number and not is_undone(other, later) for other in later)


def _later(edit: Edit, edits: Sequence[Edit]) -> list[int]:
    """Return the numbers of the edits of the same file that came after one and still stand."""
    return [
        other.number
        for other in edits
        if other.file == edit.file and other.number > edit.number >= (other.undoes or 0) and not is_undone(other, edits)
    ]


def _conflict(edit: Edit, text: str | None, edits: Sequence[Edit]) -> ConflictError:
    later = _later(edit, edits)
    by = f" (edits {', '.join(map(str, later))} came after it; undo those first)" if later else ""
    lines = [line for hunk in edit.hunks for line in (*(f"-{line}" for line in hunk.after), *(f"+{line}" for line in hunk.before))]
    gone = "" if text is not None else f"; {edit.file} is gone"
    return ConflictError(f"the lines of edit {edit.number} were changed since{by}{gone}. It would have been undone by:", "\n".join(lines))
