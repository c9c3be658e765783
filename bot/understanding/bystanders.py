"""Leave out names that stand in a message without being asked about: who only receives, and who only serves as an example."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.understanding.names import NameMatch

_RECEIVING = frozenset("to into with like unlike onto by".split())
"""What stands before a name that only receives or only serves as an example: "sent to ChatGPT", "like Zoom"."""
_WEIGHING = frozenset(
    "compare compared comparing comparison move moved moving switch switched switching migrate migrated migrating go going next prefer "
    "preferable superior alternative alternatives from stay stayed staying stick stuck".split()
)
"""With one of these somewhere before "to" or "with", both names are asked about: "moved from Zoom to Teams"."""
_EXAMPLES = frozenset(
    {("same", "as"), ("as", "with"), ("over", "to"), ("left", "for"), ("instead", "of"), ("and", "not"), ("rather", "than")}
)


_CHOSEN = frozenset("chose chosen picked settled bought took went".split())
"""With one of these before it, the second name in "Jitsi over Zoom" is what was not taken."""
_OUTSIDE_AI = frozenset("chatgpt gpt openai gemini claude".split())
"""Names that, standing alone behind "to" or "with", are whom something is sent to: the platform that sends it is not named."""
_FOND = frozenset("i we you they".split())
"""With one of these before it, "like" says what somebody likes."""


def without_bystanders(matches: Sequence[NameMatch], words: Sequence[str]) -> list[NameMatch]:
    """Return the names that are asked about; if none would be left, all that can be a subject."""
    ends = {match.end for match in matches}
    asked = [match for match in matches if not _stands_by(match, words, ends)]
    return asked or [match for match in matches if not _OUTSIDE_AI.issuperset(match.alias.words)]


def _stands_by(match: NameMatch, words: Sequence[str], ends: Collection[int]) -> bool:
    *_, second, first = ("", "", *words[: match.start])
    if (second, first) in _EXAMPLES or first == "not":
        return True
    if first == "over" and match.start - 1 in ends:
        return not _CHOSEN.isdisjoint(words[: match.start])
    return first in _RECEIVING and not (first == "like" and second in _FOND) and _WEIGHING.isdisjoint(words[: match.start])
