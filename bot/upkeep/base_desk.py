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
from knowledge.editing import ConflictError, Edit, EditError, Editor, Proposal, RefusedError, target_of
from knowledge.folders import SHIPPED
from knowledge.git import GitError
from knowledge.records import Platform
from knowledge.safe_files import LockedError

Result = TypeVar("Result")


class Editing(NamedTuple):
    """Where edits go: the operator's own folders, the last of which is written to, over a base; and if each edit is committed to git."""

    folders: Sequence[Path] = ()
    commit: bool = False
    base: Path = SHIPPED


class BaseDesk:
    """Edits the base by forms. `by` is how an edit is signed; what cannot be done comes back as a card that says why."""

    def __init__(self, holder: KnowledgeHolder, editing: Editing, today: Callable[[], date]) -> None:
        self._holder, self._editing, self._today = holder, editing, today

    async def form(self, form_id: FormId) -> Form | Card:
        """Return a form with what is on record."""
        return await self._edited(lambda editor: self._form(editor, form_id))

    async def check(self, form_id: FormId, values: Mapping[str, str], by: str) -> Form | Card | None:
        """Look at what was typed without the other platforms, which is quick; return the form if something is wrong with it."""

        def look(editor: Editor) -> Form | None:
            proposed = self._proposed(editor, form_id, values, by, quickly=True)
            return proposed if isinstance(proposed, Form) else None

        return await self._edited(look)

    async def save(self, form_id: FormId, values: Mapping[str, str], by: str) -> Form | Card:
        """Make the edit; return the form if something is wrong with it, or another file has changed meanwhile."""
        return await self._edited(lambda editor: self._saved(editor, form_id, values, by))

    async def preview(self, form_id: FormId, values: Mapping[str, str], by: str) -> Knowledge | None:
        """Return what would be on record with what was typed; None if that cannot be shown."""

        def look(editor: Editor) -> Platform | None:
            quick = editor.while_typing()
            return quick.with_proposal(propose(quick, form_id, values, by, self._today()))

        platform = await self._edited(look)
        if platform is None or isinstance(platform, Card):
            return None
        knowledge = self._holder.current.knowledge
        return knowledge._replace(platforms={**knowledge.platforms, platform.slug: platform})

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

    def _proposed(self, editor: Editor, form_id: FormId, values: Mapping[str, str], by: str, *, quickly: bool) -> Form | Proposal:
        """Return the edit that a form asks for, or the form if something is wrong with it."""
        form = self._form(editor, form_id)
        if form.id != form_id.encode():
            return changed_meanwhile(editor, form_id, form, values)
        filled = form.filled(values)
        try:
            proposal = propose(editor.while_typing() if quickly else editor, form_id, values, by, self._today())
        except WrongFieldError as error:
            return filled.with_errors({error.key: [str(error)]})
        except EditError as error:
            return filled.with_errors({"": [str(error)]})
        if proposal.before == proposal.after:
            return filled.with_errors({filled.fields[0].key: [wording.NOTHING_CHANGED]})
        return filled.with_errors(errors_of(proposal, form)) if proposal.stopping else proposal

    def _saved(self, editor: Editor, form_id: FormId, values: Mapping[str, str], by: str) -> Form | Card:
        proposal = self._proposed(editor, form_id, values, by, quickly=False)
        if isinstance(proposal, Form):
            return proposal
        form = self._form(editor, form_id)
        said: list[str] = []
        try:
            edit = editor.apply(proposal, by, _reason(form_id, values), commit=self._editing.commit)
        except RefusedError as error:
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
