"""A base of two platforms that cite pages of a site of this machine."""

from __future__ import annotations

from knowledge.base import Knowledge
from knowledge.dates import PartialDate
from knowledge.records import Answer, Citation, Condition, Platform, Scope, Source

ANYBODY = Scope("all plans")


def source(url: str, copy: str | None = None) -> Source:
    """A source at an address, with the date of its copy."""
    return Source("Terms", url, "Harrow", "primary", copy_date=PartialDate(copy) if copy else None)


def answer(topic: str, *sources: Citation, conditions: tuple[Condition, ...] = ()) -> Answer:
    """An answer that rests on these."""
    return Answer(topic, "opt-in", "Only with your consent.", "", ANYBODY, "medium", sources, conditions=conditions)


def platform(slug: str, sources: dict[str, Source], *answers: Answer) -> Platform:
    """A platform."""
    return Platform(slug, slug.title(), "Vendor", "meetings", "active", sources, answers=answers)


def base(address: str) -> Knowledge:
    """Harrow cites its terms twice and an older copy of them, Fenwick its questions; Brindle's help is cited by nobody."""
    harrow = platform(
        "harrow",
        {
            "terms": source(f"{address}/terms", "2026-11-01"),
            "terms-2023": source(f"{address}/terms", "2023-03"),
            "help": source(f"{address}/help"),
        },
        answer("ai-training", Citation("terms", "10.2"), Citation("terms-2023", "8.1")),
        answer(
            "opt-out",
            Citation("terms", "12"),
            conditions=(Condition("no", ANYBODY, "Free accounts are not asked.", sources=(Citation("terms", "10.4, 10.5"),)),),
        ),
    )
    fenwick = platform("fenwick", {"faq": source(f"{address}/faq")}, answer("ai-training", Citation("faq", "Do you record audio?")))
    return Knowledge({}, {"harrow": harrow, "fenwick": fenwick})
