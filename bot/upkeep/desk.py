"""The admins' desk: what they see and do in chat, and who may. A surface shows its cards and forms, and sends back what was typed.

Whoever the operator names in SMALLPRINT_ADMINS may do everything. An admin of a workspace may do the same if the bot serves that
workspace alone; in a bot that many share they may write local notes, which only people of their workspace see.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar

from bot.replies import pages, wording
from bot.replies.card import Card
from bot.replies.desk import answer_card, desk_card, entry_card, saved_card, workspace_card
from bot.replies.due import Due
from bot.storage import NOBODY, Person, QueueEntry, Rated, Store
from bot.understanding.decide import DEFAULT_TOPIC
from bot.understanding.revision import KnowledgeHolder
from bot.upkeep.admins import OPERATOR, Admins
from bot.upkeep.curating import Curating, CuratingError
from bot.upkeep.edit_forms import WrongFieldError, changed_meanwhile, errors_of, form_for, propose, typed_over
from bot.upkeep.forms import Field, Form, FormId
from bot.upkeep.noted import with_notes
from bot.upkeep.verification import COUNTED_DAYS, due_answers
from knowledge.base import Knowledge
from knowledge.editing import ConflictError, Edit, EditError, Editor, Proposal, RefusedError, target_of
from knowledge.folders import SHIPPED
from knowledge.git import GitError
from knowledge.records import Platform
from knowledge.safe_files import LockedError

log = logging.getLogger(__name__)

Rights = Literal["none", "workspace", "base"]
Result = TypeVar("Result")
DIRECT = "dm"
"""The workspace of direct messages in Discord, which is nobody's."""
MOST_LINES = 12
"""Lines of a diff that are shown in chat."""


class Curator(NamedTuple):
    """Somebody who wants to work at the desk; `is_admin` of their workspace, which is one of several that the bot serves if `shared`."""

    person: Person
    is_admin: bool
    shared: bool

    @property
    def signature(self) -> str:
        """How edits are signed."""
        return f"{self.person.workspace.surface}:{self.person.id}"

    @property
    def can_note(self) -> bool:
        """True if they are in a workspace for which a local note can be kept."""
        return self.person.workspace.id != DIRECT and self.person.workspace != OPERATOR


class Editing(NamedTuple):
    """Where edits go: the operator's own folders, the last of which is written to, over a base; and if each edit is committed to git."""

    folders: Sequence[Path] = ()
    commit: bool = False
    base: Path = SHIPPED


_NOWHERE, _NOBODY_NAMED = Editing(), Admins()


