"""Keep what a conversation is about (no words), count what is asked, look up local notes; an answer never fails for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Coroutine, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from bot.dialogue.asker import Asker
from bot.dialogue.respond import Response
from bot.storage import CONVERSATION_KEPT, PRIVATE_KEPT, Store, StoreError, Workspace
from bot.understanding.question import NOTHING_BEFORE, ConversationState

log = logging.getLogger(__name__)
T = TypeVar("T")

PATIENCE = 2.0
"""Seconds that an answer waits for the database at each step before it is given without; Slack waits three in all."""
MOST_NOTED_AT_ONCE = 1_000
"""With so many answers still to be noted, the database takes them too slowly or not at all: the next ones are not."""


class Memory:
    """Looks up what a conversation was about, and notes what an answer was about."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._noting: set[asyncio.Task[None]] = set()

    async def before(self, asker: Asker) -> ConversationState:
        """Return what the conversation was about last; without the database a follow-up is asked back instead of failing."""
        if asker.conversation is None:
            return NOTHING_BEFORE
        await self.noted()
        try:
            state = await _in_time(self._store.conversations.last(asker.person.workspace, asker.conversation))
        except StoreError as error:
            log.warning(
                "a conversation could not be looked up, so a follow-up may be asked back: %s", error or "the database does not answer"
            )
            return NOTHING_BEFORE
        return state or NOTHING_BEFORE

    async def notes_of(self, workspace: Workspace) -> Mapping[str, str]:
        """Return what a workspace's admins wrote beside answers, by answer; without the database an answer goes without."""
        try:
            return await _in_time(self._store.local_notes.of(workspace))
        except StoreError as error:
            log.warning("local notes could not be looked up, so an answer goes without: %s", error)
            return {}

    def note(self, response: Response, before: ConversationState, asker: Asker) -> None:
        """Count a response, and remember what the conversation is about; the answer does not wait for it, nor need it the database."""
        if len(self._noting) >= MOST_NOTED_AT_ONCE:
            log.warning("the database is too slow, so conversations are not kept and questions not counted")
            return
        writes = [self._store.counters.count(asker.person.workspace, platform, topic) for platform, topic in counted(response)]
        if asker.conversation is not None and response.after not in {NOTHING_BEFORE, before}:
            kept = PRIVATE_KEPT if asker.leaning_only else CONVERSATION_KEPT
            writes.append(self._store.conversations.remember(asker.person, asker.conversation, response.after, kept))
        if writes:
            task = asyncio.get_running_loop().create_task(_write(writes))
            self._noting.add(task)
            task.add_done_callback(self._noting.discard)

    async def noted(self) -> None:
        """Wait until what was noted before is in the database."""
        if self._noting:
            await asyncio.wait(self._noting, timeout=PATIENCE)


async def _write(writes: Iterable[Coroutine[Any, Any, None]]) -> None:
    try:
        await asyncio.gather(*writes)
    except StoreError as error:
        log.warning("a conversation could not be kept, or a question not be counted: %s", error)


def counted(response: Response) -> Iterator[tuple[str, str]]:
    """Yield platform and topic of what is counted; products known by name come from our own list, so this keeps nobody's words."""
    card = response.card
    if card.about is not None:
        yield from ((slug, card.about.subject.topics[0]) for slug in card.about.subject.platforms)
    if response.products and card.reply is not None:
        yield response.products[0], card.reply.topics[0] if card.reply.topics else ""


async def _in_time(asked: Awaitable[T]) -> T:
    """Wait for the database only so long that an answer is still in time; what was asked of it goes on.

    Breaking it off would cost a connection, just when there are none to spare.
    """
    going = asyncio.ensure_future(asked)
    done, _ = await asyncio.wait({going}, timeout=PATIENCE)
    if not done:
        going.add_done_callback(_forget_error)
        raise StoreError("the database does not answer in time", transient=True)
    return going.result()


def _forget_error(late: asyncio.Future[Any]) -> None:
    """Take the error of something that nobody waits for any more; it was said that it is late."""
    if not late.cancelled():
        late.exception()
