"""Work the curators' queue: link an entry to an answer, answer it, merge it into another, dismiss it."""

from __future__ import annotations

from bot.replies.reference import reference_to
from bot.replies.reply import Reply
from bot.storage import QueueEntry, Store
from bot.understanding.subject import Subject
from knowledge.base import Knowledge, answer_on
from knowledge.errors import OperatorError


class CuratingError(OperatorError):
    """What a curator asked for cannot be done; the message says why and what to do."""


class Curating:
    """The curators' part of the queue. Each call names an entry by its number."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def entries(self) -> tuple[QueueEntry, ...]:
        """Return everything that waits, newest first."""
        return await self._store.queue.entries(None)

    async def link(self, number: int, answer: str, knowledge: Knowledge) -> bool:
        """Say by which answer an entry is answered; if that is on record, its asker is told and True returned, else it waits for it."""
        await self._entry(number)
        _subject(answer)
        if answer_is_on_record(knowledge, answer):
            return await self.answer(number, answer, knowledge)
        await self._store.queue.link(number, answer)
        return False

    async def answer(self, number: int, answer: str | None, knowledge: Knowledge) -> bool:
        """Close an entry, and those merged into it, with an answer on record; askers who wanted it are told.

        Without `answer` it is the one that the entry is about. Return False if another process has closed it meanwhile.
        """
        entry = await self._entry(number)
        answer = answer or entry.answer
        if answer is None:
            raise CuratingError(f"entry {number} is about no answer yet; name one, for example zoom/ai-training")
        if not answer_is_on_record(knowledge, answer):
            raise CuratingError(f"there is no answer {answer} on record; `knowledge queue --link {answer} {number}` waits for it")
        async with self._store.transaction() as connection:
            closed = await self._store.queue.resolve(number, connection)
            for each in closed:
                if each.address is not None:
                    message = {"reference": _reference(knowledge, answer), "answers": each.text}
                    key, place = f"answered:{each.id}", each.person.id
                    await self._store.outbox.add(each.person, key, each.address, message, place=place, connection=connection)
        return bool(closed)

    async def merge(self, number: int, into: int) -> None:
        """Say that an entry is the same as another: it is closed with that one, and its asker told of the same answer."""
        await self._entry(number)
        target = await self._entry(into)
        if number == into or target.merged_into is not None:
            raise CuratingError(f"entry {number} cannot be merged into {into}; name the entry that is to stay")
        await self._store.queue.merge(number, into)

    async def dismiss(self, number: int) -> None:
        """Take an entry and those merged into it from the queue, with their texts; nobody is told."""
        await self._entry(number)
        await self._store.queue.resolve(number)

    async def tell_answered(self, knowledge: Knowledge) -> None:
        """Close the questions whose linked answer is on record now; what is about an answer that was there before waits for a curator."""
        for entry in await self.entries():
            if entry.kind == "question" and entry.answer and entry.merged_into is None and answer_is_on_record(knowledge, entry.answer):
                await self.answer(entry.id, None, knowledge)

    async def _entry(self, number: int) -> QueueEntry:
        entry = await self._store.queue.get(number)
        if entry is None:
            raise CuratingError(f"there is no entry {number} in the queue; `smallprint knowledge queue` lists them")
        return entry


def answer_is_on_record(knowledge: Knowledge, answer: str) -> bool:
    """Return True if there is an answer with a lasting id such as zoom/ai-training."""
    slug, _, topic = answer.partition("/")
    platform = knowledge.platforms.get(slug)
    return platform is not None and answer_on(platform, topic) is not None


def _subject(answer: str) -> Subject:
    slug, slash, topic = answer.partition("/")
    if not slug or not slash or not topic:
        raise CuratingError(f"{answer} names no answer; write platform/topic, for example zoom/ai-training")
    return Subject("answer", (slug,), (topic,))


def _reference(knowledge: Knowledge, answer: str) -> str:
    return reference_to(knowledge, _subject(answer), Reply("answer")).encode() or ""
