"""Small checks of JSON values that say where and why a value is refused; what each part of Block Kit allows is said elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Json = dict[str, Any]
Check = Callable[[Any], None]


class FlawError(Exception):
    """A value that Slack refuses; the path to it grows as the error travels up."""

    def __init__(self, what: str, error: str = "invalid_blocks") -> None:
        super().__init__(what)
        self.what = what
        self.error = error
        self.path: list[str] = []

    def __str__(self) -> str:
        """The sentence in the form of Slack's `response_metadata.messages`."""
        return f"[ERROR] {self.what} [json-pointer:/{'/'.join(reversed(self.path))}]"


class Shape:
    """An object with exactly these fields: unknown and missing ones are refused."""

    def __init__(self, required: Mapping[str, Check], optional: Mapping[str, Check] | None = None, rule: Check | None = None) -> None:
        self.required = frozenset(required)
        self.fields: dict[str, Check] = {**required, **(optional or {})}
        self.rule = rule

    def __call__(self, value: Any) -> None:
        """Refuse a value that has not this shape."""
        if not isinstance(value, dict):
            raise FlawError("must provide an object")
        if not self.required <= value.keys():
            raise FlawError(f"missing required field: {min(self.required - value.keys())}")
        for name, held in value.items():
            check = self.fields.get(name)
            if check is None:
                raise FlawError(f"invalid additional property: {name}")
            within(name, check, held)
        if self.rule:
            self.rule(value)


class OneOf:
    """An object whose `type` chooses its shape."""

    def __init__(self, shapes: Mapping[str, Check], what: str) -> None:
        self.shapes = dict(shapes)
        self.what = what

    def __call__(self, value: Any) -> None:
        """Refuse a value of a type that is not allowed here, or not of its type's shape."""
        if not isinstance(value, dict):
            raise FlawError("must provide an object")
        kind = value.get("type")
        check = self.shapes.get(kind) if isinstance(kind, str) else None
        if check is None:
            raise FlawError(f"unsupported {self.what}: {kind}")
        check(value)

    def only(self, *kinds: str) -> OneOf:
        """The same choice among fewer types."""
        return OneOf({kind: self.shapes[kind] for kind in kinds}, self.what)


def within(name: str, check: Check, value: Any) -> None:
    """Apply a check to a part, and add the part's name to the path of what it finds."""
    try:
        check(value)
    except FlawError as flaw:
        flaw.path.append(name)
        raise


def string(most: int, least: int = 1) -> Check:
    """Text of a length."""

    def check(value: Any) -> None:
        if not isinstance(value, str):
            raise FlawError("must provide a string")
        if len(value) < least:
            raise FlawError(f"must be more than {least - 1} characters")
        if len(value) > most:
            raise FlawError(f"must be less than {most + 1} characters")

    return check


def one_of(*allowed: str) -> Check:
    """One of a few words."""

    def check(value: Any) -> None:
        if value not in allowed:
            raise FlawError(f"must be one of: {', '.join(allowed)}")

    return check


def number(least: float, most: float) -> Check:
    """A number in a range; truth values are none."""

    def check(value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise FlawError(f"must be a number from {least} to {most}")

    return check


def boolean(value: Any) -> None:
    """True or false."""
    if not isinstance(value, bool):
        raise FlawError("must be a boolean")


def items(check: Check, most: int, least: int = 1) -> Check:
    """A list of a length, each of its items checked."""

    def check_all(value: Any) -> None:
        if not isinstance(value, list):
            raise FlawError("must be an array")
        if len(value) < least:
            raise FlawError(f"no fewer than {least} items allowed")
        if len(value) > most:
            raise FlawError(f"no more than {most} items allowed")
        for index, held in enumerate(value):
            within(str(index), check, held)

    return check_all


def unique(names: Iterable[str | None], what: str) -> None:
    """Refuse a name that is given twice."""
    seen: set[str] = set()
    for name in names:
        if name is None:
            continue
        if name in seen:
            raise FlawError(f"`{what}` {name!r} already exists for another one; it must be unique")
        seen.add(name)
