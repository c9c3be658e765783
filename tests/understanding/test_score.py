"""The figures that the matcher must hold, on messages written by people who saw neither its phrases nor its code."""

from __future__ import annotations

from datetime import date

import pytest

from benchmarks.score import ANSWERING, JUDGES, Laboratory, figures, read_judges, sides
from bot.understanding import thresholds
from bot.understanding.decide import decide
from bot.understanding.question import ConversationState
from bot.understanding.revision import Revision
from bot.understanding.understand import names_of
from tests.conftest import TODAY


@pytest.fixture(scope="module")
def laboratory() -> Laboratory:
    """What reads labelled messages."""
    return Laboratory(TODAY)


def judged(laboratory: Laboratory, revision: Revision, name: str) -> dict[str, float]:
    """Return the figures on one set."""
    return figures(laboratory.read(revision.understanding, read_judges(JUDGES / name)), revision.knowledge.platforms)


def test_strangers_are_understood(laboratory: Laboratory, revision: Revision) -> None:
    """Kind, platforms and topic agree with the labels of a hand that nothing was learnt from."""
    found = judged(laboratory, revision, "judges/judge-mixed.jsonl")
    assert found["all"] >= 0.80
    assert found["platform"] >= 0.95
    assert found["topic first"] >= 0.88
    assert found["topic first or shown"] >= 0.92
    assert found["unknown-platform"] >= 0.85
    assert found["follow-up"] >= 0.70
    assert found["alternatives"] >= 0.60
    assert found["false answers"] <= 0.08


def test_our_own_questions_are_understood(laboratory: Laboratory, revision: Revision) -> None:
    """The older set, whose unknown products are partly covered by now."""
    found = judged(laboratory, revision, "questions.jsonl")
    assert found["answerable"] >= 0.86
    assert found["platform"] >= 0.95


def test_near_misses_pass_seldom(revision: Revision) -> None:
    """Messages about calls on subjects that are not ours, none of them learnt from."""
    texts = (JUDGES / "near-misses.txt").read_text(encoding="utf-8").splitlines()
    texts += [message.text for message in read_judges(JUDGES / "judges" / "near-misses.jsonl")]
    answered = [text for text in texts if decide(revision.understanding.understand(text, TODAY), ConversationState()).kind in ANSWERING]
    assert len(answered) / len(texts) <= 0.10


def test_chatter_after_an_answer_is_not_answered(laboratory: Laboratory, revision: Revision) -> None:
    """A message like "ok cool" does not fetch the answer again."""
    read = laboratory.read(revision.understanding, read_judges(JUDGES / "judges" / "chatter.jsonl"))
    answered = [message.text for message, question, before in read if decide(question, before).kind in ANSWERING]
    assert len(answered) / len(read) <= 0.1, answered


def test_sides_are_mostly_right(laboratory: Laboratory, revision: Revision) -> None:
    """Which answer to the topic's question somebody leans to, if it is said at all."""
    read = laboratory.read(revision.understanding, read_judges(JUDGES / "judges" / "polar.jsonl"))
    said, right = sides(read, thresholds.SIDE)
    assert said >= 0.65
    assert right >= 0.85


@pytest.mark.parametrize(
    "form", ["can {} use my calls for ai", "are {} calls recorded", "does {} record my calls", "is {} end to end encrypted"]
)
def test_every_platform_is_found_by_its_name_in_lower_case(revision: Revision, form: str) -> None:
    """Also those whose names are English words; only a few stay doubtful."""
    missed = []
    for platform in revision.knowledge.platforms.values():
        decision = decide(revision.understanding.understand(form.format(platform.name.lower()), TODAY), ConversationState())
        if decision.kind != "answer" or decision.platforms != (platform.slug,):
            missed.append(platform.slug)
    assert len(missed) <= 2, missed


@pytest.mark.parametrize("form", ["is {} safe", "{} privacy", "are {} calls recorded", "how long does {} keep recordings"])
def test_a_plain_question_gets_an_answer_on_that_platform_by_every_name(revision: Revision, form: str) -> None:
    """By every alias in lower case: never off-topic, never about another platform."""
    for platform in revision.knowledge.platforms.values():
        for name in names_of(platform):
            decision = decide(revision.understanding.understand(form.format(" ".join(name)), TODAY), ConversationState())
            assert (decision.kind, decision.platforms) == ("answer", (platform.slug,)), name


def test_capitals_do_not_matter(revision: Revision) -> None:
    """What is found in a message is found in it in lower case."""
    for message in read_judges(JUDGES / "judges" / "judge-mixed.jsonl"):
        read = [revision.understanding.understand(text, date(2026, 11, 23)) for text in (message.text, message.text.lower())]
        assert read[0].platforms == read[1].platforms, message.text
        assert decide(read[0], ConversationState()) == decide(read[1], ConversationState()), message.text
