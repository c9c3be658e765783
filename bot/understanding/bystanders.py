"""Leave out names that stand in a message without being asked about: who only receives, and who only serves as an example."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.understanding.makers import Makers
    from bot.understanding.names import NameMatch

_RECEIVING = frozenset("to into with like unlike onto".split())
"""What stands before a name that only receives or only serves as an example: "sent to ChatGPT", "like Zoom"."""
_DONE = frozenset("made owned bought sold run built kept given read heard sent taken held".split())
"""With one of these, or another participle, before "by" a name is who does something; otherwise it is a means: "a lesson by Zoom"."""
_WEIGHING = frozenset(
    "compare compared comparing comparison move moved moving switch switched switching migrate migrated migrating go going next prefer "
    "preferable superior alternative alternatives from stay stayed staying stick stuck".split()
)
"""With one of these somewhere before "to" or "with", both names are asked about: "moved from Zoom to Teams"."""
_EXAMPLES = frozenset(
    {("same", "as"), ("as", "with"), ("over", "to"), ("left", "for"), ("instead", "of"), ("and", "not"), ("rather", "than")}
)


_COMPARED = frozenset("vs versus than both neither either between which fewer less better worse safer".split())
"""With one of these anywhere, several names are all asked about: "with HubSpot or Salesforce, which is safer"."""
_CHOSEN = frozenset("chose chosen picked settled bought took went".split())
"""With one of these before it, the second name in "Jitsi over Zoom" is what was not taken."""
OUTSIDE_AI = frozenset("chatgpt gpt openai gemini claude".split())
"""Names that, standing alone behind "to" or "with", are whom something is sent to: the platform that sends it is not named."""
_JOINING = frozenset({"or", "and"})
_CHOOSING = frozenset("or and vs versus than".split())
_FOND = frozenset("i we you they".split())
"""With one of these before it, "like" says what somebody likes."""


def without_bystanders(matches: Sequence[NameMatch], words: Sequence[str]) -> list[NameMatch]:
    """Return the names that are asked about; if none would be left, all that can be a subject."""
    if len(matches) > 1 and not _COMPARED.isdisjoint(words):
        return list(matches)
    ends = {match.end for match in matches}
    left_aside: set[int] = set()  # where names end that serve as an example, with those behind "or" and "and"
    for match in matches:
        joined = match.start - 1 in left_aside and words[match.start - 1] in _JOINING
        if joined or _is_example(match, words):
            left_aside.add(match.end)
    asked = [match for match in matches if match.end not in left_aside and not _stands_by(match, words, ends)]
    return asked or [match for match in matches if not OUTSIDE_AI.issuperset(match.alias.words)]


def without_makers(matches: Sequence[NameMatch], words: Sequence[str], makers: Makers) -> list[NameMatch]:
    """Leave out a company named beside its own product, and an outside AI beside what it hears, unless they are to be weighed."""
    if not (_WEIGHING | _CHOOSING).isdisjoint(words):
        return list(matches)
    products = [match for match in matches if not OUTSIDE_AI.issuperset(match.alias.words)]
    return [match for match in matches if not any(_is_behind(match, product, makers) for product in products)]


def _is_behind(match: NameMatch, product: NameMatch, makers: Makers) -> bool:
    """Return True if a name is that of the company behind a product, or of an AI that gets what is said in it."""
    outside = OUTSIDE_AI.issuperset(match.alias.words) and product is not match
    return outside or makers.is_maker(match.alias.joined, match.alias.target, product.alias.target)


def _is_example(match: NameMatch, words: Sequence[str]) -> bool:
    """Return True if a name only serves as an example, or is what somebody does not mean."""
    *_, second, first = ("", "", *words[: match.start])
    return (second, first) in _EXAMPLES or first == "not"


def _stands_by(match: NameMatch, words: Sequence[str], ends: Collection[int]) -> bool:
    *_, second, first = ("", "", *words[: match.start])
    if first == "over" and match.start - 1 in ends:
        return not _CHOSEN.isdisjoint(words[: match.start])
    if first == "by":
        return second.endswith("ed") or second in _DONE
    return first in _RECEIVING and not (first == "like" and second in _FOND) and _WEIGHING.isdisjoint(words[: match.start])
