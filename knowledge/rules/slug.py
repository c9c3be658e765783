"""The file is named after the platform, so that a person finds it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge.rules.rule import Entry, Problem, Rule, Surroundings


def check(entry: Entry, around: Surroundings) -> Iterable[Problem]:
    """Compare the slug with the file's name and with the form of a slug."""
    slug = entry.platform.slug
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        yield Problem(("slug",), f'"{slug}" is not a slug; use lower-case letters and digits with single hyphens between')
    if slug != entry.stem:
        yield Problem(("slug",), f'"{slug}" does not match the file\'s name; rename the file to {slug}.toml or mend the slug')


RULE = Rule("slug", check)
