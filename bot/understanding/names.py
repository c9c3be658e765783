"""Find the platforms that a message names: by name or alias, in any capitals, also misspelt.

A name that is an English word ("meet", "slack") counts too: in messages that are ours it nearly always is the platform.
It is refused only in a plain expression ("let us meet") and, if the knowledge marks it as `needs_place`, if it neither
stands at the place of a name ("does read train on …") nor is written with a capital within a sentence ("a LINE salesman").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from bot.understanding.bystanders import without_bystanders, without_makers
from bot.understanding.makers import Makers
from bot.understanding.misspelt import MisspeltNames
from bot.understanding.scope import REGION_WORDS
from bot.understanding.text import Text, tokens

PRODUCT_NOUNS = frozenset(
    """
    call calls calling recording recordings recorder transcript transcripts transcription ai app apps account accounts bot bots notes
    notetaker meeting meetings huddle huddles video videos chat chats voice audio summary summaries recap assistant assistants user users
    plan free pro premium enterprise business workspace admin policy privacy terms server servers channel dm dms message messages webinar
    session sessions conversation conversations copilot link data employee employees staff people interview lecture class appointment
    cloud space spaces company group groups links clip clips pendant pendants necklace bracelet
    """.split()
)
"""Words before which an English word is a product's name: "a Zoom call", "Slack huddles"."""
BEFORE_NAME = frozenset(
    """
    does do did is are has was on in via using use uses used from through at by about vs versus like called joined left leaving trust
    love hate installed why when how
    """.split()
)
"""Words behind which an English word may be a product's name: "does Otter train", "on Line"."""
_MODALS = frozenset("can could will would may might should to".split())
_VERBS = frozenset(
    """
    use uses train record keep store sell share see hear listen own access join give send be know learn scan process analyse analyze
    transcribe save hold have hand comply monitor
    """.split()
)
"""What follows a name behind a modal: "can Line use my calls", but "can read my calls"."""
_BEHIND_VERB = frozenset(
    "of in out up over you us the a an me my our your his her their him them it its this that these those with along anything more".split()
)
"""Words before which an English word is a verb or a noun rather than a name: "read the", "line of"."""
_PERSONS = frozenset({"me", "us", "him", "them"})
"""Whom somebody calls, if a name is a verb."""
_THIRD_PERSON = frozenset("keeps stores saves trains records sells shares uses shows hears listens does deletes scans".split())
"""What an English word in the singular does only as a name: "what line does with my voice", "how long keeps line my calls"."""
_OWN = frozenset("my our calls".split())
"""What it then does it to."""
_BEFORE_VERB = frozenset("i you he she we they who people humans human staff someone somebody anyone anybody ever never".split())
"""Words behind which an English word is a verb: "do staff read", "nobody ever reads"."""
_BEFORE_NOUN = frozenset("a an the my our your his her their this that these those some any no every each one and or of off from".split())
"""Words behind which an English word may be a name before the noun of a product: "the Remind app", but "staff read messages"."""
_BEFORE_STATEMENT = frozenset({"", "and", "when", "why", "how"})
"""Words behind which somebody tells what they do as well as a name stands there: "when we chat"."""
JOINING = frozenset("or and nor n v vs versus than".split())
_OFFERING, _RELATIVE = frozenset({"or", "vs", "versus"}), frozenset({"which", "that"})
"""Words around a name that may be chosen: "Signal or Messenger, which …", but "a messenger which …"."""


class Alias(NamedTuple):
    """One name of one platform. `listed` is False for a product that the base does not cover."""

    target: str
    words: tuple[str, ...]
    listed: bool = True
    needs_place: bool = False

    @property
    def joined(self) -> str:
        """The name without spaces."""
        return "".join(self.words)


class NameMatch(NamedTuple):
    """A name found at the words `start` to `end` (exclusive)."""

    alias: Alias
    start: int
    end: int
    misspelt: bool = False

    def is_verb(self, words: Sequence[str]) -> bool:
        """Return True if the name is what somebody does to a person: "my boss zooms me"."""
        before = words[self.start - 1] if self.start else ""
        return self.end < len(words) and words[self.end] in _PERSONS and bool(before) and before not in BEFORE_NAME


