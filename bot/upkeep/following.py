"""Follow platforms, and tell each follower once of each change of a position."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterator, Sequence

from bot.replies import wording
from bot.replies.card import Card
from bot.replies.following import Changed, change_card, follow_card
from bot.replies.stored import to_stored
from bot.storage import Destination, Follow, RecordedPosition, Store
from bot.understanding.revision import KnowledgeHolder
from bot.upkeep.positions import PositionChange, changes_between, digest_of, position_of, with_what_was
from knowledge.base import Knowledge, answer_on, cited
from knowledge.records import Citation, Claim, Condition, Platform


class Following:
    """Keeps who follows what, and finds the changes to tell."""

    def __init__(self, holder: KnowledgeHolder, store: Store) -> None:
        self._holder = holder
        self._store = store

    async def follow(self, slug: str, to: Destination, *, announce: bool = False) -> bool:
        """Follow a platform; return False if it is followed there already.

        `announce` says that the reply to the asker is private, so that a channel is told by a message of its own.
        """
        platform = self._holder.current.knowledge.platforms[slug]
        async with self._store.transaction() as connection:
            added = await self._store.follows.add(Follow(slug, to), digest_of(position_of(platform)), connection)
            if added and announce:
                card = follow_card(wording.followed_here(platform.name), [slug], here=True)
                key = f"followed:{slug}:{secrets.token_hex(8)}"
                await self._store.outbox.add(to.person, key, to.address, {"card": to_stored(card)}, place=to.place, connection=connection)
        return added

    async def unfollow(self, slug: str, to: Destination) -> bool:
        """End a follow; return False if there was none."""
        return await self._store.follows.remove(slug, to)

    async def followed(self, *at: Destination) -> tuple[Follow, ...]:
        """Return what is followed at some destinations."""
        return await self._store.follows.at(*at)

    async def tell_changes(self) -> None:
        """Compare what is on record now with what was when this was done last, by any process, and tell followers what changed.

        A platform that is seen for the first time is only noted. One that is missing, perhaps because its file has a mistake, is
        compared when it is back.
        """
        knowledge = self._holder.current.knowledge
        recorded = await self._store.positions.all()
        new = {slug: position_of(platform) for slug, platform in knowledge.platforms.items() if slug not in recorded}
        await self._store.positions.record(new)
        for slug, platform in knowledge.platforms.items():
            await asyncio.sleep(0)  # reading a platform takes a millisecond, and people want answers in between
            before = recorded.get(slug)
            while before is not None and not await self._tell_changes_of(knowledge, platform, before):
                before = await self._store.positions.get(slug)  # another process has told a change meanwhile

    async def _tell_changes_of(self, knowledge: Knowledge, platform: Platform, before: RecordedPosition) -> bool:
        now = position_of(platform)
        kept = with_what_was(before.position, now)
        if kept == before.position:
            return True
        changes = changes_between(before.position, now)
        cards = [{"card": to_stored(_change_card(knowledge, platform, changes, here=here))} for here in (False, True) if changes]
        return await self._store.positions.change(before, kept, digest_of(now), cards)


def _change_card(knowledge: Knowledge, platform: Platform, changes: Sequence[PositionChange], *, here: bool) -> Card:
    shown = [_in_words(knowledge, platform, change) for change in changes]
    sources = cited(platform, tuple(citation for change in changes for citation in _citations(platform, change)))
    return change_card(platform.name, platform.slug, shown, changes[0].topic, sources, here=here)


def _in_words(knowledge: Knowledge, platform: Platform, change: PositionChange) -> Changed:
    topic = knowledge.topics[change.topic]
    if change.kind == "claim":
        before, now = (wording.CLAIMS_COUNTED[status or "unknown"] for status in (change.before, change.now))
        claim = _claim(platform, change)
        since = claim and (claim.true_until if claim.status == "outdated" else claim.true_since)
        return Changed(f"{wording.CLAIM} “{change.subject}”", before, now, since)
    meanings = topic.verdicts
    before, now = (
        " / ".join(wording.within_sentence(meanings[verdict].short) for verdict in verdicts.split("+"))  # type: ignore[index]
        if verdicts
        else wording.NO_EXCEPTION
        for verdicts in (change.before, change.now)
    )
    answer = answer_on(platform, change.topic)
    if change.kind == "condition":
        condition = _condition(platform, change)
        return Changed(f"{topic.name}, {change.subject}", before, now, condition and condition.since, condition.note if condition else "")
    return Changed(topic.name, before, now, answer and answer.since, answer.headline if answer else "")


def _citations(platform: Platform, change: PositionChange) -> Iterator[Citation]:
    claim, condition, answer = _claim(platform, change), _condition(platform, change), answer_on(platform, change.topic)
    if change.kind == "claim":
        yield from claim.sources if claim else ()
    elif condition and condition.sources:
        yield from condition.sources
    elif answer:
        yield from answer.sources


def _claim(platform: Platform, change: PositionChange) -> Claim | None:
    return next((claim for claim in platform.claims if claim.text == change.subject), None)


def _condition(platform: Platform, change: PositionChange) -> Condition | None:
    answer = answer_on(platform, change.topic)
    return next((condition for condition in answer.conditions if condition.applies_to.text == change.subject), None) if answer else None
