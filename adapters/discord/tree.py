"""The commands as Discord knows them, and their registration: once for each version of them."""

from __future__ import annotations

import hashlib
import json
import logging

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from adapters.discord.answers import Answers
from adapters.discord.commands import Commands
from adapters.discord.identity import asker_of_interaction
from adapters.discord.incidents import new_incident
from adapters.discord.usage import USAGE
from bot.dialogue.chat import HELP, PRIVACY, Chat
from bot.replies import wording
from bot.storage import Store
from bot.understanding.decide import DEFAULT_TOPIC, HISTORY

log = logging.getLogger(__name__)

MAX_QUESTION = 1_500
"""Longer than anything that is understood as one question, short enough to be shown below an answer."""
MAX_PLATFORM = 100
_KINDS = (discord.AppCommandType.chat_input, discord.AppCommandType.message)
_MARK = "discord commands"

Platform = Range[str, 1, MAX_PLATFORM]


class Tree(app_commands.CommandTree[discord.Client]):
    """The commands, for servers and for people who installed the app for themselves."""

    def __init__(self, client: discord.Client, chat: Chat, answers: Answers) -> None:
        """Declare them."""
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self._answers = answers
        commands = Commands(chat, answers)
        _declare_questions(self, commands)
        _declare_pages(self, chat, answers)
        _declare_on_messages(self, commands)

    async def on_error(self, interaction: discord.Interaction, error: app_commands.AppCommandError, /) -> None:
        """A command of another version, which a client still shows; or something unforeseen."""
        outdated = isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch)
        said = wording.COMMAND_CHANGED if outdated else wording.trouble(new_incident("a command failed", error))
        if interaction.type is discord.InteractionType.application_command:
            self._answers.run(interaction, self._answers.say(interaction, said))

    async def sync_once(self, store: Store) -> None:
        """Register the commands, unless just these are registered already."""
        payload = [command.to_dict(self) for kind in _KINDS for command in self.get_commands(type=kind)]
        version = hashlib.sha256(json.dumps([self.client.application_id, payload], sort_keys=True).encode()).hexdigest()
        if await store.mark(_MARK) == version:
            return
        registered = await self.sync()
        await store.set_mark(_MARK, version)
        log.info("registered %d commands", len(registered))


def _declare_questions(tree: Tree, commands: Commands) -> None:
    async def suggest(_: discord.Interaction, current: str) -> list[Choice[str]]:
        return commands.suggestions(current)

    topics = app_commands.choices(topic=commands.topics())

    @tree.command(name="ask", description="Can this platform use my calls for AI? Ask in your own words.")
    @app_commands.describe(question="For example: can Zoom use my calls for AI?", post="Show the answer to everybody here")
    async def ask(interaction: discord.Interaction, question: Range[str, 1, MAX_QUESTION], post: bool = False) -> None:
        commands.ask(interaction, question, post=post)

    @tree.command(name="platform", description="What a platform may do with your calls.")
    @app_commands.describe(name="The platform", topic="What you want to know; AI training if left out")
    @app_commands.autocomplete(name=suggest)
    @topics
    async def platform(interaction: discord.Interaction, name: Platform, topic: str | None = None) -> None:
        commands.about(interaction, "answer", (name,), (topic or DEFAULT_TOPIC,))

    @tree.command(name="compare", description="Two or three platforms side by side.")
    @app_commands.describe(first="A platform", second="Another one", third="A third one", topic="What to compare; AI training if left out")
    @app_commands.autocomplete(first=suggest, second=suggest, third=suggest)
    @topics
    async def compare(
        interaction: discord.Interaction, first: Platform, second: Platform, third: Platform | None = None, topic: str | None = None
    ) -> None:
        commands.about(interaction, "compare", [name for name in (first, second, third) if name], (topic or DEFAULT_TOPIC,))

    @tree.command(name="history", description="What changed at a platform, and when.")
    @app_commands.describe(name="The platform")
    @app_commands.autocomplete(name=suggest)
    async def history(interaction: discord.Interaction, name: Platform) -> None:
        commands.about(interaction, "answer", (name,), (HISTORY,))

    @tree.command(name="alternatives", description="Platforms with a better answer.")
    @app_commands.describe(name="The platform to replace", topic="What matters to you; AI training if left out")
    @app_commands.autocomplete(name=suggest)
    @topics
    async def alternatives(interaction: discord.Interaction, name: Platform, topic: str | None = None) -> None:
        commands.about(interaction, "alternatives", (name,), (topic or DEFAULT_TOPIC,))


def _declare_pages(tree: Tree, chat: Chat, answers: Answers) -> None:
    @tree.command(name="privacy", description="What Smallprint stores about you, and a button to delete it.")
    async def privacy(interaction: discord.Interaction) -> None:
        answers.give(interaction, chat.ask(PRIVACY, asker_of_interaction(interaction)))

    @tree.command(name="help", description="What Smallprint is for, with examples.")
    async def show_help(interaction: discord.Interaction) -> None:
        answers.give(interaction, chat.ask(HELP, asker_of_interaction(interaction), USAGE))


def _declare_on_messages(tree: Tree, commands: Commands) -> None:
    @tree.context_menu(name="Check claims")
    async def check_claims(interaction: discord.Interaction, message: discord.Message) -> None:
        commands.claims(interaction, message)
