"""*Share in channel*: make a private answer public, once, however often and in however many processes it is pressed."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from adapters.discord.buttons import Button, pressed_in
from adapters.discord.deliver import Responder, new_incident
from adapters.discord.identity import asker_of_interaction
from adapters.discord.render import Page, Setting, render, view_of
from bot.dialogue.dialogue import Dialogue
from bot.replies import wording
from bot.storage import Delivery, Store


class Sharing:
    """Shares answers."""

    def __init__(self, dialogue: Dialogue, store: Store, responder: Responder) -> None:
        self._dialogue = dialogue
        self._store = store
        self._responder = responder

    async def share(self, interaction: discord.Interaction, value: str) -> None:
        """Post the answer that a private message shows, and take the button from that message."""
        await interaction.response.defer()
        message = interaction.message
        shown = self._shown(value, message)
        if message is None or not shown:
            await self._responder.say(interaction, wording.NO_LONGER_ON_RECORD)
            return
        delivery = Delivery(asker_of_interaction(interaction).person, f"share:{message.id}")
        if not await self._store.deliveries.claim(delivery):
            await self._responder.say(interaction, wording.SHARED_ALREADY)
            return
        await self._responder.show(interaction, shown, private=False, above=wording.shared_by(interaction.user.mention))
        await self._store.deliveries.done(delivery)
        try:
            await interaction.edit_original_response(view=_without_share(message))
        except discord.HTTPException as error:  # it is shared; a button that says so when pressed again does no harm
            new_incident("the button Share could not be taken away", error)

    def _shown(self, value: str, message: discord.Message | None) -> Sequence[Page]:
        """Return what to post: the answer as it stands today, or, of claims, just what the message shows."""
        if not value:
            copies = [_copy(embed) for embed in message.embeds] if message else []
            return (Page(copies, []),) if copies else ()
        card = self._dialogue.shared(value)
        return render(card, Setting(private=False)) if card is not None else ()


def _copy(embed: discord.Embed) -> discord.Embed:
    """Return an embed as it was sent, without what Discord added."""
    return discord.Embed(title=embed.title, description=embed.description, colour=embed.colour)


def _without_share(message: discord.Message) -> discord.ui.View | None:
    return view_of([Button.from_component(button) for button, pressed in pressed_in(message) if pressed.action != "share"])
