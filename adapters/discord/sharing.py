"""*Share in channel*: makes a private answer public, once, whoever presses how often and in however many processes."""

from __future__ import annotations

import discord

from adapters.discord.answers import Answers
from adapters.discord.buttons import Pressed
from adapters.discord.identity import asker_of_interaction
from adapters.discord.incidents import new_incident
from adapters.discord.page import Page
from adapters.discord.render import Renderer, Setting
from bot.dialogue.chat import Chat
from bot.replies import wording
from bot.replies.card import Reference
from bot.storage import Delivery, Store
from bot.understanding.subject import SubjectError

_COPIED = ("title", "description", "color")


class Sharing:
    """Shares answers."""

    def __init__(self, chat: Chat, store: Store, answers: Answers, renderer: Renderer) -> None:
        """Take what it works with."""
        self._chat = chat
        self._store = store
        self._answers = answers
        self._renderer = renderer

    async def share(self, interaction: discord.Interaction, value: str) -> None:
        """Post the answer that a private message shows, and take the button from that message."""
        await interaction.response.defer()
        message = interaction.message
        shown = self._shown(value, message)
        if message is None or not shown:
            await self._answers.say(interaction, wording.NO_LONGER_ON_RECORD)
            return
        delivery = Delivery(asker_of_interaction(interaction).person, f"share:{message.id}")
        if not await self._store.claim(delivery):
            await self._answers.say(interaction, wording.SHARED_ALREADY)
            return
        await self._answers.show(interaction, shown, private=False, above=wording.shared_by(interaction.user.mention))
        await self._store.done(delivery)
        try:
            await interaction.edit_original_response(view=_without_share(message))
        except discord.HTTPException as error:  # it is shared; a button that says so when pressed again does no harm
            new_incident("the button Share could not be taken away", error)

    def _shown(self, value: str, message: discord.Message | None) -> tuple[Page, ...]:
        """What to post: the answer as it stands today, or, of claims, just what the message shows."""
        if not value:
            embeds = [embed.to_dict() for embed in message.embeds] if message else []
            copies = [{name: said for name, said in embed.items() if name in _COPIED} for embed in embeds]
            return (Page.of(copies),) if copies else ()
        try:
            card = self._chat.shared(Reference.decode(value))
        except SubjectError:
            return ()
        return self._renderer.pages(card, Setting(private=False)) if card is not None else ()


def _without_share(message: discord.Message) -> discord.ui.View | None:
    view = discord.ui.View(timeout=None)
    for row, components in enumerate(message.components):
        for button in getattr(components, "children", ()):
            pressed = Pressed.decode(button.custom_id or "") if isinstance(button, discord.Button) else None
            if pressed is not None and pressed.action != "share":
                view.add_item(discord.ui.Button(label=button.label, custom_id=button.custom_id, style=button.style, row=row))
    view.stop()
    return view if view.children else None
