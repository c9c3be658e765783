"""Reading a post: the claims that are in it are found, and none that is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.replies import wording
from bot.replies.claims import FoundClaim, find_claims, sentences, to_json
from bot.understanding.revision import Revision
from knowledge.dates import PartialDate

POST = (Path(__file__).parent.parent / "data" / "forwarded-post.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def found(revision: Revision) -> list[FoundClaim]:
    """The claims of a post of the kind that people forwarded in August 2023."""
    return find_claims(revision.knowledge, revision.understanding, POST, PartialDate("2023-08-07"))


def test_finds_every_claim_of_the_post_once(found: list[FoundClaim]) -> None:
    """Ownership, training, no way out, health and confidential talks, sharing, the settlement, the turn, the consent."""
    assert [(claim.topic, claim.judgement.status) for claim in found] == [
        ("ownership", "false"),
        ("ai-training", "outdated"),
        ("history", "false"),
        ("data-sharing", "partly"),
        ("opt-out", "outdated"),
        ("sensitive", "outdated"),
        ("history", "true"),
        ("ai-training", "outdated"),
    ]


def test_says_what_holds_today_and_what_held_then(found: list[FoundClaim]) -> None:
    """An outdated claim was true until the day on which it ended."""
    training = found[1]
    assert training.judgement.status == "outdated"
    assert to_json(training)["now"].startswith(wording.CLAIM_STATUS["outdated"])
    assert "7 August 2023" in str(training.judgement.then)


def test_corrects_the_date_of_the_settlement(found: list[FoundClaim]) -> None:
    """The settlement is real, the date is not."""
    assert "2021" in found[2].judgement.now
    assert found[2].judgement.sources


def test_invents_none(revision: Revision) -> None:
    """Sentences about a platform that claim nothing of ours, and claims about nobody we know, are left alone."""
    post = (
        "Zoom has a new look. I had a meeting on Zoom with my doctor's secretary about parking. "
        "Blorptalk owns your conversations and trains on every call. We shared a laugh."
    )
    assert find_claims(revision.knowledge, revision.understanding, post, None) == []


def test_a_sentence_without_a_name_is_about_the_platform_named_last(revision: Revision) -> None:
    """Posts name a platform once and go on with "they"."""
    post = "Otter joined our call. They train their AI on your meetings."
    claims = find_claims(revision.knowledge, revision.understanding, post, None)
    assert {claim.platform for claim in claims} <= {"otter"}


def test_splits_sentences_where_they_end() -> None:
    """Not behind an abbreviation, a number or an initial."""
    assert list(sentences("On Aug. 1, Zoom Inc. paid $1.5 million. Ms. Q did not!\n\nHeadline\n…and so on.")) == [
        "On Aug. 1, Zoom Inc. paid $1.5 million.",
        "Ms. Q did not!",
        "Headline",
        "…and so on.",
    ]


def test_a_denial_is_not_taken_for_the_claim(revision: Revision) -> None:
    """Who says that it is not so says what the documents say."""
    post = "Zoom does not use your calls to train AI. Zoom no longer owns your conversations."
    claims = find_claims(revision.knowledge, revision.understanding, post, None)
    assert not {claim.text for claim in claims} & {"Zoom uses every call to train its AI", "Zoom owns your private conversations"}
