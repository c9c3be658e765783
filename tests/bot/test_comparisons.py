"""A comparison says of each platform what its answer alone says, and its first line is true of the cells."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from random import Random

import pytest

from bot.dialogue.respond import Message, respond
from bot.replies import wording
from bot.replies.answer import answer
from bot.replies.blocks import Points
from bot.replies.comparison import compare
from bot.replies.ranking import concern
from bot.replies.reply import Reply
from bot.replies.reply_context import ReplyContext
from bot.replies.side_by_side import cells_of
from bot.understanding.features import stem
from bot.understanding.revision import Revision
from bot.understanding.scope import ANYBODY, AskedScope
from bot.understanding.subject import HISTORY
from knowledge.base import Knowledge
from knowledge.vocabulary import says_nothing
from tests.conftest import TODAY

NAMED = {
    "retention": ("recordings", "sound", "transcripts", "chats"),
    "ai-training": ("chats", "recordings", "transcripts", "free plan"),
    "encryption": ("group calls", "chats", "recordings"),
    "sensitive": ("schools", "patients", "lawyers", "hipaa", "union meeting"),
    "authorities": ("police chats",),
    "access": ("boss chats", "boss recordings"),
    "human-review": ("messages", "recordings"),
    "data-sharing": ("account data",),
}
"""What questions name in particular, by topic."""
SCOPES = {
    "free plan": AskedScope(plans=("free",)),
    "schools": AskedScope(plans=("education",)),
    "patients": AskedScope(plans=("healthcare",)),
}
PAIRS = 25
"""How many pairs are compared on each; all pairs take minutes."""


def contexts(known: Knowledge) -> list[tuple[str, ReplyContext]]:
    """Every topic asked in general, and with what is named in particular."""
    found = [(topic, ReplyContext(TODAY)) for topic in known.topics if topic != HISTORY]
    for topic, named in NAMED.items():
        for text in named:
            words = tuple(text.split())
            scope = SCOPES.get(text, ANYBODY)
            context = ReplyContext(TODAY, scope, words=words, said=words, for_whom=words, stems=tuple(map(stem, words)))
            found.append((topic, context))
    return found


def of_many(reply: Reply) -> dict[str, str]:
    """Return the answer of each platform as the first line of a comparison of many groups them."""
    _, _, groups = reply.title.partition(". ")
    found = {}
    for group in groups.removesuffix(".").split(". "):
        words, _, names = group.rpartition(": ")
        found.update(dict.fromkeys(names.replace(" and ", ", ").split(", "), words))
    return found


def test_a_comparison_says_what_each_answer_says(revision: Revision) -> None:
    """Same verdict, no stronger words; the better one is better, and who has nothing on what is named says so."""
    known, random = revision.knowledge, Random(1)
    pairs = list(combinations(known.platforms, 2))
    for topic, context in contexts(known):
        for pair in random.sample(pairs, PAIRS):
            reply, alone = compare(known, pair, (topic,), context), [answer(known, slug, (topic,), context) for slug in pair]
            assert [below.verdict for below in reply.replies] == [one.verdict for one in alone]
            cells = cells_of(reply.replies)
            for cell, one in zip(cells, alone, strict=True):
                tells = not one.said.not_on_record.endswith(wording.BESIDE_WHAT_IS_NAMED)
                shared = reply.said.not_on_record == one.said.not_on_record
                assert tells or shared or cell == wording.NOTHING_ON_IT or says_nothing(one.verdict or "silent"), (
                    pair,
                    topic,
                    context.words,
                )
                assert one.said.not_on_record in f"{reply.said.not_on_record} {reply.said.headline}", (pair, topic, context.words)
                assert cell.startswith(one.words) or cell in {wording.NOTHING_ON_IT, wording.NO_SHORT_ANSWER}
                assert not one.said.limit or one.verdict not in {"yes", "no"} or cell != one.words, (pair, topic, context.words)
            better = [one.title for one in alone if reply.title.partition(": ")[2].startswith(wording.better([one.title]))]
            worries = {one.title: concern(known.topics[topic], one.verdict) for one in alone if one.verdict}
            if better:
                assert worries[better[0]] == min(worries.values()) < max(worries.values()), (pair, topic, context.words)
            if reply.title.endswith((wording.SAME_ANSWER, wording.TIMES_DIFFER)):
                assert len({one.verdict for one in alone}) == 1, (pair, topic, context.words)


def test_the_first_line_of_many_names_each_with_its_cell(revision: Revision) -> None:
    """Three and five platforms, on every topic; a name may have a full stop in it, so those are left out."""
    known, random = revision.knowledge, Random(2)
    slugs = [slug for slug, platform in known.platforms.items() if not set(".,&") & set(platform.name) and " and " not in platform.name]
    for topic, context in contexts(known):
        for count in (3, 5):
            reply = compare(known, random.sample(slugs, count), (topic,), context)
            cells = dict(zip((below.title for below in reply.replies), cells_of(reply.replies), strict=True))
            assert of_many(reply) == cells, reply.title


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("teams or webex, which is better for a school", ("I have nothing on schools", "work or school contract")),
        ("zoom or teams better for schools", ("Children's Education Status", "work or school contract")),
        ("messenger or whatsapp, which sells data about me", ("outside Europe",)),
        ("signal, whatsapp or telegram: who gives stuff to the police", ("who called whom", "IP address")),
    ],
)
def test_unlike_answers_are_told_apart(revision: Revision, text: str, told: tuple[str, ...]) -> None:
    """What a few words hide stands in a sentence for each, and nobody is called better."""
    card = respond(revision, Message(text), TODAY).card
    [points] = [block for block in card.brief if isinstance(block, Points)]
    assert all(any(words in point for point in points.points) for words in told), points.points
    assert card.reply is not None
    assert "better" not in card.reply.title


def test_a_list_for_something_in_particular_holds_what_is_told_of_that(ask: Callable[..., Reply]) -> None:
    """An answer on calls does not stand for chats."""
    reply = ask("which apps encrypt chats end to end")
    assert reply.replies
    assert not any(below.said.not_on_record for below in reply.replies)


@pytest.mark.parametrize("text", ["which app doesn't sell anything about us", "list apps that are end to end encrypted"])
def test_of_equal_answers_those_without_a_limit_come_first(ask: Callable[..., Reply], text: str) -> None:
    """Who sells nothing before who uses data around calls for ads."""
    first, *_ = replies = ask(text).replies
    assert not first.said.limit
    same = [bool(below.said.limit) for below in replies if below.verdict == first.verdict]
    assert same == sorted(same)


@pytest.mark.parametrize("of_whom", ["for a small surgery, ", "we're lawyers: ", "for a law firm, "])
@pytest.mark.parametrize("asked", ["zoom or wire, which one uses less ai", "zoom or wire, which stays further from ai"])
def test_for_whom_one_chooses_takes_no_topic_from_ai(revision: Revision, of_whom: str, asked: str) -> None:
    """A trade points to confidential use, a place to where data is kept, only if nothing else is named."""
    reply = respond(revision, Message(of_whom + asked), TODAY).card.reply
    assert reply is not None
    assert reply.topics[0] not in {"sensitive", "location"}
