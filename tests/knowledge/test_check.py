"""Every mistake is reported, in one run, with file, line and key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.findings import Finding
from knowledge.load import load
from tests.conftest import TODAY

PARLOUR = Path("platforms") / "parlour.toml"


def findings_after(base: Path, old: str, new: str) -> list[Finding]:
    """Replace one piece of text in the file of Parlour and check the base."""
    path = base / PARLOUR
    text = path.read_text()
    assert text.count(old) >= 1, f"{old!r} is not in the file"
    path.write_text(text.replace(old, new, 1))
    return [finding for finding in load([base], TODAY).findings if finding.file == path]


def test_the_small_base_is_faultless(small_base: Path) -> None:
    """What the other tests damage is right to begin with."""
    assert load([small_base], TODAY).findings == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "says"),
    [
        ('vendor = "Parlour Example Ltd"', 'vendr = "Parlour Example Ltd"', 3, "vendr", 'did you mean "vendor"'),
        ('kind = "meetings"\n', "", 1, "kind", "missing"),
        ('status = "active"', "status = true", 5, "status", "is not one of"),
        ('name = "Parlour"', "name = 7", 2, "name", "must be text"),
        ('kind = "meetings"', 'kind = "meeting"', 4, "kind", 'did you mean "meetings"'),
        ('topic = "ai-training"', 'topic = "ai-trainig"', 26, "answers[1].topic", 'did you mean "ai-training"'),
        (
            '{ name = "terms", section = "4.1" }',
            '{ name = "tems", section = "4.1" }',
            36,
            "answers[1].sources[1].name",
            'did you mean "terms"',
        ),
        ('aliases = ["parlour meetings"]', 'aliases = ["lantern meetings"]', 7, "aliases[1]", "also claimed by lantern"),
        ('aliases = ["parlour meetings"]', 'aliases = ["\u00a0"]', 7, "aliases[1]", "no letter and no digit"),
        ('aliases = ["parlour meetings"]', 'aliases = ["The"]', 7, "aliases[1]", "an everyday word"),
        ('since = "2023-03"\nuntil', 'since = "2025-03"\nuntil', 56, "answers[1].earlier[1].since", "is after until"),
        ('until = "2025-02-01"', 'until = "2025-06-01"', 57, "answers[1].earlier[1].until", "overlaps"),
        ('copy_date = "2026-08-06"', 'copy_date = "2027-01-01"', 16, "sources.terms.copy_date", "ahead of today"),
        ('sources = [{ name = "terms", section = "4.1" }]', "sources = []", 36, "answers[1].sources", "needs a source"),
        ("https://parlour.example.com/terms", "http://parlour.example.com/terms", 12, "sources.terms.url", "not https"),
        ('since = "2025-02-01"', 'since = "2025-02-30"', 31, "answers[1].since", "not a day of the calendar"),
        ('last_verified = "2026-08-06"', 'last_verified = "2026-11-01"', 33, "answers[1].last_verified", "not the date of"),
        ('verified_by = "smallprint"\n', "", 33, "answers[1].last_verified", "needs verified_by"),
        ('slug = "parlour"', 'slug = "parlor"', 1, "slug", "does not match the file's name"),
        ('status = "active"', 'status = "active"\nretired_on = "2025"', 6, "retired_on", "an active platform has none"),
        ('plan = ["free", "business"]', 'plan = ["free", "bussiness"]', 30, "answers[1].applies_to.plan[2]", 'did you mean "business"'),
        ('who = "admin"', 'who = "boss"', 47, "answers[1].steps[1].who", "is not one of"),
        ('confidence = "high"', "confidence = high", 32, "", "not valid TOML"),
        ('until = "2025-02-01"\n', "", 52, "answers[1].earlier[1].until", "missing"),
        ('verdict = "opt-in"', 'verdict = "optin"', 39, "answers[1].conditions[1].verdict", 'did you mean "opt-in"'),
    ],
)
def test_says_what_is_wrong_and_where(small_base: Path, old: str, new: str, line: int, key: str, says: str) -> None:
    """One mistake gives a finding at its line and key that says what to do."""
    found = findings_after(small_base, old, new)
    assert any((finding.line, finding.key) == (line, key) and says in finding.message for finding in found), [str(one) for one in found]


def test_reports_all_mistakes_of_a_file_in_one_run(small_base: Path) -> None:
    """Nobody has to mend one mistake to be told of the next."""
    path = small_base / PARLOUR
    text = path.read_text().replace('vendor = "Parlour Example Ltd"', "vendor = 1").replace('kind = "primary"', 'kind = "primry"')
    path.write_text(text.replace('who = "admin"', 'whom = "admin"'))
    keys = {finding.key for finding in load([small_base], TODAY).findings}
    assert {"vendor", "sources.terms.kind", "sources.terms-2023.kind", "answers[1].steps[1].whom", "answers[1].steps[1].who"} <= keys


def test_a_second_answer_on_a_topic_is_reported(small_base: Path) -> None:
    """Otherwise the first would hide the second."""
    path = small_base / PARLOUR
    text = path.read_text()
    start, end = text.index("[[answers]]"), text.index("[[events]]")
    path.write_text(text[:end] + text[start:end] + text[end:])
    assert any("a second answer" in finding.message for finding in load([small_base], TODAY).findings)


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_text("slug = "),
        lambda path: path.write_bytes(b"slug = \xff"),
        lambda path: path.write_text("[" * 5000),
        lambda path: path.write_text(""),
        lambda path: path.write_text("slug = nan\nname = inf\nsources = 1979-05-27T07:32:00Z"),
    ],
)
def test_one_broken_file_never_takes_the_others_down(small_base: Path, damage: Callable[[Path], object]) -> None:
    """The broken file is left out and reported; the other platform stays."""
    damage(small_base / PARLOUR)
    loaded = load([small_base], TODAY)
    assert [platform.slug for platform in loaded.platforms] == ["lantern"]
    assert {finding.file.name for finding in loaded.findings} == {"parlour.toml"}


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    """A wrong setting is not an empty base."""
    assert "no such folder" in load([tmp_path / "none"], TODAY).findings[0].message


def excused(base: Path, rule: str) -> None:
    """Excuse Parlour from a rule."""
    (base / "excused.toml").write_text(f'[[excused]]\nplatform = "parlour"\nrule = "{rule}"\nreason = "its name is a lawyer\'s word"\n')


def test_an_excused_finding_is_not_reported(small_base: Path) -> None:
    """With a reason that stands in the file."""
    path = small_base / PARLOUR
    path.write_text(path.read_text().replace("The promise covers", "Pursuant to the terms the promise covers"))
    assert {finding.rule for finding in load([small_base], TODAY).findings} == {"wording"}
    excused(small_base, "wording")
    assert load([small_base], TODAY).findings == ()


def test_an_excuse_that_is_not_needed_is_reported(small_base: Path) -> None:
    """So that the list only shrinks."""
    excused(small_base, "wording")
    [finding] = load([small_base], TODAY).findings
    assert (finding.file.name, finding.line, finding.rule) == ("excused.toml", 1, "excuses")


def test_what_must_not_be_answered_from_cannot_be_excused(small_base: Path) -> None:
    """An answer without a source stays out, whatever is written."""
    path = small_base / PARLOUR
    path.write_text(path.read_text().replace('sources = [{ name = "terms", section = "4.1" }]', "sources = []"))
    excused(small_base, "sourced")
    loaded = load([small_base], TODAY)
    assert {finding.rule for finding in loaded.findings} >= {"sourced", "excuses"}
    assert [platform.slug for platform in loaded.platforms] == ["lantern"]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("https://parlour.example.com/terms-2023", "https://parlour.example.com/terms-2023?utm_source=mail", "links"),
        ("The promise covers audio", "Notwithstanding that, it covers audio", "wording"),
        ('name = "Parlour"\n', 'name = "Parlour"\n\n', "layout"),
        ('topic = "ai-training"\nverdict', 'topic = "encryption"\nverdict', "coverage"),
    ],
)
def test_every_rule_finds_what_it_is_for(small_base: Path, old: str, new: str, rule: str) -> None:
    """And says so under its name."""
    assert rule in {finding.rule for finding in findings_after(small_base, old, new)}


def test_a_folder_of_platforms_alone_is_checked_against_the_shipped_topics(small_base: Path) -> None:
    """An operator's own folder needs no topics of its own."""
    for name in ("topics.toml", "language.toml"):
        (small_base / name).unlink()
    assert load([small_base], TODAY).findings == ()
    assert len(load([small_base / "platforms"], TODAY).platforms) == 2


