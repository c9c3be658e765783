"""Whom a sentence of a post is about: the platforms that it names, or those that the sentences before it named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from bot.understanding.names import NameMatch
from bot.understanding.posts import ANY_DAY
from bot.understanding.posts.sentences import Sentence, is_lower_case
from bot.understanding.question import Question
from bot.understanding.scope import REGION_WORDS
from bot.understanding.text import tokens
from bot.understanding.understand import Understanding
from knowledge.base import Knowledge
from knowledge.records import Platform

MOST_OF_A_VENDOR = 2
"""If a post names more of a vendor's platforms than this, the vendor's name stands for the usual one of them alone."""
_LEADING = frozenset("and but so or also plus because then now well yes no still meanwhile apparently oh guess what".split())
_PLACE = frozenset("on in inside within at via over using about of for from".split())
"""Behind one of these a name says where something happens: "on WhatsApp they read everything"."""
_RECEIVING = frozenset("to into with like unlike than as not".split())
_JOINING = frozenset("and or".split())
"""Behind one of these a name receives something or serves as an example."""
_SPEAKING = frozenset(
    "say says said told tells assures assured states stated claims claimed writes wrote confirmed denies denied insists".split()
)
_CALENDAR = frozenset(
    """
    january february march april may june july august september october november december monday tuesday wednesday thursday friday
    saturday sunday spring summer autumn fall winter christmas easter
    """.split()
)
_NEWSPAPERS = frozenset(
    "guardian times post reuters bloomberg wired verge register techcrunch spiegel bbc cnn forbes politico reddit tiktok snopes".split()
)
_NO_PRODUCTS = _CALENDAR | _NEWSPAPERS | frozenset(REGION_WORDS) | frozenset("i ok psa faq nda gdpr hipaa ai".split())
_OTHER_PRODUCTS = frozenset(
    """
    word excel docs drive photos music maps outlook onedrive powerpoint windows edge chrome gmail search news pay watch tv siri wallet
    quest office bing xbox android pixel sheets slides ads cloud books
    """.split()
)
"""Words that make a vendor's name another product: "Microsoft Word"."""
_PROPER = re.compile(r"\b[A-Z][A-Za-z0-9]{2,}")


