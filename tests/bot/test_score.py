"""The figures that the matcher must hold, on questions written by somebody who saw neither its phrases nor its code."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from bot.dialogue.respond import NOTHING_BEFORE, Message, respond
from bot.understanding.revision import Revision
from tests.conftest import TODAY

DATA = Path(__file__).parent.parent / "data"
ANSWERING = {"answer", "compare", "alternatives"}
EXPECTED = {
    "answerable": {"answer"},
    "follow-up": ANSWERING,
    "compare": {"compare"},
    "alternatives": {"alternatives"},
    "ambiguous": {"clarify"},
    "unknown-platform": {"unknown-platform"},
    "off-topic": {"off-topic", "clarify"},
}


@pytest.fixture(scope="module")
def figures(revision: Revision) -> dict[str, float]:
    """The share of right replies by kind of question, and over all."""
    right: dict[str, list[bool]] = defaultdict(list)
    for line in (DATA / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        question = json.loads(line)
        kind, platforms, topics = said(revision, question)
        as_expected = kind in EXPECTED[question["kind"]]
        topic_right = not question["topics"] or topics[:1] == () or topics[0] in question["topics"]
        if question["kind"] in {"answerable", "follow-up", "compare"}:
            as_expected = as_expected and set(platforms) == set(question["platforms"]) and topic_right
        elif question["kind"] == "alternatives":
            as_expected = as_expected and topic_right
        right["all"].append(as_expected)
        right[question["kind"]].append(as_expected)
        if question["kind"] == "answerable":
            right["topic"].append(topic_right)
        if question["kind"] in {"off-topic", "unknown-platform"}:
            right["false-answer"].append(kind in ANSWERING)
    return {name: sum(held) / len(held) for name, held in right.items()}


def said(revision: Revision, question: dict[str, Any]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Kind, platforms and topics of the reply."""
    before = respond(revision, Message(question["context"]), TODAY).after if question["context"] else NOTHING_BEFORE
    card = respond(revision, Message(question["text"]), TODAY, (), before).card
    return card.kind, card.reply.platforms if card.reply else (), card.reply.topics if card.reply else ()


def test_most_questions_are_answered_right(figures: dict[str, float]) -> None:
    """Kind, platform and topic all agree with the label."""
    assert figures["all"] >= 0.87
    assert figures["topic"] >= 0.88


def test_hardly_anything_else_is_answered(figures: dict[str, float]) -> None:
    """A false answer is worse than none."""
    assert figures["false-answer"] <= 0.03


def test_near_misses_pass_seldom(revision: Revision) -> None:
    """Messages about calls on subjects that are not ours, none of them trained on."""
    lines = (DATA / "near-misses.txt").read_text(encoding="utf-8").splitlines()
    answered = sum(respond(revision, Message(line), TODAY).card.kind in ANSWERING for line in lines)
    assert answered / len(lines) <= 0.10
