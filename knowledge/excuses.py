"""Findings that are known and borne, each with its reason; one that nobody needs any more is a finding itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from knowledge.findings import Finding
from knowledge.merging import Merged

RULE = "excuses"


class Excuse(NamedTuple):
    """Which rule one platform need not keep, at one key or at any, and why."""

    platform: str
    rule: str
    reason: str
    key: str | None = None


class ExcuseFile(NamedTuple):
    """`excused.toml`."""

    excused: tuple[Excuse, ...]


def excuse(findings: Sequence[Finding], excuses: Sequence[Excuse], place: Merged, blocking: frozenset[str]) -> list[Finding]:
    """Return the findings that are not excused, and one for each excuse that excuses nothing or may not be made."""
    needed: set[Excuse] = set()
    left = []
    for finding in findings:
        fitting = [held for held in excuses if _fits(held, finding) and held.rule not in blocking]
        needed.update(fitting)
        if not fitting:
            left.append(finding)
    for number, held in enumerate(excuses):
        path = ("excused", number)
        if held.rule in blocking:
            message = f'the rule "{held.rule}" cannot be excused: what breaks it must not be answered from'
            left.append(place.finding((*path, "rule"), message, RULE))
        elif held not in needed:
            message = f'{held.platform} keeps the rule "{held.rule}" here; take the excuse out'
            left.append(place.finding(path, message, RULE))
    return left


def _fits(held: Excuse, finding: Finding) -> bool:
    return finding.file.stem == held.platform and finding.rule == held.rule and held.key in {None, finding.key}
