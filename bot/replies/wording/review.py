"""List every fixed sentence with its name, for people who read them over."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from types import FunctionType

from bot.replies import wording


def sentences() -> Iterator[tuple[str, str]]:
    """Yield the sentences by matter; names in braces stand for what is filled in."""
    for module in pkgutil.iter_modules(wording.__path__, f"{wording.__name__}."):
        if module.name != __name__:
            yield from _sentences_of(module.name)


def _sentences_of(module: str) -> Iterator[tuple[str, str]]:
    for name, value in vars(import_module(module)).items():
        if name.startswith("_"):
            continue
        if isinstance(value, str) and name.isupper():
            yield name, value
        elif isinstance(value, tuple) and name.isupper():
            yield name, " / ".join(value)
        elif isinstance(value, dict) and name.isupper():
            yield name, " / ".join(f"{key}: {words}" for key, words in value.items())
        elif isinstance(value, FunctionType) and value.__module__ == module:
            yield f"{name}()", _example(value)


def _example(function: Callable[..., str]) -> str:
    examples: dict[str, object] = {
        "str": "{%s}",
        "int": 3,
        "bool": True,
        "Sequence[int]": (1, 2),
        "Sequence[tuple[str, int]]": (("true", 3),),
        "Sequence[str]": ("{one}", "{two}"),
        "str | None": "{%s}",
    }
    filled = {name: examples[str(kind)] for name, kind in function.__annotations__.items() if name != "return"}
    return function(**{name: value % name if isinstance(value, str) else value for name, value in filled.items()})
