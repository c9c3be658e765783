"""Compare two versions of a text by their words; markup, punctuation and typography are no change."""

from __future__ import annotations

import difflib
import re
import unicodedata

LONGEST_DIFF = 4_000
_WORD = re.compile(r"\w+|[%$€£]")
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def words_of(text: str) -> list[str]:
    """Return the words by which texts are compared: no case, no punctuation, no typography."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).translate(_UNSEEN).casefold())


def same(one: str, other: str) -> bool:
    """Return True if two versions of a text say the same in the same words."""
    return words_of(one) == words_of(other)


def difference(before: str, after: str) -> str:
    """Return what changed, a sentence a line: "- " before what is no longer there, "+ " before what is new."""
    old, new = _sentences(before), _sentences(after)
    plain_old, plain_new = [words_of(line) for line in old], [words_of(line) for line in new]
    lines: list[str] = []
    matcher = difflib.SequenceMatcher(a=list(map(tuple, plain_old)), b=list(map(tuple, plain_new)), autojunk=False)
    for tag, from_old, to_old, from_new, to_new in matcher.get_opcodes():
        if tag != "equal":
            lines += [f"- {line}" for line in old[from_old:to_old]]
            lines += [f"+ {line}" for line in new[from_new:to_new]]
    text = "\n".join(lines)
    return text if len(text) <= LONGEST_DIFF else text[:LONGEST_DIFF] + "…"


def _sentences(text: str) -> list[str]:
    return [sentence for line in text.splitlines() for sentence in re.split(r"(?<=[.!?;]) +(?=\S)", line) if sentence.strip()]
