"""Find what is on record about the part that a question asks for: the sentence that has the asker's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import log
from typing import NamedTuple

from bot.replies.alike import alike, places_of
from bot.understanding import thresholds
from bot.understanding.asked_scope import in_one_word, naming_part
from bot.understanding.features import stem
from knowledge.base import Knowledge
from knowledge.matters import plain
from knowledge.records import Answer, Condition, Platform
from knowledge.vocabulary import Data, PlatformKind

SENTENCE_END = re.compile(r"(?<=[.!?])(?<! v\.) (?=[A-Z0-9])")
"""Between two sentences; the "v." of a lawsuit's name ends none."""
_LEANS = re.compile(r"(?:Only )?(?:Then|then|Otherwise|If so|If not|In that case|Once on)\b")
"""The beginning of a sentence that says nothing without the one before it."""
_KINDS_OF_DATA = frozenset("audio sound chat messag dm transcript summar recap screen file".split())
"""Stems of the kinds of data that answers tell apart: one that is named is meant, however long the question."""
_DATA: dict[str, Data] = {
    "audio": "audio", "sound": "audio", "chat": "chat", "messag": "chat", "dm": "chat", "transcript": "transcript", "summar": "summary",
    "summary": "summary", "recap": "summary", "screen": "screen", "file": "files",
}  # fmt: skip
"""The kinds of data for which these stems stand in the scope of an answer."""
_RECORDED = frozenset({"audio", "sound", "file"})
"""Stems of kinds of data that an answer on recordings takes in."""
_PRODUCT: dict[PlatformKind, str] = dict.fromkeys(
    ("notetaker", "clinical-notes", "hiring", "assistant", "recording", "wearable", "phone"), "transcript summary recap"
)
"""What some kinds of platform make of every call, so that all their answers take it in."""
_TURNS = re.compile(rf"; |,? but |{SENTENCE_END.pattern}")
"""The ends of the statements of a headline."""
BETWEEN_PARTS = re.compile(r"[,;:()]| and | or ")
_SAYING_LITTLE = frozenset(
    """
    a about above account accounts actually after afternoon again ai all allow allowed already also although am an and another any
    anybody anyone anything anyway app are around as ask asked at away back be because been before being breakfast but by call
    called calling calls can cannot come content conversation conversations could daily data day days did different do does doing
    done down each earlier either else even evening ever every everybody everyone everything exactly far few find first for friday
    fridays from full get gets getting give given go goes going gone good got had happen happens has have having he hear hello help
    her here hey hi him his hour hours how however i if in into is it its just keep keeping kind know known last later let like
    listen live long look lot lunch lunchtime made make makes many may me mean meeting meetings midnight might mine minutes monday
    mondays month monthly months more morning mornings most much must my need never new next night no nobody noon nor not nothing
    now of off ok old on once one ones only or other our out over own people per please pm put question quick read really recent
    recently right said same saturday saturdays saw say says see seem send sent set shall she should show since so some somebody
    someone something stay stays still stop such sunday sundays sure take takes talk talking tell than thank thanks that the their
    them then there these they thing things think this those though through thursday thursdays time to today told tomorrow tonight
    too true try tuesday tuesdays turn two under until up us use used user users uses using very want wants was way we wednesday
    wednesdays week weekend weekends weekly weeks well went were what whatever when where whether which while who whole whom whose
    why will with without wonder word work works would year years yes yesterday yet you your
    """.split()
)
"""Words that name no part, since they stand in questions on anything."""
_BESIDE_PART = frozenset(
    "a about also am an and any are as at be bout but by does for from how i if in is it just mean my now of ok okay on only or our same "
    "so still that the then there this to too us we well what whats when with".split()
)
"""Words that stand beside the name of a part and ask nothing: "and what about guests then?"."""

_STEM_OF_ANOTHER = {"police": "police", "policy": "policy", "policies": "polici"}
"""Words whose stem is that of another word."""


class Part(NamedTuple):
    """What a question asks for in particular.

    `place` is that of the sentence on it among the statements of the answer; `missing` are the asker's words of which the base has
    nothing. `about` names what is asked about instead of calls; without a place the answer does not speak of that. `covers` is set if
    the verdict that is shown holds for that. `takes_in` is what the answer is
    about by its scope, though it does not name it. `of_group` is set if the sentence is on a group that the question names.
    """

    place: int | None = None
    missing: str = ""
    about: str = ""
    covers: bool = False
    takes_in: str = ""
    of_group: bool = False


WHOLE = Part()
"""No part: the answer as a whole was asked for."""


class Statement(NamedTuple):
    """A sentence of an answer, and the condition that it belongs to, if it is one's."""

    sentence: str
    condition: Condition | None = None

    @property
    def words(self) -> str:
        """The text by which the statement is found."""
        return plain(f"{self.condition.applies_to.text}. {self.sentence}" if self.condition else self.sentence)

    @property
    def names(self) -> str:
        """The same with what has several names in one word."""
        return in_one_word(self.words)


def statements_of(entry: Answer) -> tuple[Statement, ...]:
    """Return the sentences of an answer in order: headline, detail, conditions; one that leans on the one before it goes with that."""
    said = [entry.headline]
    for sentence in filter(None, SENTENCE_END.split(entry.detail)):
        if _LEANS.match(sentence):
            said[-1] += f" {sentence}"
        else:
            said.append(sentence)
    return (*map(Statement, said), *(Statement(condition.note, condition) for condition in entry.conditions))