class Subjects:
    """Follows a post sentence by sentence and says whom each is about."""

    def __init__(self, knowledge: Knowledge, understanding: Understanding, post: Sequence[Sentence]) -> None:
        """Look through the post for the platforms and products that it names."""
        self._knowledge = knowledge
        self._understanding = understanding
        self._written_small = is_lower_case("\n".join(sentence.text for sentence in post))
        self._asked = [understanding.understand(sentence.text, ANY_DAY) for sentence in post]
        self._named = [self._platforms(question) for question in self._asked]
        self._all = tuple(dict.fromkeys(slug for named in self._named for slug in named))
        self._about: tuple[str, ...] = ()
        self._companions: set[str] = set()
        """Other names of the sentences that name a platform: "Telegram opens its doors to Grok" stays about Telegram."""
        self._carries = not self._is_about_another(post)

    def of(self, number: int) -> tuple[tuple[str, ...], bool]:
        """Return whom a sentence is about, and whether that is carried over; to be asked for one sentence after the other."""
        question, named = self._asked[number], self._named[number]
        if self._about and (self._only_receives(question) or self._goes_on(question, named)):
            return self._about, True
        vendor = () if named else self._vendor(question)
        if named or vendor:
            self._about = named or vendor
            self._companions.update(self._other_names(question))
            return (self._about if self._carries or named else ()), False
        if self._is_product(question) or self._names_another(question):
            self._about = ()
        return (self._about if self._carries else ()), True

    def _platforms(self, question: Question) -> tuple[str, ...]:
        """Return the platforms that a sentence names; those that only receive something count if nobody else is named."""
        matches = [
            match for match in question.names if match.alias.listed and not self._is_vendor(match) and self._is_name(question, match)
        ]
        active = [match for match in matches if not _receives(question, match)]
        return tuple(dict.fromkeys(match.alias.target for match in active or matches))

    @staticmethod
    def _only_receives(question: Question) -> bool:
        return bool(question.names) and all(_receives(question, match) for match in question.names)

    def _is_name(self, question: Question, match: NameMatch) -> bool:
        """Return True unless a name that is an English word is written small in a post that has capitals."""
        platform = self._knowledge.platforms.get(match.alias.target)
        if platform is None:
            return self._written_small or self._has_capital(question, match)
        words = {"".join(tokens(name)) for name in platform.ordinary_aliases}
        is_word = match.alias.needs_place or match.alias.joined in words or match.misspelt
        return not is_word or self._written_small or self._has_capital(question, match)

    @staticmethod
    def _has_capital(question: Question, match: NameMatch) -> bool:
        written = question.text.between(match.start, match.end)
        return any(letter.isupper() for letter in written)

    def _is_vendor(self, match: NameMatch) -> bool:
        """Return True if a name is a company's that stands for a platform of another name."""
        platform = self._knowledge.platforms.get(match.alias.target)
        return platform is not None and len(match.alias.words) == 1 and match.alias.joined not in _own_names(platform)

    def _vendor(self, question: Question) -> tuple[str, ...]:
        """Return the platforms for which a vendor's name stands: those of its platforms that the post names, else its usual one."""
        if self._is_product(question):
            return ()
        for match in question.names:
            if match.alias.listed and self._is_vendor(match):
                return self._of_vendor(match.alias.words[0], match.alias.target)
            if not match.alias.listed and (of_vendor := self._of_vendor(match.alias.words[0], "")):
                return of_vendor
        return ()

    def _of_vendor(self, vendor: str, usual: str) -> tuple[str, ...]:
        owned = {slug for slug, platform in self._knowledge.platforms.items() if vendor in tokens(platform.vendor)} | {usual}
        if usual and usual not in self._all:  # a device stands for what else of its maker the post is about
            maker = self._knowledge.platforms[usual].vendor
            owned |= {slug for slug, platform in self._knowledge.platforms.items() if platform.vendor == maker}
        carried = tuple(slug for slug in self._about if slug in owned)
        named = carried or tuple(slug for slug in self._all if slug in owned)
        if len(named) > MOST_OF_A_VENDOR:
            usual = usual or next((match.alias.target for match in self._vendor_match(vendor)), "")
            return (usual,) if usual in named else named[:1]
        return named or ((usual,) if usual else ())

    def _vendor_match(self, vendor: str) -> Iterable[NameMatch]:
        """Return what a vendor's name alone is taken for."""
        names = self._understanding.understand(vendor, ANY_DAY).names
        return [match for match in names if match.alias.listed and self._is_vendor(match)]

    @staticmethod
    def _goes_on(question: Question, named: Sequence[str]) -> bool:
        """Return True if a sentence goes on about the one before: "they also pass it on to OpenAI, the ChatGPT people"."""
        words = question.text.words
        start = next((place for place, word in enumerate(words) if word not in _LEADING), 0)
        if not named or words[start : start + 1] == () or words[start] not in {"they", "it", "their", "its"}:
            return False
        if words[start + 1 : start + 2] and words[start + 1] in {"is", "was"}:  # "it was Zoom"
            return False
        first = min(match.start for match in question.names)
        return words[first - 1] not in _PLACE

    @staticmethod
    def _is_product(question: Question) -> bool:
        """Return True if a name is followed by the word of another product of its vendor."""
        words = question.text.words
        return any(
            len(match.alias.words) == 1 and match.end < len(words) and words[match.end] in _OTHER_PRODUCTS for match in question.names
        )

    def _names_another(self, question: Question) -> bool:
        """Return True if a sentence is about something that is no platform on record."""
        for match in question.names:
            if not match.alias.listed and match.start <= 2 and self._is_name(question, match):
                return self._companions.isdisjoint(match.alias.words)
        words = question.text.words
        first = _PROPER.match(question.text.clean)
        is_verb = len(words) > 1 and words[1] in {"are", "were", "have"}
        if first is None or is_verb or _SPEAKING & set(words):
            return False
        return self._is_stranger(first.group()) or bool(question.strangers and question.strangers[0][0].isupper())

    @staticmethod
    def _other_names(question: Question) -> Iterable[str]:
        return (name.group().lower() for name in _PROPER.finditer(question.text.clean))

    def _is_stranger(self, name: str) -> bool:
        word = name.lower()
        return word not in _NO_PRODUCTS and word not in self._companions and not self._understanding.is_everyday(word)

    def _is_about_another(self, post: Sequence[Sentence]) -> bool:
        """Return True if the post first and most often names something that is no platform on record."""
        counted = Counter(
            name.group().lower()
            for sentence in post
            for name in _PROPER.finditer(sentence.text)
            if self._is_stranger(name.group()) and not self._understanding.platforms_in(name.group())
        )
        vendors = {word for slug in self._knowledge.platforms for word in tokens(self._knowledge.platforms[slug].vendor)}
        others = [(times, name) for name, times in counted.items() if name not in vendors]
        if not others:
            return False
        times, name = max(others)
        text = [tokens(sentence.text) for sentence in post]
        first = next((number for number, words in enumerate(text) if name in words), 0)
        first_known = next((number for number, named in enumerate(self._named) if named), len(post))
        most_known = max(Counter(slug for named in self._named for slug in named).values(), default=0)
        return times > 1 and first < first_known and times > most_known


def _receives(question: Question, match: NameMatch) -> bool:
    """Return True if a name stands in a list behind "with" or "to": "shared with giants like Facebook, Google and LinkedIn"."""
    words = question.text.words
    for place in range(match.start - 1, max(-1, match.start - 6), -1):
        if words[place] in _RECEIVING:
            return not words[place - 1].startswith("listen")  # "listens to FaceTime"
        if place == match.start - 1 and words[place] not in _JOINING and not question.text.between(place, place + 1)[0].isupper():
            return False
    return False


def _own_names(platform: Platform) -> frozenset[str]:
    names = (platform.name, platform.slug, *platform.aliases, *platform.ordinary_aliases)
    return frozenset("".join(tokens(name)) for name in names)
