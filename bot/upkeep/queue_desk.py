"""The desk's work on the queue: what waits for a curator, and answering, linking, merging and dismissing it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

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

    async def show(self, number: str, curator: Curator) -> Card:
        """Return an entry with what can be done about it."""
        entry = await self._entry(number, curator)
        if entry is None:
            return _gone()
        known = entry.answer is not None and is_answer_id(self._holder.current.knowledge, entry.answer)
        return entry_card(entry.id, entry.kind, entry.text, entry.answer if known else None)

    async def close(self, number: str, curator: Curator) -> Card:
        """Close an entry with the answer that it is about; its asker is told."""
        entry = await self._entry(number, curator)
        if entry is None:
            return _gone()
        try:
            closed = await self._curating.answer(entry.id, None, self._holder.current.knowledge)
        except CuratingError as error:
            return error_card(error)
        return pages.notice(wording.MARKED_ANSWERED if closed else wording.GONE_FROM_QUEUE, kind="admin")

    async def dismiss(self, number: str, curator: Curator) -> Card:
        """Take an entry from the queue; nobody is told."""
        entry = await self._entry(number, curator)
        if entry is None:
            return _gone()
        try:
            await self._curating.dismiss(entry.id)
        except CuratingError as error:
            return error_card(error)
        return pages.notice(wording.DISMISSED, kind="admin")

    async def save(self, form_id: FormId, values: Mapping[str, str], curator: Curator) -> Card:
        """Link an entry to an answer, or merge it into another entry."""
        entry = await self._entry(form_id.target, curator)
        if entry is None:
            return _gone()
        try:
            if form_id.task == "merge":
                return await self._merge(entry, values.get("number", "").strip().lstrip("#"), curator)
            answered = await self._curating.link(entry.id, values.get("answer", "").strip(), self._holder.current.knowledge)
        except CuratingError as error:
            return error_card(error)
        return pages.notice(wording.MARKED_ANSWERED if answered else wording.WILL_BE_ANSWERED, kind="admin")

    async def _merge(self, entry: QueueEntry, into: str, curator: Curator) -> Card:
        other = await self._entry(into, curator)
        if other is None:
            return _gone()
        await self._curating.merge(entry.id, other.id)
        return pages.notice(wording.MERGED, kind="admin")

    async def _entry(self, number: str, curator: Curator) -> QueueEntry | None:
        """Return the entry of a number, if it is among those that a curator may see."""
        if not _NUMBER.fullmatch(number):
            return None
        entry = await self._store.queue.get(int(number))
        return entry if entry is not None and self._may_see(curator, entry) else None

    def _may_see(self, curator: Curator, entry: QueueEntry) -> bool:
        return self._admins.include(curator.person) or entry.person.workspace in {curator.person.workspace, NOBODY.workspace}


def _gone() -> Card:
    return pages.notice(wording.GONE_FROM_QUEUE, kind="admin")
