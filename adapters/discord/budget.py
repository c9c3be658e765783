"""Makes sections fit: details are shortened first, then the lines of sources; no source and no change on record is ever left out.

Limits are those of "Embed Limits" in Discord's documentation. Lengths are counted in UTF-16 units, the strictest way in
which Discord may count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adapters.discord.items import Item, Kind, Section

MAX_TITLE = 256
MAX_DESCRIPTION = 4_096
MAX_TOTAL = 6_000
"""Over all embeds of a message."""
MAX_FOOTER = MAX_TOTAL - MAX_TITLE - MAX_DESCRIPTION
"""Below 2,048, which Discord takes, so that an embed that is full otherwise still fits into a message with it."""
MAX_EMBEDS = 10
_GAP = "\n\n"


def size(text: str) -> int:
    """How long a text is for Discord."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def cut(text: str, most: int) -> str:
    """The beginning of a text, as much as fits."""
    while size(text) > most:
        text = text[: len(text) - max(1, (size(text) - most) // 2)]
    return text


def fit(sections: Sequence[Section], most: int) -> Sequence[Section]:
    """Shorten in place until all sections together fit into one message; where they cannot, they take several, and nothing is shortened."""
    if _total(sections) <= most:
        return sections
    whole = [(item, item.text) for section in sections for item in section.items]
    _shorten(sections, most)
    longest = max((len(item.forms) for item in _items(sections, "source")), default=0)
    for form in range(longest):
        if _total(sections) <= most:
            break
        for item in _items(sections, "source"):
            item.text = item.forms[form]
    if _total(sections) > most:
        for item, text in whole:
            item.text = text
    return sections


def split(texts: Sequence[str]) -> list[str]:
    """The texts as paragraphs of as few descriptions as hold them; one that is too long by itself is broken between lines."""
    whole = _GAP.join(texts)
    if size(whole) <= MAX_DESCRIPTION:
        return [whole] if texts else []
    descriptions: list[str] = []
    for text in texts:
        for number, piece in enumerate(_broken(text)):
            joint = _GAP if number == 0 else "\n"
            if descriptions and size(descriptions[-1]) + len(joint) + size(piece) <= MAX_DESCRIPTION:
                descriptions[-1] += joint + piece
            else:
                descriptions.append(piece)
    return descriptions


def _shorten(sections: Sequence[Section], most: int) -> None:
    """Details, the last ones first, each only as far as needed."""
    for item in reversed(list(_items(sections, "detail"))):
        excess = _total(sections) - most
        if excess <= 0:
            return
        item.shorten(len(item.text) - excess)


def _items(sections: Sequence[Section], kind: Kind) -> Iterator[Item]:
    return (item for section in sections for item in section.items if item.kind == kind)


def _total(sections: Sequence[Section]) -> int:
    # A title may be escaped to twice its length.
    return sum(2 * size(section.title) + sum(size(item.text) + len(_GAP) for item in section.items) for section in sections)


def _broken(text: str) -> Iterator[str]:
    if size(text) <= MAX_DESCRIPTION:
        yield text
        return
    for line in text.split("\n"):
        yield from _chunks(line)


def _chunks(line: str) -> Iterator[str]:
    """A line in pieces; a line of a source is never longer than one piece, because its link is not."""
    most = MAX_DESCRIPTION // 2  # in characters, each of which may count twice
    while size(line) > MAX_DESCRIPTION:
        cut = line.rfind(" ", most // 2, most)
        cut = cut if cut > 0 else most
        if (len(line[:cut]) - len(line[:cut].rstrip("\\"))) % 2:
            cut -= 1  # a backslash stays with what it escapes
        yield line[:cut]
        line = f"…{line[cut:].lstrip()}"  # with something in front, a line begins no heading
    if line.strip():
        yield line
