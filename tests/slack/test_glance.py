"""How much of a phone's screen answers take: lines of 42 characters, over every answer on record."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from adapters.slack.buttons import Audience
from adapters.slack.render import render
from adapters.slack.text import escape_person
from bot.replies.blocks import Heading
from bot.replies.card import Card, card_of
from bot.replies.compose import reply_on
from bot.replies.reference import Reference
from bot.understanding.revision import Revision
from bot.understanding.subject import Subject
from tests.conftest import TODAY
from tests.fakes.slack import read
from tests.fakes.slack.blocks import check_message

WIDTH, SCREEN = 42, 29
"""A phone's screen, in characters and in lines."""
PRIVATE = Audience("U1", 90, "channel")


def rows(text: str, width: int = WIDTH) -> int:
    """How many lines a text takes."""
    return sum(len(textwrap.wrap(line, width)) or 1 for line in text.split("\n"))


def texts_of(block: dict[str, Any]) -> Iterator[str]:
    """The paragraphs of a block."""
    for element in block.get("elements", ()):
        if element["type"] == "rich_text_list":
            yield from (f"1. {text}" for text in texts_of(element))
        elif element["type"] == "mrkdwn":
            yield read(element["text"]).text
        else:
            yield "".join(part["text"] for part in element["elements"])


def lines_of(blocks: Sequence[dict[str, Any]]) -> int:
    """How many lines the blocks of a message take besides its buttons; the cells of a row share the width."""
    count = 0
    for block in blocks:
        if block["type"] == "header":
            count += rows(block["text"]["text"])
        elif block["type"] == "table":
            width = WIDTH // len(block["rows"][0])
            count += sum(max(rows(cell["text"], width) for cell in row) for row in block["rows"])
        elif block["type"] != "actions":
            count += sum(map(rows, texts_of(block)))
    return count


def card_on(revision: Revision, subject: Subject) -> Card:
    """The card on a subject."""
    return card_of(reply_on(revision.knowledge, subject, TODAY), Reference(subject, "0a1b2c3d"))


def all_answers(revision: Revision) -> Iterator[Card]:
    """The answer of every platform on every topic it has one for."""
    for slug, platform in revision.knowledge.platforms.items():
        for entry in platform.answers:
            yield card_on(revision, Subject("answer", (slug,), (entry.topic,)))


def test_an_answer_is_read_at_one_glance(revision: Revision) -> None:
    """A third of a screen for nineteen of twenty answers, a few lines more for all; the answer is the first thing that is read."""
    lengths = []
    for card in all_answers(revision):
        message = render(card, PRIVATE)
        check_message(message._asdict())
        lengths.append(lines_of(message.blocks))
        elements = [element["type"] for element in message.blocks[-1]["elements"]]
        assert elements.count("button") <= 2
        assert elements.count("overflow") == 1
        assert message.blocks[0]["type"] == "header"
        assert isinstance(card.brief[0], Heading)
        assert message.text.split("\n")[0] == escape_person(card.brief[0].text)
    lengths.sort()
    assert lengths[len(lengths) * 95 // 100] <= 10
    assert lengths[-1] <= 13


def test_a_comparison_fits_one_screen_and_one_of_five_fits_two(revision: Revision) -> None:
    """With tables and without."""
    slugs = sorted(revision.knowledge.platforms)
    for tables in (True, False):
        for topic in revision.knowledge.topics:
            for count, screens in ((2, 1), (5, 2)):
                for start in range(0, 60, count):
                    named = tuple(slugs[start : start + count])
                    card = card_on(revision, Subject("compare", named, (topic,)))
                    if card.about is None or card.about.encode() is None:  # names too long for a button: its sources stand below
                        continue
                    assert lines_of(render(card, PRIVATE, tables=tables).blocks) <= screens * SCREEN, (named, topic, tables)
