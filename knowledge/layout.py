"""Put a file into its order and layout without losing a comment.

A key moves together with the comment lines above it. The result is used only if it
says the same to a TOML parser.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from knowledge.order import place_of
from knowledge.positions import TomlSection, sections_of

_TRACKING = re.compile(r"[?&](?:utm_[a-z]+|fbclid|gclid|mc_cid|mc_eid|igshid|ref_src)=[^&\"#]*")


class LayoutError(Exception):
    """A file cannot be laid out; the message says why."""


def lay_out(text: str) -> str:
    """Return the text in canonical order and layout: the same to a parser, but for tracking parameters taken out of addresses.

    Raises LayoutError where the text is not valid TOML, or would not say the same afterwards.
    """
    before = _parsed(text)
    laid_out = "\n\n".join("\n".join(table) for table in _tables(text.replace("\r\n", "\n")) if table) + "\n"
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


def _without_tracking(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_tracking(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_without_tracking(part) for part in value]
    return without_tracking(value) if isinstance(value, str) and value.startswith("https://") else value


def _tables(text: str) -> Iterator[list[str]]:
    """Yield the lines of each table in order: comments above the header, the header, then each key with the comments above it."""
    lines = [line.rstrip() for line in text.split("\n")]
    sections = sections_of(text)
    above: list[str] = []
    for section, following in zip(sections, [*sections[1:], None], strict=True):
        rest = lines[section.body_end : following.header if following else len(lines)]
        rest, above_next = _split_comments(rest) if following else (rest, [])
        header = lines[section.header : section.header + 1] if section.path else []
        yield [*above, *header, *_keys(section, lines), *filter(None, rest)]
        above = above_next


def _keys(section: TomlSection, lines: list[str]) -> list[str]:
    """Return the lines of a table's keys in order, without blank ones; comments stay above their keys."""
    blocks: list[tuple[int, list[str]]] = []
    end = section.header + 1
    for key in section.keys:
        comments, value = lines[end : key.start], lines[key.start : key.end]
        place = place_of(key.path[len(section.path)], section.path)
        blocks.append((place, [*filter(None, comments), *(_clean(line) for line in value if line)]))
        end = key.end
    blocks.sort(key=lambda block: block[0])
    return [line for _, block in blocks for line in block]


def _split_comments(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines between two tables as those that belong to the upper one, and the comments above the header of the lower one."""
    while lines and not lines[-1]:
        lines = lines[:-1]
    start = len(lines)
    while start > 0 and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return lines[:start], lines[start:]


def _clean(line: str) -> str:
    return re.sub(r"https://[^\"\s]+", lambda found: without_tracking(found.group()), line)
