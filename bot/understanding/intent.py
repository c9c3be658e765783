"""What a person wants besides the topic: compare, find another platform, hear a rumour confirmed or denied."""

from __future__ import annotations

import re


def _any(*wordings: str) -> str:
    return "(?:" + "|".join(wordings) + ")"


def _compile(*patterns: str) -> re.Pattern[str]:
    return re.compile(_any(*patterns), re.IGNORECASE)


_KIND = _any(
    "platform", "app", "tool", "service", "software", "one", "notetaker", "note taker", "provider", "program",
    "recorder", "messenger", "option", "product", "solution", "company", "vendor", "bot",
) + "s?"  # fmt: skip
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

_ALTERNATIVES = _compile(
    r"\b(?:alternatives?|replacements?|substitutes?)\b",
    rf"\b{_LEAVING}\b.{{0,70}}\b{_SEEKING}\b",
    r"(?:\bis|'s) (?:gone|out|dead)\b.{0,70}\b(?:what else|which|needs?|something|new|recommend)\b",
    rf"\b(?:which|what|any|does any|do any|is there an?|are there(?: any)?)(?: \w+){{0,3}} {_KIND}\b.{{0,50}}\b{_WITHOUT}\b",
    rf"\b(?:which|what|who)\b(?: \w+){{0,2}} {_REFUSES} (?:train|use|record|sell|share|keep|store|listen)",
    rf"(?:^|\b(?:recommend|suggest|need|want|find|know|looking for|an?y?)) (?:an? |me )?(?:\w+ ){{0,2}}{_KIND}"
    r" (?:that|which|where|without|with no|who)\b",
    rf"^{_KIND} (?:that|which|without|with no)\b",
    r"\bwhat (?:should|can|could|do|to|would) (?:(?:i|we|you) )?use instead\b",
    r"\b(?:use|using|go with|move to|switch to|try) instead\b",
    r"\binstead\W*$",
    r"\b(?:recommend|suggest)\b.{0,40}\b(?:app|platform|tool|recorder|instead|something|anything|one|notetaker)\b",
    rf"\bsome?thing {_BETTER}\b",
    rf"\b(?:use|try|need|is there|want) anything {_BETTER}\b",
    r"\bneeds? (?:a|some)(?:thing)? new\b",
    r"\bwhat else is there\b",
    r"\b(?:everyone|everybody|people) (?:in \d+ )?(?:said|says|say) (?:go|switch|move) to\b",
)
_CONTRACTED_NOT = re.compile(r"n't\b|(?<=\bdoes)nt\b|(?<=\bdo)nt\b|(?<=\bwo)nt\b", re.IGNORECASE)
_COMPARE = _compile(
    r"\b(?:vs|versus|or|than|compared?|comparison|better|worse|safer|difference|between|which|either|both|one of|"
    r"and the other|instead of|against)\b"
)
_TOGETHER = _compile(
    r"\b(?:in|into|on|to|from|during|inside|of|joins?|joined|joining|records?|recorded|recording|with|brings?|"
    r"brought|added|adds|uses|using|sends?|invites?|has|had)\b"
)
_TAG = _compile(
    r",? ?\b(?:right|correct|true|yes|no|huh|innit|is it not|does it not|do they not|are they not|am i right|"
    r"isn't it|doesn't it|don't they)\s*\?*\s*$"
)
_QUESTION = _compile(
    r"^\W*(?:so |and |but |ok |hi |hello |hey |wait |quick question )*"
    r"(?:can|could|does|do|did|is|are|was|were|has|have|will|would|should|how|what|which|who|whose|whom|why|when|"
    r"where|may|might|am|any)\b"
)
_RUMOUR = _compile(
    r"\b(?:heard|read|told me|said|says|saw|apparently|supposedly|they say|rumou?r|is it true|true that|claims?|i thought)\b"
)
_DENIES = _compile(r"\b(?:not|never|no longer|no|cannot|without|nobody|none|refuse[sd]?|stopped)\b", r"n't\b")


def wants_alternatives(text: str) -> bool:
    """Whether somebody looks for another platform."""
    return _ALTERNATIVES.search(_CONTRACTED_NOT.sub(" not", text)) is not None


def wants_comparison(text: str) -> bool:
    """Whether several platforms are weighed against each other."""
    return _COMPARE.search(text) is not None


def speaks_of_one_call(between: str) -> bool:
    """Whether the words between two names put them into one call ("a Zoom call with a guest's Otter bot")."""
    return _TOGETHER.search(between) is not None and _COMPARE.search(between) is None


def asserts(text: str) -> bool:
    """Whether a message states something and wants it confirmed, rather than asks openly."""
    states = _QUESTION.match(text) is None and not text.rstrip().endswith("?")
    return states or _TAG.search(text) is not None or _RUMOUR.search(text) is not None


def denies(text: str) -> bool:
    """Whether a statement is put in the negative."""
    return _DENIES.search(text) is not None
