"""Reads a TOML document into a record and says everything that is wrong with its shape.

pydantic does the checking, with models made from the records; this module turns what it reports into sentences for
the person who edits the file.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from types import GenericAlias
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar, cast, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from pydantic_core import ErrorDetails

from knowledge.findings import Finding
from knowledge.mending import is_record, mended, type_at
from knowledge.misspelt import did_you_mean
from knowledge.plain import as_plain
from knowledge.positions import KeyPath

RULE = "shape"
Record = TypeVar("Record")

_PLAIN_WORDS = {
    "string_type": "must be text in quotes",
    "bool_type": "must be true or false without quotes",
    "int_type": "must be a whole number without quotes",
    "int_parsing": "must be a whole number without quotes",
    "tuple_type": "must be a list in square brackets",
    "dict_type": "must be a table",
    "model_type": "must be a table of keys",
    "model_attributes_type": "must be a table of keys",
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


class Read(NamedTuple, Generic[Record]):
    """The result of reading a document: the record where its shape is right; else what is wrong, and a stand-in for checking on."""

    record: Record | None
    findings: list[Finding]
    stand_in: Record | None = None


def read(document: dict[str, Any], record: type[Record], finding: Callable[[KeyPath, str, str], Finding]) -> Read[Record]:
    """Turn a parsed document into a record, with one finding for each fault of its shape.

    `finding` makes one of the path of a key, a sentence and the name of a rule.
    """
    try:
        return Read(_validated(document, record), [])
    except ValidationError as error:
        faults = error.errors(include_url=False)
        findings = [finding(tuple(detail["loc"]), _sentence(detail, tuple(detail["loc"]), record), RULE) for detail in faults]
    try:
        return Read(None, findings, _validated(mended(document, record, faults), record))
    except ValidationError:
        return Read(None, findings)


def read_line(document: object, record: type[Record], file: Path, number: int) -> tuple[Record | None, list[Finding]]:
    """Turn one line of a JSON Lines file into a record, with one finding for each fault; `number` is the line's."""
    try:
        return _validated(cast("dict[str, Any]", document), record), []
    except ValidationError as error:
        return None, [
            Finding(file, number, dotted(tuple(detail["loc"])), _sentence(detail, tuple(detail["loc"]), record), RULE)
            for detail in error.errors(include_url=False)
        ]


def _validated(document: dict[str, Any], record: type[Record]) -> Record:
    # Through JSON, because pydantic's strict mode takes lists for tuples only from there.
    model = model_of(cast("Any", record)).model_validate_json(json.dumps(document, default=str), strict=True)
    return cast("Record", _as_record(model))


class _Closed(BaseModel):
    """A table that allows no key but its own."""

    model_config = ConfigDict(extra="forbid")
    record: ClassVar[Any]


@cache
def model_of(record: Any) -> type[_Closed]:  # noqa: ANN401 - any record; a cached function cannot depend on its type
    """Return the pydantic model with the keys of a record."""
    hints = get_type_hints(record)
    defaults = record._field_defaults
    fields: dict[str, Any] = {name: (_modelled(hints[name]), _default(defaults.get(name, ...))) for name in record._fields}
    model: type[_Closed] = create_model(record.__name__, __base__=_Closed, __doc__=record.__doc__, **fields)
    model.record = record
    return model


def _modelled(kind: Any) -> Any:  # noqa: ANN401 - a type of any form
    """Return a field's type with models in place of records."""
    if is_record(kind):
        return model_of(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        return GenericAlias(tuple, (_modelled(arguments[0]), ...))
    if origin is dict:
        return GenericAlias(dict, (arguments[0], _modelled(arguments[1])))
    return kind


def _default(value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    """Return a field's default with a model in place of a record."""
    return model_of(cast("Any", type(value))).model_validate(as_plain(value)) if is_record(type(value)) else value


def _as_record(value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
    """Return what a model holds, with records in place of models."""
    if isinstance(value, _Closed):
        return value.record(**{name: _as_record(getattr(value, name)) for name in type(value).model_fields})
    if isinstance(value, tuple):
        return tuple(_as_record(part) for part in value)
    if isinstance(value, dict):
        return {key: _as_record(part) for key, part in value.items()}
    return value


def _sentence(detail: ErrorDetails, path: KeyPath, record: type[Any]) -> str:
    kind = detail["type"]
    given = detail["input"]
    if kind == "extra_forbidden":
        known = _keys_at(record, path[:-1])
        return "unknown key; " + did_you_mean(str(path[-1]), known, f"known here: {', '.join(known)}")
    if kind == "missing":
        return "missing; every entry of this kind needs it"
    if kind == "literal_error":
        expected: str = detail["ctx"]["expected"]
        hint = did_you_mean(str(given), expected.replace("'", "").replace(" or ", ", ").split(", "))
        return f"{_shown(given)} is not one of {expected}" + (f" ({hint})" if hint else "")
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if kind in _PLAIN_WORDS:
        return f"{_shown(given)} {_PLAIN_WORDS[kind]}"
    return detail["msg"]


def _shown(given: object) -> str:
    text = json.dumps(given, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:57] + "…"


def _keys_at(record: Any, path: KeyPath) -> Sequence[str]:  # noqa: ANN401 - a type of any form
    """Return the keys that the record allows at a path."""
    kind = type_at(record, path)
    keys: Sequence[str] = kind._fields if is_record(kind) else ()
    return keys


def dotted(path: KeyPath) -> str:
    """Write a key path as a person writes it: `answers[2].verdict`, counted from 1 as a reader counts."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _syntax_error(message: str, text: str) -> tuple[str, int]:
    """Return tomllib's message without its position, and the line (it names the end of the document in words)."""
    before, _, position = message.partition(" (at ")
    if position.startswith("line "):
        return before, int(position.removeprefix("line ").partition(",")[0])
    return before, text.count("\n") + 1
