"""The desk's work on the base: forms for edits, what is wrong with what was typed, saving it, undoing it.

Everything runs beside the loop, because the linter takes its time. Who may do it is asked before, by the desk.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from bot.replies import pages, wording
from bot.replies.card import Card
from bot.replies.desk import error_card, saved_card
from bot.understanding.revision import KnowledgeHolder
from bot.upkeep.edit_forms import WrongFieldError, changed_meanwhile, errors_of, form_for, propose, typed_over
from bot.upkeep.forms import Form, FormId
from knowledge.base import Knowledge
from knowledge.editing import ConflictError, Edit, EditError, Editor, EditRefusedError, Proposal, target_of
from knowledge.folders import SHIPPED
from knowledge.git import GitError
from knowledge.safe_files import LockedError

Result = TypeVar("Result")


class Editing(NamedTuple):
    """The folders for edits: the operator's own over a base, the last of which is written to; with `commit` each edit goes into git."""

    folders: Sequence[Path] = ()
    commit: bool = False
    base: Path = SHIPPED


class Look(NamedTuple):
    """A form after a check: with what is wrong in it, and the knowledge as it would be, None if that cannot be shown."""

    form: Form
    knowledge: Knowledge | None = None


class _Tried(NamedTuple):
    """A form as it was sent: with what is wrong with it, if `is_wrong`, and the edit that it proposes, if it proposes one."""

    form: Form
    proposal: Proposal | None = None
    is_wrong: bool = True


class BaseDesk:
    """Edits the base by forms. `by` is how an edit is signed; what cannot be done comes back as a card that says why."""

    def __init__(self, holder: KnowledgeHolder, editing: Editing, today: Callable[[], date]) -> None:
        self._holder, self._editing, self._today = holder, editing, today

    async def form(self, form_id: FormId) -> Form | Card:
        """Return a form with what is on record."""
        return await self._edited(lambda editor: self._form(editor, form_id))

    async def check(self, form_id: FormId, values: Mapping[str, str], by: str) -> Form | Card | None:
        """Look at what was typed without the other platforms, which is quick; return the form if something is wrong with it."""
        tried = await self._edited(lambda editor: self._tried(editor.while_typing(), form_id, values, by))
        return tried if isinstance(tried, Card) else tried.form if tried.is_wrong else None

    async def save(self, form_id: FormId, values: Mapping[str, str], by: str) -> Form | Card:
        """Make the edit; return the form if something is wrong with it, or another file has changed meanwhile."""
        return await self._edited(lambda editor: self._saved(editor, form_id, values, by))

    async def look(self, form_id: FormId, values: Mapping[str, str], by: str) -> Look | Card:
        """Return what is wrong with what was typed so far, and what would be on record with it."""
        tried = await self._edited(lambda editor: self._tried(editor.while_typing(), form_id, values, by))
        if isinstance(tried, Card):
            return tried
        platform = tried.proposal.platform if tried.proposal is not None else None
        if platform is None:
            return Look(tried.form)
        knowledge = self._holder.current.knowledge
        return Look(tried.form, knowledge._replace(platforms={**knowledge.platforms, platform.slug: platform}))

    async def undo(self, number: int, by: str) -> Card:
        """Take an edit back."""

        def undo(editor: Editor) -> Card:
            edit = editor.apply(editor.undo(number), by, commit=self._editing.commit)
            return pages.notice(wording.undone_edit(number, edit.number), kind="admin")

        return await self._edited(undo)

    async def edits(self) -> Sequence[Edit]:
        """Return the audit trail, newest first."""
        found = await self._edited(lambda editor: editor.log()[::-1])
        return () if isinstance(found, Card) else found

    async def _edited(self, work: Callable[[Editor], Result]) -> Result | Card:
        def run() -> Result:
            folders, base = tuple(self._editing.folders), self._editing.base
            return work(Editor((base, *folders), target_of(folders, base), self._today()))

        try:
            return await asyncio.to_thread(run)
        except (EditError, LockedError, GitError) as error:
            return error_card(error)

    def _form(self, editor: Editor, form_id: FormId) -> Form:
        topic = self._holder.current.knowledge.topics.get(form_id.target.partition("/")[2])
        return form_for(editor, form_id, topic)

    def _tried(self, editor: Editor, form_id: FormId, values: Mapping[str, str], by: str) -> _Tried:
        """Look at a form that was sent."""
        form = self._form(editor, form_id)
        if form.id != form_id.encode():
            return _Tried(changed_meanwhile(editor, form_id, form, values))
        filled = form.filled(values)
        try:
            proposal = propose(editor, form_id, values, by, self._today())
        except WrongFieldError as error:
            return _Tried(filled.with_errors({error.key: [str(error)]}))
        except EditError as error:
            return _Tried(filled.with_errors({"": [str(error)]}))
        if proposal.before == proposal.after:
            return _Tried(filled.with_errors({filled.fields[0].key: [wording.NOTHING_CHANGED]}))
        if proposal.stopping:
            return _Tried(filled.with_errors(errors_of(proposal, form)), proposal)
        return _Tried(filled, proposal, is_wrong=False)

    def _saved(self, editor: Editor, form_id: FormId, values: Mapping[str, str], by: str) -> Form | Card:
        tried = self._tried(editor, form_id, values, by)
        if tried.is_wrong or tried.proposal is None:
            return tried.form
        proposal = tried.proposal
        form = self._form(editor, form_id)
        said: list[str] = []
        try:
            edit = editor.apply(proposal, by, _reason(form_id, values), commit=self._editing.commit)
        except EditRefusedError as error:
            return form.filled(values).with_errors(errors_of(replace(proposal, findings=error.findings), form))
        except ConflictError:
            return changed_meanwhile(editor, form_id, form, values)
        except GitError as error:  # the edit is written
            edit = editor.log()[-1]
            said.append(str(error))
        return saved_card(form_id.target, edit.number, typed_over(form, values), *said)


def _reason(form_id: FormId, values: Mapping[str, str]) -> str:
    why = values.get("why", "").strip()
    return why or wording.FORM_TITLES[form_id.task]
