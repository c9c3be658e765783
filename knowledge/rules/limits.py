"""Words that take something back from a plain yes or no are named, so that replies do not open with a flat one."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.records import Answer
from knowledge.rules.rule import Entry, Problem, Rule, Surroundings

_TAKEN_BACK = re.compile(r"[;,] (?:but|except|unless|apart from)\b")


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Report a limit that is not named under `limit`, and one that neither title nor headline has."""
    for number, answer in enumerate(entry.platform.answers):
        if answer.limit is not None:
            if not any(answer.limit in text for text in _said(answer)):
                yield Problem(("answers", number, "limit"), "stands in neither title nor headline; copy the words from there")
        elif answer.verdict in {"yes", "no"} and (found := next(filter(None, map(_TAKEN_BACK.search, _said(answer))), None)):
            words = found.string[found.start() + 2 :].removesuffix(".")
            yield Problem(("answers", number), f'no `limit`, though its words take something back; write limit = "{words}"')


def _said(answer: Answer) -> tuple[str, str]:
    return answer.title or "", answer.headline


RULE = Rule("limits", check, blocking=False)
