"""The old names of `Dialogue`, for adapters that are being rewritten. Goes with the last of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bot.dialogue.asker import Asker
from bot.dialogue.dialogue import MAX_SENT, Dialogue
from bot.dialogue.engine import Engine
from bot.replies.card import Card, Reference
from bot.storage import Store
from bot.understanding.revision import KnowledgeHolder

__all__ = ["HELP", "MAX_SENT", "PRIVACY", "Chat"]
HELP, PRIVACY = "help", "privacy"


class Chat(Dialogue):
    """The operations by their old names."""

    def __init__(
        self,
        knowledge: Engine | KnowledgeHolder,
        store: Store,
        *,
        retention_days: int,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(
            knowledge if isinstance(knowledge, KnowledgeHolder) else KnowledgeHolder(knowledge.revision), store, retention_days, clock
        )
        self.store = store

    @property
    def engine(self) -> Engine:
        """The current knowledge as an engine."""
        return Engine(self.holder.current.knowledge, self.holder.current.understanding)

    async def ask(self, text: str, asker: Asker, usage: Sequence[str] = ()) -> Card:
        """Answer."""
        return await self.answer(text, asker, usage)

    def shared(self, value: str | Reference) -> Card | None:
        """Return the card to share."""
        return super().shared(value if isinstance(value, str) else value.encode() or "")

    async def compared(self, reference: Reference, other: str, asker: Asker) -> Card:
        """Compare."""
        before = reference.subject
        platforms = tuple(dict.fromkeys((*before.platforms[:4], other)))
        return await self.show(before._replace(kind="compare" if len(platforms) > 1 else "answer", platforms=platforms), asker)

    async def rate(self, reference: Reference, asker: Asker, *, helpful: bool) -> Card:
        """Rate."""
        return await self.press("helpful" if helpful else "unhelpful", reference.encode() or "", asker)

    async def report(self, reference: Reference, what: str, asker: Asker) -> Card:
        """Report."""
        return await self.press("wrong", reference.encode() or "", asker, what)

    async def send_to_curators(self, question: str, asker: Asker) -> Card:
        """Send."""
        return await self.press("send", asker.person.id, asker, question)

    async def forget(self, asker: Asker) -> Card:
        """Forget."""
        return await self.press("forget", "", asker)
