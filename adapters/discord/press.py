"""Answer pressed buttons and submitted forms. All is read from the `custom_id`, so that presses work after a restart too.

Every press is answered to whoever pressed, only them; *Share* alone makes something public, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord

from adapters.discord.buttons import Button, Pressed, buttons_of_menu, pressed_in
from adapters.discord.commands import MAX_PLATFORM
from adapters.discord.desk import FORM_SECONDS, MAX_DESCRIPTION, MAX_LABEL, MAX_TITLE, Administration, typed_in
from adapters.discord.escape import escaped, unescaped
from adapters.discord.identity import asker_of_interaction
from adapters.discord.moderation import Moderation
from adapters.discord.reading import texts_of
from adapters.discord.render import Page, Passage, add_rows
from adapters.discord.send import Responder
from adapters.discord.sharing import Sharing, without_buttons
from bot.dialogue.curators_mail import MAX_SENT
from bot.dialogue.dialogue import Dialogue
from bot.replies import pages, wording
from bot.replies.card import Card

FIELD = "typed"
"""The key of the one field of a form."""


class PressHandler:
    """Answers pressed buttons and submitted forms."""

    def __init__(
        self,
        dialogue: Dialogue,
        responder: Responder,
        sharing: Sharing,
        moderation: Moderation,
        administration: Administration,
        retention_days: int,
    ) -> None:
        """`retention_days` is how long what is sent to the curators is kept."""
        self._administration = administration
        self._moderation = moderation
        self._retention_days = retention_days
        self._dialogue = dialogue
        self._responder = responder
        self._sharing = sharing

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer a press or a form; commands go to the tree by themselves."""
        if interaction.type is discord.InteractionType.component:
            self._on_press(interaction)
        elif interaction.type is discord.InteractionType.modal_submit:
            pressed = _pressed(interaction)
            if pressed is not None and pressed.action == "edit":
                self._administration.on_submit(interaction, pressed.value)
                return
            typed = typed_in(interaction).get(FIELD, "").strip()
            self._responder.answer(interaction, lambda: self._card(interaction, typed), question=typed, pressed=True)

    def _on_press(self, interaction: discord.Interaction) -> None:
        if self._moderation.is_meant(interaction):
            self._responder.run(interaction, self._moderation.on_press(interaction))
            return
        pressed = _pressed(interaction)
        if pressed is None:
            self._responder.run(interaction, self._responder.say(interaction, wording.NO_LONGER_ON_RECORD))
            return
        match pressed.action:
            case "admin" | "edit":
                self._administration.on_press(interaction, pressed)
            case "share":
                self._responder.run(interaction, self._sharing.share(interaction, pressed.value))
            case "menu":
                self._responder.run(interaction, self._open_menu(interaction, pressed.value))
            case "compare" | "wrong":
                self._responder.run(interaction, self._open_form(interaction, pressed))
            case "unhelpful":
                self._responder.run(interaction, self._rate_and_ask_why(interaction, pressed))
            case _:
                whole = pressed.action == "details"
                question = _question_below(interaction.message)
                self._responder.answer(interaction, lambda: self._card(interaction, question), whole=whole, pressed=True)

    async def _open_form(self, interaction: discord.Interaction, pressed: Pressed) -> None:
        await interaction.response.send_modal(form_of(pressed, self._retention_days))

    async def _rate_and_ask_why(self, interaction: discord.Interaction, pressed: Pressed) -> None:
        """Count the rating, which stands whether or not the form is sent."""
        await self._open_form(interaction, pressed._replace(action="why"))
        await self._dialogue.press("unhelpful", pressed.value, asker_of_interaction(interaction))

    async def _open_menu(self, interaction: discord.Interaction, value: str) -> None:
        """Show the rest of the buttons: in a private answer in its place, below a public one to whoever pressed."""
        card, message = self._dialogue.public_card(value), interaction.message
        if card is None or message is None:
            await self._responder.say(interaction, wording.NO_LONGER_ON_RECORD)
        elif message.flags.ephemeral:
            view = without_buttons(message)
            first = [Button.from_component(button) for button, pressed in pressed_in(message) if pressed.action != "menu"]
            add_rows(view, [first, *buttons_of_menu(card, private=True)])
            await interaction.response.edit_message(view=view)
        else:
            title = card.heading.text
            page = Page([Passage(escaped(wording.more_on(title)))], buttons_of_menu(card, private=False))
            await self._responder.show(interaction, [page])

    async def _card(self, interaction: discord.Interaction, typed: str) -> Card:
        pressed = _pressed(interaction)
        if pressed is None or pressed.action == "menu":
            return pages.notice(wording.NO_LONGER_ON_RECORD)
        action = pressed.action
        if action == "why" and not typed:
            return pages.notice(wording.THANKS_FOR_RATING)
        return await self._dialogue.press(action, pressed.value, asker_of_interaction(interaction), typed, wording.IN_DISCORD)


def form_of(pressed: Pressed, retention_days: int) -> discord.ui.Modal:
    """Return the form with one field that a button opens; it says by its `custom_id` what it is about."""
    field = discord.ui.TextInput[discord.ui.Modal](style=discord.TextStyle.paragraph, custom_id=FIELD, max_length=MAX_SENT)
    match pressed.action:
        case "wrong":
            title, label, hint = wording.WRONG_OR_OUTDATED, wording.WHAT_IS_WRONG, wording.WHAT_IS_WRONG_HINT
        case "why":
            title, label, hint = wording.NOT_HELPFUL, wording.WHAT_WAS_MISSING, wording.WHAT_WAS_MISSING_HINT
            field.required = False
        case _:
            title, label, hint = wording.COMPARE_WITH, wording.ANOTHER_PLATFORM, wording.ANOTHER_PLATFORM_HINT
            field = discord.ui.TextInput[discord.ui.Modal](custom_id=FIELD, max_length=MAX_PLATFORM)
    form = discord.ui.Modal(title=title[:MAX_TITLE], custom_id=pressed.encode(), timeout=FORM_SECONDS)
    if pressed.action in {"wrong", "why"}:
        form.add_item(discord.ui.TextDisplay(wording.report_what(retention_days)))
    form.add_item(discord.ui.Label(text=label[:MAX_LABEL], description=hint[:MAX_DESCRIPTION], component=field))
    form.stop()  # what is sent is read from the event, so discord.py need not keep the form
    return form


def _question_below(message: discord.Message | None) -> str:
    """Return the question that stands below an answer which did not match it; only that can be sent to the curators."""
    texts = texts_of(message.components) if message else []
    return next((unescaped(text.removeprefix(wording.YOU_ASKED)) for text in texts if text.startswith(wording.YOU_ASKED)), "")


def _pressed(interaction: discord.Interaction) -> Pressed | None:
    data: Mapping[str, Any] = interaction.data or {}
    return Pressed.decode(str(data.get("custom_id", "")))
