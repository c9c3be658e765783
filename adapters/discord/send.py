"""Deliver cards, as replies to messages and as answers to interactions; errors become incidents.

A reply that was posted once is not posted twice: its nonce is made of the message that it answers, and Discord gives the
first one back. Where the bot may not write, nothing is written, neither there nor to the asker: that is the moderators' choice.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import suppress

import aiohttp
import discord

from adapters.discord.identity import SURFACE, workspace_of
from adapters.discord.reading import marks_of
from adapters.discord.render import Audience, Page, render
from bot.observing import incidents
from bot.replies import pages, wording
from bot.replies.card import Card
from bot.service.rate_limiter import RateLimiter
from bot.service.tasks import Tasks

SILENT = discord.AllowedMentions.none()
"""Nobody is notified, not even the author of the message that is replied to; the client's default, which edits do not take over."""
PATIENCE = 1.0
"""Seconds before an answer is deferred; far below Discord's three, because the way there takes time too."""
UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, INVALID_TOKEN, ALREADY_ANSWERED = 10015, 10062, 50027, 40060
"""Discord's JSON error codes ("Opcodes and Status Codes")."""
_NONCE = 20
"""Characters of a nonce made of a key; Discord takes 25."""
_MARK_BITS = 28
"""Bits of the mark of a message that is sent unasked; ids of components have 32, and Discord counts its own from 1."""
LOOKED_THROUGH = 100
"""Among so many messages is one that was posted before the process ended: it is tried again within minutes."""
_LATE = (UNKNOWN_WEBHOOK, UNKNOWN_INTERACTION, INVALID_TOKEN)


def new_incident(doing: str, error: BaseException) -> str:
    """Log and count an internal error; return the id under which it is found.

    Of Discord's errors status and code are logged, because their text may quote what was sent.
    """
    if isinstance(error, discord.HTTPException):
        return incidents.note(SURFACE, doing, f"Discord answered {error.status}, code {error.code}")
    return incidents.note(SURFACE, doing, incidents.named(error), error)


def too_late(error: BaseException) -> bool:
    """Return True if an interaction can be answered no more: its token is gone."""
    return isinstance(error, discord.HTTPException) and error.code in _LATE


