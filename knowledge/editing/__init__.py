"""Editing the base: proposals, checked before they are written, with an audit trail by which each can be undone."""

from knowledge.editing.documents import EditError
from knowledge.editing.editor import Editor
from knowledge.editing.folder import target_of
from knowledge.editing.proposal import ConflictError, EditRefusedError, Proposal
from knowledge.editing.trail import Edit
from knowledge.editing.undoing import is_undone

__all__ = ["ConflictError", "Edit", "EditError", "EditRefusedError", "Editor", "Proposal", "is_undone", "target_of"]
