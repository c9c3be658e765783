"""Which parts of an answer speak of whom a question is about: its plan, region and role."""

from __future__ import annotations

from collections.abc import Sequence

from bot.replies import wording
from bot.understanding.scope import Asked
from knowledge.records import Condition, Scope, Step


def fits(scope: Scope, asked: Asked) -> bool:
    """Whether a scope speaks of what was asked for, along every line that the question names and the scope tells apart."""
    pairs = ((asked.plans, scope.plan), (asked.regions, scope.region), (asked.roles, scope.role))
    named = [(wanted, held) for wanted, held in pairs if wanted and held]
    return bool(named) and all(set(wanted) & set(held) for wanted, held in named)


def asked_for(conditions: Sequence[Condition], asked: Asked) -> list[Condition]:
    """The conditions that speak of whom the question is about; of several, those that meet most of what it names."""
    met = {
        index: len({*asked.plans, *asked.regions, *asked.roles} & {*scope.plan, *scope.region, *scope.role})
        for index, scope in enumerate(condition.applies_to for condition in conditions)
        if fits(scope, asked)
    }
    most = max(met.values(), default=0)
    return [conditions[index] for index, count in met.items() if count == most]


def asked_words(asked: Asked) -> str:
    """Whom a question is about, in words."""
    return wording.both(
        [
            *(f"the {plan} plan" for plan in asked.plans[:1]),
            *(region.upper() for region in asked.regions[:1]),
            *(f"{role}s" for role in asked.roles),
        ]
    )


def steps_for(steps: Sequence[Step], asked: Asked) -> Sequence[Step]:
    """The steps of whoever asks first, then the others'."""
    return sorted(steps, key=lambda step: step.who not in asked.roles)
