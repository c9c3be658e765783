"""Following platforms, privately or for a channel: begin, end, and say what is followed."""

from __future__ import annotations

from bot.dialogue.asker import Asker
from bot.dialogue.direct import FollowCommand
from bot.replies import pages, wording
from bot.replies.card import Card
from bot.replies.following import follow_card, following_card
from bot.storage import Store
from bot.understanding.revision import KnowledgeHolder
from bot.upkeep.following import Following


class FollowRequests:
    """Does what somebody asks for about following."""

    def __init__(self, holder: KnowledgeHolder, store: Store) -> None:
        self._holder = holder
        self._following = Following(holder, store)

    async def followed(self, asker: Asker) -> Card:
        """Return what somebody follows, and what the channel follows in which they ask."""
        destinations = [to for to in (asker.direct, asker.here) if to is not None]
        if not destinations:
            return pages.notice(wording.FOLLOW_IN_CHAT)
        known = self._holder.current.knowledge.platforms
        found = await self._following.followed(*destinations)
        rows = [(follow.platform, known[follow.platform].name, follow.to.private) for follow in found if follow.platform in known]
        private, here = ([(slug, name) for slug, name, alone in rows if alone is which] for which in (True, False))
        return following_card(private, here)

    async def change(self, wanted: FollowCommand, asker: Asker) -> Card:
        """Follow platforms or end that, privately or for the channel."""
        to = asker.here if wanted.here else asker.direct
        if to is None:
            return pages.notice(wording.CANNOT_FOLLOW_HERE if asker.direct else wording.FOLLOW_IN_CHAT)
        here = not to.private
        known = self._holder.current.knowledge.platforms
        names = {slug: known[slug].name if slug in known else slug for slug in wanted.platforms}
        if wanted.ends:
            ended = {slug: await self._following.unfollow(slug, to) for slug in names}
            said = {True: wording.follows_no_longer, False: wording.did_not_follow}
            return pages.notice(*(said[ended[slug]](name, here=here) for slug, name in names.items()))
        if not set(names) <= set(known):
            return pages.notice(wording.NO_LONGER_ON_RECORD)
        for slug in names:
            await self._following.follow(slug, to, announce=here and asker.leaning_only)
        followed = wording.both(list(names.values()))
        return follow_card(wording.followed_here(followed) if here else wording.follows(followed), list(names), here=here)
