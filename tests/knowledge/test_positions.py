"""Keys are found at the lines at which they stand."""

from __future__ import annotations

import pytest

from knowledge.positions import KeyPath, LineIndex

TEXT = '''name = "a"
aliases = [
  "one",
  "two",
]
inline = { text = "x", plan = ["free"] }

[source.terms]
title = """
[not.a.table]
key = "nor a key"
"""
url = "https://example.com/#[x]"

[[answers]]
topic = "t"
sources = [
  { name = "terms" },  # the first
  { name = "other", section = "=" },
]

[[answers.earlier]]
verdict = "no"

[[answers]]
topic = "u"

[[answers.earlier]]
until = 'x'

["two words".b]
c.d = [
  # the first
  "x", "y",
  # the last
  { e = "z" },
]
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("name",), 1),
        (("aliases", 1), 4),
        (("inline", "plan", 0), 6),
        (("source", "terms", "title"), 9),
        (("source", "terms", "url"), 13),
        (("answers", 0), 15),
        (("answers", 0, "sources", 1, "name"), 19),
        (("answers", 0, "earlier", 0, "verdict"), 23),
        (("answers", 1, "topic"), 26),
        (("answers", 1, "earlier", 0, "until"), 29),
        (("answers", 1, "verdict"), 25),
        (("two words", "b", "c", "d", 1), 34),
        (("two words", "b", "c", "d", 2, "e"), 36),
        (("nowhere",), 1),
    ],
)
def test_names_the_line_of_a_key_or_of_what_is_around_it(path: KeyPath, line: int) -> None:
    """A missing key is placed at its table."""
    assert LineIndex(TEXT).line(path) == line
