"""Texts are short and in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.positions import KeyPath
from knowledge.rules.rule import Entry, Problem, Rule, Surroundings, texts

DETAIL_WORDS = 60
SENTENCE_WORDS = 34
"""Longer ones are not taken in at one reading."""
_FIRST_PERSON = re.compile(r"\b(?:I|we|our|ours|us)\b(?! law| state| Government| account| user| customer| region)")
_LEGALESE = re.compile(r"\b(?:herein\w*|hereby|pursuant to|notwithstanding|aforementioned|thereof|hereinafter|shall)\b", re.IGNORECASE)
_UNREAD = re.compile(
    r"\b(?:nothing|anything|sources?|texts?|pages?|parts?|passages?|guide|policy|terms|manuals?|notice|copy|sections?) read\b"
    r"|\bin anything\b",
    re.IGNORECASE,
)
_JARGON = re.compile(
    r"\b(?:comput(?:es?|ed|ing)|enrol(?:s|led|ment)?|sub-?processors?|foundation models?|legitimate interests?|standing access"
    r"|business associate|data subjects?|qualifying|without further ado)\b"
)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’']*\s+")
_COLON = re.compile(r":(?=\s)")
_FAULTS = (
    (_FIRST_PERSON, "speaks in the first person; name who is meant"),
    (_LEGALESE, "is a lawyer's word; say it in plain ones"),
    (re.compile("\u2014"), "is an em dash; make it two sentences, or use a comma"),
    (_UNREAD, "leaves out who read it; write “that was read”, or “no source found says”"),
    (_JARGON, "is a word of specialists; say what happens"),
)


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Measure details and sentences, and report words that people stumble over."""
    for path, text in texts(entry.platform):
        if path[-1] == "detail" and (count := len(text.split())) > DETAIL_WORDS:
            yield Problem(path, f"{count} words; say it in {DETAIL_WORDS} and make conditions of what holds only for some")
        yield from _faults(path, text)


def _faults(path: KeyPath, text: str) -> Iterable[Problem]:
    if not text.strip():
        yield Problem(path, "is empty")
    for pattern, fault in _FAULTS:
        if found := pattern.search(text):
            yield Problem(path, f"“{found.group()}” {fault}")
    for sentence in _SENTENCE_END.split(text):
        if (count := len(sentence.split())) > SENTENCE_WORDS:
            yield Problem(path, f"a sentence of {count} words; make it two")
        if len(_COLON.findall(sentence)) > 1:
            yield Problem(path, "a sentence with two colons; make it two sentences")


RULE = Rule("wording", check, blocking=False)
