"""Damaged JSON: what a service would never send, made from what it does send."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

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
