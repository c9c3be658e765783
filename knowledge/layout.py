"""The order and the layout of a platform's file, and putting a file into them without losing a comment.

Works on the text, line by line: a key moves together with the comment lines above it. The result is used only if it
says the same to a TOML parser.
"""

from __future__ import annotations

import re
import tomllib

ORDER: dict[str, tuple[str, ...]] = {
    "": (
        "slug", "name", "vendor", "kind", "status", "retired_on", "successor", "homepage", "aliases", "ordinary_aliases",
        "owner",
    ),
    "sources": ("title", "url", "archived_url", "publisher", "kind", "document_date", "copy_date"),
    "answers": (
        "topic", "verdict", "headline", "detail", "applies_to", "since", "confidence", "last_verified", "verified_in",
        "verified_by", "review_days", "owner", "sources",
    ),
    "answers.conditions": ("verdict", "applies_to", "note", "since", "last_verified", "verified_in", "sources"),
    "answers.steps": ("who", "do", "where", "seen"),
    "answers.earlier": ("verdict", "headline", "detail", "applies_to", "since", "until", "sources"),
    "events": ("date", "what", "topics", "sources"),
    "claims": ("text", "topic", "asserts", "status", "true_since", "true_until", "why", "signs", "sources"),
    "notes": ("topic", "text"),
}  # fmt: skip
"""The keys of each kind of table in the order in which they are written."""

_HEADER = re.compile(r"^\[\[?\s*([^\]]+?)\s*\]\]?")
_KEY = re.compile(r"^([A-Za-z0-9_-]+)\s*=")
_TRACKING = re.compile(r"[?&](?:utm_[a-z]+|fbclid|gclid|mc_cid|mc_eid|igshid|ref_src)=[^&\"#]*")


class LayoutError(Exception):
    """A file cannot be laid out; the message says why."""


def lay_out(text: str) -> str:
    """Return the text in canonical order and layout: the same to a parser, but for tracking parameters taken out of addresses.

    Raises LayoutError where the text is not valid TOML, or would not say the same afterwards.
    """
    before = _parsed(text)
    tables = _tables(text.replace("\r\n", "\n").split("\n"))
    laid_out = "\n\n".join("\n".join(_table(header, lines)) for header, lines in tables if header or _has_text(lines)) + "\n"
    if _parsed(laid_out) != _without_tracking(before):
        raise LayoutError("the file is written in a way that cannot be put in order without changing it; order it by hand")
    return laid_out


def without_tracking(address: str) -> str:
    """Return an address without the parameters that only say where somebody came from."""
    cleaned = _TRACKING.sub("", address)
    return cleaned if "?" in cleaned else cleaned.replace("&", "?", 1)


def _parsed(text: str) -> object:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise LayoutError(f"not valid TOML: {error}") from None


def _without_tracking(held: object) -> object:
    if isinstance(held, dict):
        return {key: _without_tracking(value) for key, value in held.items()}
    if isinstance(held, list):
        return [_without_tracking(value) for value in held]
    return without_tracking(held) if isinstance(held, str) and held.startswith("https://") else held


def _tables(lines: list[str]) -> list[tuple[str, list[str]]]:
    """Return the tables of a file: the header line ("" before the first) and the lines below it, comments above a header with it."""
    tables: list[tuple[str, list[str]]] = [("", [])]
    for line in lines:
        if _HEADER.match(line):
            above = _take_comments(tables[-1][1])
            tables.append((line.strip(), []))
            tables[-1][1].extend(above and [*above, _END_OF_HEADER_COMMENTS])
        else:
            tables[-1][1].append(line.rstrip())
    return tables


_END_OF_HEADER_COMMENTS = "\0"


def _take_comments(lines: list[str]) -> list[str]:
    while lines and not lines[-1]:
        lines.pop()
    taken: list[str] = []
    while lines and lines[-1].startswith("#"):
        taken.insert(0, lines.pop())
    return taken


def _has_text(lines: list[str]) -> bool:
    return any(lines)


def _table(header: str, lines: list[str]) -> list[str]:
    """Return a table's lines in order: comments above the header, the header, then each key with the comments above it."""
    above: list[str] = []
    if _END_OF_HEADER_COMMENTS in lines:
        cut = lines.index(_END_OF_HEADER_COMMENTS)
        above, lines = lines[:cut], lines[cut + 1 :]
    groups: list[tuple[str, list[str]]] = []
    waiting: list[str] = []
    for line in lines:
        key = _KEY.match(line)
        if key:
            groups.append((key.group(1), [*waiting, _clean(line)]))
            waiting = []
        elif not groups or line.startswith("#"):
            waiting += [line] if line else []
        elif line:
            groups[-1][1].extend([*waiting, _clean(line)])
            waiting = []
    order = ORDER.get(_kind(header), ())
    groups.sort(key=lambda group: order.index(group[0]) if group[0] in order else len(order))
    return [*above, *([header] if header else []), *(line for _, group in groups for line in group), *waiting]


def _clean(line: str) -> str:
    return re.sub(r"https://[^\"\s]+", lambda found: without_tracking(found.group()), line)


def _kind(header: str) -> str:
    found = _HEADER.match(header)
    name = found.group(1) if found else ""
    return "sources" if name.startswith("sources.") else name
