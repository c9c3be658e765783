"""What outlives a restart: deliveries, conversations, feedback, the curators' queue, installations; on SQLite or PostgreSQL."""

from bot.storage.errors import StoreError
from bot.storage.records import Delivery, EntryKind, Installation, Person, QueueEntry, Workspace

__all__ = ["Delivery", "EntryKind", "Installation", "Person", "QueueEntry", "StoreError", "Workspace"]