class Vendor(NamedTuple):
    """A company whose name stands for one of its platforms, if one of the `hints` (or nothing, if there are none) is said with it."""

    name: str
    platform: str
    hints: frozenset[str] = frozenset()


class Names:
    """All names of the base, arranged for look-up."""

    def __init__(
        self,
        aliases: Iterable[Alias],
        plain: Iterable[str],
        vendors: Iterable[Vendor],
        makers: Makers,
        is_everyday: Callable[[str], bool],
        is_english: Callable[[str], bool],
    ) -> None:
        """Index the aliases; one that two platforms claim belongs to neither.

        `plain` are expressions in which an alias is an ordinary word, `makers` the companies behind the platforms; `is_everyday`
        tells words that are no misspelt names, `is_english` those that are one only at the place of a name ("what about teems").
        """
        claims: dict[str, list[Alias]] = defaultdict(list)
        for alias in aliases:
            if alias.words:
                claims[alias.joined].append(alias)
        self._exact = {key: chosen for key, claimed in claims.items() if (chosen := _settle(claimed)) is not None}
        self._vendors = tuple(vendors)
        self._makers = makers
        self._is_everyday = is_everyday
        self._plain: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for expression in plain:
            words = tokens(expression)
            self._plain[words[0]].append(words)
        self._widest = max((len(alias.words) for alias in self._exact.values()), default=1) + 2
        self._misspelt = MisspeltNames(self._exact.values(), is_everyday, is_english)

    def find(self, text: Text) -> list[NameMatch]:
        """Return the names in the order in which they stand, a vendor only if nothing else is named."""
        return self.find_by_name(text) or self._by_vendor(text.words)

    def find_by_name(self, text: Text) -> list[NameMatch]:
        """Return the names in the order in which they stand; of two that overlap, the longer one.

        Names that only receive or serve as an example are left out.
        """
        words, capitals = text.words, text.capitals
        plain = self._plain_places(words, capitals)
        found = [match for match in self.everything(words) if plain.isdisjoint(range(match.start, match.end))]
        sure = [match for match in found if not match.alias.needs_place]
        certain = {match.alias.target for match in sure}
        placed = [match for match in found if not match.alias.needs_place or _is_capital(match, capitals) or _in_place(match, words, sure)]
        kept = [match for match in found if match in placed or match.alias.target in certain]
        return without_makers(without_bystanders(kept, words), words, self._makers)

    def everything(self, words: Sequence[str]) -> list[NameMatch]:
        """Return every name of a text that is known to list names, English words and bystanders too."""
        taken = [False] * len(words)
        found = self._take(self._exact_matches(words), taken)
        found += self._take(self._misspelt.find(words, taken), taken)
        return sorted(found, key=lambda match: match.start)

    def _exact_matches(self, words: Sequence[str]) -> Iterable[NameMatch]:
        for start in range(len(words)):
            joined = ""
            for end in range(start + 1, min(len(words), start + self._widest) + 1):
                joined += words[end - 1]
                alias = self._exact.get(joined)
                if alias is not None and not self._is_phrase(alias, words[start:end]):
                    found = NameMatch(alias, start, end)
                    yield found._replace(alias=alias._replace(needs_place=alias.needs_place or _is_clause(found, words)))
                elif alias is None and end == start + 1 and joined.endswith("s"):
                    plural = self._exact.get(joined[:-1])  # "zooms ai"
                    if plural is not None and plural.listed:
                        match = NameMatch(plural, start, end)
                        verb = match.is_verb(words) and not plural.needs_place  # "he whatsapps me"
                        yield match if verb else match._replace(alias=plural._replace(needs_place=True))

    def _is_phrase(self, alias: Alias, window: Sequence[str]) -> bool:
        """Return True for plain English that only spells a name if its spaces are left out ("go to", "transcribe me")."""
        return tuple(window) != alias.words and (alias.needs_place or not alias.listed) and all(map(self._is_everyday, window))

    def _by_vendor(self, words: Sequence[str]) -> list[NameMatch]:
        """Return the product that a vendor's name stands for; the vendor with most of its hints in the message wins."""
        said = frozenset(words)
        meant = [vendor for vendor in self._vendors if vendor.name in said and (not vendor.hints or said & vendor.hints)]
        if not meant:
            return []
        vendor = max(meant, key=lambda vendor: len(vendor.hints & said))
        place = list(words).index(vendor.name)
        return without_bystanders([NameMatch(Alias(vendor.platform, (vendor.name,)), place, place + 1)], words)

    def _take(self, matches: Iterable[NameMatch], taken: list[bool]) -> list[NameMatch]:
        chosen = []
        for match in sorted(matches, key=lambda match: (match.start - match.end, match.start)):
            if not any(taken[match.start : match.end]):
                taken[match.start : match.end] = [True] * (match.end - match.start)
                chosen.append(match)
        return chosen

    def _plain_places(self, words: Sequence[str], capitals: Collection[int]) -> set[int]:
        """Return the positions covered by plain expressions.

        None where a product noun ("the signal app") or a country follows, a capital ends them, or a name is one of two to choose from.
        """
        places: set[int] = set()
        for start, word in enumerate(words):
            for expression in self._plain.get(word, ()):
                end = start + len(expression)
                behind = words[end] if end < len(words) else ""
                is_product = end - 1 in capitals or behind in PRODUCT_NOUNS or behind in REGION_WORDS  # "zoom in europe"
                is_offered = expression[-1] in _RELATIVE and start > 1 and words[start - 1] in _OFFERING and words[start - 2] in self._exact
                if tuple(words[start:end]) == expression and not (is_product or is_offered):
                    places.update(range(start, end))
        return places


