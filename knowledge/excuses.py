"""Findings that are known and borne, each with its reason; one that nobody needs any more is a finding itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from knowledge.findings import Finding
from knowledge.merging import Merged

RULE = "excuses"


class Excuse(NamedTuple):
    """A rule that one platform need not keep, at one key or at any, and the reason."""

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
        fitting = [candidate for candidate in excuses if _fits(candidate, finding) and candidate.rule not in blocking]
        needed.update(fitting)
        if not fitting:
            left.append(finding)
    for number, candidate in enumerate(excuses):
        path = ("excused", number)
        if candidate.rule in blocking:
            message = f'the rule "{candidate.rule}" cannot be excused: what breaks it must not be answered from'
            left.append(place.finding((*path, "rule"), message, RULE))
        elif candidate not in needed:
            message = f'{candidate.platform} keeps the rule "{candidate.rule}" here; take the excuse out'
            left.append(place.finding(path, message, RULE))
    return left


def _fits(candidate: Excuse, finding: Finding) -> bool:
    return finding.file.stem == candidate.platform and finding.rule == candidate.rule and candidate.key in {None, finding.key}
