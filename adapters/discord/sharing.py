"""*Share in channel*: make a private answer public, once, however often and in however many processes it is pressed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import aiohttp
import discord

from adapters.discord.buttons import Button, pressed_in_row
from adapters.discord.identity import asker_of_interaction
from adapters.discord.moderation import Moderation
from adapters.discord.reading import texts_of
from adapters.discord.render import Audience, Page, Passage, add_rows, render
from adapters.discord.send import Responder, new_incident
from bot.dialogue.dialogue import Dialogue
from bot.replies import wording
from bot.service.delivery import REFUSED, answer_claimed, claim_try
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
        deliveries = self._store.deliveries
        claimed = await claim_try(deliveries, Delivery(asker_of_interaction(interaction).person, f"share:{message.id}"))
        if claimed is None:
            await self._responder.say(interaction, wording.SHARED_ALREADY)
            return

        async def make() -> Sequence[Page]:
            return shown

        async def apologise(incident: str) -> None:
            await self._responder.say(interaction, wording.trouble(incident))

        await answer_claimed(deliveries, claimed, make, partial(self._post, interaction, message), apologise)

    async def _post(self, interaction: discord.Interaction, message: discord.Message, shown: Sequence[Page]) -> str:
        """Post pages for everybody; if the first may not be there, say so and let the button work again."""
        above = wording.shared_by(interaction.user.mention)
        try:
            await self._responder.show(interaction, shown[:1], private=False, above=above)
        except (discord.DiscordServerError, aiohttp.ClientError, OSError) as error:
            new_incident("an answer may not have been shared", error)
            await self._responder.say(interaction, wording.MAY_HAVE_SHARED)
            return REFUSED
        except discord.HTTPException as error:
            await self._responder.say(interaction, wording.trouble(new_incident("an answer could not be shared", error)))
            return REFUSED
        await self._responder.show(interaction, shown[1:], private=False)
        try:
            await interaction.edit_original_response(view=_without_share(message))
        except discord.HTTPException as error:  # it is shared; a button that says so when pressed again does no harm
            new_incident("the button Share could not be taken away", error)
        return ""

    def _shown(self, value: str, message: discord.Message | None) -> Sequence[Page]:
        """Return what to post: the answer as it stands today, or, of claims, just what the message shows."""
        if not value:
            copies = list(map(Passage, texts_of(message.components))) if message else []
            return (Page(copies, []),) if copies else ()
        card = self._dialogue.public_card(value)
        return render(card, Audience(private=False)) if card is not None else ()


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
