"""Declare the commands, answer them, and register them with Discord once for each version of them.

Each answers only whoever used it, unless they choose to post the answer.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from adapters.discord.desk import Administration
from adapters.discord.identity import asker_of_interaction
from adapters.discord.moderation import Moderation
from adapters.discord.reading import post_in
from adapters.discord.send import Responder, new_incident, too_late
from bot.dialogue.asker import Asker
from bot.dialogue.dialogue import Dialogue
from bot.dialogue.direct import MAX_COMPARED
from bot.replies import wording
from bot.replies.card import Card
from bot.replies.following import HERE
from bot.service.rate_limiter import RateLimiter
from bot.storage import Store
from bot.understanding.subject import DEFAULT_TOPIC, HISTORY, Kind, Subject
from knowledge.dates import PartialDate

log = logging.getLogger(__name__)

MAX_CHOICES = 25
"""As many suggestions, and as many choices of an option, as Discord takes."""
MAX_NAME = 100
MAX_QUESTION = 1_500
"""Longer than anything that is understood as one question, short enough to be shown below an answer."""
MAX_PLATFORM = 100
_KINDS = (discord.AppCommandType.chat_input, discord.AppCommandType.message)
_MARK = "discord commands"

Platform = Range[str, 1, MAX_PLATFORM]


class Tree(app_commands.CommandTree[discord.Client]):
    """The commands, for servers and for people who installed the app for themselves."""

    def __init__(
        self,
        client: discord.Client,
        dialogue: Dialogue,
        responder: Responder,
        moderation: Moderation,
        administration: Administration,
        channels: RateLimiter,
    ) -> None:
        """`channels` limits what is posted in one channel."""
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        logging.getLogger("discord.app_commands.tree").addFilter(_log_without_ids)
        self._dialogue = dialogue
        self._responder = responder
        self._moderation = moderation
        self._channels = channels
        _declare_questions(self)
        _declare_others(self, moderation, administration)

    async def on_error(self, interaction: discord.Interaction, error: app_commands.AppCommandError, /) -> None:
        """Tell that a command is of another version, which a client still shows; or that something unforeseen happened."""
        outdated = isinstance(error, app_commands.CommandNotFound | app_commands.CommandSignatureMismatch)
        said = wording.COMMAND_CHANGED if outdated else wording.trouble(new_incident("a command failed", error))
        if interaction.type is discord.InteractionType.application_command:
            self._responder.run(interaction, self._responder.say(interaction, said))

    async def sync_once(self, store: Store) -> None:
        """Register the commands, unless just these are registered already."""
        payload = [command.to_dict(self) for kind in _KINDS for command in self.get_commands(type=kind)]
        version = hashlib.sha256(json.dumps([self.client.application_id, payload], sort_keys=True).encode()).hexdigest()
        if await store.notes.get(_MARK) == version:
            return
        registered = await self.sync()
        await store.notes.put(_MARK, version)
        log.info("registered %d commands", len(registered))

    def ask(self, interaction: discord.Interaction, question: str, *, post: bool = False) -> None:
        """Answer a question in free words."""
        self._responder.run(interaction, self._ask(interaction, question, post=post))

    def about(self, interaction: discord.Interaction, kind: Kind, typed: Sequence[str], topic: str) -> None:
        """Answer a question in fields; names are matched again, because a suggestion need not be taken."""
        asker = asker_of_interaction(interaction)
        self._responder.answer(interaction, lambda: self._about(asker, kind, typed, topic), question=", ".join(typed))

    def follow(self, interaction: discord.Interaction, typed: str | None, *, here: bool) -> None:
        """Follow a platform, privately or for the channel; without a platform, list what is followed."""
        self._responder.run(interaction, self._follow(interaction, typed, here=here))

    def claims(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Look through somebody's message for claims."""
        self._responder.answer(interaction, lambda: self._claims(message))

    async def suggest(self, _: discord.Interaction, typed: str) -> list[Choice[str]]:
        """Return the platforms that fit what was typed so far."""
        return [Choice(name=name[:MAX_NAME], value=slug[:MAX_NAME]) for slug, name in self._dialogue.platform_choices(typed, MAX_CHOICES)]

    def topics(self) -> list[Choice[str]]:
        """Return the topics that a command may name."""
        known = self._dialogue.topics()
        return [Choice(name=name[:MAX_NAME], value=topic) for topic, name in known if topic != HISTORY][:MAX_CHOICES]

    async def _ask(self, interaction: discord.Interaction, question: str, *, post: bool) -> None:
        """Answer; what was to be posted is shown to its asker alone where the bot is kept quiet or the channel is busy."""
        asker = asker_of_interaction(interaction)
        if post and interaction.guild_id is not None:
            post = await self._moderation.lets_speak(interaction.guild_id, interaction.channel)
            post = post and self._channels.count(interaction.channel_id).action == "answer"
        self._responder.answer(
            interaction, lambda: self._dialogue.answer(question, asker, wording.IN_DISCORD), private=not post, question=question
        )

    async def _about(self, asker: Asker, kind: Kind, typed: Sequence[str], topic: str) -> Card:
        platforms: list[str] = []
        for name in typed:
            found = self._dialogue.platforms_named(name)
            if not found:
                return await self._dialogue.answer(
                    wording.asked(name, dict(self._dialogue.topics())[DEFAULT_TOPIC]), asker, wording.IN_DISCORD
                )
            platforms += [slug for slug in found if slug not in platforms]
        if kind != "compare" or len(platforms) == 1:
            kind, platforms = ("answer" if kind == "compare" else kind), platforms[:1]
        return await self._dialogue.show(Subject(kind, tuple(platforms[:MAX_COMPARED]), (topic,)), asker)

    async def _follow(self, interaction: discord.Interaction, typed: str | None, *, here: bool) -> None:
        asker = asker_of_interaction(interaction)
        if typed is None:
            self._responder.answer(interaction, lambda: self._dialogue.followed(asker))
            return
        if here and not await self._moderation.lets_speak(interaction.guild_id, interaction.channel):
            await self._responder.say(interaction, wording.QUIET_HERE)
            return
        [slug, *_] = self._dialogue.platforms_named(typed) or [""]
        if slug:
            self._responder.answer(interaction, lambda: self._dialogue.press("follow", f"{slug}{HERE if here else ''}", asker))
        else:
            question = wording.asked(typed, dict(self._dialogue.topics())[DEFAULT_TOPIC])
            self._responder.answer(interaction, lambda: self._dialogue.answer(question, asker, wording.IN_DISCORD), question=typed)

    async def _claims(self, message: discord.Message) -> Card:
        post = post_in(message)
        return self._dialogue.claims(post.text, PartialDate(post.day.isoformat()))


