"""Damaged JSON and damaged text: what a service would never send, made from what it does send; and how much of it a test tries."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from copy import deepcopy
from functools import wraps
from inspect import iscoroutinefunction
from math import inf
from random import Random
from time import monotonic
from typing import Any

import pytest
from _pytest.outcomes import Skipped
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

TIMES = int(os.environ.get("FUZZ_TIMES", "1"))
"""`make fuzz` tries so many times as many cases as `make test`, and other ones each time."""


def tried(cases: int) -> settings:
    """Try so many cases, always the same ones, in `make test`; more, and other ones each time, in `make fuzz`."""
    return settings(
        max_examples=cases * TIMES, derandomize=TIMES == 1, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )


SECONDS = 3.0 if TIMES == 1 else inf
"""So long a test goes on with its cases in `make test`: an idle machine tries all, a busy one is through with twenty tests in a minute."""


class TimeIsOverError(Skipped):
    """There is no time for further cases: Hypothesis, which knows pytest's word for leaving a test, begins no other."""


class Share:
    """The time that the present test has for its cases."""

    until = inf

    @classmethod
    def begin(cls) -> None:
        """Let it begin."""
        cls.until = monotonic() + SECONDS

    @classmethod
    def look(cls) -> None:
        """Look at the clock after a case; TimeIsOverError if there is no time for another."""
        if monotonic() > cls.until:
            raise TimeIsOverError("no time for further cases")

    @classmethod
    def failed(cls) -> None:
        """Take as long as it needs to find out which part of a case fails."""
        cls.until = inf


def fuzzed(cases: int) -> Callable[[Any], Any]:
    """Mark a test of what comes from outside: it tries so many cases, or as many as there is time for."""

    def mark(test: Any) -> Any:
        test.hypothesis.inner_test = _in_time(test.hypothesis.inner_test)
        return pytest.mark.fuzz(tried(cases)(test))

    return mark


def _in_time(test: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(test)
    async def later(*arguments: Any, **named: Any) -> None:
        try:
            await test(*arguments, **named)
        except Exception:
            Share.failed()
            raise
        Share.look()

    @wraps(test)
    def now(*arguments: Any, **named: Any) -> None:
        try:
            test(*arguments, **named)
        except Exception:
            Share.failed()
            raise
        Share.look()

    return later if iscoroutinefunction(test) else now


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=20),
    st.just("x" * 5_000),
    st.just([]),
    st.just({}),
    st.lists(st.text(max_size=3), max_size=2),
    st.dictionaries(st.sampled_from(["id", "type", "text", "value"]), st.text(max_size=3), max_size=2),
)


SPLINTERS = ('"', "'", "[", "]", "[[", "{", "}", "=", "\n", "#", "\\", '"""', "\0", "\ufeff", "\U0001f600", "\ud800", "<", ">",
             "&", "&#0;", "9" * 30, "nan", "2024-13-45", ",")  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, whole: Any) -> Any:
    """A copy with one to three wounds: a value in it is another, or is missing."""
    copy = deepcopy(whole)
    for _ in range(draw(st.integers(1, 3))):
        places = [*_places(copy)]
        if not places:
            break
        held, key = draw(st.sampled_from(places))
        if isinstance(held, dict) and draw(st.booleans()):
            del held[key]
        else:
            held[key] = draw(JUNK)
    return copy


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every value in a document, each by what holds it and under which key."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, held in inside for place in ((value, key), *_places(held))]


@st.composite
def damaged_text(draw: st.DrawFn, whole: str, values: Sequence[str] = ()) -> str:
    """A text with one to four wounds: cut, doubled, splintered, lines swapped, or one of `values` put behind a line's equals sign."""
    chance = draw(st.randoms(use_true_random=False))
    text = whole
    for _ in range(draw(st.integers(1, 4))):
        wound = draw(st.sampled_from(_WOUNDS))
        text = wound(text, chance, values)
    return text


def _cut(text: str, chance: Random, _: Sequence[str]) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + text[start + chance.randrange(60) :]


def _double(text: str, chance: Random, _: Sequence[str]) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + text[start : start + chance.randrange(200)] * 2 + text[start:]


def _splinter(text: str, chance: Random, _: Sequence[str]) -> str:
    start = chance.randrange(len(text) + 1)
    return text[:start] + chance.choice(SPLINTERS) + text[start:]


def _swap_lines(text: str, chance: Random, _: Sequence[str]) -> str:
    lines = text.split("\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _overwrite_value(text: str, chance: Random, values: Sequence[str]) -> str:
    lines = text.split("\n")
    chosen = chance.randrange(len(lines))
    key, equals, _ = lines[chosen].partition(" = ")
    if equals and values:
        lines[chosen] = key + equals + chance.choice(values)
    return "\n".join(lines)


_WOUNDS = (_cut, _double, _splinter, _swap_lines, _overwrite_value)
