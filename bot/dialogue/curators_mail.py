"""Take what people send to the curators: ratings, reports, unanswered questions, and the wish to be told of the answer."""

from __future__ import annotations

from bot.dialogue.asker import Asker
from bot.replies import pages, wording
from bot.replies.card import Button, Card
from bot.replies.reference import Reference
from bot.storage import EntryKind, QueueEntry, Store

MAX_SENT = 2_000
"""Most characters of a question or a report that go to the curators: the longest value of a Slack button and of a Discord message."""
LONGEST_NUMBER = 9
"""No entry of the queue has a number of more digits; a database cannot take any."""


class CuratorsMail:
    """Takes what people send. `retention_days` is how long it is kept."""

    def __init__(self, store: Store, retention_days: int) -> None:
        self._store, self._retention_days = store, retention_days

    async def rate(self, reference: Reference, asker: Asker, *, helpful: bool) -> Card:
        """Note that an answer was helpful, or not."""
        await self._store.feedback.rate(asker.person, reference.answer, reference.revision, helpful)
        return pages.notice(wording.THANKS_FOR_RATING)

    async def report(self, reference: Reference, what: str, asker: Asker, kind: EntryKind) -> Card:
        """Send what somebody says is wrong with an answer."""
        if not what.strip():
            return pages.notice(wording.WRITE_WHAT_IS_WRONG)
        entry = await self._store.queue.add(asker.person, kind, what.strip()[:MAX_SENT], reference.answer, reference.revision)
        return self._sent(entry, asker)

    async def send(self, may_send: str, question: str, asker: Asker) -> Card:
        """Send a question; only its asker, whose id is in the button, may."""
        if may_send != asker.person.id:
            return pages.notice(wording.ONLY_ITS_ASKER)
        if not question.strip():
            return pages.notice(wording.NOTHING_TO_SEND)
        return self._sent(await self._store.queue.add(asker.person, "question", question[:MAX_SENT]), asker)

    async def tell_when_answered(self, number: str, asker: Asker) -> Card:
        """Note that somebody wants to be told of the answer to what they sent."""
        if asker.direct is None or not number.isdecimal() or len(number) > LONGEST_NUMBER:
            return pages.notice(wording.NO_LONGER_ON_RECORD)
        noted = await self._store.queue.tell_when_answered(asker.person, int(number), asker.direct.address)
        return pages.notice(wording.WILL_TELL if noted else wording.NO_LONGER_IN_QUEUE)

    def _sent(self, entry: QueueEntry, asker: Asker) -> Card:
        """Say that something has arrived at the curators, and offer to tell of the answer."""
        sent = pages.notice(wording.sent_to_curators(self._retention_days))
        return sent if asker.direct is None else sent._replace(buttons=(Button(wording.TELL_ME, "tell", str(entry.id)),))
