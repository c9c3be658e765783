"""Cards of any length, and the subjects of all answers on record, for the tests of what surfaces make of them."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st

from bot.replies.blocks import Block, BlockRole, Heading, Paragraph, Points, Sources
from bot.replies.card import Button
from bot.replies.reference import Reference
from bot.understanding.revision import Revision
from bot.understanding.subject import Subject
from knowledge.base import Cited
from knowledge.records import Source

Texts = st.SearchStrategy[str]
ROLES = st.sampled_from(BlockRole)


class Repeated(str):
    """A long text that is told in short where a test fails."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"{self[:12]!s}… ({len(self)} characters)"


PIECES = ("word ", "x", "A sentence. ", "&", "<", '"', "*", "😀", "\u202e", "\n", "`a` ")
ENDLESS: Texts = st.builds(lambda piece, length: Repeated(piece * (length // len(piece))), st.sampled_from(PIECES), st.integers(0, 6_000))
ABOUT = Reference(Subject("answer", ("parlour",), ("ai-training",)), "0a1b2c3d")


def blocks(text: Texts, *, fewest_sources: int = 0) -> st.SearchStrategy[Block]:
    """A block of any kind with such texts in it; addresses hold what would end a link early."""
    source = st.builds(
        lambda title, path, section: Cited(Source(title, f"https://a.example/{path}", "P", "primary"), section or None),
        text,
        st.text("abc/&|<>()[] é\\", max_size=150),
        st.text(max_size=40),
    )
    return st.one_of(
        st.builds(Heading, text, st.sampled_from(["good", "caution", "bad", "neutral"])),
        st.builds(Paragraph, text, st.one_of(st.just(""), text), ROLES),
        st.builds(Points, text, st.lists(text, max_size=40).map(tuple), ROLES),
        st.lists(source, min_size=fewest_sources, max_size=60).map(lambda sources: Sources(tuple(sources))),
    )


def buttons(text: Texts) -> st.SearchStrategy[Button]:
    """A button with such a label, whose value may be too long."""
    return st.builds(Button, text, st.sampled_from(["ask", "show", "forget"]), st.text(max_size=200))


def subjects(revision: Revision) -> Iterator[Subject]:
    """Every answer, history and list of alternatives on record, and comparisons of neighbours in the list of platforms."""
    slugs = [*revision.knowledge.platforms]
    for topic in revision.knowledge.topics:
        for number, slug in enumerate(slugs):
            yield Subject("answer", (slug,), (topic,))
            if topic != "history":
                yield Subject("alternatives", (slug,), (topic,))
            if number % 11 == 0:
                for width in (2, 5):
                    yield Subject("compare", tuple((slugs * 2)[number : number + width]), (topic,))
                    yield Subject("answer", tuple((slugs * 2)[number : number + width]), (topic,))
