"""The table from which `bot/understanding/cuts.py` was chosen: what is kept of good questions and lets pass of others, for each cut.

Uses the project's own labelled questions and held-out near misses: `python -m benchmarks.choose_cuts`.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from bot.dialogue.engine import Engine, Message
from bot.service.opening import open_engine
from bot.understanding import cuts
from bot.understanding.question import Turn

TODAY = date(2026, 11, 23)
DATA = Path(__file__).parent.parent / "tests" / "data"
ANSWERING = {"answer", "compare", "alternatives"}
NAMED = (0.2, 0.3, 0.4, 0.5)
ASK_BACK = (0.4, 0.6, 1.0, 2.0)


def main() -> None:
    """Print one line for each pair of cuts."""
    engine = open_engine((), TODAY).engine
    questions = [json.loads(line) for line in (DATA / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    answerable = [question for question in questions if question["kind"] == "answerable"]
    others = [question["text"] for question in questions if question["kind"] in {"off-topic", "unknown-platform"}]
    near = (DATA / "near-misses.txt").read_text(encoding="utf-8").splitlines()
    print("NAMED  ASK_BACK  right  false answers: labelled, near misses")
    for named in NAMED:
        for ask_back in ASK_BACK:
            cuts.NAMED, cuts.ASK_BACK = named, ask_back
            right = sum(_right(engine, question) for question in answerable) / len(answerable)
            rates = [sum(_kind(engine, text) in ANSWERING for text in texts) / len(texts) for texts in (others, near)]
            print(f"{named:5.2f}  {ask_back:8.2f}  {right:5.3f}  {rates[0]:.3f}, {rates[1]:.3f}")


def _right(engine: Engine, question: dict[str, Any]) -> bool:
    _, said = engine.understand(Message(question["text"]), TODAY)
    return said.kind == "answer" and set(said.platforms) == set(question["platforms"]) and said.topics[0] in question["topics"]


def _kind(engine: Engine, text: str) -> str:
    return engine.understand(Message(text, Turn()), TODAY)[1].kind


if __name__ == "__main__":
    main()
