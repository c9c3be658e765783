"""Each rule reports the mistake that it is for, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.load import load
from tests.conftest import TODAY

Edit = tuple[str, str]
VERIFIED = 'last_verified = "2026-08-06"\nverified_in = "terms"\nverified_by = "smallprint"\n'
TERMS_UNDATED: Edit = ('document_date = "2025-02-01"\ncopy_date = "2026-08-06"\n', "")
CONDITION = 'note = "Free accounts in the EU are asked first."\n'
HEADLINE = "Since February 2025 Parlour's terms rule out training on calls."
DETAIL = 'detail = "The promise covers audio and video."'


def findings(base: Path, *edits: Edit) -> set[tuple[str, str]]:
    """Edit Parlour's file, and give the rule and the key of everything that is wrong then."""
    path = base / "platforms" / "parlour.toml"
    text = path.read_text()
    for old, new in edits:
        assert old in text, f"{old!r} is not in the file"
        text = text.replace(old, new, 1)
    path.write_text(text)
    return {(finding.rule, finding.key) for finding in load([base], TODAY).findings}


def headline(text: str) -> Edit:
    """Give Parlour's answer another headline."""
    return (HEADLINE, text)


@pytest.mark.parametrize("key", ["last_verified", "verified_in", "verified_by"])
def test_an_unverified_answer_carries_no_verification(small_base: Path, key: str) -> None:
    """Whichever of its keys is left over is reported."""
    found = findings(small_base, ('verdict = "no"', 'verdict = "unverified"'), ('confidence = "high"', 'confidence = "low"'))
    assert ("unverified", f"answers[1].{key}") in found


def test_an_unverified_condition_carries_no_verification(small_base: Path) -> None:
    """A condition has the keys too."""
    dated = (CONDITION, CONDITION + 'last_verified = "2026-08-06"\nverified_in = "terms"\n')
    found = findings(small_base, ('verdict = "opt-in"', 'verdict = "unverified"'), dated)
    assert found == {("unverified", "answers[1].conditions[1].last_verified"), ("unverified", "answers[1].conditions[1].verified_in")}


def test_an_unverified_answer_without_a_date_is_right(small_base: Path) -> None:
    """As is one with low confidence and nothing else."""
    undated = (VERIFIED, "")
    assert (
        findings(small_base, ('verdict = "no"', 'verdict = "unverified"'), ('confidence = "high"', 'confidence = "low"'), undated) == set()
    )


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([('verified_in = "terms"\n', "")], {("verified-in", "last_verified"), ("confidence", "confidence")}),
        ([('verified_in = "terms"', 'verified_in = "tems"')], {("verified-in", "verified_in"), ("confidence", "confidence")}),
        ([('verified_in = "terms"', 'verified_in = "terms-2023"')], {("verified-in", "verified_in"), ("verified", "last_verified")}),
        ([('last_verified = "2026-08-06"\n', ""), ('verified_by = "smallprint"\n', "")], {("verified-in", "verified_in")}),
        ([('last_verified = "2026-08-06"', 'last_verified = "2025-02-01"')], {("verified", "last_verified")}),
        ([('last_verified = "2026-08-06"', 'last_verified = "2026-08"')], {("verified", "last_verified")}),
        ([('verified_by = "smallprint"\n', "")], {("verified", "last_verified")}),
    ],
)
def test_a_date_of_verification_is_that_of_a_named_source(small_base: Path, edits: list[Edit], expected: set[tuple[str, str]]) -> None:
    """The source is named, cited and dated, and the two dates are the same."""
    assert findings(small_base, *edits) == {(rule, f"answers[1].{key}") for rule, key in expected}


def test_a_source_without_a_date_verifies_nothing(small_base: Path) -> None:
    """Not even where the answer names it."""
    found = findings(small_base, TERMS_UNDATED)
    assert found == {
        ("verified-in", "answers[1].verified_in"),
        ("verified", "answers[1].last_verified"),
        ("confidence", "answers[1].confidence"),
    }


