"""The desk's work on the queue: what waits for a curator, and answering, linking, merging and dismissing it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from bot.replies import pages, wording
from bot.replies.card import Card
from bot.replies.desk import entry_card, error_card
from bot.storage import NOBODY, QueueEntry, Store
from bot.understanding.revision import KnowledgeHolder
from bot.upkeep.admins import Admins
from bot.upkeep.curating import Curating, CuratingError
from bot.upkeep.curators import Curator
from bot.upkeep.forms import Field, Form, FormId
from knowledge.base import is_answer_id

_NUMBER = re.compile(r"[0-9]{1,10}")
"""The number of an entry, as it is typed."""


def entry_form(form_id: FormId) -> Form:
    """Return the form that asks to which answer or entry an entry belongs."""
    key = "answer" if form_id.task == "link" else "number"
    field = Field(key, wording.FORM_FIELDS[key], hint=wording.FORM_HINTS[key])
    return Form(form_id.encode(), wording.FORM_TITLES[form_id.task], (field,), wording.SAVE)


class QueueDesk:
    """Shows and works the entries that a curator may see. An entry is named by its number."""

    def __init__(self, holder: KnowledgeHolder, store: Store, admins: Admins) -> None:
        self._holder, self._store, self._admins = holder, store, admins
        self._curating = Curating(store)

    async def entries(self, curator: Curator) -> Sequence[QueueEntry]:
        """Return what waits for somebody: all of it for whom the operator names, else that of their workspace and the bot's own."""
        entries = await self._store.queue.entries(None)
        return [entry for entry in entries if self._may_see(curator, entry)]

    async def card(self, what: Literal["entry", "done", "dismiss"], number: str, curator: Curator) -> Card:
        """Show an entry with what can be done about it, close it with the answer that it is about, or dismiss it."""
        try:
            entry = await self._entry(number, curator)
            if what == "entry":
                known = entry.answer is not None and is_answer_id(self._holder.current.knowledge, entry.answer)
                return entry_card(entry.id, entry.kind, entry.text, entry.answer if known else None)
            if what == "dismiss":
                await self._curating.dismiss(entry.id)
                return pages.notice(wording.DISMISSED, kind="admin")
            closed = await self._curating.answer(entry.id, None, self._holder.current.knowledge)
        except CuratingError as error:
            return error_card(error)
        return pages.notice(wording.MARKED_ANSWERED if closed else wording.GONE_FROM_QUEUE, kind="admin")

    async def save(self, form_id: FormId, values: Mapping[str, str], curator: Curator) -> Card:
        """Link an entry to an answer, or merge it into another entry."""
        try:
            entry = await self._entry(form_id.target, curator)
            if form_id.task == "merge":
                into = await self._entry(values.get("number", "").strip().lstrip("#"), curator)
                await self._curating.merge(entry.id, into.id)
                return pages.notice(wording.MERGED, kind="admin")
            answered = await self._curating.link(entry.id, values.get("answer", "").strip(), self._holder.current.knowledge)
        except CuratingError as error:
            return error_card(error)
        return pages.notice(wording.MARKED_ANSWERED if answered else wording.WILL_BE_ANSWERED, kind="admin")

    async def _entry(self, number: str, curator: Curator) -> QueueEntry:
        """Return the entry of a number; CuratingError if it is not among those that a curator may see."""
        entry = await self._store.queue.get(int(number)) if _NUMBER.fullmatch(number) else None
        if entry is None or not self._may_see(curator, entry):
            raise CuratingError(wording.GONE_FROM_QUEUE)
        return entry

    def _may_see(self, curator: Curator, entry: QueueEntry) -> bool:
        return self._admins.include(curator.person) or entry.person.workspace in {curator.person.workspace, NOBODY.workspace}
