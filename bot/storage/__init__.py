"""What outlives a restart: deliveries, conversations, feedback, the curators' queue, installations; on SQLite or PostgreSQL."""

from bot.storage.errors import StoreError
from bot.storage.records import Delivery, EntryKind, Installation, Person, QueueEntry, Rated, Workspace
from bot.storage.store import Store
from bot.storage.tables import what_is_stored

__all__ = ["Delivery", "EntryKind", "Installation", "Person", "QueueEntry", "Rated", "Store", "StoreError", "Workspace", "what_is_stored"]
