"""What the commands do: each becomes a question to the chat, and answers only whoever used it, unless they choose to post it."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord.app_commands import Choice

from adapters.discord.answers import Answers
from adapters.discord.identity import asker_of_interaction
from adapters.discord.usage import USAGE
from bot.dialogue.chat import Chat
from bot.dialogue.direct import MAX_COMPARED
from bot.replies import wording
from bot.replies.card import Card
from bot.understanding.decide import DEFAULT_TOPIC, HISTORY, Kind
from bot.understanding.subject import Subject
from knowledge.dates import PartialDate

MAX_CHOICES = 25
"""As many suggestions, and as many choices of an option, as Discord takes."""
MAX_NAME = 100


class Commands:
    """What the commands do; each answers privately, but `/ask` with `post`."""

    def __init__(self, chat: Chat, answers: Answers) -> None:
        """Take what it works with."""
        self._chat = chat
        self._answers = answers

    def ask(self, interaction: discord.Interaction, question: str, *, post: bool) -> None:
        """A question in free words."""
        card = self._chat.ask(question, asker_of_interaction(interaction), USAGE)
        self._answers.give(interaction, card, private=not post, question=question)

    def about(self, interaction: discord.Interaction, kind: Kind, typed: Sequence[str], topics: Sequence[str]) -> None:
        """A question in fields; names are matched again, because a suggestion need not be taken."""
        self._answers.give(interaction, self._about(interaction, kind, typed, topics), question=", ".join(typed))

    def claims(self, interaction: discord.Interaction, message: discord.Message) -> None:
        """Somebody's message, looked through for claims."""
        self._answers.give(interaction, self._claims(message))

    def suggestions(self, typed: str) -> list[Choice[str]]:
        """The platforms that fit what was typed so far."""
        return [Choice(name=name[:MAX_NAME], value=slug[:MAX_NAME]) for slug, name in self._chat.platform_choices(typed, MAX_CHOICES)]

    def topics(self) -> list[Choice[str]]:
        """The topics that a command may name."""
        known = self._chat.engine.knowledge.topics.values()
        return [Choice(name=topic.name[:MAX_NAME], value=topic.id) for topic in known if topic.id != HISTORY][:MAX_CHOICES]

    async def _about(self, interaction: discord.Interaction, kind: Kind, typed: Sequence[str], topics: Sequence[str]) -> Card:
        asker = asker_of_interaction(interaction)
        platforms: list[str] = []
        for name in typed:
            found, _ = self._chat.engine.understanding.names_in_list(name)
            if not found:
                return await self._chat.ask(wording.asked(name, self._chat.engine.knowledge.topics[DEFAULT_TOPIC].name), asker, USAGE)
            platforms += [slug for slug in found if slug not in platforms]
        if kind != "compare" or len(platforms) == 1:
            kind, platforms = ("answer" if kind == "compare" else kind), platforms[:1]
        return await self._chat.show(Subject(kind, tuple(platforms[:MAX_COMPARED]), tuple(topics)), asker)

    async def _claims(self, message: discord.Message) -> Card:
        return self._chat.claims(message.content, PartialDate(message.created_at.date().isoformat()))