def _settle(claimed: Sequence[Alias]) -> Alias | None:
    """Choose who gets a name: a platform of the base before a product it does not cover; None if two platforms claim it."""
    listed = [alias for alias in claimed if alias.listed]
    chosen = listed or claimed
    return chosen[0] if len({alias.target for alias in chosen}) == 1 else None


def _is_clause(match: NameMatch, words: Sequence[str]) -> bool:
    """Return True if a name of one word is spelt as what somebody does: "we chat"."""
    return len(match.alias.words) == 1 and match.end - match.start > 1 and words[match.start] in _BEFORE_VERB


def _is_capital(match: NameMatch, capitals: Collection[int]) -> bool:
    """Return True if an English word of some letters is written with a capital, as in "a LINE salesman"."""
    return match.start in capitals and not match.misspelt and len(match.alias.joined) > 1


def _in_place(match: NameMatch, words: Sequence[str], names: Sequence[NameMatch]) -> bool:
    """Return True if an English word stands where names stand: opening the message, behind "does" or "on", before "calls", in a list."""
    before = words[match.start - 1] if match.start else ""
    after = words[match.end] if match.end < len(words) else ""
    ends, starts = {other.end for other in names}, {other.start for other in names}
    if _is_clause(match, words) and before in _BEFORE_STATEMENT and after not in JOINING:
        return after in _THIRD_PERSON or after in PRODUCT_NOUNS
    if (before in JOINING and match.start - 1 in ends) or (after in JOINING and match.end + 1 in starts):
        return True
    if match.alias.listed and before not in _BEFORE_NOUN and (after in _THIRD_PERSON or (before in _THIRD_PERSON and after in _OWN)):
        return True
    if after in _BEHIND_VERB or before in _BEFORE_VERB:
        return False
    if not before or before in BEFORE_NAME or after == "ai" or (before in _MODALS and after in _VERBS):
        return True
    return (after in PRODUCT_NOUNS and (before in _BEFORE_NOUN or match.end - match.start > 1)) or (len(names) > 1 and match.start in ends)