def test_a_document_counts_by_its_own_date_where_no_copy_is_dated(small_base: Path) -> None:
    """A year or a month is enough."""
    undated_copy = ('document_date = "2025-02-01"\ncopy_date = "2026-08-06"', 'document_date = "2025-03"')
    assert findings(small_base, undated_copy, ('last_verified = "2026-08-06"', 'last_verified = "2025-03"')) == set()


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ('last_verified = "2026-08-06"\nverified_in = "terms"\n', set()),
        ('last_verified = "2026-08-06"\n', {("verified-in", "last_verified")}),
        ('last_verified = "2023-03"\nverified_in = "terms"\n', {("verified", "last_verified")}),
        ('last_verified = "2023-03"\nverified_in = "terms-2023"\n', {("verified-in", "verified_in")}),
    ],
)
def test_a_condition_may_have_a_date_of_its_own(small_base: Path, keys: str, expected: set[tuple[str, str]]) -> None:
    """From a source that it cites itself."""
    found = findings(small_base, (CONDITION, CONDITION + keys))
    assert found == {(rule, f"answers[1].conditions[1].{key}") for rule, key in expected}


def test_a_condition_without_sources_rests_on_those_of_its_answer(small_base: Path) -> None:
    """Its date may come from there."""
    own = (CONDITION + 'sources = [\n  { name = "terms", section = "4.2" },\n]\n', CONDITION)
    assert findings(small_base, own, (CONDITION, CONDITION + 'last_verified = "2026-08-06"\nverified_in = "terms"\n')) == set()


@pytest.mark.parametrize("kind", ["primary", "archive", "court", "regulator", "press", "analysis"])
def test_high_confidence_needs_a_first_hand_source(small_base: Path, kind: str) -> None:
    """What others write about a document is not first hand."""
    expected = {("confidence", "answers[1].confidence")} if kind in {"press", "analysis"} else set()
    assert findings(small_base, ('kind = "primary"', f'kind = "{kind}"')) == expected


@pytest.mark.parametrize("confidence", ["medium", "low"])
def test_less_confidence_needs_no_date(small_base: Path, confidence: str) -> None:
    """An undated source may carry it."""
    assert findings(small_base, (VERIFIED, ""), ('confidence = "high"', f'confidence = "{confidence}"')) == set()


@pytest.mark.parametrize("days", ["0", "-1", "3651", "999999999999"])
def test_an_interval_of_review_can_pass(small_base: Path, days: str) -> None:
    """Otherwise the answer is left out, because no day of review can be computed."""
    assert findings(small_base, ("verified_by", f"review_days = {days}\nverified_by")) >= {("review", "answers[1].review_days")}
    assert [platform.slug for platform in load([small_base], TODAY).platforms] == ["lantern"]


@pytest.mark.parametrize("days", ["1", "3650"])
def test_an_interval_of_review_may_be_short_or_long(small_base: Path, days: str) -> None:
    """Both ends are allowed."""
    assert findings(small_base, ('verified_by = "smallprint"\n', f'verified_by = "smallprint"\nreview_days = {days}\n')) == set()


def test_nothing_begins_after_it_was_read(small_base: Path) -> None:
    """The source cannot have said so yet."""
    later = ('since = "2025-02-01"', 'since = "2026-09"')
    assert findings(small_base, later, ('until = "2025-02-01"', 'until = "2026-09"')) == {("since", "answers[1].since")}


def test_what_began_in_the_month_of_reading_is_right(small_base: Path) -> None:
    """A date that is not exact is read in its favour."""
    month = ('since = "2025-02-01"', 'since = "2026-08"')
    assert findings(small_base, month, ('until = "2025-02-01"', 'until = "2026-08"')) == set()


@pytest.mark.parametrize(("own", "expected"), [(True, set()), (False, {("since", "answers[1].conditions[1].since")})])
def test_a_condition_is_compared_with_the_date_that_is_its_own(small_base: Path, own: bool, expected: set[tuple[str, str]]) -> None:
    """With sources of its own and no date, nothing is known of when they were read."""
    sources = 'sources = [\n  { name = "terms", section = "4.2" },\n]\n'
    assert findings(small_base, (CONDITION + sources, CONDITION + 'since = "2026-10"\n' + sources * own)) == expected


def test_a_gap_between_positions_is_reported(small_base: Path) -> None:
    """Somebody may ask about a day in it."""
    assert findings(small_base, ('until = "2025-02-01"', 'until = "2025-01"')) == {("gaps", "answers[1].earlier[1].until")}


def test_a_gap_between_earlier_positions_is_reported(small_base: Path) -> None:
    """In whatever order they stand."""
    older = (
        '[[answers.earlier]]\nverdict = "silent"\nheadline = "Parlour\'s terms did not mention AI."\napplies_to = { text = "all plans" }\n'
        'until = "2022-12"\nsources = [{ name = "terms-2023" }]\n\n'
    )
    assert findings(small_base, ("[[answers.earlier]]", older + "[[answers.earlier]]")) == {("gaps", "answers[1].earlier[1].until")}


