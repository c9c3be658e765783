"""Judge the matcher by strangers: leave out each hand in turn, then the sets that nothing is learnt from.

`make score`, or `python -m benchmarks.score [HAND …]` for some hands only. A hand is one author of labelled messages.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from bot.understanding.decide import decide, decide_in_conversation
from bot.understanding.learning import learn
from bot.understanding.question import NOTHING_BEFORE, ConversationState, Question
from bot.understanding.subject import AskBack, Subject
from bot.understanding.understand import Understanding, lexicon_of, names_of
from bot.understanding.vectors import WordVectors
from knowledge.folders import SHIPPED, WORD_VECTORS, everyday_words
from knowledge.load import Loaded, load
from knowledge.messages import LabelledMessage
from knowledge.schema import read_line

JUDGES = Path(__file__).parent.parent / "tests" / "data"
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
"""The kinds of reply that are right for each kind of message."""

Judged = tuple[LabelledMessage, Question, ConversationState]


class Laboratory:
    """The shipped knowledge, ready for learning from some of its messages."""

    def __init__(self, today: date) -> None:
        """Load everything that learning needs."""
        self.today = today
        self.loaded: Loaded = load((SHIPPED,), today, only_blocking=True)
        names = {platform.slug: names_of(platform) for platform in self.loaded.platforms}
        makers = {platform.slug: platform.vendor for platform in self.loaded.platforms}
        self._lexicon = lexicon_of(self.loaded.topics, self.loaded.language, names, makers)
        self._everyday, self._vectors = everyday_words(), WordVectors.read(WORD_VECTORS)

    @property
    def hands(self) -> Mapping[str, Sequence[LabelledMessage]]:
        """The labelled messages by their author."""
        by_hand: dict[str, list[LabelledMessage]] = defaultdict(list)
        for message in self.loaded.messages:
            by_hand[message.id.partition("-")[0]].append(message)
        return by_hand

    def learn(self, messages: Sequence[LabelledMessage]) -> Understanding:
        """Learn from these messages and all phrases."""
        untaught = Understanding(self._lexicon, None, self._everyday, self._vectors)
        learnt = learn(untaught, self._vectors, self.loaded.topics.topics, self.loaded.language.near_misses, messages)
        return Understanding(self._lexicon, learnt, self._everyday, self._vectors)

    def read(self, understanding: Understanding, messages: Iterable[LabelledMessage]) -> list[Judged]:
        """Read messages, each with what the message before it was about."""
        return [(message, understanding.understand(message.text, self.today), self._before(understanding, message)) for message in messages]

    def _before(self, understanding: Understanding, message: LabelledMessage) -> ConversationState:
        if not message.context:
            return NOTHING_BEFORE
        decision = decide(understanding.understand(message.context, self.today), NOTHING_BEFORE)
        return NOTHING_BEFORE if decision.kind == "unknown-platform" else ConversationState(decision.platforms, decision.topics[:1])


def read_judges(path: Path) -> list[LabelledMessage]:
    """Read a set of labelled messages that nothing is learnt from; keys that a message has not are left out."""
    messages = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        row = {key: value for key, value in json.loads(line).items() if key in LabelledMessage._fields}
        message, findings = read_line(row, LabelledMessage, path, number)
        if message is None:
            raise ValueError("; ".join(map(str, findings)))
        messages.append(message)
    return messages


def figures(judged: Iterable[Judged], known: Iterable[str]) -> dict[str, float]:
    """Return the share of right decisions over all and by kind, of topics shown first, second or to press, and of false answers.

    Messages on an "unknown" product that the base covers by now are left out.
    """
    right: dict[str, list[bool]] = defaultdict(list)
    covered = set(known)
    for message, question, before in judged:
        if message.kind == "unknown-platform" and covered & set(message.platforms):
            continue
        decision = decide_in_conversation(question, decide(question, NOTHING_BEFORE), before)
        right["all"].append(is_right(message, decision))
        right[message.kind].append(right["all"][-1])
        if message.kind in {"off-topic", "unknown-platform"}:
            right["false answers"].append(decision.kind in ANSWERING)
        if message.kind == "answerable":
            right["platform"].append(set(decision.platforms) == set(message.platforms))
            ranked = decision.topics
            right["topic first"].append(bool(ranked) and ranked[0] in message.topics)
            right["topic first or shown"].append(
                bool({*ranked[:1], *(decision.also if isinstance(decision, Subject) else ())} & set(message.topics))
            )
            right["topic in three"].append(bool(set(ranked[:3]) & set(message.topics)))
    return {name: sum(values) / len(values) for name, values in right.items()}


def is_right(message: LabelledMessage, decision: Subject | AskBack) -> bool:
    """Return True if kind, platforms and first topic are as labelled, as far as the kind of message needs them."""
    if decision.kind not in EXPECTED[message.kind]:
        return False
    if message.kind in {"ambiguous", "off-topic", "unknown-platform"}:
        return True
    topic = not message.topics or decision.topics[:1] == () or decision.topics[0] in message.topics
    return topic and (message.kind == "alternatives" or set(decision.platforms) == set(message.platforms))


def sides(judged: Iterable[Judged], least: float) -> tuple[float, float]:
    """Return in which share of the messages with a side one is said, and how often it is the right one."""
    sided = [
        (message, question.reading.side) for message, question, _ in judged if message.side and question.reading.topics[0] in message.topics
    ]
    said = [(message, side) for message, side in sided if side.of(side.best) >= least]
    return len(said) / max(1, len(sided)), sum(message.side == side.best for message, side in said) / max(1, len(said))


def main(wanted: Sequence[str]) -> None:
    """Print a line of figures for each hand left out, and for the judges."""
    laboratory = Laboratory(date.today())
    known = [platform.slug for platform in laboratory.loaded.platforms]
    for name, messages in laboratory.hands.items():
        if not wanted or name in wanted:
            others = [message for message in laboratory.loaded.messages if message.id.partition("-")[0] != name]
            _print(f"{name} left out", figures(laboratory.read(laboratory.learn(others), messages), known))
    if wanted:
        return
    understanding = laboratory.learn(laboratory.loaded.messages)
    for path in sorted((*JUDGES.glob("judges/*.jsonl"), JUDGES / "questions.jsonl")):
        _print(path.stem, figures(laboratory.read(understanding, read_judges(path)), known))


def _print(name: str, found: Mapping[str, float]) -> None:
    print(f"{name}: " + ", ".join(f"{figure} {share:.3f}" for figure, share in found.items()), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
