"""Find the parts of an answer that speak of whom a question is about: its plan, region and role."""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies import wording
from bot.understanding.scope import Asked
from knowledge.records import Condition, Scope, Step


def fits(scope: Scope, asked: Asked) -> bool:
    """Return True if a scope speaks of what was asked for, along every line that the question names and the scope tells apart."""
    pairs = ((asked.plans, scope.plan), (asked.regions, scope.region), (asked.roles, scope.role))
    named = [(wanted, told) for wanted, told in pairs if wanted and told]
    return bool(named) and all(set(wanted) & set(told) for wanted, told in named)


def asked_for(conditions: Sequence[Condition], asked: Asked) -> list[Condition]:
    """Return the conditions that speak of whom the question is about; of several, those that meet most of what it names."""
    met = {
        index: len({*asked.plans, *asked.regions, *asked.roles} & {*scope.plan, *scope.region, *scope.role})
        for index, scope in enumerate(condition.applies_to for condition in conditions)
        if fits(scope, asked)
    }
    most = max(met.values(), default=0)
    return [conditions[index] for index, count in met.items() if count == most]


def asked_words(asked: Asked) -> str:
    """Return whom a question is about, in words."""
    return wording.both(
        [
            *(f"the {plan} plan" for plan in asked.plans[:1]),
            *(region.upper() for region in asked.regions[:1]),
            *(f"{role}s" for role in asked.roles),
        ]
    )


def steps_for(steps: Sequence[Step], asked: Asked) -> Sequence[Step]:
    """Return the steps of whoever asks first, then the others'."""
    return sorted(steps, key=lambda step: step.who not in asked.roles)
