"""Tell remarks about a document, such as when it was updated, from what it says."""

from __future__ import annotations

import re

from bot.upkeep.watching.compare import words_of

LONGEST = 15
"""A remark has no more words than this."""
MOST_LEFT = 3
"""A line is a remark if no more words are left of it without its label and date."""
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*\.?"
_DATE = re.compile(
    rf"\b(?:\d{{4}}-\d{{1,2}}-\d{{1,2}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\.? {_MONTH},? \d{{4}}|{_MONTH},? \d{{4}}"
    r"|(?:a|an|one|\d+) (?:second|minute|hour|day|week|month|year)s? ago|yesterday|today)\b",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\b(?:last|updated?|modified|changed|revised|revision|reviewed|effective|published|posted|issued|written|created|version|date|edited"
    r"|on|as|of|at|by|from|in|since|over|about|the|this|was|is)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"\b(?:updated?|modified|changed|revised|revision|reviewed|effective|published|posted|issued|created|version|edited|date)\b",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"(?:©|\(c\)|copyright)\s.{0,80}\d{4}.*|\d[\d,. ]* (?:out )?of [\d,. ]+ (?:people )?found this helpful.*"
    r"|\d+ min(?:ute)?s? (?:of )?read(?:ing)?\b.*",
    re.IGNORECASE,
)


def is_remark(line: str, *, at_top: bool) -> bool:
    """Return True for "Last updated: 3 May 2026", a copyright line, a count of votes; not for a sentence that has a date in it.

    At the top of a page a short line with a date that is no sentence is a remark too.
    """
    if _COUNTS.fullmatch(line.strip()):
        return True
    if len(line.split()) > LONGEST or not _DATE.search(line):
        return False
    if at_top and not line.rstrip().endswith((".", ";", "!", "?")):
        return True
    return bool(_LABELLED.search(line)) and len(words_of(_LABEL.sub(" ", _DATE.sub(" ", line)))) <= MOST_LEFT