def find_part(knowledge: Knowledge, platform: Platform, entry: Answer, words: Sequence[str]) -> Part:
    """Return the part of an answer that the words of a question (names left out) name."""
    asked = asked_roots(platform, words)
    if not asked:
        return WHOLE
    own = [statement.names for statement in statements_of(entry)]
    if _KINDS_OF_DATA.isdisjoint(asked) and not any(_has(text, root) for text in own for root in asked):
        return WHOLE
    everything = [one.names for answer in platform.answers for one in statements_of(answer)]
    weights = {root: log((1 + len(everything)) / (1 + len(found))) for root, found in places_of(everything, asked).items()}
    least = thresholds.SHARE_OF_PART * sum(weights.values())

    def weigh(text: str) -> float:
        return sum(weight for root, weight in weights.items() if _has(text, root))

    topic = knowledge.topics[entry.topic]
    general = _plain(topic.verdicts[entry.verdict].sentence(platform))
    place = max(range(len(own)), key=lambda place: weigh(own[place]))
    names_data = any(root in _KINDS_OF_DATA and _has(own[place], root) for root in asked)
    if (named := _on_named_data(entry, own, asked)) is not None:
        return Part(named)
    if weigh(own[place]) >= max(weigh(own[0] + general) + thresholds.PART_OVER_HEADLINE, 0 if names_data else least):
        return Part(place)
    covered = "".join((*own, general, _plain(f"{topic.name} {topic.question} {' '.join(topic.words)} {entry.applies_to.text}")))
    told = _RECORDED if _has(covered, "record") else frozenset()
    unnamed = [root for root in asked if root not in told and not _has(covered, root) and root in _KINDS_OF_DATA]
    missing = [root for root in unnamed if _DATA.get(root) not in entry.applies_to.data]
    if unnamed and not missing:
        return Part(takes_in=" ".join(asked[root] for root in unnamed))
    if not missing or sum(weights[root] for root in missing) < least:
        return WHOLE
    return Part(missing=" ".join(asked[root] for root in missing))


def _on_named_data(entry: Answer, own: Sequence[str], asked: Iterable[str]) -> int | None:
    """Return the place of the only condition for a kind of data that is named and not in the headline, whatever else is said."""
    kinds = [root for root in asked if root in _KINDS_OF_DATA]
    if not kinds or any(_has(own[0], root) for root in kinds):
        return None
    first = len(own) - len(entry.conditions)
    scopes = [_plain(condition.applies_to.text) for condition in entry.conditions]
    found = [first + index for index, scope in enumerate(scopes) if any(_has(scope, root) for root in kinds)]
    return found[0] if len(found) == 1 else None


def tells_of_data_apart(headline: str, words: Sequence[str]) -> bool:
    """Return True if a headline tells of a kind of data that a question names only behind its first statement, perhaps otherwise."""
    first, *others = map(_plain, _TURNS.split(headline))
    kinds = {root for root in map(_root, words) if root in _KINDS_OF_DATA}
    return any(not _has(first, kind) and any(_has(other, kind) for other in others) for kind in kinds)


def names_scope(condition: Condition, words: Sequence[str]) -> bool:
    """Return True if a question names for whom or what a condition holds, not just something that is said there.

    Of "reported chats, documents" it has to name either; chats alone are more than the reported ones.
    """
    asked = [_root(word) for word in words]
    for part in BETWEEN_PARTS.split(condition.applies_to.text):
        named = [word for word in _plain(part).split() if word == "ai" or _SAYING_LITTLE.isdisjoint((word, _root(word)))]
        if named and all(any(_has(f" {word} ", root) for root in asked) for word in named):
            return True
    return False


def named_alone(entry: Answer, words: Sequence[str]) -> list[int]:
    """Return the places of the conditions for whom or what some words say they are, if they say nothing else: "and for guests?"."""
    asked = [_root(word) for word in naming_part(words) if word not in _BESIDE_PART]
    scoped = ((place, one.condition) for place, one in enumerate(statements_of(entry)) if one.condition is not None)
    return [place for place, condition in scoped if asked and all(_has(_plain(condition.applies_to.text), root) for root in asked)]


def asked_roots(platform: Platform, words: Iterable[str]) -> dict[str, str]:
    """Return the words of a question that name a part, by their stems; not the platform's name, nor what it makes of every call."""
    name = _plain(f"{platform.name} {_PRODUCT.get(platform.kind, '')}")
    return {root: word for word in words if _SAYING_LITTLE.isdisjoint((word, stem(word), root := _root(word))) and not _has(name, root)}


def said_in(text: str, words: Sequence[str]) -> int:
    """Return how many of the words of a question that say something a text has."""
    said = _plain(text)
    return sum(_has(said, root) for root in {_root(word) for word in words} if root not in _SAYING_LITTLE)


def _root(word: str) -> str:
    """Return the stem of a word; of one with a stem as short as "own" the word itself, which is not as common."""
    root = _STEM_OF_ANOTHER.get(word) or stem(word)
    return root if len(root) > 3 else word.removesuffix("s") or word


def _plain(text: str) -> str:
    """Return a text as plain words, with what has several names in one word."""
    return in_one_word(plain(text))


def _has(text: str, root: str) -> bool:
    return any(one in text for one in alike(root))