def _declare_questions(tree: Tree) -> None:
    topics, suggest = app_commands.choices(topic=tree.topics()), tree.suggest

    @tree.command(name="ask", description=wording.DISCORD_COMMANDS["ask"])
    @app_commands.describe(**wording.DISCORD_OPTIONS["ask"])
    async def ask(interaction: discord.Interaction, question: Range[str, 1, MAX_QUESTION], post: bool = False) -> None:
        tree.ask(interaction, question, post=post)

    @tree.command(name="platform", description=wording.DISCORD_COMMANDS["platform"])
    @app_commands.describe(**wording.DISCORD_OPTIONS["platform"])
    @app_commands.autocomplete(name=suggest)
    @topics
    async def platform(interaction: discord.Interaction, name: Platform, topic: str | None = None) -> None:
        tree.about(interaction, "answer", (name,), topic or DEFAULT_TOPIC)

    @tree.command(name="compare", description=wording.DISCORD_COMMANDS["compare"])
    @app_commands.describe(**wording.DISCORD_OPTIONS["compare"])
    @app_commands.autocomplete(first=suggest, second=suggest, third=suggest)
    @topics
    async def compare(
        interaction: discord.Interaction, first: Platform, second: Platform, third: Platform | None = None, topic: str | None = None
    ) -> None:
        tree.about(interaction, "compare", [name for name in (first, second, third) if name], topic or DEFAULT_TOPIC)

    @tree.command(name="history", description=wording.DISCORD_COMMANDS["history"])
    @app_commands.describe(**wording.DISCORD_OPTIONS["history"])
    @app_commands.autocomplete(name=suggest)
    async def history(interaction: discord.Interaction, name: Platform) -> None:
        tree.about(interaction, "answer", (name,), HISTORY)

    @tree.command(name="alternatives", description=wording.DISCORD_COMMANDS["alternatives"])
    @app_commands.describe(**wording.DISCORD_OPTIONS["alternatives"])
    @app_commands.autocomplete(name=suggest)
    @topics
    async def alternatives(interaction: discord.Interaction, name: Platform, topic: str | None = None) -> None:
        tree.about(interaction, "alternatives", (name,), topic or DEFAULT_TOPIC)


def _declare_others(tree: Tree, moderation: Moderation, administration: Administration) -> None:
    @tree.command(name="follow", description=wording.DISCORD_COMMANDS["follow"])
    @app_commands.describe(**wording.DISCORD_OPTIONS["follow"])
    @app_commands.autocomplete(platform=tree.suggest)
    async def follow(interaction: discord.Interaction, platform: Platform | None = None, here: bool = False) -> None:
        tree.follow(interaction, platform, here=here)

    @tree.command(name="privacy", description=wording.DISCORD_COMMANDS["privacy"])
    async def privacy(interaction: discord.Interaction) -> None:
        tree.ask(interaction, "privacy")

    @tree.command(name="settings", description=wording.DISCORD_COMMANDS["settings"])
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    @app_commands.default_permissions(manage_guild=True)
    async def settings(interaction: discord.Interaction) -> None:
        moderation.show(interaction)

    @tree.command(name="help", description=wording.DISCORD_COMMANDS["help"])
    async def show_help(interaction: discord.Interaction) -> None:
        tree.ask(interaction, "help")

    @tree.command(name="admin", description=wording.DISCORD_COMMANDS["admin"])
    @app_commands.describe(**wording.DISCORD_OPTIONS["admin"])
    @app_commands.autocomplete(platform=tree.suggest)
    @app_commands.choices(topic=tree.topics())
    async def admin(interaction: discord.Interaction, platform: Platform | None = None, topic: str | None = None) -> None:
        administration.show(interaction, platform, topic or DEFAULT_TOPIC)

    @tree.context_menu(name=wording.CHECK_CLAIMS)
    async def check_claims(interaction: discord.Interaction, message: discord.Message) -> None:
        tree.claims(interaction, message)


def _log_without_ids(record: logging.LogRecord) -> bool:
    """Log suggestions that could not be sent without the ids of person and server, which discord.py puts into its own line.

    Nothing is logged of suggestions that came too late: typing on makes earlier ones late.
    """
    error = record.exc_info[1] if record.exc_info else None
    if error is not None and too_late(error):
        return False
    if error is not None:
        new_incident("names could not be suggested", error)
    return error is None
