"""Reads a TOML document into a record and says everything that is wrong with its shape.

pydantic does the checking; this module turns what it reports into sentences for the person who edits the file.
"""

from __future__ import annotations

import difflib
import json
import tomllib
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from knowledge.findings import Finding
from knowledge.lines import KeyPath, LineIndex

RULE = "shape"
Record = TypeVar("Record")

_PLAIN_WORDS = {
    "string_type": "must be text in quotes",
    "int_type": "must be a whole number without quotes",
    "int_parsing": "must be a whole number without quotes",
    "tuple_type": "must be a list in square brackets",
    "dict_type": "must be a table",
    "dataclass_type": "must be a table of keys",
    "dataclass_exact_type": "must be a table of keys",
    "string_pattern_mismatch": "is not a date; write YYYY, YYYY-MM or YYYY-MM-DD",
}


def parse(text: str, file: Path) -> tuple[dict[str, Any] | None, list[Finding]]:
    """Parse TOML; where that fails, one finding with the line at which reading stopped."""
    try:
        return tomllib.loads(text), []
    except tomllib.TOMLDecodeError as error:
        message, line = _syntax_error(str(error), text)
        return None, [Finding(file, line, "", f"not valid TOML: {message}", "syntax")]
    except RecursionError:
        return None, [Finding(file, 1, "", "not valid TOML: nested too deeply", "syntax")]


def read(document: dict[str, Any], record: type[Record], file: Path, lines: LineIndex) -> tuple[Record | None, list[Finding]]:
    """Turn a parsed document into a record; where its shape is wrong, None and one finding for each fault."""
    try:
        # Through JSON, because pydantic's strict mode takes lists and tables for tuples and records only from there.
        return _adapter(cast(Any, record)).validate_json(json.dumps(document, default=str), strict=True), []
    except ValidationError as error:
        return None, [_finding(detail, record, file, lines) for detail in error.errors(include_url=False)]


@cache
def _adapter(record: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - any record; the type of a cached function cannot depend on it
    return TypeAdapter(record)


def _finding(detail: ErrorDetails, record: type[Any], file: Path, lines: LineIndex) -> Finding:
    path: KeyPath = tuple(detail["loc"])
    return Finding(file, lines.line(path), dotted(path), _sentence(detail, path, record), RULE)


def _sentence(detail: ErrorDetails, path: KeyPath, record: type[Any]) -> str:
    kind = detail["type"]
    given = detail["input"]
    if kind in {"unexpected_keyword_argument", "extra_forbidden"}:
        known = _keys_at(record, path[:-1])
        near = difflib.get_close_matches(str(path[-1]), known, n=1)
        return "unknown key; " + (f'did you mean "{near[0]}"?' if near else f"known here: {', '.join(known)}")
    if kind in {"missing", "missing_argument"}:
        return "missing; every entry of this kind needs it"
    if kind == "literal_error":
        near = difflib.get_close_matches(str(given), detail["ctx"]["expected"].replace("'", "").replace(" or ", ", ").split(", "), n=1)
        hint = f' (did you mean "{near[0]}"?)' if near else ""
        return f"{_shown(given)} is not one of {detail['ctx']['expected']}{hint}"
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if kind in _PLAIN_WORDS:
        return f"{_shown(given)} {_PLAIN_WORDS[kind]}"
    return detail["msg"]


def _shown(given: object) -> str:
    text = json.dumps(given, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "…"


def _keys_at(record: type[Any], path: KeyPath) -> list[str]:
    """The keys that the record allows at a path."""
    kind: Any = record
    for part in path:
        if is_dataclass(kind) and isinstance(part, str):
            kind = get_type_hints(kind).get(part)
        else:
            arguments = get_args(kind)
            kind = arguments[-1] if isinstance(part, str) and arguments else (arguments[0] if arguments else None)
    return [field.name for field in fields(kind)] if is_dataclass(kind) else []


def dotted(path: KeyPath) -> str:
    """A key path as a person writes it: `answers[2].verdict`, counted from 1 as a reader counts."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _syntax_error(message: str, text: str) -> tuple[str, int]:
    """Tomllib's message without its position, and the line (it names the end of the document in words)."""
    before, _, position = message.partition(" (at ")
    if position.startswith("line "):
        return before, int(position.removeprefix("line ").partition(",")[0])
    return before, text.count("\n") + 1
