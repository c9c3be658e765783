"""Edits of a platform's document as a parser reads it: plain dictionaries in, changed in place.

What is wrong with the result is the linter's to say; here is only what an edit needs to know of the shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, get_origin

from knowledge.citing import cited_in
from knowledge.errors import OperatorError
from knowledge.mending import is_record, type_at
from knowledge.positions import KeyPath
from knowledge.records import Platform

Document = dict[str, Any]
_PART = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*)((?:\[[0-9]+\])*)\Z")
_DATED = re.compile(r"-[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?\Z")


class EditError(OperatorError):
    """The edit cannot be made; the message says why and what to do."""


def split_answer_id(answer_id: str) -> tuple[str, str]:
    """Return the platform and the topic of an answer's id ("zoom/ai-training")."""
    slug, slash, topic = answer_id.partition("/")
    if not slash or not topic or not slug:
        raise EditError(f'"{answer_id}" names no answer; write PLATFORM/TOPIC, for example zoom/ai-training')
    return slug, topic


def path_of(key: str) -> KeyPath:
    """Return the path of a key as findings name it: "conditions[1].note", counted from 1."""
    path: list[str | int] = []
    for part in key.split("."):
        match = _PART.match(part)
        if match is None:
            raise EditError(f'"{key}" is no key; write it as `knowledge check` does: headline, applies_to.plan, conditions[1].note')
        path.append(match.group(1))
        path += [int(number) - 1 for number in re.findall(r"[0-9]+", match.group(2))]
    return tuple(path)


def set_key(table: Document, path: KeyPath, value: object, above: KeyPath = ()) -> None:
    """Set what stands at a path, read from text by its type; an empty value takes the key out. `above` is the path of the table."""
    holder: Any = table
    for number, part in enumerate(path[:-1]):
        holder = _entered(holder, part, path[number + 1], (*above, *path[: number + 1]))
    last = path[-1]
    if value in (None, "", [], ()):
        _take_out(holder, last)
        return
    value = _typed(value, (*above, *path))
    if isinstance(holder, list) and last == len(holder):
        holder.append(value)
    elif isinstance(holder, list) and not (isinstance(last, int) and 0 <= last < len(holder)):
        raise EditError(f"there are {len(holder)} of {path[-2]}; the next one is number {len(holder) + 1}")
    else:
        holder[last] = value


def _entered(holder: Any, part: str | int, following: str | int, path: KeyPath) -> Any:  # noqa: ANN401 - any part of a document
    """Return what stands below a part of a path; a table or list that is not there yet is made."""
    new: Any = [] if isinstance(following, int) else {}
    if isinstance(holder, list):
        if isinstance(part, int) and part == len(holder):
            holder.append(new)
        if not isinstance(part, int) or not 0 <= part < len(holder):
            raise EditError(f"there are {len(holder)} of {path[-2] if len(path) > 1 else part}; the next one is number {len(holder) + 1}")
        return holder[part]
    below = holder.setdefault(part, new)
    if not isinstance(below, dict | list):
        raise EditError(f"{part} is a value, not a table with keys of its own")
    return below


def _take_out(holder: Any, part: str | int) -> None:  # noqa: ANN401 - any part of a document
    if isinstance(holder, dict):
        holder.pop(part, None)
    elif isinstance(part, int) and 0 <= part < len(holder):
        del holder[part]


def _typed(value: object, path: KeyPath) -> object:
    """Return a value as the file holds it: a list from words with commas between, a number from digits."""
    kind = type_at(Platform, path)
    if not isinstance(value, str):
        return list(value) if isinstance(value, tuple) else value
    value = value.strip()
    if is_record(kind) or (get_origin(kind) is tuple and is_record(type_at(Platform, (*path, 0)))):
        first = kind._fields[0] if is_record(kind) else f"[1].{type_at(Platform, (*path, 0))._fields[0]}"
        name = path[-1] if isinstance(path[-1], str) else path[-2]
        raise EditError(f"{name} is a table; set its keys, for example {name}{'.' if is_record(kind) else ''}{first}=…")
    if get_origin(kind) is tuple:
        return [part.strip() for part in value.split(",") if part.strip()]
    return int(value) if kind is int and value.isdecimal() else value


def answer_in(document: Document, topic: str) -> Document | None:
    """Return the answer on a topic, as the document has it."""
    return next((answer for answer in document.get("answers", []) if answer.get("topic") == topic), None)


def statements_of(answer: Document) -> Iterator[Document]:
    """Yield an answer and its conditions."""
    yield answer
    yield from answer.get("conditions", [])


def names_cited(statement: Document) -> list[str]:
    """Return the names of the sources that a statement itself cites."""
    return [citation["name"] for citation in statement.get("sources", []) if "name" in citation]


def cite(answer: Document, citations: Sequence[str]) -> None:
    """Add sources to those of an answer, each as "name" or "name:section"."""
    sources = answer.setdefault("sources", [])
    for citation in citations:
        name, _, section = citation.partition(":")
        known = [one for one in sources if one.get("name") == name]
        if not known:
            sources.append({"name": name, **({"section": section} if section else {})})
        elif section and all(one.get("section") != section for one in known):
            known[0]["section"] = section


def rename_citations(statement: Document, names: Mapping[str, str]) -> None:
    """Cite sources by other names in a statement."""
    for citation in statement.get("sources", []):
        citation["name"] = names.get(citation["name"], citation["name"])
    if statement.get("verified_in") in names:
        statement["verified_in"] = names[statement["verified_in"]]


def drop_unused_sources(document: Document, before: Document, named: Iterable[str] = ()) -> None:
    """Take out the sources that the edit has brought in or left with nothing that cites them; those it names are the linter's to judge."""
    named_sources, sources_before = set(document.get("sources", {})), set(before.get("sources", {}))
    unused = named_sources - cited_in(document) - set(named)
    for name in unused & (cited_in(before) | (named_sources - sources_before)):
        del document["sources"][name]


def dated_name(name: str, day: str) -> str:
    """Return the name of a copy of a source: the plain name with its date."""
    return f"{_DATED.sub('', name)}-{day}"


def dated(source: Mapping[str, Any]) -> str | None:
    """Return the date for which a source speaks: the copy's, else the document's own."""
    return source.get("copy_date") or source.get("document_date")