@pytest.mark.parametrize(
    ("since", "until"), [("", "2024-11"), ('since = "2025-02-01"\n', "2025-02"), ('since = "2025-02"\n', "2025-02-01")]
)
def test_positions_may_meet_or_begin_on_an_unknown_day(small_base: Path, since: str, until: str) -> None:
    """Nothing is invented to close a gap."""
    assert findings(small_base, ('since = "2025-02-01"\n', since), ('until = "2025-02-01"', f'until = "{until}"')) == set()


@pytest.mark.parametrize(
    ("aliases", "places"),
    [
        ('["parlour meetings", "Parlour  Meetings"]', ["aliases[2]"]),
        ('["PARLOUR"]', ["aliases[1]", "ordinary_aliases[1]"]),
        ('["parlour  meetings", "parlour call"]', []),
        ('["parlourmeetings", "parlour meetings"]', []),
    ],
)
def test_an_alias_is_listed_once(small_base: Path, aliases: str, places: list[str]) -> None:
    """In other case or with other spaces it is the same; in one word instead of two it is another."""
    assert findings(small_base, ('["parlour meetings"]', aliases)) == {("aliases", place) for place in places}


@pytest.mark.parametrize("alias", ["Lantern Meetings", "lanternmeetings", "lantern-meetings", "LANTERN"])
def test_an_alias_leads_to_one_platform(small_base: Path, alias: str) -> None:
    """Spaces, case and signs do not tell two names apart for the matcher, so neither platform would be found."""
    assert ("aliases", "aliases[1]") in findings(small_base, ('["parlour meetings"]', f'["{alias}"]'))


@pytest.mark.parametrize(
    "text",
    [
        "No, Parlour's terms rule out training on calls.",
        "no training on calls takes place at Parlour, by its terms.",
        "Yes, Parlour's terms do not rule it out.",
        "Only people who agree are in Parlour's training set.",
        "Parlour's terms rule out training on calls",
        "Parlour's terms rule out training on calls. " + "The same holds for whatever is shown there. " * 3,
        "The terms rule out training on calls.",
    ],
)
def test_a_headline_states_the_fact_in_short(small_base: Path, text: str) -> None:
    """Without Yes, No or Only in front, in 160 characters, with a full stop and the platform's name."""
    assert findings(small_base, headline(text)) == {("headlines", "answers[1].headline")}


@pytest.mark.parametrize(
    "text", ["Nobody at Parlour trains AI on calls.", "Notes of Parlour calls train no AI.", "Parlour rules it out." + " " * 138 + "."]
)
def test_a_headline_of_160_characters_passes(small_base: Path, text: str) -> None:
    """As do words that begin like No."""
    assert findings(small_base, headline(text)) == set()


def title(text: str) -> Edit:
    """Give Parlour's answer a title of its own."""
    return ('verdict = "no"', f'verdict = "no"\ntitle = "{text}"')


@pytest.mark.parametrize(
    "text",
    [
        "No, calls at Parlour do not train AI.",
        "Private calls do not train AI.",
        "Parlour does not train AI on private calls",
        "Parlour's terms are clear: private calls do not train its AI.",
        "Parlour does not train its AI on calls between two people, " + "nor on anything else that is shown there " * 2 + ".",
    ],
)
def test_a_title_can_stand_behind_a_yes_or_no(small_base: Path, text: str) -> None:
    """In 120 characters, with the platform's name, a full stop and no colon."""
    assert ("headlines", "answers[1].title") in findings(small_base, title(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Private calls at Parlour do not train its AI.", set()),
        ("Parlour trains its AI on private calls.", {("contrary", "answers[1].title")}),
    ],
)
def test_a_title_has_the_sign_of_the_verdict(small_base: Path, text: str, expected: set[tuple[str, str]]) -> None:
    """As the headline has."""
    assert findings(small_base, title(text)) == expected


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ("", {("limits", "answers[1]")}),
        ("but does on posts", set()),
        ("but not on pictures", {("limits", "answers[1].limit")}),
    ],
)
def test_what_takes_something_back_is_named(small_base: Path, limit: str, expected: set[tuple[str, str]]) -> None:
    """In the words of the title or the headline."""
    old, new = headline("Parlour does not train its AI on calls, but does on posts.")
    key = f'"\nlimit = "{limit}' if limit else ""
    assert findings(small_base, (old, f"{new}{key}")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "No switch is in the part read.",
        "Parlour asks nobody in anything read.",
        "Parlour computes a voiceprint.",
        "It holds on a qualifying edition.",
        "Two things hold: calls stay private: nobody hears them.",
        " ".join(["word"] * 35) + ".",
    ],
)
def test_texts_are_in_plain_words_and_short_sentences(small_base: Path, text: str) -> None:
    """No words of specialists, nothing "read" by nobody, one colon and 34 words a sentence."""
    assert findings(small_base, (DETAIL, f'detail = "{text}"')) == {("wording", "answers[1].detail")}


