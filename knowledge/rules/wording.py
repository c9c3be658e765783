"""A headline stands alone and is short enough for every surface; texts are in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.lines import KeyPath
from knowledge.rules.rule import Entry, Problem, Rule, Surroundings

HEADLINE_CHARACTERS = 200
_FIRST_PERSON = re.compile(r"\b(?:I|we|our|ours|us)\b(?! law| state| Government| account| user| customer| region)")
_LEGALESE = re.compile(r"\b(?:herein\w*|hereby|pursuant to|notwithstanding|aforementioned|thereof|hereinafter|shall)\b", re.IGNORECASE)
_FAULTS = (
    (_FIRST_PERSON, "speaks in the first person; name who is meant"),
    (_LEGALESE, "is a lawyer's word; say it in plain ones"),
    (re.compile("\u2014"), "is an em dash; make it two sentences, or use a comma"),
)


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Measure headlines, and look for words that people stumble over."""
    for number, answer in enumerate(entry.platform.answers):
        headlines: list[tuple[KeyPath, str]] = [(("answers", number, "headline"), answer.headline)]
        headlines += [(("answers", number, "earlier", index, "headline"), held.headline) for index, held in enumerate(answer.earlier)]
        notes = [(("answers", number, "conditions", index, "note"), held.note) for index, held in enumerate(answer.conditions)]
        for path, text in headlines:
            if len(text) > HEADLINE_CHARACTERS:
                yield Problem(path, f"{len(text)} characters long; say it in {HEADLINE_CHARACTERS} and leave the rest to the detail")
        for path, text in (*headlines, (("answers", number, "detail"), answer.detail), *notes):
            yield from _faults(path, text)


def _faults(path: KeyPath, text: str) -> Iterable[Problem]:
    if not text.strip():
        yield Problem(path, "is empty")
    for pattern, fault in _FAULTS:
        if found := pattern.search(text):
            yield Problem(path, f"“{found.group()}” {fault}")


RULE = Rule("wording", check, blocking=False)
