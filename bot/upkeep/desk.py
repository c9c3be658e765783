"""The admins' desk: what they see and do in chat, and who may. A surface shows its cards and forms, and sends back what was typed.

Those whom the operator names in SMALLPRINT_ADMINS may do everything. An admin of a workspace may do the same if the bot serves that
workspace alone; in a bot that many share they may write local notes, which only people of their workspace see.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.replies import pages, wording
from bot.replies.card import Card
from bot.replies.desk import answer_card, desk_card, workspace_card
from bot.replies.due import Due
from bot.storage import QueueEntry, Rated, Store
from bot.understanding.revision import KnowledgeHolder
from bot.understanding.subject import DEFAULT_TOPIC
from bot.upkeep.admins import Admins
from bot.upkeep.base_desk import BaseDesk, Editing, Look
from bot.upkeep.curators import Curator, Rights
from bot.upkeep.forms import Field, Form, FormId
from bot.upkeep.queue_desk import QueueDesk, entry_form
from bot.upkeep.verification import COUNTED_DAYS, due_answers
from knowledge.base import is_answer_id
from knowledge.editing import Edit

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
        self._admins = admins
        self._base = BaseDesk(holder, editing, self._today)
        self._queue = QueueDesk(holder, store, admins)

    def rights(self, curator: Curator) -> Rights:
        """Return what somebody may change."""
        return curator.rights(self._admins)

    def wanted(self, text: str) -> str | None:
        """Return what a text names to work on: an answer ("zoom/ai-training"), "" if it is empty; None if it names nothing known."""
        text = text.strip()
        known = self._holder.current.knowledge
        if not text or is_answer_id(known, text):
            return text
        platforms, beside = self._holder.current.understanding.names_in_list(text)
        words = " ".join(beside).casefold()
        names = {name: topic.id for topic in known.topics.values() for name in (topic.id.replace("-", " "), topic.name.casefold())}
        topic = names.get(words) if words else DEFAULT_TOPIC
        return f"{platforms[0]}/{topic}" if len(platforms) == 1 and topic else None

    # Cards

    async def card(self, value: str, curator: Curator) -> Card:
        """Return what an admin asked to see, or do what a button says: see `bot.replies.desk`."""
        rights = self.rights(curator)
        if rights == "none":
            return _refused(curator)
        what, colon, number = value.partition(":")
        if colon and rights != "base":
            return pages.notice(wording.ONLY_NAMED_ADMINS, kind="admin")
        match what if colon else "":
            case "entry" | "done" | "dismiss" as wanted:
                return await self._queue.card(wanted, number, curator)
            case "undo" if number.isdecimal():
                return await self._base.undo(int(number), curator.signature)
        return await self._answer(value, curator) if value else await self._overview(curator)

    async def overview(self, curator: Curator) -> Card | None:
        """Return what waits for somebody; None if they are no admin."""
        return None if self.rights(curator) == "none" else await self._overview(curator)

    async def _answer(self, answer: str, curator: Curator) -> Card:
        knowledge = self._holder.current.knowledge
        if not is_answer_id(knowledge, answer):
            return pages.notice(wording.NO_LONGER_ON_RECORD, kind="admin")
        note = (await self._store.local_notes.of(curator.person.workspace)).get(answer, "")
        return answer_card(knowledge, answer, note, may_edit=self.rights(curator) == "base", may_note=curator.can_note)

    async def _overview(self, curator: Curator) -> Card:
        knowledge = self._holder.current.knowledge
        if self.rights(curator) != "base":
            return workspace_card(knowledge, await self._store.local_notes.of(curator.person.workspace))
        due = await self.due(curator)
        waiting = [(entry.id, entry.kind, entry.text) for entry in await self._queue.entries(curator) if entry.merged_into is None]
        return desk_card(knowledge, due, waiting)

    # Forms

    async def open(self, form_id: str, curator: Curator) -> Form | Card:
        """Return a form to be filled in, or a word on why there is none."""
        known = self._allowed(form_id, curator)
        if isinstance(known, Card):
            return known
        if known.task == "note":
            notes = await self._store.local_notes.of(curator.person.workspace)
            return _note_form(known, notes.get(known.target, ""))
        if known.task in {"link", "merge"}:
            return entry_form(known)
        return await self._base.form(known)

    async def submit(self, form_id: str, values: Mapping[str, str], curator: Curator) -> Form | Card:
        """Do what a form asks for; return what was done, or the form with what is wrong with it."""
        known = self._allowed(form_id, curator)
        if isinstance(known, Card):
            return known
        if known.task == "note":
            return await self._save_note(known, values, curator)
        if known.task in {"link", "merge"}:
            return await self._queue.save(known, values, curator)
        wrong = await self._base.check(known, values, curator.signature)  # quickly: saving looks at the whole base
        return wrong or await self._base.save(known, values, curator.signature)

    async def look(self, form_id: str, values: Mapping[str, str], curator: Curator) -> Look | Card:
        """Return what is wrong with what was typed so far, and what would be on record with it, for somebody who is still typing."""
        known = self._allowed(form_id, curator)
        if isinstance(known, Card):
            return known
        if known.task in {"link", "merge"}:
            return Look(entry_form(known).filled(values))
        if known.task == "note":
            text = values.get("text", "").strip()
            return Look(_note_form(known, text), self._holder.current.knowledge._replace(notes={known.target: text}))
        return await self._base.look(known, values, curator.signature)

    def _allowed(self, form_id: str, curator: Curator) -> FormId | Card:
        """Return what a form does; a word on why not if somebody may not do that, or it cannot be done."""
        rights, known = self.rights(curator), FormId.decode(form_id)
        if rights == "none":
            return _refused(curator)
        if known is None:
            return pages.notice(wording.FORM_IS_OLD, kind="admin")
        if known.task != "note":
            return known if rights == "base" else pages.notice(wording.ONLY_NAMED_ADMINS, kind="admin")
        if not curator.can_note:
            return pages.notice(wording.NO_WORKSPACE, kind="admin")
        if not is_answer_id(self._holder.current.knowledge, known.target):
            return pages.notice(wording.NO_LONGER_ON_RECORD, kind="admin")
        return known

    async def _save_note(self, form_id: FormId, values: Mapping[str, str], curator: Curator) -> Card:
        text = values.get("text", "").strip()
        await self._store.local_notes.put(curator.person.workspace, form_id.target, text)
        return pages.notice(wording.NOTE_KEPT if text else wording.NOTE_GONE, kind="admin")

    # Everything at once, for a surface that has the room

    async def waiting(self, curator: Curator) -> Sequence[QueueEntry]:
        """Return what waits in the queue, newest first; to those who may not change the base what people of their workspace sent."""
        rights = self.rights(curator)
        if rights == "none":
            return ()
        entries = await self._queue.entries(curator)
        return entries if rights == "base" else [entry for entry in entries if entry.person.workspace == curator.person.workspace]

    async def due(self, curator: Curator) -> Sequence[Due]:
        """Return the answers that are due for a check, most asked first."""
        if self.rights(curator) != "base":
            return ()
        asked = await self._store.counters.asked_since(self._counted_since)
        return await asyncio.to_thread(due_answers, self._holder.current.knowledge, self._today(), asked)

    async def edits(self, curator: Curator) -> Sequence[Edit]:
        """Return the audit trail, newest first."""
        return await self._base.edits() if self.rights(curator) == "base" else ()

    async def asked(self, curator: Curator) -> Mapping[tuple[str, str], int]:
        """Return how often each platform and topic was asked about lately, in all workspaces."""
        return await self._store.counters.asked_since(self._counted_since) if self.rights(curator) == "base" else {}

    async def most_asked(self, curator: Curator, most: int) -> Sequence[tuple[str, int]]:
        """Return the platforms that a curator's own workspace asked about most lately, each with how often."""
        if self.rights(curator) == "none":
            return ()
        return await self._store.counters.most_asked(curator.person.workspace, self._counted_since, most)

    async def unhelpful(self, curator: Curator, most: int) -> Sequence[Rated]:
        """Return the answers that most people found unhelpful."""
        return await self._store.feedback.found_unhelpful(most) if self.rights(curator) == "base" else ()

    def _today(self) -> date:
        return self._clock().date()

    @property
    def _counted_since(self) -> date:
        return self._today() - timedelta(days=COUNTED_DAYS)


def _refused(curator: Curator) -> Card:
    return pages.notice(wording.ONLY_ADMINS.get(curator.person.workspace.surface, wording.ONLY_NAMED_ADMINS), kind="admin")


def _note_form(form_id: FormId, text: str) -> Form:
    field = Field("text", wording.FORM_FIELDS["text"], text, "paragraph", optional=True, hint=wording.FORM_HINTS["text"])
    return Form(form_id.encode(), wording.FORM_TITLES["note"], (field,), wording.SAVE, form_id.target)