class Poster:
    """Replies to messages, edits the replies and takes them away."""

    def __init__(self, client: discord.Client) -> None:
        self._client = client

    async def reply(self, message: discord.Message, shown: Sequence[Page]) -> str:
        """Reply to a message; return the ids of the replies."""
        return " ".join([await _reply(message, page, f"{message.id}.{number}") for number, page in enumerate(shown)])

    async def change(self, message: discord.Message, ids: str, shown: Sequence[Page]) -> str:
        """Put pages in the place of earlier replies to a message; return the ids of those that are there now.

        A reply that somebody took away is not forced upon them again.
        """
        before = ids.split()
        now = []
        for page, reply in zip(shown, before, strict=False):
            with suppress(discord.NotFound):
                await self._message(message.channel.id, reply).edit(view=page.view(), allowed_mentions=SILENT)
            now.append(reply)
        await self.remove(message.channel.id, " ".join(before[len(now) :]))
        return " ".join([*now, *[await _reply(message, page) for page in shown[len(now) :]]])

    async def post(self, address: Mapping[str, str], shown: Sequence[Page], key: str, *, again: bool) -> None:
        """Post in the `channel` or to the `person` of an address.

        If it was tried `again`, look which pages are there already: Discord remembers a nonce for some minutes only.
        """
        digest = hashlib.sha256(key.encode()).hexdigest()
        nonce, mark = digest[:_NONCE], int(digest[: _MARK_BITS // 4], 16) + 1
        channel: discord.abc.Messageable = (
            await self._client.create_dm(discord.Object(int(address["person"])))
            if "person" in address
            else self._client.get_partial_messageable(int(address["channel"]))
        )
        there = await _marks_in(channel) if again else frozenset()
        for number, page in enumerate(shown):
            if mark + number not in there:
                await channel.send(view=page.view(mark + number), nonce=f"{nonce}.{number}")

    async def remove(self, channel_id: int, ids: str) -> None:
        """Delete replies; those that are gone already are no trouble."""
        for reply in ids.split():
            with suppress(discord.NotFound):
                await self._message(channel_id, reply).delete()

    def _message(self, channel_id: int, message_id: str) -> discord.PartialMessage:
        return self._client.get_partial_messageable(channel_id).get_partial_message(int(message_id))


async def _marks_in(channel: discord.abc.Messageable) -> frozenset[int]:
    """Return the marks of the last messages in a channel; none where the bot may not read them."""
    try:
        return frozenset([mark async for message in channel.history(limit=LOOKED_THROUGH) for mark in marks_of(message.components)])
    except discord.Forbidden:
        return frozenset()


async def _reply(message: discord.Message, page: Page, nonce: str | None = None) -> str:
    reference = message.to_reference(fail_if_not_exists=False)
    # Without a nonce discord.py makes one up, which its types do not say.
    sent = await message.channel.send(view=page.view(), reference=reference, nonce=nonce)  # type: ignore[arg-type]
    return str(sent.id)


class Responder:
    """Answers interactions within Discord's three seconds: at once if the card is there, deferred if it takes longer."""

    def __init__(self, tasks: Tasks, limiter: RateLimiter) -> None:
        self._tasks = tasks
        self._limiter = limiter

    def answer(
        self,
        interaction: discord.Interaction,
        make: Callable[[], Awaitable[Card]],
        *,
        private: bool = True,
        question: str = "",
        whole: bool = False,
        pressed: bool = False,
    ) -> None:
        """Answer with a card; tell a person who asks too much at once to wait instead. Presses are counted apart from questions."""
        who = ("pressed", interaction.user.id) if pressed else interaction.user.id
        ruling = self._limiter.count(who, full=self._tasks.full(workspace_of(interaction.guild_id)))
        if ruling.action == "answer":
            audience = Audience(private, str(interaction.user.id), question, whole)
            self.run(interaction, self._answer(interaction, make, audience))
        else:
            self.run(interaction, self.say(interaction, wording.slow_down(ruling.seconds)))

    def run(self, interaction: discord.Interaction, work: Coroutine[None, None, None]) -> None:
        """Do something for an interaction, in the background and within the boundary for errors."""
        self._tasks.start(self._guarded(interaction, work), workspace_of(interaction.guild_id))

    async def say(self, interaction: discord.Interaction, *sentences: str) -> None:
        """Tell somebody something, only them."""
        await self.show(interaction, render(pages.notice(*sentences), Audience(private=False)))

    async def show(
        self, interaction: discord.Interaction, shown: Sequence[Page], *, private: bool = True, above: str | None = None
    ) -> None:
        """Show pages, the first as the first response if there was none yet; `above` is a line over it."""
        for page in shown:
            shown_page = page.below(above) if above else page
            if interaction.response.is_done():
                await interaction.followup.send(view=shown_page.view(), ephemeral=private)
            else:
                await interaction.response.send_message(view=shown_page.view(), ephemeral=private)
            above = None

    async def _answer(self, interaction: discord.Interaction, make: Callable[[], Awaitable[Card]], audience: Audience) -> None:
        card = await self._in_time(interaction, make, audience.private)
        await self.show(interaction, render(card, audience), private=audience.private)

    async def _in_time(self, interaction: discord.Interaction, make: Callable[[], Awaitable[Card]], private: bool) -> Card:
        work = asyncio.ensure_future(make())
        try:
            await asyncio.wait({work}, timeout=PATIENCE)
            if not work.done():
                await interaction.response.defer(ephemeral=private, thinking=True)
            return await work
        finally:
            work.cancel()

    async def _guarded(self, interaction: discord.Interaction, work: Coroutine[None, None, None]) -> None:
        try:
            await work
        except Exception as error:  # the boundary of this event
            if isinstance(error, discord.HTTPException) and error.code == ALREADY_ANSWERED:
                return  # the event came twice
            incident = new_incident("a command or press could not be answered", error)
            if too_late(error):
                return  # there is no way left to whoever pressed
            try:
                await self.say(interaction, wording.trouble(incident))
            except (discord.DiscordException, aiohttp.ClientError, OSError) as second:
                new_incident(f"whoever pressed could not be told of incident {incident}", second)
