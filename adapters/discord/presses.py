"""What buttons and forms do. Everything is read from the `custom_id`, so that a press works after a restart and on old messages.

Every press is answered to whoever pressed, only them; *Share* alone makes something public, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import discord

from adapters.discord.answers import Answers
from adapters.discord.buttons import Pressed
from adapters.discord.forms import Form, typed_in
from adapters.discord.identity import asker_of_interaction
from adapters.discord.sharing import Sharing
from adapters.discord.usage import USAGE
from bot.dialogue.asker import Asker
from bot.dialogue.chat import Chat
from bot.replies import pages, wording
from bot.replies.card import Card, Reference
from bot.understanding.subject import Subject, SubjectError


class Presses:
    """Handles buttons and submitted forms."""

    def __init__(self, chat: Chat, answers: Answers, sharing: Sharing, retention_days: int) -> None:
        """Take what it works with; `retention_days` is how long what is sent to the curators is kept."""
        self._retention_days = retention_days
        self._chat = chat
        self._answers = answers
        self._sharing = sharing

    def pressed(self, interaction: discord.Interaction) -> None:
        """Somebody pressed a button."""
        pressed = _pressed(interaction)
        if pressed is None:
            self._answers.give(interaction, _notice(wording.NO_LONGER_ON_RECORD))
        elif pressed.action == "share":
            self._answers.run(interaction, self._sharing.share(interaction, pressed.value))
        elif pressed.action in {"compare", "wrong"}:
            form = Form(pressed, self._retention_days)
            self._answers.run(interaction, form.open(interaction))
        else:
            self._answers.give(interaction, self._card(pressed, interaction))

    def submitted(self, interaction: discord.Interaction) -> None:
        """Somebody sent a form."""
        pressed = _pressed(interaction)
        typed = typed_in(interaction)
        made = _notice(wording.NO_LONGER_ON_RECORD) if pressed is None else self._sent(pressed, typed, asker_of_interaction(interaction))
        self._answers.give(interaction, made, question=typed)

    async def _card(self, pressed: Pressed, interaction: discord.Interaction) -> Card:
        asker = asker_of_interaction(interaction)
        try:
            match pressed.action:
                case "ask":
                    return await self._chat.ask(pressed.value, asker, USAGE)
                case "show":
                    return await self._chat.show(Subject.decode(pressed.value), asker)
                case "helpful" | "unhelpful":
                    return await self._chat.rate(Reference.decode(pressed.value), asker, helpful=pressed.action == "helpful")
                case "forget":
                    return await self._chat.forget(asker)
                case "send":
                    return await self._send(pressed.value, asker, interaction.message)
        except SubjectError:
            pass
        return pages.notice(wording.NO_LONGER_ON_RECORD)

    async def _sent(self, pressed: Pressed, typed: str, asker: Asker) -> Card:
        try:
            reference = Reference.decode(pressed.value)
        except SubjectError:
            return pages.notice(wording.NO_LONGER_ON_RECORD)
        if pressed.action == "wrong":
            return await self._chat.report(reference, typed, asker)
        found, _ = self._chat.engine.understanding.names_in_list(typed)
        return await self._chat.compared(reference, found[0], asker) if found else await self._chat.ask(typed, asker, USAGE)

    async def _send(self, sender: str, asker: Asker, message: discord.Message | None) -> Card:
        if asker.person.id != sender:
            return pages.notice(wording.ONLY_ITS_ASKER)
        footers = [embed.footer.text or "" for embed in message.embeds] if message else []
        asked = [text.removeprefix(wording.YOU_ASKED) for text in footers if text.startswith(wording.YOU_ASKED)]
        return await self._chat.send_to_curators(asked[0] if asked else "", asker)


async def _notice(*sentences: str) -> Card:
    return pages.notice(*sentences)


def _pressed(interaction: discord.Interaction) -> Pressed | None:
    data: Mapping[str, Any] = interaction.data or {}
    return Pressed.decode(str(data.get("custom_id", "")))
