"""What a person wants besides the topic: compare, find another platform, hear a rumour confirmed or denied.

Patterns are compiled when they are first needed: most messages hold no word that could start one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from bot.understanding.text import Text


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _any(*wordings: str) -> str:
    return "(?:" + "|".join(wordings) + ")"


_KINDS = (
    "platform", "app", "tool", "service", "software", "one", "notetaker", "note taker", "provider", "program",
    "recorder", "messenger", "option", "product", "solution", "company", "vendor", "bot", "video conferencing", "videoconferencing",
)  # fmt: skip
_KIND = _any(*_KINDS) + "s?"
_KIND_WORDS = " ".join(f"{first} {first}s" for first in (kind.split()[0] for kind in _KINDS))
_LEAVING = _any(
    "instead of", "rather than", "away from", "get(?:ting)? off", "mov(?:e|ing) (?:off|away)",
    "migrat(?:e|ing) (?:off|from|away)", "switch(?:ing)? (?:from|away)", "replac(?:e|ing)", "ditch(?:ing)?",
    "dump(?:ing)?", "quit(?:ting)?", "leaving", "leave", "abandon(?:ing)?", "drop(?:ping)?", "done with",
    "fed up with",
)  # fmt: skip
_SEEKING = _any(
    "what", "which", "where", "else", "apps?", "platform", "options?", "use", "better", "recommend",
    r"suggest\w*", "sugestions?", "something", "need", "new",
)  # fmt: skip
_REFUSES = _any("do not", "does not", "will not", "never")
_WITHOUT = _any(_REFUSES, "without", "not", "no", "least", "safest", "private", "best", "actually", "lets?", "keeps?", "stays?")
_BETTER = _any("else", "comparable", "similar", "better", "safer", "like", "more private")
_ASKED_FOR = r"(?:^|\b(?:recommend|suggest|need|want|find|know|looking for|an?y?))"
_ALTERNATIVES = (
    ("alternative alternatives replacement replacements substitute substitutes", "", r"\b(?:alternatives?|replacements?|substitutes?)\b"),
    (
        """
        instead rather away off moving move migrate migrating switch switching replace replacing ditch ditching dump
        dumping quit quitting leaving leave abandon abandoning drop dropping done fed
        """,
        "",
        rf"\b{_LEAVING}\b.{{0,70}}\b{_SEEKING}\b",
    ),
    (
        "gone out dead",
        "what which need needs something new recommend",
        r"(?:\bis|'s) (?:gone|out|dead)\b.{0,70}\b(?:what else|which|needs?|something|new|recommend)\b",
    ),
    (
        "which what any there",
        _KIND_WORDS,
        rf"\b(?:which|what|any|does any|do any|is there an?|are there(?: any)?)(?: \w+){{0,3}} {_KIND}\b.{{0,50}}\b{_WITHOUT}\b",
    ),
    (
        "which what who",
        "not never",
        rf"\b(?:which|what|who)\b(?: \w+){{0,2}} {_REFUSES} (?:train|use|record|sell|share|keep|store|listen)",
    ),
    (
        "that which where without with who",
        _KIND_WORDS,
        rf"{_ASKED_FOR} (?:an? |me )?(?:\w+ ){{0,2}}{_KIND} (?:that|which|where|without|with no|who)\b",
    ),
    ("that which without with", _KIND_WORDS, rf"^(?:(?!the|my|our|this|your)\w+ ){{0,4}}{_KIND} (?:that|which|without|with no)\b"),
    ("use", "what", r"\bwhat do (?:\w+ ){1,3}use for\b"),
    ("instead", "what", r"\bwhat (?:should|can|could|do|to|would) (?:(?:i|we|you) )?use instead\b"),
    ("instead", "", r"\b(?:use|using|go with|move to|switch to|try) instead\b"),
    ("instead", "", r"\binstead\W*$"),
    (
        "recommend suggest",
        "",
        r"\b(?:recommend|suggest)\b.{0,40}\b(?:app|platform|tool|recorder|instead|something|anything|one|notetaker)\b",
    ),
    ("something somthing", "", rf"\bsome?thing {_BETTER}\b"),
    ("anything", "", rf"\b(?:use|try|need|is there|want) anything {_BETTER}\b"),
    ("need needs", "new", r"\bneeds? (?:a|some)(?:thing)? new\b"),
    ("else", "what", r"\bwhat else is there\b"),
    (
        "everyone everybody people",
        "go switch move",
        r"\b(?:everyone|everybody|people) (?:in \d+ )?(?:said|says|say) (?:go|switch|move) to\b",
    ),
)
"""Wordings of a request for another platform; before each the words of which it needs one, and, where there are any, those of which it
needs one beside that."""
_COMPARING = _words(
    "vs versus or than compare compared comparison better worse safer difference between which either both one against instead"
)
_TOGETHER = _words(
    """
    in into on to from during inside of join joins joined joining record records recorded recording with bring brings
    brought added adds uses using send sends invite invites has had
    """
)
_OPENERS = _words("so and but ok hi hello hey wait quick question")
_ASKING = _words(
    """
    can could does do did is are was were has have will would should how what which who whose whom why when where may
    might am any
    """
)
_SETTINGS = _words("in on as with for at since from when if under")
LONGEST_SETTING = 6
"""What may stand before a question ("in Germany does …", "as a guest can …"), and how many words of it."""
_RUMOURS = _words("heard read said says saw apparently supposedly rumor rumour rumours claim claims thought told")
_DENIALS = _words("not never no cannot without nobody none refuse refuses refused stopped")
_TAGS = _words("right correct true yes no huh innit")
_LONG_TAGS = frozenset({("is", "it"), ("do", "they"), ("i", "right")})


@cache
def _pattern(wording: str) -> re.Pattern[str]:
    """Compiled when a message first holds a word of the wording: that takes longer than answering."""
    return re.compile(wording, re.IGNORECASE)


def _by_word(wordings: Iterable[tuple[str, str, str]]) -> dict[str, list[tuple[frozenset[str], str]]]:
    """By each word the wordings that need it, each with the words of which it needs one beside that."""
    needing: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
    for needed, beside, wording in wordings:
        for word in needed.split():
            needing[word].append((_words(beside), wording))
    return dict(needing)


_SEEKING_BY_WORD = _by_word(_ALTERNATIVES)
_NOT = r"n't\b|(?<=\b(?:does))nt\b|(?<=\b(?:do|wo))nt\b"


def wants_alternatives(text: Text) -> bool:
    """Whether somebody looks for another platform."""
    words = text.words
    needing = [entry for word in words if word in _SEEKING_BY_WORD for entry in _SEEKING_BY_WORD[word]]
    possible = dict.fromkeys([wording for beside, wording in needing if not beside or not beside.isdisjoint(words)])
    if not possible:
        return False
    spelt_out = re.sub(_NOT, " not", text.clean)
    return any(_pattern(wording).search(spelt_out) for wording in possible)


def wants_comparison(text: Text) -> bool:
    """Whether several platforms are weighed against each other."""
    return not _COMPARING.isdisjoint(text.written)


def speaks_of_one_call(between: Text) -> bool:
    """Whether the words between two names put them into one call ("a Zoom call with a guest's Otter bot")."""
    return not _TOGETHER.isdisjoint(between.written) and _COMPARING.isdisjoint(between.written)


def asserts(text: Text) -> bool:
    """Whether a message states something and wants it confirmed, rather than asks openly."""
    said = text.written
    if not _RUMOURS.isdisjoint(said) or (said and (said[-1] in _TAGS or said[-1].endswith("n't") or said[-2:] in _LONG_TAGS)):
        return True
    if text.clean.rstrip().endswith("?"):
        return False
    begun = [word for word in said if word not in _OPENERS]
    return _ASKING.isdisjoint(begun[:LONGEST_SETTING] if begun[:1] and begun[0] in _SETTINGS else begun[:1])


def denies(text: Text) -> bool:
    """Whether a statement is put in the negative."""
    return not _DENIALS.isdisjoint(text.written) or any(word.endswith("n't") for word in text.written)