def test_an_earlier_headline_keeps_the_same_rules(small_base: Path) -> None:
    """It is shown for past dates."""
    earlier = ("Parlour could train its AI", "Yes, Parlour could train its AI")
    assert findings(small_base, earlier) == {("headlines", "answers[1].earlier[1].headline")}


@pytest.mark.parametrize(("words", "expected"), [(60, set()), (61, {("wording", "answers[1].detail")})])
def test_a_detail_has_sixty_words_at_most(small_base: Path, words: int, expected: set[tuple[str, str]]) -> None:
    """What is longer becomes conditions."""
    assert findings(small_base, (DETAIL, f'detail = "{"Word. " * (words - 1)}Word."')) == expected


@pytest.mark.parametrize(
    ("verdict", "text"),
    [
        ("no", "Parlour trains its AI on your calls."),
        ("no", "Parlour's terms allow it to train AI with recordings."),
        ("opt-in", "Parlour learns from what is said in your calls."),
        ("yes", "Parlour does not train AI on calls."),
        ("opt-out", "Parlour's terms rule out training on calls."),
    ],
)
def test_a_headline_does_not_contradict_its_verdict(small_base: Path, verdict: str, text: str) -> None:
    """In either direction."""
    assert findings(small_base, ('verdict = "no"', f'verdict = "{verdict}"'), headline(text)) == {("contrary", "answers[1].headline")}


@pytest.mark.parametrize(
    ("verdict", "text"),
    [
        ("no", "Parlour trains its AI on posts, not on calls."),
        ("opt-in", "Parlour trains its AI on your calls only if you agree."),
        ("opt-out", "Parlour trains its AI on your calls unless you turn that off."),
        ("yes", "Parlour does not train on texts and trains its AI on calls."),
        ("depends", "Parlour trains its AI on your calls."),
        ("silent", "Parlour does not train AI on calls, a blog says."),
    ],
)
def test_a_headline_that_limits_what_it_says_is_left_to_people(small_base: Path, verdict: str, text: str) -> None:
    """The rule speaks up only where it is sure."""
    assert findings(small_base, ('verdict = "no"', f'verdict = "{verdict}"'), headline(text)) == set()


@pytest.mark.parametrize(
    ("topic", "verdict", "text"),
    [
        ("encryption", "no", "Parlour calls are end-to-end encrypted."),
        ("encryption", "yes", "Parlour calls are not end-to-end encrypted."),
        ("ownership", "no", "Parlour owns your recordings."),
        ("retention", "yes", "Parlour never stores calls."),
        ("human-review", "no", "Parlour's staff listen to calls."),
        ("data-sharing", "no", "Parlour sells call data to advertisers."),
        ("access", "no", "Anybody with the link can open a Parlour recording."),
        ("uninvited-bots", "no", "A Parlour host can remove a bot."),
        ("authorities", "no", "Parlour hands recordings to police on a warrant."),
        ("third-party-ai", "opt-in", "Parlour sends recordings to outside AI companies."),
        ("consent", "no", "Parlour tells everyone that it records."),
    ],
)
def test_other_topics_have_their_own_signs(small_base: Path, topic: str, verdict: str, text: str) -> None:
    """One wording of each."""
    (small_base / "topics.toml").unlink()  # the shipped topics hold then
    answer = f'\n[[answers]]\ntopic = "{topic}"\nverdict = "{verdict}"\nheadline = "{text}"\n{DETAIL}\n'
    answer += 'applies_to = { text = "all plans" }\nconfidence = "low"\nsources = [{ name = "terms" }]\n\n[[events]]'
    assert findings(small_base, ("\n[[events]]", answer)) == {("contrary", "answers[2].headline")}
