"""A bare client of discord.py that uses every way to answer once, for the tests of the local Discord itself."""

from __future__ import annotations

from typing import Any

from discord import (
    AllowedMentions,
    AutoShardedClient,
    Client,
    Embed,
    Guild,
    Intents,
    Interaction,
    MemberCacheFlags,
    Message,
    RawBulkMessageDeleteEvent,
    RawMessageDeleteEvent,
    RawMessageUpdateEvent,
    TextStyle,
    app_commands,
    ui,
)

LEAST = Intents(guilds=True, guild_messages=True, dm_messages=True)
OPTIONS: dict[str, Any] = {
    "intents": LEAST,
    "chunk_guilds_at_startup": False,
    "member_cache_flags": MemberCacheFlags.none(),
    "max_messages": None,
    "allowed_mentions": AllowedMentions.none(),
    "guild_ready_timeout": 0.01,
}
ANYWHERE = app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
BY_ANYBODY = app_commands.allowed_installs(guilds=True, users=True)


class Form(ui.Modal, title="What is wrong?"):
    """A form with one field."""

    words: ui.Label[Any] = ui.Label(text="In your words", component=ui.TextInput(custom_id="words", style=TextStyle.long, max_length=50))

    async def on_submit(self, interaction: Interaction[Any]) -> None:
        """Show what was typed."""
        assert isinstance(self.words.component, ui.TextInput)
        await interaction.response.send_message(f"Noted: {self.words.component.value}", ephemeral=True)


class Buttons(ui.View):
    """A button that edits, one that opens a form, and a menu."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @ui.button(label="More", custom_id="more")
    async def more(self, interaction: Interaction[Any], _: ui.Button[Any]) -> None:
        """Edit the message."""
        await interaction.response.edit_message(content="More of it", view=None)

    @ui.button(label="Wrong", custom_id="wrong")
    async def wrong(self, interaction: Interaction[Any], _: ui.Button[Any]) -> None:
        """Open the form."""
        await interaction.response.send_modal(Form(custom_id="form"))

    @ui.button(label="Not now", custom_id="not-now", disabled=True)
    async def not_now(self, interaction: Interaction[Any], _: ui.Button[Any]) -> None:
        """Never happens."""
        raise AssertionError(interaction)

    @ui.select(custom_id="pick", placeholder="Pick one", options=[], min_values=1)
    async def pick(self, interaction: Interaction[Any], menu: ui.Select[Any]) -> None:
        """Answer with what was chosen."""
        await interaction.response.send_message(f"Picked {menu.values[0]}")


class Hears(Client):
    """Answers a mention, a direct message or a ping with an embed that repeats it, and notes what it was told."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**OPTIONS, **options})
        self.heard: list[Message] = []
        self.edits: list[RawMessageUpdateEvent] = []
        self.deletions: list[RawMessageDeleteEvent] = []
        self.purges: list[set[int]] = []
        self.guild_changes: list[tuple[str, int]] = []

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do not wait the five seconds that discord.py waits; a test says how long the gateway wants."""

    async def on_message(self, message: Message) -> None:
        """Answer."""
        self.heard.append(message)
        if self.user and message.author.id != self.user.id and (message.guild is None or self.user in message.mentions):
            await message.reply(embed=Embed(title="You said", description=message.content or "nothing"))

    async def on_raw_message_edit(self, event: RawMessageUpdateEvent) -> None:
        """Note an edit."""
        self.edits.append(event)

    async def on_raw_message_delete(self, event: RawMessageDeleteEvent) -> None:
        """Note a deletion."""
        self.deletions.append(event)

    async def on_raw_bulk_message_delete(self, event: RawBulkMessageDeleteEvent) -> None:
        """Note that several went at once."""
        self.purges.append(event.message_ids)

    async def on_guild_remove(self, guild: Guild) -> None:
        """Note that the bot was removed."""
        self.guild_changes.append(("removed", guild.id))

    async def on_guild_unavailable(self, guild: Guild) -> None:
        """Note an outage."""
        self.guild_changes.append(("away", guild.id))

    async def on_guild_available(self, guild: Guild) -> None:
        """Note the end of an outage."""
        self.guild_changes.append(("back", guild.id))


class ShardedHears(Hears, AutoShardedClient):
    """The same on several shards."""


class Commanded(Hears):
    """Offers commands too."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(ask)
        self.tree.add_command(thoughtful)
        self.tree.add_command(chatty)
        self.tree.add_command(platform)
        self.tree.add_command(check)

    async def setup_hook(self) -> None:
        """Register the commands."""
        buttons = Buttons()
        buttons.pick.add_option(label="Zoom", value="zoom")
        buttons.pick.add_option(label="Teams", value="teams")
        self.add_view(buttons)
        self.buttons = buttons
        await self.tree.sync()


@app_commands.command(description="Ask something")
async def ask(interaction: Interaction[Commanded], question: app_commands.Range[str, 1, 100], public: bool = False) -> None:
    """Answer at once."""
    await interaction.response.send_message(f"Asked: {question}", view=interaction.client.buttons, ephemeral=not public)


@app_commands.command(description="Think first")
async def thoughtful(interaction: Interaction[Commanded]) -> None:
    """Answer after a deferral."""
    await interaction.response.defer(ephemeral=True)
    await interaction.edit_original_response(content="Thought about it")


@app_commands.command(description="Say a lot")
@ANYWHERE
@BY_ANYBODY
async def chatty(interaction: Interaction[Commanded], times: int) -> None:
    """Answer, and follow up so many times."""
    await interaction.response.send_message("One")
    for number in range(times):
        await interaction.followup.send(f"And {number}")


@app_commands.command(description="Show a platform")
async def platform(interaction: Interaction[Commanded], name: str) -> None:
    """Answer with what was typed."""
    await interaction.response.send_message(name)


@platform.autocomplete("name")
async def suggest(_: Interaction[Commanded], typed: str) -> list[app_commands.Choice[str]]:
    """Suggest names that begin as typed."""
    return [app_commands.Choice(name=name.title(), value=name) for name in ("zoom", "zulip", "teams") if name.startswith(typed)]


@app_commands.context_menu(name="Check claims")
async def check(interaction: Interaction[Commanded], message: Message) -> None:
    """Repeat the message privately."""
    await interaction.response.send_message(f"It says: {message.content}", ephemeral=True)
