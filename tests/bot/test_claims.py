"""Reading a post: the claims that are in it are found, and none that is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bot.replies import wording
from bot.replies.claims import FoundClaim, claims_named, find_claims, sentences, to_json
from bot.replies.claims.card import summary
from bot.understanding.posts.cues import Cues
from bot.understanding.revision import Revision
from knowledge.dates import PartialDate
from knowledge.topics import TopicClaims

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


POSTS = sorted((Path(__file__).parent.parent / "data" / "posts").glob("*.json"))


def claims_of(revision: Revision, post: str, day: str = "2025-06-01") -> list[dict[str, Any]]:
    """The JSON of a post's claims."""
    return [to_json(claim) for claim in find_claims(revision.knowledge, revision.understanding, post, PartialDate(day))]


def test_finds_most_claims_of_six_posts_and_little_else(revision: Revision) -> None:
    """Posts with Markdown, links, emoji, lists, in lower case, on another product; a found claim is right if it is labelled."""
    wanted = hit = found = right = 0
    for labels in map(Path, POSTS):
        gold = json.loads(labels.read_text(encoding="utf-8"))
        said = {(claim["platform"], claim["topic"]) for claim in claims_of(revision, labels.with_suffix(".txt").read_text(), gold["date"])}
        labelled = [{(one["platform"], topic) for topic in (one["topic"], *one["alt_topics"])} for one in gold["claims"]]
        detectable = [places for places, one in zip(labelled, gold["claims"], strict=True) if one["detectable"] == "yes"]
        wanted += len(detectable)
        hit += sum(not places.isdisjoint(said) for places in detectable)
        found += len(said)
        right += len(said & set().union(*labelled))
    assert (wanted, len(POSTS)) == (28, 6)
    assert hit / wanted >= 0.85
    assert right / found >= 0.9


@pytest.mark.parametrize(
    ("post", "stance", "side", "status"),
    [
        ("Zoom trains its AI on your meetings.", "asserted", "yes", "outdated"),
        ("Zoom does not train its AI on your meetings.", "asserted", "no", "true"),
        ("Zoom will train its AI on your meetings.", "predicted", "yes", "outdated"),
        ("People say that Zoom trains its AI on your meetings. It is false.", "denied", "yes", "outdated"),
        ("No, Zoom does not train its AI on your meetings.", "denied", "yes", "outdated"),
        ("According to the lawsuit Zoom trains its AI on your meetings.", "alleged", "yes", "outdated"),
        ("Zoom trains its AI on your meetings, right?", "asked", "yes", "outdated"),
        ("Zoom says that it does not train its AI on your meetings.", "quoted", "no", "true"),
    ],
)
def test_tells_how_something_is_said(revision: Revision, post: str, stance: str, side: str, status: str) -> None:
    """As the post's own claim, denied, asked, quoted, alleged or expected."""
    (claim,) = [one for one in claims_of(revision, post) if one["topic"] == "ai-training"]
    assert (claim["stance"], claim["side"], claim["status"]) == (stance, side, status)


@pytest.mark.parametrize(
    ("post", "platforms"),
    [
        ("Meta is at it again. It reads your WhatsApp messages to train its AI.", {"whatsapp"}),
        ("WhatsApp has new rules. In March Meta trains its AI on all your chats.", {"whatsapp"}),
        ("Zoom is cheap. They pass your calls on to OpenAI.", {"zoom"}),
        ("Signal is fine. Blorptalk keeps your calls for ever. It trains its AI on them.", set()),
        ("I read the Guardian on Sunday. They train journalists in Paris.", set()),
        ("Does Zoom train its AI on your calls?", set()),
        ("Your iPhone watches your video calls. On FaceTime Apple looks into our calls.", {"facetime"}),
        ("Millions of people who hold lessons on Zoom agreed to it without noticing.", set()),
    ],
)
def test_knows_whom_a_sentence_is_about(revision: Revision, post: str, platforms: set[str]) -> None:
    """A vendor stands for the platform that the post names; another product ends what is carried over; questions claim nothing."""
    assert {claim["platform"] for claim in claims_of(revision, post)} == platforms


@pytest.mark.parametrize(
    ("post", "found"),
    [
        (
            "FaceTime stores no calls and doesn't hand a thing to the police.",
            {("facetime", "retention", "no"), ("facetime", "authorities", "no")},
        ),
        ("Slack is nice. Microsoft Excel trains its AI on your content.", set()),
        ("Google Photos trains its AI on your recordings.", set()),
    ],
)
def test_reads_sides_and_subjects_clause_by_clause(revision: Revision, post: str, found: set[tuple[str, str, str]]) -> None:
    """A denial holds for its own verb, and another product of a vendor is no platform."""
    assert {(claim["platform"], claim["topic"], claim["side"]) for claim in claims_of(revision, post)} == found


def test_a_claim_met_only_by_some_of_the_data_is_partly_true(revision: Revision) -> None:
    """Reported chats are not all chats."""
    assert {claim["status"] for claim in claims_of(revision, "WhatsApp staff read your chats.")} <= {"partly", "false"}


def test_says_nothing_of_a_day_of_which_nothing_is_on_record(revision: Revision) -> None:
    """A position with a date is needed to say that it was not true then either."""
    (claim,) = claims_of(revision, "On Google Meet there is no way to opt out.", "2015-01-01")
    assert claim["then"] == wording.nothing_on_record("1 January 2015")


def test_names_outlive_the_post(revision: Revision) -> None:
    """A shared card is made again from names alone, which hold no word of the post."""
    post = "Zoom owns your private conversations. Signal keeps all your calls for ever."
    found = find_claims(revision.knowledge, revision.understanding, post, None)
    again = claims_named(revision.knowledge, [claim.name for claim in found], None)
    assert [(claim.text, claim.judgement.status, claim.sentence) for claim in again] == [
        (claim.text, claim.judgement.status, "") for claim in found
    ]
    assert {claim.platform for claim in found} == {"zoom", "signal"}


def test_begins_with_a_summary(found: list[FoundClaim]) -> None:
    """How many claims there are, the wrong ones first."""
    assert summary(found) == "8 claims: 2 not true, 4 true until August 2023, 1 true, 1 alleged and not decided."


def test_a_topic_of_ones_own_is_stated_by_its_phrases() -> None:
    """One phrase of each list of cues is needed; without any, nothing is stated on a topic."""
    shoes = TopicClaims(cues=(("shoe*",), ("{who}", "wear … at work")), plain=("bare feet",), inverting=("unlaced",))
    cues = Cues({"shoes": shoes, "hats": TopicClaims()}, {"who": ("staff", "guests")})
    assert cues.topics == ("shoes",)
    assert cues.place("shoes", "the staff like shoes") == len("the staff like ")
    assert cues.place("shoes", "we wear new shoes at work") is not None
    assert cues.place("shoes", "new shoes") is None
    assert cues.states("shoes", "they come in bare feet")
    assert cues.inverts("shoes", "their shoes stay unlaced")
    assert Cues({"shoes": TopicClaims(cues=(("{nobody}",),))}, {}).place("shoes", "shoes") is None
