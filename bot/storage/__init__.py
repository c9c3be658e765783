"""What outlives a restart, in parts (`Store`), on SQLite or PostgreSQL."""

from bot.storage.conversations import CONVERSATION_KEPT, PRIVATE_KEPT
from bot.storage.errors import StoreError
from bot.storage.records import (
    Delivery,
    EntryKind,
    Installation,
    Job,
    OutboxMessage,
    Person,
    QueueEntry,
    Rated,
    Workspace,
)
from bot.storage.store import Store
from bot.storage.tables import what_is_stored

__all__ = [
    "CONVERSATION_KEPT",
    "PRIVATE_KEPT",
    "Delivery",
    "EntryKind",
    "Installation",
    "Job",
    "OutboxMessage",
    "Person",
    "QueueEntry",
    "Rated",
    "Store",
    "StoreError",
    "Workspace",
    "what_is_stored",
]
