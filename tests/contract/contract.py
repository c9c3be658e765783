"""What every surface owes a person, whoever renders: the same message gets the same reply, whole, and nobody's words do anything.

A surface's test module inherits `SurfaceContract` and gives the fixture `surface`.
"""

from __future__ import annotations

import re
from typing import NamedTuple, Protocol

import pytest

from bot.dialogue.respond import Message, respond
from bot.replies.blocks import BlockRole, Heading, Paragraph, Points, Sources
from bot.replies.card import Card
from bot.replies.sourced import source_words
from bot.understanding.revision import Revision
from tests.conftest import TODAY

SHORTEST_TITLE = 32
"""So much of a source's title is shown where there is least room; its link leads to the rest."""


class Seen(NamedTuple):
    """What somebody sees of a reply: its text in reading order, where its links lead, and who is notified by it."""

    text: str
    links: tuple[str, ...]
    pings: tuple[str, ...] = ()

    def shows(self, words: str) -> bool:
        """Whether some words can be read, however lines are broken."""
        return _flat(words) in _flat(self.text)


class Surface(Protocol):
    """A surface as a person uses it. What it answers is as of `tests.conftest.TODAY`."""

    async def say(self, text: str) -> Seen:
        """Ask something, in a conversation of its own, and see the one reply."""


QUESTIONS = (
    "Can Zoom use my calls for AI?",
    "can zoom trian ai on my callss",
    "is signal end to end encrypted",
    "does otter keep my recordings",
    "how do I turn off AI in Microsoft Teams?",
    "what changed at zoom",
    "compare zoom, teams and webex on encryption",
    "alternatives to otter",
    "could zoom train on my calls in july 2023",
    "is zoom fit for therapy on a free account",
    "does gong share my calls with other companies' ai",
    "zoom owns all my recordings, right?",
    "does blorptalk train on my calls",
    "is laxis encrypted",
    "does it train on my calls",
    "what's the weather",
    "compare meet teams",
    "history signal",
    "alternatives otter",
    "compare",
    "help",
    "platforms",
    "is talky.io encrypted",
    "ok cool",
)

HOSTILE = (
    "<!channel>", "<!here>", "<!everyone>", "<@U1>", "<@123456789012345678>", "<@&123456789012345678>", "<#C1>", "<!subteam^S1>",
    "@everyone", "@here", "@channel", "<https://evil.example|Zoom terms>", "[Zoom terms](https://evil.example)", "https://evil.example/x",
    "evil.example", "&lt;!channel&gt;", "&", "<", "*bold*", "_slanted_", "~gone~", "`code`", "```block```", "> quoted", "# Heading",
    "-# small", "||hidden||", "\u201csmart\u201d \u2018quotes\u2019", "\u202egnp", "<t:0:R>", "<:smile:123456789012345678>", ":tada:",
)  # fmt: skip
"""What would notify, link or lay out on some surface if it were taken for more than text."""


class SurfaceContract:
    """The contract; `surface` is the surface under test."""

    @pytest.mark.parametrize("question", QUESTIONS)
    async def test_the_same_message_gets_the_same_reply(self, surface: Surface, revision: Revision, question: str) -> None:
        """Every word of the card can be read, and every source is a link."""
        card = respond(revision, Message(question), TODAY).card
        seen = await surface.say(question)
        missing = [words for words in _words(card) if not seen.shows(words)]
        assert missing == [], missing
        assert _links(card) <= set(seen.links)
        assert seen.pings == ()

    @pytest.mark.parametrize("platform", ["zoom", "microsoft-teams", "google-meet", "slack"])
    async def test_no_source_is_lost_on_the_longest_answers(self, surface: Surface, revision: Revision, platform: str) -> None:
        """However much has to be shortened."""
        topic = max(
            revision.knowledge.platforms[platform].answers,
            key=lambda entry: len(entry.sources) + sum(len(earlier.sources) for earlier in entry.earlier),
        ).topic
        question = f"{revision.knowledge.platforms[platform].name}: {revision.knowledge.topics[topic].question}"
        seen = await surface.say(question)
        assert _links(respond(revision, Message(question), TODAY).card) <= set(seen.links)

    @pytest.mark.parametrize("hostile", HOSTILE)
    @pytest.mark.parametrize("question", ["does {} blorptalk train on my calls", "does blorptalk{} use my calls to train ai", "{}"])
    async def test_what_somebody_wrote_does_nothing(self, surface: Surface, question: str, hostile: str) -> None:
        """It notifies nobody and leads nowhere."""
        seen = await surface.say(question.format(hostile))
        assert seen.pings == ()
        assert not [link for link in seen.links if "evil.example" in link]

    async def test_says_what_it_is_for_where_it_does_not_understand(self, surface: Surface) -> None:
        """And answers nothing."""
        seen = await surface.say("how do I boil an egg")
        assert seen.shows("can this platform use my calls for AI?")
        assert seen.links == ()


def _words(card: Card) -> list[str]:
    """Return what must be readable of a card: all of it but details and the points of lists, which a surface may shorten."""
    words = []
    for block in card.blocks:
        match block:
            case Paragraph(role=BlockRole.DETAIL):
                pass
            case Heading(text=text):
                words.append(text)
            case Paragraph(text=text):
                words += re.split(r"(?<=[.!?]) (?=[A-Z])", text)  # a comparison may set the statements apart
            case Points(label=label):
                words.append(label)
            case Sources(sources=sources):
                words += [entry.source.title[:SHORTEST_TITLE] for entry in sources]
                assert all(source_words(entry) for entry in sources)
    return words


def _links(card: Card) -> set[str]:
    lists = [block.sources for block in card.blocks if isinstance(block, Sources)]
    return {entry.source.archived_url or entry.source.url for sources in lists for entry in sources}


def _flat(text: str) -> str:
    return re.sub(r"[\s\u200b\u2060]+", " ", text).casefold()
