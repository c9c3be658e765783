"""*Share in channel*: make a private answer public, once, however often and in however many processes it is pressed."""

from __future__ import annotations

from collections.abc import Sequence

import discord

from adapters.discord.buttons import Button, pressed_in_row
from adapters.discord.deliver import Responder, new_incident
from adapters.discord.identity import asker_of_interaction
from adapters.discord.moderation import Moderation
from adapters.discord.reading import texts_of
from adapters.discord.render import Page, Part, Setting, add_rows, render
from bot.dialogue.dialogue import Dialogue
from bot.replies import wording
from bot.storage import Delivery, Store


class Sharing:
    """Shares answers."""

    def __init__(self, dialogue: Dialogue, store: Store, responder: Responder, moderation: Moderation) -> None:
        self._moderation = moderation
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
        if not await self._moderation.lets_speak(interaction.guild_id, interaction.channel):
            await self._responder.say(interaction, wording.QUIET_HERE)
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
            copies = list(map(Part, texts_of(message.components))) if message else []
            return (Page(copies, []),) if copies else ()
        card = self._dialogue.shared(value)
        return render(card, Setting(private=False)) if card is not None else ()


def without_buttons(message: discord.Message) -> discord.ui.LayoutView:
    """Return what a message of ours shows, without its rows of buttons."""
    view = discord.ui.LayoutView.from_message(message, timeout=None)
    for item in view.children:
        if isinstance(item, discord.ui.ActionRow):
            view.remove_item(item)
    view.stop()
    return view


def _without_share(message: discord.Message) -> discord.ui.LayoutView:
    view = without_buttons(message)
    rows = [[button for button, pressed in pressed_in_row(row) if pressed.action != "share"] for row in message.components]
    add_rows(view, [list(map(Button.from_component, row)) for row in rows if row])
    return view
