"""The revision of an answer changes with what it says, and with nothing else."""

from __future__ import annotations

from typing import NamedTuple

from knowledge.dates import PartialDate
from knowledge.records import Answer, Citation, Scope
from knowledge.revision import LENGTH, revision_of

ANSWER = Answer("ai-training", "no", "No.", "Not at all.", Scope("all plans"), "high", (Citation("terms", "4.1"),))


def test_the_revision_changes_with_what_an_answer_says() -> None:
    """Its words, its dates, its scope, its sources."""
    revisions = {
        revision_of(answer)
        for answer in (
            ANSWER,
            ANSWER._replace(headline="Yes."),
            ANSWER._replace(since=PartialDate("2023")),
            ANSWER._replace(applies_to=Scope("all plans", plan=("free",))),
            ANSWER._replace(sources=(Citation("terms", "4.2"),)),
        )
    }
    assert len(revisions) == 5
    assert all(len(revision) == LENGTH for revision in revisions)


def test_a_new_field_with_its_default_changes_no_revision() -> None:
    """Ratings and reports stay with the answer they were given to."""

    class Before(NamedTuple):
        verdict: str
        note: str = ""

    class After(NamedTuple):
        verdict: str
        note: str = ""
        reviewed: tuple[str, ...] = ()

    assert revision_of(Before("no")) == revision_of(After("no"))
    assert revision_of(Before("no", "x")) == revision_of(After("no", "x"))
    assert revision_of(After("no")) != revision_of(After("no", reviewed=("a",)))


def test_the_revision_is_the_same_in_every_process() -> None:
    """It stands on old buttons and in the database."""
    assert revision_of(ANSWER) == "-c5r4BDL"
    assert revision_of(ANSWER, None) != revision_of(ANSWER)
