"""Find the parts of an answer that a question is about: by its plan, region and role, or by the words that name the part."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.replies import wording
from bot.replies.part import BETWEEN_PARTS, said_in
from bot.understanding import thresholds
from bot.understanding.asked_scope import naming_part
from bot.understanding.features import stem
from bot.understanding.scope import PAID, REGION_WORDS, AskedScope
from bot.understanding.subject import BOTS
from bot.understanding.text import tokens
from knowledge.records import Answer, Condition, Platform, Scope, Step
from knowledge.vocabulary import Data, Role

_MESSAGES = frozenset(map(stem, ("dm", "dms", "chat", "chats", "message", "messages", "messaging", "texts")))
_SOUND = frozenset(map(stem, ("audio", "sound", "sounds")))
"""Words for one thing, each."""
_IDLE = frozenset(map(stem, "the a an of by in on at with to for that and or all your their its".split()))
"""Words that need not be said to mean a part."""
_OF_ANY_CALL = frozenset(
    map(
        stem,
        "call calls meeting meetings user users people data account accounts content conversation ai training app".split(),
    )
)
"""Words that name no part of an answer, because every question on calls has them."""

_CONTENT = frozenset(map(stem, "call calls message messages chat chats dms content conversation said listen hear read".split()))
"""Words of a question on content, which no part on other data answers unless it is named."""
_AROUND = frozenset[Data]({"metadata", "telemetry"})
_REGIONS = frozenset(map(stem, ("us", *REGION_WORDS)))
_MINE = frozenset({stem("my")})

_WHOSE_FIRST: tuple[Role, ...] = ("user", "host", "guest", "admin")
_AGAINST_BOTS: tuple[Role, ...] = ("host", "guest", "user", "admin")
"""Whose steps come first if somebody does not say who asks: those of most people, and against a bot not those of its own user."""

_LEANING = re.compile(r"^(?:or|otherwise|elsewhere|then|also|if the)\b|\bthere\b")
"""Words of a step that goes with the one before it: "or choose …", "both settings there"."""


def fits(scope: Scope, asked: AskedScope) -> bool:
    """Return True if a scope speaks of what was asked for, along every line that the question names and the scope tells apart."""
    pairs = ((asked.plans, scope.plan), (asked.regions, scope.region), (asked.roles, scope.role))
    named = [(wanted, told) for wanted, told in pairs if wanted and told]
    return bool(named) and all(set(wanted) & set(told) for wanted, told in named)


def narrows(scope: Scope, asked: AskedScope) -> bool:
    """Return True if a scope is of some plans, regions or roles only, and not just of those that a question names."""
    return bool(scope.plan or scope.region or scope.role) and not fits(scope, asked)


def contradicts(scope: Scope, asked: AskedScope) -> bool:
    """Return True if a scope is of other plans, regions or roles than a question names."""
    pairs = ((asked.plans, scope.plan), (asked.regions, scope.region), (asked.roles, scope.role))
    return any(wanted and told and set(wanted).isdisjoint(told) for wanted, told in pairs)


def asked_for(platform: Platform, entry: Answer, asked: AskedScope, stems: Sequence[str] = ()) -> list[Condition]:
    """Return the conditions that the question is about: those that it names in so many words, else those for whom it asks.

    Of several, those that meet most of what it names.
    """
    conditions = entry.conditions
    if stems and (named := _named(platform, entry, stems)):
        return named
    met = {
        index: len({*asked.plans, *asked.regions, *asked.roles} & {*scope.plan, *scope.region, *scope.role})
        for index, scope in enumerate(condition.applies_to for condition in conditions)
        if fits(scope, asked) and (asked.regions or not scope.region) and not _is_beside(scope, entry.applies_to, asked, stems)
    }
    if not met:
        return []
    most = max(met.values())
    return [conditions[index] for index, count in met.items() if count == most]


def is_on_data_around(scope: Scope) -> bool:
    """Return True if a scope is of data about calls and accounts only, not of what is said in calls."""
    return bool(scope.data) and _AROUND.issuperset(scope.data)


def asks_about_content(stems: Sequence[str]) -> bool:
    """Return True if a question is about what is said or written."""
    return not _CONTENT.isdisjoint(stems)


def _is_beside(scope: Scope, headline: Scope, asked: AskedScope, stems: Sequence[str]) -> bool:
    """Return True if a condition is for those who ask and tells something else: of data around calls, or what the headline leaves apart."""
    return (is_on_data_around(scope) and asks_about_content(stems)) or _is_met_by_headline(headline, scope, asked)


def _is_met_by_headline(headline: Scope, condition: Scope, asked: AskedScope) -> bool:
    """Return True if a condition meets only the role that is asked for, which the headline is for too: it tells something else apart."""
    met = {*asked.plans, *asked.regions} & {*condition.plan, *condition.region}
    return not met and bool(set(headline.role) & set(asked.roles)) and set(headline.role) <= set(condition.role)


def _named(platform: Platform, entry: Answer, stems: Sequence[str]) -> list[Condition]:
    """Return the condition of which a whole part of the scope is said in the question; none if several are."""
    found = all_named(platform, entry, stems)
    return found if len(found) == 1 else []


def all_named(platform: Platform, entry: Answer, stems: Sequence[str]) -> list[Condition]:
    """Return the conditions of which a whole part of the scope is said in the question."""
    known = stems_alike(frozenset(map(stem, tokens(f"{entry.applies_to.text} {platform.name}"))))
    return [condition for condition in entry.conditions if _is_named(condition.applies_to, stems, known)]


def _is_named(scope: Scope, stems: Sequence[str], known: frozenset[str]) -> bool:
    """Return True if a part of a scope other than its region is said; one of everyday words, such as "My AI", in these words in order."""
    said = stems_alike(frozenset(stems))
    known |= _REGIONS if scope.region else frozenset()
    for part in BETWEEN_PARTS.split(scope.text):
        phrase = tuple(map(stem, naming_part(tokens(part))))
        words = stems_alike(frozenset(phrase)) - _IDLE
        is_said = words <= said and (not words <= _OF_ANY_CALL | _MINE or f" {' '.join(phrase)} " in f" {' '.join(stems)} ")
        if words and is_said and not words <= known | _OF_ANY_CALL:
            return True
    return False


def stems_alike(stems: frozenset[str]) -> frozenset[str]:
    """Return the stems, with one for all words that mean messages and one for all that mean sound."""
    return frozenset("message" if word in _MESSAGES else "sound" if word in _SOUND else word for word in stems)


def asked_words(asked: AskedScope) -> str:
    """Return the plan and the region that a question is about, in words."""
    plans = (wording.PAID_PLANS,) if set(PAID) <= set(asked.plans) else tuple(f"the {plan} plan" for plan in asked.plans[:1])
    return wording.both([*plans, *map(wording.region, asked.regions[:1])])


def steps_for(entry: Answer, roles: Sequence[Role], words: Sequence[str] = ()) -> Sequence[Step]:
    """Return the steps of an answer: those of whoever asks first, then the others', role by role.

    Of one role those come first that have most of the words of the question; a step that leans on another one stays behind it.
    """
    order = (*roles, *(_AGAINST_BOTS if entry.topic == BOTS else _WHOSE_FIRST))
    groups: list[list[Step]] = []
    for step in entry.steps:
        if groups and groups[-1][-1].who == step.who and _LEANING.search(step.do.lower()):
            groups[-1].append(step)
        else:
            groups.append([step])
    groups.sort(key=lambda group: (order.index(group[0].who), -max(shared_with(step, words) for step in group)))
    return [step for group in groups for step in group]


def has_step_for(steps: Sequence[Step], roles: Sequence[Role], words: Sequence[str]) -> bool:
    """Return True unless there are steps, but none for those who ask, or only for something else than what others can do.

    What a guest can do is mostly to ask, whatever it is about.
    """
    own = [shared_with(step, words) for step in steps if step.who in roles]
    others = [shared_with(step, words) for step in steps if step.who not in {*roles, "guest"}]
    is_on_it = "guest" in roles or max(own, default=0) > 0 or max(others, default=0) < thresholds.STEP_ON_SOMETHING_ELSE
    return not roles or not steps or (bool(own) and is_on_it)


def shared_with(step: Step, words: Sequence[str]) -> int:
    """Return how many words of a question that say something a step has."""
    return said_in(f"{step.do} {step.where or ''}", words)