def test_a_phrase_under_two_topics_is_reported(small_base: Path) -> None:
    """One of the two would shadow the other; a near miss is none of ours either."""
    path = small_base / "topics.toml"
    path.write_text(path.read_text().replace('"can they decrypt a call"', '"do they learn from what we say", "what does PLATFORM cost"'))
    messages = [finding.message for finding in load([small_base], TODAY).findings]
    assert any("already stands under ai-training" in message for message in messages)
    assert any("near miss" in message for message in messages)


def test_a_product_that_has_a_file_is_not_unlisted(small_base: Path) -> None:
    """Its file would never be reached under that name otherwise."""
    path = small_base / "language.toml"
    path.write_text(path.read_text().replace('"Blurble | blurble.io"', '"Blurble | Parlour Meetings"'))
    [finding] = load([small_base], TODAY).findings
    assert (finding.file.name, finding.key, finding.rule) == ("language.toml", "unlisted[1]", "phrases")


def test_a_matter_that_can_never_be_found_is_reported(small_base: Path) -> None:
    """Its words are looked for without marks and in lower case; a role has to be one."""
    matter = '[[matters]]\nname = "fax"\nkind = "role"\nasked = ["my fax", "Fax-Nr."]\ntopics = ["faxes"]\n'
    (small_base / "matters.toml").write_text(matter)
    keys = {finding.key for finding in load([small_base], TODAY).findings}
    assert keys == {"matters[1].asked[2]", "matters[1].topics[1]", "matters[1].kind"}


