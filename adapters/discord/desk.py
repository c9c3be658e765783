"""The admins' desk in Discord: `/admin`, its buttons, and its forms as modals.

Discord shows no mistakes in a modal. So a form that cannot be saved comes back as a private message with the mistakes and what was
typed, and a button that opens the form again with both; all is read from that message, so that nothing has to be kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import discord

from adapters.discord.buttons import Button, Pressed
from adapters.discord.client import SmallprintClient
from adapters.discord.escape import escaped, one_line, unescaped
from adapters.discord.identity import asker_of_interaction
from adapters.discord.reading import texts_of
from adapters.discord.render import Audience, Page, Passage, render
from adapters.discord.send import Responder
from bot.dialogue.dialogue import Dialogue
from bot.replies import wording
from bot.replies.card import Card
from bot.replies.texts import cut
from bot.upkeep.curators import Curator
from bot.upkeep.forms import LONGEST_LINE, LONGEST_PARAGRAPH, MOST_FIELDS, Field, Form, FormId

MAX_LABEL, MAX_TITLE, MAX_DESCRIPTION, MAX_OPTION = 45, 45, 100, 100
"""Limits of "Modal" and "Label" in Discord's documentation."""
MAX_NOTE = 1_000
FORM_SECONDS = 900.0
"""Seconds after which discord.py forgets a form; it is not needed to read what was sent."""


class Administration:
    """Lets admins work."""

    def __init__(self, client: SmallprintClient, dialogue: Dialogue, responder: Responder) -> None:
        self._client = client
        self._dialogue = dialogue
        self._desk = dialogue.desk
        self._responder = responder

    def show(self, interaction: discord.Interaction, platform: str | None, topic: str) -> None:
        """Show the desk, or one answer there."""
        self._answer(interaction, self._target_of(platform, topic) if platform else "")

    def on_press(self, interaction: discord.Interaction, pressed: Pressed) -> None:
        """Show what a button names, or open its form."""
        if pressed.action == "edit":
            self._responder.run(interaction, self._open(interaction, pressed.value))
        else:
            self._answer(interaction, pressed.value)

    def on_submit(self, interaction: discord.Interaction, form_id: str) -> None:
        """Do what a form asks for."""
        self._responder.run(interaction, self._submit(interaction, form_id))

    def _answer(self, interaction: discord.Interaction, value: str) -> None:
        curator = self._curator(interaction)
        self._responder.answer(interaction, lambda: self._desk.card(value, curator), pressed=True)

    def _target_of(self, platform: str, topic: str) -> str:
        """Return the answer that a command names, or the typed words if it names none; the desk then says so."""
        named = self._dialogue.platforms_named(platform)
        slug = platform if self._desk.wanted(f"{platform}/{topic}") is not None else next(iter(named), platform)
        return f"{slug}/{topic}"

    async def _open(self, interaction: discord.Interaction, form_id: str) -> None:
        """Open a form; from a message that says what is wrong with it, with what was typed and against the state it was typed for."""
        form = await self._desk.open(form_id, self._curator(interaction))
        if isinstance(form, Card):
            await self._responder.show(interaction, render(form, Audience(private=False)))
            return
        if (known := FormId.decode(form_id)) is not None and known.state:
            form = _as_returned(form, interaction.message)._replace(id=form_id)
        await interaction.response.send_modal(modal_of(form))

    async def _submit(self, interaction: discord.Interaction, form_id: str) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        done = await self._desk.submit(form_id, typed_in(interaction), self._curator(interaction))
        await self._responder.show(interaction, [_returned(done)] if isinstance(done, Form) else render(done, Audience(private=False)))

    def _curator(self, interaction: discord.Interaction) -> Curator:
        """Return who works; a process that hears only some shards does not know all servers, so it takes the bot for shared."""
        client, asker = self._client, asker_of_interaction(interaction)
        in_server = interaction.guild_id is not None and interaction.is_guild_integration()
        shared = len(client.guilds) > 1 or len(client.own_shards) != (client.shard_count or 1)
        return Curator(asker.person, in_server and interaction.permissions.manage_guild, shared)


def modal_of(form: Form) -> discord.ui.Modal:
    """Return a form as a modal; what is wrong with a field stands below its label in place of the hint."""
    title = one_line(f"{form.title}: {form.note.splitlines()[0]}" if form.note else form.title)
    modal = discord.ui.Modal(title=cut(title, MAX_TITLE), custom_id=Pressed("edit", form.id).encode(), timeout=FORM_SECONDS)
    for field in form.fields[:MOST_FIELDS]:
        said = f"⚠ {field.error}" if field.error else field.hint
        component = _select(field) if field.kind == "choice" else _input(field)
        modal.add_item(
            discord.ui.Label(text=cut(field.label, MAX_LABEL), description=cut(said, MAX_DESCRIPTION) or None, component=component)
        )
    modal.stop()  # what is sent is read from the event, so discord.py need not keep the form
    return modal


def _select(field: Field) -> discord.ui.Select[discord.ui.Modal]:
    options = [
        discord.SelectOption(label=cut(one_line(label), MAX_OPTION), value=value, default=value == field.value)
        for value, label in field.choices
    ]
    required = not field.optional
    return discord.ui.Select(custom_id=field.key, options=options, required=required, min_values=int(required), max_values=1)


def _input(field: Field) -> discord.ui.TextInput[discord.ui.Modal]:
    long = field.kind == "paragraph"
    most = LONGEST_PARAGRAPH if long else LONGEST_LINE
    return discord.ui.TextInput(
        custom_id=field.key,
        style=discord.TextStyle.paragraph if long else discord.TextStyle.short,
        default=field.value[:most] or None,
        required=not field.optional,
        max_length=most,
    )


def _returned(form: Form) -> Page:
    """Return the message for a form that cannot be saved: what is wrong, what was typed, and the button that opens it again."""
    wrong = [f"{field.label}: {field.error}" for field in form.fields if field.error]
    above = "\n".join([wording.MENDED_FIRST, *form.note.splitlines(), *wrong])
    typed = [Passage(f"{_label(field)}{escaped(field.value)}") for field in form.fields if field.value]
    button: Button = discord.ui.Button(label=wording.MEND, custom_id=Pressed("edit", form.id).encode(), style=discord.ButtonStyle.primary)
    return Page([Passage(escaped(cut(above, MAX_NOTE))), *typed], [[button]])


def _as_returned(form: Form, message: discord.Message | None) -> Form:
    """Return a form with what a message says of it: what was typed, and what was wrong with it."""
    above, *typed = texts_of(message.components) if message else [""]
    said = unescaped(above).splitlines()
    values = {field.key: _behind(_label(field), typed) for field in form.fields}
    found = {field.key: [wrong] for field in form.fields if (wrong := _behind(f"{field.label}: ", said))}
    return form.filled(values).with_errors(found)


def _label(field: Field) -> str:
    return f"**{field.label}** "


def _behind(label: str, texts: Sequence[str]) -> str:
    """Return what stands behind a label; nothing if it is not there, because an empty field is not shown."""
    return next((unescaped(text.removeprefix(label)) for text in texts if text.startswith(label)), "")


def typed_in(interaction: discord.Interaction) -> Mapping[str, str]:
    """Return what was typed and chosen in a form that was sent, by the keys of its fields."""
    data: Mapping[str, Any] = interaction.data or {}
    fields = [field for part in data.get("components") or () if "custom_id" in (field := part.get("component") or {})]
    return {str(field["custom_id"]): str(field.get("value") or next(iter(field.get("values") or ()), "")) for field in fields}
