"""The shipped base is right, and carries what it must."""

from __future__ import annotations

import pytest

from knowledge.folders import SHIPPED
from knowledge.load import Loaded, load
from knowledge.rules.rule import statements
from tests.conftest import TODAY

ASKED_MOST = {
    "zoom", "microsoft-teams", "google-meet", "slack", "discord", "whatsapp", "facebook-messenger", "instagram", "linkedin",
    "signal", "telegram", "webex", "otter", "fireflies", "fathom", "read-ai", "granola", "notion", "chatgpt", "facetime",
}  # fmt: skip
TOPICS = [
    "ai-training", "third-party-ai", "ai-features", "opt-out", "consent", "ownership", "retention", "human-review",
    "encryption", "sensitive", "data-sharing", "access", "biometrics", "uninvited-bots", "authorities", "location", "history",
]  # fmt: skip
GOOD_NEWS = {
    "ai-training": {"no", "opt-in"}, "third-party-ai": {"no", "opt-in"}, "ai-features": {"no", "opt-in"}, "opt-out": {"yes"},
    "consent": {"yes"}, "ownership": {"no"}, "retention": {"no", "opt-in"}, "human-review": {"no", "opt-in"}, "encryption": {"yes"},
    "sensitive": {"yes"}, "data-sharing": {"no", "opt-in"}, "access": {"no", "opt-in"}, "biometrics": {"no", "opt-in"},
    "uninvited-bots": {"yes"}, "authorities": {"no"}, "location": {"yes"},
}  # fmt: skip
YES_IS_GOOD = {"opt-out", "consent", "encryption", "sensitive", "uninvited-bots", "location"}
BAD_NEWS = {topic: {"no"} if topic in YES_IS_GOOD else {"yes"} for topic in GOOD_NEWS}
FEW_PHRASES = {"authorities": 15, "location": 10}
"""Topics that are new and have fewer phrases than the others, with the number that they must keep."""


@pytest.fixture(scope="module")
def shipped() -> Loaded:
    """The shipped base, read anew."""
    return load([SHIPPED], TODAY)


def test_passes_its_own_check(shipped: Loaded) -> None:
    """No mistake is shipped."""
    assert [str(finding) for finding in shipped.findings] == []


def test_has_the_platforms_that_people_ask_about(shipped: Loaded) -> None:
    """The twenty asked about most are there, with an answer on most topics."""
    answers = {platform.slug: len(platform.answers) for platform in shipped.platforms}
    assert len(answers) >= 81
    assert sum(answers.values()) >= 760
    assert all(answers[slug] >= 10 for slug in ASKED_MOST), {slug: answers[slug] for slug in ASKED_MOST}


def test_most_answers_have_a_dated_source(shipped: Loaded) -> None:
    """More of them where more people ask."""
    dated = {
        platform.slug: [any(platform.sources[citation.name].dated for citation in answer.sources) for answer in platform.answers]
        for platform in shipped.platforms
    }
    everywhere = [has for answers in dated.values() for has in answers]
    asked_most = [has for slug in ASKED_MOST for has in dated[slug]]
    assert sum(everywhere) >= 0.70 * len(everywhere)
    assert sum(asked_most) >= 0.85 * len(asked_most)


def test_answers_are_short(shipped: Loaded) -> None:
    """Headline, detail and conditions together: half of them in 45 words, nine of ten in 90."""
    lengths = sorted(
        sum(len(text.split()) for text in (answer.headline, answer.detail, *(held.note for held in answer.conditions)))
        for platform in shipped.platforms
        for answer in platform.answers
    )
    assert lengths[len(lengths) // 2] <= 45
    assert lengths[len(lengths) * 9 // 10] <= 90


def test_asks_the_seventeen_questions_in_order(shipped: Loaded) -> None:
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
    assert all(len(topic.phrases) >= FEW_PHRASES.get(topic.id, 80) for topic in shipped.topics.topics)
    assert len(shipped.language.near_misses) >= 500


def test_every_date_of_verification_is_that_of_the_source_it_names(shipped: Loaded) -> None:
    """It comes from a source, never from the day of writing."""
    for platform in shipped.platforms:
        for _, held, _ in statements(platform):
            named = platform.sources[held.verified_in].dated if held.verified_in else None
            assert held.last_verified == named, (platform.slug, held)


def test_the_shipped_entries_name_no_invented_person(shipped: Loaded) -> None:
    """Who verified is Smallprint."""
    verifiers = {answer.verified_by for platform in shipped.platforms for answer in platform.answers}
    assert verifiers <= {"smallprint", None}
