"""Names that stand in a message without being asked about: who only receives, and who only serves as an example.

Which words are names is for `names` to say.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.understanding import cues
from bot.understanding.aliases import NameMatch
from bot.understanding.text import Text


def without_bystanders(matches: Sequence[NameMatch], text: Text, is_company: Callable[[str], bool]) -> list[NameMatch]:
    """Leave out names that only receive ("sent to ChatGPT", "shared with Facebook") or only serve as an example ("same as Zoom").

    `is_company` tells whether a word names a company or an AI that platforms hand content to.
    """
    words = text.words
    kept = [match for match in matches if not _receives(match, words, is_company)]
    if len(kept) < 2:
        return kept
    subjects = [match for match in kept if not is_company(match.alias.words[0]) or len(match.alias.words) > 1]
    if subjects and len(subjects) < len(kept):
        asked = {match.alias.target for match in subjects}
        kept = [match for match in kept if match.alias.target in asked or any(_chosen_between(match, other, words) for other in subjects)]
    return [match for match in kept if not _is_example(match, words)] or kept


def _receives(match: NameMatch, words: Sequence[str], is_company: Callable[[str], bool]) -> bool:
    before = words[max(0, match.start - 6) : match.start]
    if not before or before[-1] not in {"to", "with", "into", "and", "or"} or cues.HANDING.isdisjoint(before):
        return False
    return len(match.alias.words) == 1 and is_company(match.alias.words[0])


def _is_example(match: NameMatch, words: Sequence[str]) -> bool:
    before = tuple(words[max(0, match.start - 2) : match.start])
    return before[-1:] in {("like",), ("unlike",)} or before in {("same", "as"), ("as", "with"), ("over", "to"), ("left", "for")}


def _chosen_between(one: NameMatch, other: NameMatch, words: Sequence[str]) -> bool:
    left, right = sorted((one, other), key=lambda match: match.start)
    between = words[left.end : right.start]
    return 0 < len(between) <= 2 and not cues.CHOOSING.isdisjoint(between)
