"""The two forms: what to compare with, and what is wrong or outdated. A form says by its `custom_id` what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import discord

from adapters.discord.buttons import Pressed
from bot.dialogue.chat import MAX_SENT
from bot.replies import wording

MAX_LABEL, MAX_TITLE, MAX_DESCRIPTION = 45, 45, 100
"""Limits of "Modal" and "Label" in Discord's documentation."""
MAX_PLATFORM = 100
_KEPT_OPEN = 900.0
"""Seconds after which discord.py forgets a form; it is not needed to read what was sent."""


class Form(discord.ui.Modal):
    """A form with one field."""

    def __init__(self, pressed: Pressed, retention_days: int) -> None:
        """The form that a button opens."""
        if pressed.action == "wrong":
            title, label, hint = wording.WRONG_OR_OUTDATED, wording.WHAT_IS_WRONG, wording.WHAT_IS_WRONG_HINT
            field = discord.ui.TextInput["Form"](style=discord.TextStyle.paragraph, custom_id="typed", max_length=MAX_SENT)
            note = wording.report_what(retention_days)
        else:
            title, label, hint = wording.COMPARE_WITH, wording.ANOTHER_PLATFORM, wording.ANOTHER_PLATFORM_HINT
            field = discord.ui.TextInput["Form"](custom_id="typed", max_length=MAX_PLATFORM)
            note = ""
        super().__init__(title=title[:MAX_TITLE], custom_id=pressed.encode(), timeout=_KEPT_OPEN)
        if note:
            self.add_item(discord.ui.TextDisplay(note))
        self.add_item(discord.ui.Label(text=label[:MAX_LABEL], description=hint[:MAX_DESCRIPTION], component=field))
        self.stop()  # what is sent is read from the event, so discord.py need not keep the form

    async def open(self, interaction: discord.Interaction) -> None:
        """Show it, which has to be the first response."""
        await interaction.response.send_modal(self)


def typed_in(interaction: discord.Interaction) -> str:
    """What was typed into the field of a submitted form."""
    data: Mapping[str, Any] = interaction.data or {}
    return next((str(part["value"]) for part in _parts(data.get("components") or ()) if part.get("custom_id") == "typed"), "").strip()


def _parts(components: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for component in components:
        yield component
        yield from _parts(component.get("components") or ())
        if isinstance(inner := component.get("component"), Mapping):
            yield inner
