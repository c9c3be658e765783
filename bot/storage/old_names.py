"""The store's methods by their old names, for callers that do not use its parts yet. Goes when the last of them does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from datetime import date, datetime
from typing import Any

from bot.storage.conversations import Conversations
from bot.storage.counters import Counters
from bot.storage.deliveries import Deliveries
from bot.storage.errors import StoreError
from bot.storage.feedback import Feedback
from bot.storage.installations import Installations
from bot.storage.notes import Notes
from bot.storage.oauth_states import OAuthStates
from bot.storage.personal import PersonalData
from bot.storage.queue import Queue
from bot.storage.records import ConversationState, Delivery, EntryKind, Installation, Person, QueueEntry, Rated, Workspace
from bot.understanding.question import Turn

logger = logging.getLogger(__name__)


class OldNames:
    """Old names; `remember`, `done` and `count` are written in the background and never fail, as they used to."""

    deliveries: Deliveries
    conversations: Conversations
    feedback: Feedback
    queue: Queue
    counters: Counters
    installations: Installations
    oauth_states: OAuthStates
    notes: Notes
    personal: PersonalData

    def __init__(self) -> None:
        self._background: set[asyncio.Task[None]] = set()

    async def turn(self, workspace: Workspace, conversation: str) -> Turn:
        """Return what a conversation was about."""
        await self.flush()
        state = await self.conversations.last(workspace, conversation)
        return Turn() if state is None else Turn(state.platforms, state.topics[0] if state.topics else None)

    def remember(self, person: Person, conversation: str, turn: Turn) -> None:
        """Remember what a conversation is about."""
        state = ConversationState(turn.platforms, (turn.topic,) if turn.topic else ())
        self._start(self.conversations.remember(person, conversation, state))

    async def claim(self, delivery: Delivery) -> bool:
        """Claim a delivery."""
        return await self.deliveries.claim(delivery)

    async def done(self, delivery: Delivery, reply: str | None = None) -> None:
        """Note that a delivery is done."""
        self._start(self.deliveries.done(delivery, reply))

    async def delivery_of(self, workspace: Workspace, key: str) -> Delivery | None:
        """Return a delivery."""
        await self.flush()
        return await self.deliveries.delivery_of(workspace, key)

    async def unanswered(self, surface: str, before: datetime) -> tuple[Delivery, ...]:
        """Return deliveries that were never done."""
        await self.flush()
        return await self.deliveries.unanswered(surface, before)

    def count(self, workspace: Workspace, platform: str, topic: str) -> None:
        """Count a question."""
        self._start(self.counters.count(workspace, platform, topic))

    async def most_asked(self, workspace: Workspace, since: date, limit: int) -> tuple[tuple[str, int], ...]:
        """Return what is asked most."""
        await self.flush()
        return await self.counters.most_asked(workspace, since, limit)

    async def rate(self, person: Person, platform: str, topic: str, version: str, helpful: bool) -> None:
        """Rate an answer."""
        await self.feedback.rate(person, f"{platform}/{topic}", version, helpful)

    async def found_unhelpful(self, limit: int) -> tuple[Rated, ...]:
        """Return what did not help."""
        return await self.feedback.found_unhelpful(limit)

    async def send_to_curators(
        self,
        person: Person,
        kind: EntryKind,
        text: str,
        platform: str | None = None,
        topic: str | None = None,
        version: str | None = None,
    ) -> QueueEntry:
        """Add to the queue."""
        return await self.queue.add(person, kind, text, None if topic is None else f"{platform or ''}/{topic}", version)

    async def resolve(self, entry_id: int) -> None:
        """Take from the queue."""
        await self.queue.resolve(entry_id)

    async def save_installation(self, installation: Installation) -> None:
        """Save an installation."""
        await self.installations.save(installation)

    async def installation(self, workspace: Workspace) -> Installation | None:
        """Return an installation."""
        return await self.installations.get(workspace)

    async def issue_state(self, seconds: int) -> str:
        """Issue an OAuth state."""
        return await self.oauth_states.issue(seconds)

    async def consume_state(self, state: str) -> bool:
        """Consume an OAuth state."""
        return await self.oauth_states.consume(state)

    async def mark(self, name: str) -> str | None:
        """Return a note."""
        return await self.notes.get(name)

    async def set_mark(self, name: str, value: str) -> None:
        """Put a note."""
        await self.notes.put(name, value)

    async def held_about(self, person: Person, *, everywhere: bool = False) -> tuple[tuple[str, int], ...]:
        """Say what is held about a person."""
        await self.flush()
        return await self.personal.held_about(person, everywhere=everywhere)

    async def forget(self, person: Person, *, everywhere: bool = False) -> int:
        """Forget a person."""
        await self.flush()
        return await self.personal.forget(person, everywhere=everywhere)

    async def workspaces(self, surface: str) -> frozenset[Workspace]:
        """Return the workspaces of which something is held."""
        await self.flush()
        return await self.personal.workspaces(surface)

    async def delete_workspace(self, workspace: Workspace) -> int:
        """Delete a workspace."""
        await self.flush()
        return await self.personal.delete_workspace(workspace)

    async def purge(self) -> int:
        """Purge what expired."""
        return await self.personal.purge()

    async def flush(self) -> None:
        """Wait for what is written in the background."""
        if self._background:
            await asyncio.wait(self._background)

    def _start(self, write: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(_logged(write), name="storage: background")
        self._background.add(task)
        task.add_done_callback(self._background.discard)


async def _logged(write: Coroutine[Any, Any, None]) -> None:
    try:
        await write
    except StoreError as error:
        logger.warning("a row could not be written and is lost: %s", error)
