"""Conversations: what was asked about last in each, for the follow-up. Never anybody's words."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from bot.storage.database import Database
from bot.storage.group_commit import GroupCommit
from bot.storage.part import Clock, StorePart, of_person, within
from bot.storage.records import Person, Workspace
from bot.storage.tables import conversations
from bot.understanding.question import ConversationState

CONVERSATION_KEPT = timedelta(minutes=30)  # a thread, or a direct conversation
PRIVATE_KEPT = timedelta(minutes=10)  # a private command, whose answer others in the channel do not see


class Conversations(StorePart):
    """The last subject of each conversation; the surface chooses the key of a conversation."""

    def __init__(self, database: Database, clock: Clock, group: GroupCommit) -> None:
        super().__init__(database, clock)
        self._group = group
        self._remember = database.upsert(conversations)

    async def last(self, workspace: Workspace, conversation: str) -> ConversationState | None:
        """Return what a conversation was about last, None if nothing is known any more."""
        query = select(conversations).where(
            within(conversations, workspace), conversations.c.conversation == conversation, conversations.c.expires_at > self._clock()
        )
        row = await self._database.at_once(lambda connection: connection.execute(query).one_or_none())
        return None if row is None else ConversationState(tuple(row.platforms), tuple(row.topics), row.place)

    async def remember(self, person: Person, conversation: str, state: ConversationState, kept: timedelta = CONVERSATION_KEPT) -> None:
        """Keep what a conversation is about, in place of what was kept before."""
        values = {**of_person(person), "conversation": conversation, **state._asdict(), "expires_at": self._clock() + kept}
        await self._group.run(self._remember, values)
