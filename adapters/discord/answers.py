"""Answers commands and presses within Discord's three seconds: at once where the answer is there, deferred where it takes longer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Coroutine, Sequence

import aiohttp
import discord

from adapters.discord.incidents import ALREADY_ANSWERED, new_incident, too_late
from adapters.discord.page import Page
from adapters.discord.posting import SILENT
from adapters.discord.render import Renderer, Setting
from bot.replies import pages, wording
from bot.replies.card import Card
from bot.service.rate_limiter import RateLimiter
from bot.service.tasks import Tasks

PATIENCE = 1.0
"""Seconds before an answer is deferred; far below Discord's three, because the way there takes time too."""


class Answers:
    """Shows cards in answer to interactions; whatever goes wrong is told or logged."""

    def __init__(self, tasks: Tasks, renderer: Renderer, limiter: RateLimiter) -> None:
        """Take what it works with."""
        self._tasks = tasks
        self._renderer = renderer
        self._limiter = limiter

    def give(
        self, interaction: discord.Interaction, card: Coroutine[None, None, Card], *, private: bool = True, question: str = ""
    ) -> None:
        """Answer with a card, once it is made; somebody who asks too much at once is told so instead."""
        ruling = self._limiter.count(interaction.user.id)
        if ruling.action != "answer":
            card.close()
            self.run(interaction, self.say(interaction, wording.slow_down(ruling.seconds)))
            return
        self.run(interaction, self._give(interaction, card, private, question))

    def run(self, interaction: discord.Interaction, work: Coroutine[None, None, None]) -> None:
        """Do something for an interaction, in the background and within the boundary for errors."""
        self._tasks.start(self._guarded(interaction, work))

    async def say(self, interaction: discord.Interaction, *sentences: str) -> None:
        """Tell somebody something, only them."""
        await self.show(interaction, self._renderer.pages(pages.notice(*sentences), Setting(private=False)))

    async def show(
        self, interaction: discord.Interaction, shown: Sequence[Page], *, private: bool = True, above: str | None = None
    ) -> None:
        """Show pages, as the first response where there was none yet; `above` is a line over the first."""
        for page in shown:
            embeds, buttons = page.objects()
            view = buttons or discord.utils.MISSING
            if interaction.response.is_done():
                content = above or discord.utils.MISSING
                await interaction.followup.send(content=content, embeds=embeds, view=view, ephemeral=private, allowed_mentions=SILENT)
            else:
                await interaction.response.send_message(above, embeds=embeds, view=view, ephemeral=private, allowed_mentions=SILENT)
            above = None

    async def _give(self, interaction: discord.Interaction, card: Awaitable[Card], private: bool, question: str) -> None:
        made = await self._in_time(interaction, card, private)
        setting = Setting(private, str(interaction.user.id), question)
        await self.show(interaction, self._renderer.pages(made, setting), private=private)

    async def _in_time(self, interaction: discord.Interaction, card: Awaitable[Card], private: bool) -> Card:
        work = asyncio.ensure_future(card)
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
