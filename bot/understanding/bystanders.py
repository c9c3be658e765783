"""Leave out names that stand in a message without being asked about: who only receives, and who only serves as an example."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.understanding.names import NameMatch

_RECEIVING = frozenset("to into with like unlike onto by".split())
"""What stands before a name that only receives or only serves as an example: "sent to ChatGPT", "like Zoom"."""
_WEIGHING = frozenset(
    "compare compared comparing comparison move moved moving switch switched switching migrate migrated migrating go going next prefer "
    "preferable superior alternative alternatives from".split()
)
"""With one of these somewhere before "to" or "with", both names are asked about: "moved from Zoom to Teams"."""
_EXAMPLES = frozenset(
    {("same", "as"), ("as", "with"), ("over", "to"), ("left", "for"), ("instead", "of"), ("and", "not"), ("rather", "than")}
)


_OUTSIDE_AI = frozenset("chatgpt gpt openai gemini claude".split())
"""Names that, standing alone behind "to" or "with", are whom something is sent to: the platform that sends it is not named."""


def without_bystanders(matches: Sequence[NameMatch], words: Sequence[str]) -> list[NameMatch]:
    """Return the names that are asked about; if none would be left, all that can be a subject."""
    asked = [match for match in matches if not _stands_by(match, words)]
    return asked or [match for match in matches if _OUTSIDE_AI.isdisjoint(match.alias.words)]


def _stands_by(match: NameMatch, words: Sequence[str]) -> bool:
    before = tuple(words[max(0, match.start - 2) : match.start])
    if before in _EXAMPLES or before[-1:] == ("not",):
        return True
    return before[-1:] != () and before[-1] in _RECEIVING and _WEIGHING.isdisjoint(words[: match.start])