class Desk:
    """Does what admins ask for, each time after a look at what they may."""

    def __init__(
        self,
        holder: KnowledgeHolder,
        store: Store,
        clock: Callable[[], datetime],
        editing: Editing = _NOWHERE,
        admins: Admins = _NOBODY_NAMED,
    ) -> None:
        self._holder = holder
        self._store = store
        self._clock = clock
        self._editing = editing
        self._admins = admins
        self._curating = Curating(store)

    def rights(self, curator: Curator) -> Rights:
        """Return what somebody may change."""
        if self._admins.include(curator.person) or (curator.is_admin and not curator.shared):
            return "base"
        return "workspace" if curator.is_admin else "none"

    def wanted(self, text: str) -> str | None:
        """Return what a text names to work on: an answer ("zoom/ai-training"), "" if it is empty; None if it names nothing known."""
        text = text.strip()
        known = self._holder.current.knowledge
        if not text or _is_answer(known, text):
            return text
        platforms, beside = self._holder.current.understanding.names_in_list(text)
        words = " ".join(beside).casefold()
        names = {name: topic.id for topic in known.topics.values() for name in (topic.id.replace("-", " "), topic.name.casefold())}
        topic = names.get(words) if words else DEFAULT_TOPIC
        return f"{platforms[0]}/{topic}" if len(platforms) == 1 and topic else None

    async def card(self, value: str, curator: Curator) -> Card:
        """Return what an admin asked to see, or do what a button says: see `bot.replies.desk`."""
        rights = self.rights(curator)
        if rights == "none":
            return self._refused(curator)
        what, colon, number = value.partition(":")
        if colon and rights != "base":
            return pages.notice(wording.ONLY_NAMED_ADMINS, kind="admin")
        match what if colon else "":
            case "entry":
                return await self._with_entry(number, curator, self._show_entry)
            case "done" | "dismiss":
                return await self._with_entry(number, curator, self._close if what == "done" else self._dismiss)
            case "undo":
                return await asyncio.to_thread(self._undo, number, curator.signature)
        knowledge = self._holder.current.knowledge
        notes = await self._store.local_notes.of(curator.person.workspace)
        if value:
            if not _is_answer(knowledge, value):
                return pages.notice(wording.NO_LONGER_ON_RECORD, kind="admin")
            return answer_card(knowledge, value, notes.get(value, ""), may_edit=rights == "base", may_note=curator.can_note)
        return await self._desk(curator) if rights == "base" else workspace_card(knowledge, notes)

    async def overview(self, curator: Curator) -> Card | None:
        """Return what waits for somebody; None if they are no admin."""
        return None if self.rights(curator) == "none" else await self.card("", curator)

    async def open(self, form_id: str, curator: Curator) -> Form | Card:
        """Return a form to be filled in, or a word on why there is none."""
        known = self._allowed(form_id, curator)
        if isinstance(known, Card):
            return known
        if known.task == "note":
            notes = await self._store.local_notes.of(curator.person.workspace)
            return _note_form(known, notes.get(known.target, ""))
        if known.task in {"link", "merge"}:
            return _entry_form(known)
        return await self._edited(lambda editor: self._form(editor, known))

    async def check(self, form_id: str, values: Mapping[str, str], curator: Curator) -> Form | Card | None:
        """Look at what was typed, quickly: return the form with what is wrong with it; None if it can be saved as far as can be told."""
        known = self._allowed(form_id, curator)
        if isinstance(known, Card):
            return known
        if known.task in {"note", "link", "merge"}:
            return None
        return await self._edited(lambda editor: self._looked_at(editor, known, values, curator))

    async def save(self, form_id: str, values: Mapping[str, str], curator: Curator) -> Form | Card:
        """Do what a form asks for; return what was done, or the form with what is wrong with it."""
        known = self._allowed(form_id, curator)
        if isinstance(known, Card):
            return known
        if known.task == "note":
            return await self._save_note(known, values, curator)
        if known.task in {"link", "merge"}:
            return await self._save_entry(known, values, curator)
        return await self._edited(lambda editor: self._saved(editor, known, values, curator))

    async def submit(self, form_id: str, values: Mapping[str, str], curator: Curator) -> Form | Card:
        """Look at what was typed, then do it."""
        return await self.check(form_id, values, curator) or await self.save(form_id, values, curator)

    async def previewed(self, form_id: str, values: Mapping[str, str], curator: Curator) -> Knowledge | None:
        """Return what would be on record with what was typed; None if the form changes no answer, or what was typed cannot be shown."""
        known = self._allowed(form_id, curator)
        if isinstance(known, Card) or known.task not in {"verify", "correct", "changed", "note"}:
            return None
        if known.task == "note":
            notes = {known.target: values.get("text", "").strip()}
            return with_notes(self._holder.current, str(curator.person.workspace), notes if notes[known.target] else {}).knowledge

        def look(editor: Editor) -> Platform | None:
            quick = editor.while_typing()
            return quick.with_proposal(propose(quick, known, values, curator.signature, self._today))

        platform = await self._edited(look)
        if platform is None or isinstance(platform, Card):
            return None
        knowledge = self._holder.current.knowledge
        return knowledge._replace(platforms={**knowledge.platforms, platform.slug: platform})

    # Everything at once, for a surface that has the room

    async def waiting(self, curator: Curator) -> Sequence[QueueEntry]:
        """Return what waits in the queue, newest first; to whoever may not change the base what people of their workspace sent."""
        rights = self.rights(curator)
        if rights == "none":
            return ()
        entries = await self._entries(curator)
        return entries if rights == "base" else [entry for entry in entries if entry.person.workspace == curator.person.workspace]

    async def due(self, curator: Curator) -> Sequence[Due]:
        """Return the answers that are due for a check, most asked first."""
        if self.rights(curator) != "base":
            return ()
        asked = await self._asked()
        return await asyncio.to_thread(due_answers, self._holder.current.knowledge, self._today, asked)

    async def edits(self, curator: Curator) -> Sequence[Edit]:
        """Return the audit trail, newest first."""
        if self.rights(curator) != "base":
            return ()
        found = await self._edited(lambda editor: editor.log()[::-1])
        return () if isinstance(found, Card) else found

    async def asked(self, curator: Curator) -> Mapping[tuple[str, str], int]:
        """Return how often each platform and topic was asked about lately, in all workspaces."""
        return await self._asked() if self.rights(curator) == "base" else {}

    async def most_asked(self, curator: Curator, most: int) -> Sequence[tuple[str, int]]:
        """Return the platforms that a curator's own workspace asked about most lately, each with how often."""
        if self.rights(curator) == "none":
            return ()
        return await self._store.counters.most_asked(curator.person.workspace, self._counted_since, most)

    async def unhelpful(self, curator: Curator, most: int) -> Sequence[Rated]:
        """Return the answers that most people found unhelpful."""
        return await self._store.feedback.found_unhelpful(most) if self.rights(curator) == "base" else ()

    def _refused(self, curator: Curator) -> Card:
        return pages.notice(wording.ONLY_ADMINS.get(curator.person.workspace.surface, wording.ONLY_NAMED_ADMINS), kind="admin")

    def _allowed(self, form_id: str, curator: Curator) -> FormId | Card:
        """Return what a form does; a word on why not if somebody may not do that, or it cannot be done."""
        rights, known = self.rights(curator), FormId.decode(form_id)
        if rights == "none":
            return self._refused(curator)
        if known is None:
            return pages.notice(wording.FORM_IS_OLD, kind="admin")
        if known.task != "note":
            return known if rights == "base" else pages.notice(wording.ONLY_NAMED_ADMINS, kind="admin")
        if not curator.can_note:
            return pages.notice(wording.NO_WORKSPACE, kind="admin")
        return (
            known if _is_answer(self._holder.current.knowledge, known.target) else pages.notice(wording.NO_LONGER_ON_RECORD, kind="admin")
        )

    # The base

    @property
    def _today(self) -> date:
        return self._clock().date()

    def _editor(self) -> Editor:
        folders, base = tuple(self._editing.folders), self._editing.base
        return Editor((base, *folders), target_of(folders, base), self._today)

    async def _edited(self, work: Callable[[Editor], Result]) -> Result | Card:
        """Work with an editor beside the loop, because the linter takes its time; what cannot be done is said."""
        try:
            return await asyncio.to_thread(lambda: work(self._editor()))
        except (EditError, LockedError) as error:
            return _told(error)

    def _form(self, editor: Editor, form_id: FormId) -> Form:
        topic = self._holder.current.knowledge.topics.get(form_id.target.partition("/")[2])
        return form_for(editor, form_id, topic)

    def _looked_at(self, editor: Editor, form_id: FormId, values: Mapping[str, str], curator: Curator) -> Form | None:
        """Look at what was typed without the other platforms; return the form if something is wrong with it."""
        proposed = self._proposed(editor, form_id, values, curator, quickly=True)
        return proposed if isinstance(proposed, Form) else None

    def _saved(self, editor: Editor, form_id: FormId, values: Mapping[str, str], curator: Curator) -> Form | Card:
        """Make the edit; return the form if something is wrong with it, or another file has changed meanwhile."""
        proposal = self._proposed(editor, form_id, values, curator, quickly=False)
        if isinstance(proposal, Form):
            return proposal
        form = self._form(editor, form_id)
        try:
            return self._made(editor, form_id, form, values, curator, proposal)
        except RefusedError as error:
            return form.filled(values).with_errors(errors_of(replace(proposal, findings=error.findings), form))
        except ConflictError:
            return changed_meanwhile(editor, form_id, form, values)

    def _proposed(self, editor: Editor, form_id: FormId, values: Mapping[str, str], curator: Curator, *, quickly: bool) -> Form | Proposal:
        form = self._form(editor, form_id)
        if form.id != form_id.encode():
            return changed_meanwhile(editor, form_id, form, values)
        filled = form.filled(values)
        try:
            proposal = propose(editor.while_typing() if quickly else editor, form_id, values, curator.signature, self._today)
        except WrongFieldError as error:
            return filled.with_errors({error.key: [str(error)]})
        except EditError as error:
            return filled.with_errors({"": [str(error)]})
        if proposal.before == proposal.after:
            return filled.with_errors({filled.fields[0].key: [wording.NOTHING_CHANGED]})
        return filled.with_errors(errors_of(proposal, form)) if proposal.stopping else proposal

    def _made(self, editor: Editor, form_id: FormId, form: Form, values: Mapping[str, str], curator: Curator, proposal: Proposal) -> Card:
        said = []
        try:
            edit = editor.apply(proposal, curator.signature, _reason(form_id, values), commit=self._editing.commit)
        except GitError as error:
            edit = editor.log()[-1]
            said.append(str(error))
        return saved_card(form_id.target, edit.number, typed_over(form, values), *said)

    def _undo(self, number: str, who: str) -> Card:
        try:
            editor = self._editor()
            edit = editor.apply(editor.undo(int(number)), who, commit=self._editing.commit)
        except (EditError, LockedError, GitError) as error:
            return _told(error)
        return pages.notice(wording.undone_edit(int(number), edit.number), kind="admin")

    async def _save_note(self, form_id: FormId, values: Mapping[str, str], curator: Curator) -> Card:
        text = values.get("text", "").strip()
        await self._store.local_notes.put(curator.person.workspace, form_id.target, text)
        return pages.notice(wording.NOTE_KEPT if text else wording.NOTE_GONE, kind="admin")

    # The queue

    async def _desk(self, curator: Curator) -> Card:
        knowledge = self._holder.current.knowledge
        asked = await self._asked()
        due = await asyncio.to_thread(due_answers, knowledge, self._today, asked)
        waiting = [(entry.id, entry.kind, entry.text) for entry in await self._entries(curator) if entry.merged_into is None]
        return desk_card(knowledge, due, waiting)

    @property
    def _counted_since(self) -> date:
        return self._today - timedelta(days=COUNTED_DAYS)

    async def _asked(self) -> Mapping[tuple[str, str], int]:
        return await self._store.counters.asked_since(self._counted_since)

    async def _entries(self, curator: Curator) -> Sequence[QueueEntry]:
        """Return what waits for somebody: all of it for whom the operator names, else that of their workspace and the bot's own."""
        entries = await self._store.queue.entries(None)
        if self._admins.include(curator.person):
            return entries
        seen = {curator.person.workspace, NOBODY.workspace}
        return [entry for entry in entries if entry.person.workspace in seen]

    async def _with_entry(self, number: str, curator: Curator, work: Callable[[QueueEntry], Awaitable[Card]]) -> Card:
        entry = next((entry for entry in await self._entries(curator) if str(entry.id) == number), None)
        if entry is None:
            return pages.notice(wording.GONE_FROM_QUEUE, kind="admin")
        try:
            return await work(entry)
        except CuratingError as error:
            return _told(error)

    async def _show_entry(self, entry: QueueEntry) -> Card:
        known = entry.answer is not None and _is_answer(self._holder.current.knowledge, entry.answer)
        return entry_card(entry.id, entry.kind, entry.text, entry.answer if known else None)

    async def _close(self, entry: QueueEntry) -> Card:
        closed = await self._curating.answer(entry.id, None, self._holder.current.knowledge)
        return pages.notice(wording.MARKED_ANSWERED if closed else wording.GONE_FROM_QUEUE, kind="admin")

    async def _dismiss(self, entry: QueueEntry) -> Card:
        await self._curating.dismiss(entry.id)
        return pages.notice(wording.DISMISSED, kind="admin")

    async def _save_entry(self, form_id: FormId, values: Mapping[str, str], curator: Curator) -> Form | Card:
        async def work(entry: QueueEntry) -> Card:
            if form_id.task == "merge":
                into = values.get("number", "").strip().lstrip("#")
                if into not in {str(other.id) for other in await self._entries(curator)}:
                    raise CuratingError(wording.GONE_FROM_QUEUE)
                await self._curating.merge(entry.id, int(into))
                return pages.notice(wording.MERGED, kind="admin")
            answered = await self._curating.link(entry.id, values.get("answer", "").strip(), self._holder.current.knowledge)
            return pages.notice(wording.MARKED_ANSWERED if answered else wording.WILL_BE_ANSWERED, kind="admin")

        return await self._with_entry(form_id.target, curator, work)


def _is_answer(knowledge: Knowledge, answer: str) -> bool:
    slug, _, topic = answer.partition("/")
    return slug in knowledge.platforms and topic in knowledge.topics


def _reason(form_id: FormId, values: Mapping[str, str]) -> str:
    why = values.get("why", "").strip()
    return why or wording.FORM_TITLES[form_id.task]


def _note_form(form_id: FormId, text: str) -> Form:
    field = Field("text", wording.FORM_FIELDS["text"], text, "paragraph", optional=True, hint=wording.FORM_HINTS["text"])
    return Form(form_id.encode(), wording.FORM_TITLES["note"], (field,), wording.SAVE, form_id.target)


def _entry_form(form_id: FormId) -> Form:
    key = "answer" if form_id.task == "link" else "number"
    field = Field(key, wording.FORM_FIELDS[key], hint=wording.FORM_HINTS[key])
    return Form(form_id.encode(), wording.FORM_TITLES[form_id.task], (field,), wording.SAVE)


def _told(error: Exception) -> Card:
    first, *others = str(error).splitlines() or [""]
    return pages.notice(first, *others[:MOST_LINES], kind="admin")