def test_answering_checks_only_what_an_answer_depends_on(small_base: Path) -> None:
    """Layout and wording cost time and change no answer."""
    path = small_base / PARLOUR
    path.write_text(path.read_text().replace('name = "Parlour"\n', 'name = "Parlour"\n\n'))
    assert load([small_base], TODAY, only_blocking=True).findings == ()
    assert load([small_base], TODAY).left_out == ()
    assert len(load([small_base], TODAY).findings) == 1


def test_a_wrong_shape_does_not_hide_what_else_is_wrong(small_base: Path) -> None:
    """Shape and rules are reported in one run, and a stand-in for what is missing is not reported itself."""
    path = small_base / PARLOUR
    text = path.read_text()
    for old, new in (
        ('kind = "meetings"', 'kynd = "meetings"'),
        ('topic = "ai-training"', 'topic = "ai-trainig"'),
        ("https://parlour.example.com/terms-2023", "http://parlour.example.com/terms-2023"),
        ('\nuntil = "2025-02-01"\n', "\n"),
        ('aliases = ["parlour meetings"]', 'aliases = ["lantern meetings"]'),
    ):
        text = text.replace(old, new, 1)
    path.write_text(text)
    loaded = load([small_base], TODAY)
    assert {(finding.key, finding.rule) for finding in loaded.findings if finding.file == path} == {
        ("kind", "shape"),
        ("kynd", "shape"),
        ("aliases[1]", "aliases"),
        ("sources.terms-2023.url", "links"),
        ("answers[1].topic", "topics"),
        ("answers[1].earlier[1].until", "shape"),
        ("slug", "coverage"),
        ("", "layout"),
    }
    assert [platform.slug for platform in loaded.platforms] == ["lantern"]
