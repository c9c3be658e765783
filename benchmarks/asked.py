"""Questions of the benchmarks: plainly what is asked everywhere, the question set, and what nobody asked before."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path

from knowledge.folders import SHIPPED
from knowledge.load import load

QUESTION_SET = Path(__file__).parents[1] / "tests" / "data" / "questions.jsonl"


def plain_questions() -> list[str]:
    """Return every platform and topic in a plain phrasing."""
    loaded = load([SHIPPED], date.today())
    asked = [topic.phrases[0] for topic in loaded.topics.topics if topic.phrases]
    return [phrase.replace("PLATFORM", platform.name) for platform in loaded.platforms for phrase in asked]


def question_set() -> list[str]:
    """Return the questions of the question set, by several hands, with their misspellings and traps."""
    return [json.loads(line)["text"] for line in QUESTION_SET.read_text(encoding="utf-8").splitlines()]


def new_questions(count: int) -> list[str]:
    """Return distinct questions, none of them plain: the question set, and every other phrasing with every platform's name put in."""
    loaded = load([SHIPPED], date.today())
    phrases = [phrase for topic in loaded.topics.topics for phrase in topic.phrases[1:]]
    phrased = [phrase.replace("PLATFORM", platform.name) for phrase in phrases for platform in loaded.platforms]
    plain = frozenset(plain_questions())
    distinct = [text for text in dict.fromkeys([*question_set(), *phrased]) if text not in plain]
    random.Random(1).shuffle(distinct)
    if len(distinct) < count:
        raise SystemExit(f"only {len(distinct)} distinct questions")
    return distinct[:count]
