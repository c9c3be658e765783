"""Open the knowledge base: read the TOML files and learn from them, or take both from a store file.

`digests` tells what a store was made from, `stores` keeps them, `reading` reads and learns what no store has, `opening` opens the base,
`updates` finds what is new while the service runs.
"""

from bot.service.opening.opening import cache_folder, open_knowledge, write_shipped_store
from bot.service.opening.stores import Stored, keep
from bot.service.opening.updates import RevisionDigests, Update, read_changes, updated

__all__ = [
    "RevisionDigests",
    "Stored",
    "Update",
    "cache_folder",
    "keep",
    "open_knowledge",
    "read_changes",
    "updated",
    "write_shipped_store",
]
