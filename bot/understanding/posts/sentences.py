"""Take a post apart: into sentences without markup, and sentences into clauses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

_END = r"""[.!?…]+["'”’)\]*_]*\s+(?=["'“‘(\[*_]*[A-Z0-9…])|\n+"""
_END_IN_LOWER_CASE = r"""[.!?…]+["'”’)\]*_]*\s+|\n+"""
_ABBREVIATION = re.compile(
    r"\b(?:[A-Za-z]|Inc|Ltd|Corp|Co|Mr|Mrs|Ms|Dr|Prof|St|No|vs|approx|e\.g|i\.e|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.\s+$"
)
"""What ends with a full stop and does not end a sentence."""
LONGEST_ABBREVIATION = 8
_MARKUP = (
    (re.compile(r"<(?:https?|mailto):[^|>\s]*\|([^>]*)>"), r"\1"),  # Slack's links
    (re.compile(r"<a?:\w+:\d+>|<[@#!&][^>\s]*>"), " "),  # emoji and mentions of Discord and Slack
    (re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)"), r"\1"),  # Markdown links
    (re.compile(r"<?\bhttps?://[^\s>)]+[)>]?|\bwww\.[^\s>)]+"), " "),
    (re.compile(r"(?m)^[ \t]*(?:#{1,6}[ \t]+|>+[ \t]?|[-*•+][ \t]+|\d{1,2}[.)][ \t]+)"), ""),  # headings, quotes, lists
    (re.compile(r"\*\*|__|~~|\|\||`+|(?<!\w)[*_](?=\w)|(?<=[\w.!?,;:)])[*_](?!\w)"), ""),
    (re.compile(r"(?<!\w):[a-z0-9_+-]{2,}:(?!\w)"), " "),  # :rage:
    (re.compile(r"[#@](?=[A-Za-z])"), ""),
)
_PICTURE = r"[\u2190-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]"
_PICTURE_AS_END = re.compile(rf"(?<=[\w)\"”])[ \t]*{_PICTURE}+\s*(?=[A-Z])")
_WRAPPED = re.compile(r"(?<=[\w,;])[ \t]*\r?\n[ \t]*(?=[a-z])")
"""A line break in the middle of a sentence, as mail programs put them."""
_BEGINS_CLAUSE = (
    r"(?:they|it|you|we|he|she|i|there|that|this|its|their|your|our|nobody|everybody|everyone|anyone|anybody|nothing|no|none|the|does|do|did|is|"
    r"are|was|has|have|had|will|can|cannot|could|may|might|only|never|not|even|then|what|which|whose|who|keeps?|us(?:es?|ed)|stores?|sells?|shar(?:es?|ed)|"
    r"trains?|lies?|listens?|reads?|sends?|records?|gets?|makes?|lets?|hands?|passes|gives?|people|users|guests|recordings|calls|messages|hands|"
    r"(?:ca|do|does|did|wo|is|are|was|has|have|could|would)n['’]?t)\b"
)
_CLAUSE = re.compile(
    r"\s*[;:–—]\s|\s-\s|,?\s(?:but|although|because|while|whereas|so that|yet)\s(?=\S+\s\S+)|,\sso\s|"
    r",\s(?=(?:which|who|whose|they|it|how|we|you|nothing|nobody|none|no one)\s\S+\s)|"
    rf",?\s(?:and|so|plus)\s(?={_BEGINS_CLAUSE}\s\S+)",
    re.IGNORECASE,
)


class Sentence(NamedTuple):
    """A sentence, and the number of the paragraph in which it stands."""

    text: str
    paragraph: int


def without_markup(post: str) -> str:
    """Return the words of a post: links by their text, without emoji, mentions and Markdown."""
    for pattern, instead in _MARKUP:
        post = pattern.sub(instead, post)
    post = _PICTURE_AS_END.sub(". ", post)
    return _WRAPPED.sub(" ", re.sub(_PICTURE, " ", post))


def split_post(post: str) -> list[Sentence]:
    """Return the sentences of a post, with its headings and lines as sentences of their own."""
    paragraphs = re.split(r"\n\s*\n", without_markup(post))
    found = (Sentence(text, number) for number, part in enumerate(paragraphs) for text in _split(part))
    return list(found)


def sentences(post: str) -> Iterable[str]:
    """Yield the texts of the sentences of a post."""
    return (sentence.text for sentence in split_post(post))


def is_lower_case(post: str) -> bool:
    """Return True if somebody writes without capitals, so that these tell nothing."""
    begins = re.findall(r"(?:^|[.!?\n]\s*)([A-Za-z])", post)
    return 2 * len([letter for letter in begins if letter.islower()]) > len(begins)


def _split(part: str) -> Iterable[str]:
    ends = [
        match.end()
        for match in re.finditer(_END_IN_LOWER_CASE if is_lower_case(part) else _END, part)
        if not _ABBREVIATION.search(part[max(0, match.start() - LONGEST_ABBREVIATION) : match.end()])
    ]
    for start, end in pairwise((0, *ends, len(part))):
        sentence = " ".join(part[start:end].split())
        if any(character.isalpha() for character in sentence):
            yield sentence


def clauses(sentence: str) -> list[str]:
    """Return the clauses of a sentence, roughly: its parts between semicolons, colons, dashes and conjunctions."""
    return [part for part in (clause.strip(" ,.;:") for clause in _CLAUSE.split(sentence)) if part]
