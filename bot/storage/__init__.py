"""What outlives a restart, in parts (`Store`), on SQLite or PostgreSQL."""

from bot.storage.conversations import CONVERSATION_KEPT, PRIVATE_KEPT
from bot.storage.errors import StoreError
from bot.storage.records import (
    NOBODY,
    Delivery,
    Destination,
    EntryKind,
    Follow,
    Installation,
    Job,
    OutboxMessage,
    Person,
    QueueEntry,
    Rated,
    RecordedPosition,
    SourceRead,
    Workspace,
)
from bot.storage.store import Store
from bot.storage.tables import what_is_stored

__all__ = [
    "CONVERSATION_KEPT",
    "NOBODY",
    "PRIVATE_KEPT",
    "Delivery",
    "Destination",
    "EntryKind",
    "Follow",
    "Installation",
    "Job",
    "OutboxMessage",
    "Person",
    "QueueEntry",
    "Rated",
    "RecordedPosition",
    "SourceRead",
    "Store",
    "StoreError",
    "Workspace",
    "what_is_stored",
]
