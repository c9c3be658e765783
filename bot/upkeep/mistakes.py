"""Tell the admins of mistakes in the files that keep a running bot from taking them up."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from bot.storage import Store, StoreError
from bot.upkeep.admins import AdminChannel

log = logging.getLogger(__name__)

MISTAKES = "mistakes"
"""The kind of the message to the admins, by which it is found among others."""
TIME_TO_MEND = timedelta(seconds=20)
"""Time after a mistake until the admins are told, if it is still there: an editor of several files may not be done yet."""


async def tell_mistakes(store: Store, channel: AdminChannel | None, mistakes: str) -> None:
    """Tell the admins of mistakes in the files, once, whichever processes see them; what is posted are those that are left by then."""
    if channel is None:
        return
    now = datetime.now(UTC)
    key = f"{MISTAKES}:{sha256(mistakes.encode()).hexdigest()}"
    try:
        due_at = now + TIME_TO_MEND
        await store.outbox.add(channel.workspace, key, channel.address, {"about": MISTAKES}, place=channel.channel, due_at=due_at)
    except StoreError as error:
        log.warning("the admins could not be told of the mistakes: %s", error)
