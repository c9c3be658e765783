"""The table from which `bot/understanding/cuts.py` was chosen: what is kept of good questions and lets pass of others, for each cut.

Uses the project's own labelled questions and held-out near misses: `python -m benchmarks.choose_cuts`.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from bot.dialogue.respond import NOTHING_BEFORE
from bot.service.opening import open_knowledge
from bot.understanding import cuts
from bot.understanding.decide import Decision, decide
from bot.understanding.understand import Understanding

TODAY = date(2026, 11, 23)
DATA = Path(__file__).parent.parent / "tests" / "data"
ANSWERING = {"answer", "compare", "alternatives"}
NAMED = (0.2, 0.3, 0.4, 0.5)
ASK_BACK = (0.4, 0.6, 1.0, 2.0)


def main() -> None:
    """Print one line for each pair of cuts."""
    understanding = open_knowledge((), TODAY).understanding
    questions = [json.loads(line) for line in (DATA / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    answerable = [question for question in questions if question["kind"] == "answerable"]
    others = [question["text"] for question in questions if question["kind"] in {"off-topic", "unknown-platform"}]
    near = (DATA / "near-misses.txt").read_text(encoding="utf-8").splitlines()
    print("NAMED  ASK_BACK  right  false answers: labelled, near misses")
    for named in NAMED:
        for ask_back in ASK_BACK:
            cuts.NAMED, cuts.ASK_BACK = named, ask_back
            right = sum(_right(understanding, question) for question in answerable) / len(answerable)
            rates = [sum(_decision(understanding, text).kind in ANSWERING for text in texts) / len(texts) for texts in (others, near)]
            print(f"{named:5.2f}  {ask_back:8.2f}  {right:5.3f}  {rates[0]:.3f}, {rates[1]:.3f}")


def _right(understanding: Understanding, question: dict[str, Any]) -> bool:
    said = _decision(understanding, question["text"])
    return said.kind == "answer" and set(said.platforms) == set(question["platforms"]) and said.topics[0] in question["topics"]


def _decision(understanding: Understanding, text: str) -> Decision:
    return decide(understanding.understand(text, NOTHING_BEFORE, TODAY), NOTHING_BEFORE)


if __name__ == "__main__":
    main()
