"""Show what the curators read: the questions and reports that people sent, and the answers that did not help."""

from __future__ import annotations

from collections.abc import Mapping

from bot.service.settings import ServiceSettings, read, secret_keys
from bot.storage import QueueEntry, Rated, Store

MAX_UNHELPFUL = 20


async def look_at_queue(settings: Mapping[str, str], done: int | None) -> str:
    """Return the queue in words, after taking the entry `done` from it; StoreError or SettingsError if the database cannot be opened."""
    own = read(ServiceSettings, settings)
    store = await Store.open(own.database_url, keys=secret_keys(own), retention_days=own.retention_days)
    try:
        if done is not None:
            await store.queue.resolve(done)
        return _in_words(await store.queue.entries(None), await store.feedback.found_unhelpful(MAX_UNHELPFUL))
    finally:
        await store.close()


def _in_words(entries: tuple[QueueEntry, ...], unhelpful: tuple[Rated, ...]) -> str:
    lines = [f"{len(entries) or 'nothing'} in the queue"]
    lines += map(_entry, entries)
    if unhelpful:
        lines.append("answers that did not help:")
        lines += [f"  {rated.answer} (version {rated.revision}): {rated.unhelpful} said no, {rated.helpful} yes" for rated in unhelpful]
    return "\n".join(lines)


def _entry(entry: QueueEntry) -> str:
    about = f" on {entry.answer} (version {entry.revision})" if entry.answer else ""
    text = " ".join(entry.text.split())
    return f"  {entry.id}  {entry.sent_at.date()}  {entry.kind}{about}, kept until {entry.expires_at.date()}: {text}"
