"""The shipped base is right, and carries what it must."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.folders import SHIPPED
from knowledge.load import Loaded, load
from tests.conftest import TODAY

FIRST = {
    "zoom", "facebook-messenger", "google-meet", "linkedin", "microsoft-teams", "slack", "discord", "webex", "whatsapp",
    "signal", "otter", "fireflies",
}  # fmt: skip
TOPICS = [
    "ai-training", "third-party-ai", "ai-features", "opt-out", "consent", "ownership", "retention", "human-review",
    "encryption", "sensitive", "data-sharing", "access", "biometrics", "uninvited-bots", "history",
]  # fmt: skip
GOOD_NEWS = {
    "ai-training": {"no", "opt-in"}, "third-party-ai": {"no", "opt-in"}, "ai-features": {"no", "opt-in"}, "opt-out": {"yes"},
    "consent": {"yes"}, "ownership": {"no"}, "retention": {"no", "opt-in"}, "human-review": {"no", "opt-in"}, "encryption": {"yes"},
    "sensitive": {"yes"}, "data-sharing": {"no", "opt-in"}, "access": {"no", "opt-in"}, "biometrics": {"no", "opt-in"},
    "uninvited-bots": {"yes"},
}  # fmt: skip
BAD_NEWS = {
    topic: {"no"} if topic in {"opt-out", "consent", "encryption", "sensitive", "uninvited-bots"} else {"yes"} for topic in GOOD_NEWS
}


@pytest.fixture(scope="module")
def shipped() -> Loaded:
    """The shipped base, read anew."""
    return load([SHIPPED], TODAY)


def test_passes_its_own_check(shipped: Loaded) -> None:
    """No mistake is shipped."""
    assert [str(finding) for finding in shipped.findings] == []


def test_holds_the_first_platforms(shipped: Loaded) -> None:
    """The platforms with which the project began are there."""
    assert {platform.slug for platform in shipped.platforms} >= FIRST


def test_asks_the_fifteen_questions_in_order(shipped: Loaded) -> None:
    """The topics are those that are promised."""
    assert [topic.id for topic in shipped.topics.topics] == TOPICS


def test_says_of_every_verdict_whether_it_is_good_news(shipped: Loaded) -> None:
    """A yes is good news for encryption and bad news for training."""
    for topic in shipped.topics.topics:
        tones = {str(verdict): meaning.tone for verdict, meaning in topic.verdicts.items()}
        assert all(tones[verdict] == "good" for verdict in GOOD_NEWS.get(topic.id, ()))
        assert all(tones[verdict] == "bad" for verdict in BAD_NEWS.get(topic.id, ()))


def test_has_enough_phrasings_and_near_misses(shipped: Loaded) -> None:
    """The matcher needs 80 phrasings a topic and several hundred near misses."""
    assert all(len(topic.phrases) >= 80 for topic in shipped.topics.topics)
    assert len(shipped.language.near_misses) >= 500


def test_no_date_of_verification_is_later_than_any_copy_that_was_read(shipped: Loaded) -> None:
    """A date of verification comes from a source, never from the day of writing."""
    for platform in shipped.platforms:
        newest = max((source.dated.last for source in platform.sources.values() if source.dated), default=date.min)
        for answer in platform.answers:
            assert answer.last_verified is None or answer.last_verified.first <= newest, (platform.slug, answer.topic)


def test_the_shipped_entries_name_no_invented_person(shipped: Loaded) -> None:
    """Who verified is Smallprint."""
    verifiers = {answer.verified_by for platform in shipped.platforms for answer in platform.answers}
    assert verifiers <= {"smallprint", None}
