"""A headline stands alone and is short enough for every surface."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.lines import KeyPath
from knowledge.rules.rule import Entry, Problem, Rule, Surroundings

HEADLINE_CHARACTERS = 200


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Measure headlines, and report texts that are empty."""
    for number, answer in enumerate(entry.platform.answers):
        texts: list[tuple[KeyPath, str]] = [(("answers", number, "headline"), answer.headline)]
        texts += [(("answers", number, "earlier", index, "headline"), earlier.headline) for index, earlier in enumerate(answer.earlier)]
        for path, text in texts:
            if len(text) > HEADLINE_CHARACTERS:
                yield Problem(path, f"{len(text)} characters long; say it in {HEADLINE_CHARACTERS} and leave the rest to the detail")
            if not text.strip():
                yield Problem(path, "is empty")


RULE = Rule("wording", check, blocking=False)
