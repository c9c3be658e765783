"""A later folder adds to the earlier ones and overrides them by answer, never by file; where everything stands is known."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.base import answer_on
from knowledge.explain import explain
from knowledge.folders import SHIPPED
from knowledge.layers import with_base
from knowledge.load import Loaded, load
from knowledge.merging import PLATFORM_FILE, Layer, SourceFile, merge
from knowledge.positions import LineIndex
from knowledge.records import Platform
from tests.conftest import TODAY

OWN_ANSWER = """
[sources.contract]
title = "Our contract with Zoom"
url = "https://acme.example.com/zoom"
publisher = "Acme"
kind = "primary"
copy_date = "2026-08-06"

[[answers]]
topic = "ai-training"
verdict = "opt-in"
headline = "Zoom trains on Acme's calls only where legal has agreed."
detail = "Our contract says so."
applies_to = { text = "Acme's accounts" }
confidence = "high"
last_verified = "2026-08-06"
verified_in = "contract"
verified_by = "legal"
sources = [{ name = "contract", section = "3" }]
"""


@pytest.fixture(scope="module")
def shipped() -> Loaded:
    """The shipped base alone."""
    return load([SHIPPED], TODAY, only_blocking=True)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """An empty folder of a company."""
    (tmp_path / "own").mkdir()
    return tmp_path / "own"


def platform(loaded: Loaded, slug: str) -> Platform:
    """The platform with this slug."""
    return next(held for held in loaded.platforms if held.slug == slug)


def on_top(own: Path, file: str, text: str, *, base: Path = SHIPPED) -> Loaded:
    """Write a file into the company's folder and load it on top of a base."""
    (own / file).write_text(text)
    return load([base, own], TODAY)


def test_an_own_answer_leaves_the_others_alone(own: Path, shipped: Loaded) -> None:
    """It takes the place of one answer on Zoom; the fourteen others, the names, events and claims stay."""
    loaded = on_top(own, "zoom.toml", f'slug = "zoom"\naliases = ["the blue app"]\n{OWN_ANSWER}')
    assert loaded.findings == ()
    before, after = platform(shipped, "zoom"), platform(loaded, "zoom")
    assert (held := answer_on(after, "ai-training")) is not None
    assert held.verdict == "opt-in"
    assert held.conditions == ()
    assert [answer for answer in after.answers if answer.topic != "ai-training"] == [
        answer for answer in before.answers if answer.topic != "ai-training"
    ]
    assert after.aliases == (*before.aliases, "the blue app")
    assert (after.events, after.claims) == (before.events, before.claims)
    assert len(loaded.platforms) == len(shipped.platforms)


def test_one_word_in_language_toml_leaves_the_guards_alone(own: Path, shipped: Loaded) -> None:
    """What is off-topic stays off-topic."""
    loaded = on_top(own, "language.toml", 'plain = ["zoom the lens"]\n')
    assert loaded.findings == ()
    assert loaded.language.near_misses == shipped.language.near_misses
    assert loaded.language.unlisted == shipped.language.unlisted
    assert loaded.language.plain == (*shipped.language.plain, "zoom the lens")


def test_phrases_of_claims_are_added_to_a_topic(own: Path, shipped: Loaded) -> None:
    """Cues take the place of the shipped ones; a list that is named has to be there."""
    claims = '[topics.claims]\ncues = [["{own}", "{nowhere}"]]\nplain = ["schools itself"]\n'
    text = f'[[topics]]\nid = "ai-training"\n{claims}[lists]\nown = ["schools"]\n'
    loaded = on_top(own, "topics.toml", text)
    now, before = (next(topic.claims for topic in held.topics.topics if topic.id == "ai-training") for held in (loaded, shipped))
    assert now.cues == (("{own}", "{nowhere}"),)
    assert now.plain == (*before.plain, "schools itself")
    assert now.yes == before.yes
    assert loaded.topics.lists == {**shipped.topics.lists, "own": ("schools",)}
    assert any("no list “nowhere”" in found.message for found in loaded.findings)


def test_one_phrase_in_topics_toml_leaves_the_platforms_alone(own: Path, shipped: Loaded) -> None:
    """It is one phrase more."""
    loaded = on_top(own, "topics.toml", '[[topics]]\nid = "ai-training"\nphrases = ["do the robots school themselves on us"]\n')
    assert loaded.findings == ()
    assert len(loaded.platforms) == len(shipped.platforms)
    assert loaded.topics.topics[0].phrases == (*shipped.topics.topics[0].phrases, "do the robots school themselves on us")
    assert loaded.topics.topics[1:] == shipped.topics.topics[1:]


def test_a_matter_gets_words_and_another_one_is_added(own: Path, shipped: Loaded) -> None:
    """A matter is found by its name."""
    text = '[[matters]]\nname = "voicemail"\nasked = ["vm"]\n\n[[matters]]\nname = "faxes"\nkind = "content"\nasked = ["fax"]\n'
    loaded = on_top(own, "matters.toml", text)
    assert loaded.findings == ()
    before = next(matter for matter in shipped.matters if matter.name == "voicemail")
    after = next(matter for matter in loaded.matters if matter.name == "voicemail")
    assert (after.asked, after.told) == ((*before.asked, "vm"), before.told)
    assert [matter.name for matter in loaded.matters] == [*(matter.name for matter in shipped.matters), "faxes"]


def test_an_answer_is_changed_by_key_and_a_condition_by_its_scope(own: Path, small_base: Path) -> None:
    """An answer without a verdict changes the keys that it has."""
    text = """slug = "parlour"

[[answers]]
topic = "ai-training"
detail = "Legal has read the terms."

[[answers.conditions]]
verdict = "no"
applies_to = { text = "free accounts in the EU", plan = ["free"], region = ["eu"] }
note = "Free accounts in the EU are left out here."

[[answers.conditions]]
verdict = "opt-in"
applies_to = { text = "guests", role = ["guest"] }
note = "Guests are asked."
"""
    loaded = on_top(own, "parlour.toml", text, base=small_base)
    assert loaded.findings == ()
    [answer] = platform(loaded, "parlour").answers
    assert answer.detail == "Legal has read the terms."
    assert answer.headline == "Since February 2025 Parlour's terms rule out training on calls."
    assert [(held.applies_to.text, held.verdict) for held in answer.conditions] == [("free accounts in the EU", "no"), ("guests", "opt-in")]


def test_says_where_everything_stands_and_what_it_overrides(own: Path, small_base: Path) -> None:
    """By file and line."""
    loaded = on_top(own, "parlour.toml", 'slug = "parlour"\n\n[[answers]]\ntopic = "ai-training"\ndetail = "Read."\n', base=small_base)
    merged, shipped_file = loaded.origins["parlour"], small_base / "platforms" / "parlour.toml"
    detail = ("answers", 0, "detail")
    assert str(merged.place(detail)) == f"{own / 'parlour.toml'}:5"
    assert [str(place) for place in merged.overridden[detail]] == [f"{shipped_file}:29"]
    assert str(merged.place(("answers", 0, "verdict"))) == f"{shipped_file}:27"


def test_a_mistake_in_an_own_file_leaves_the_shipped_answers(own: Path, shipped: Loaded) -> None:
    """It is told with its own line and key, and only that file is left out."""
    loaded = on_top(own, "zoom.toml", 'slug = "zoom"\n' + OWN_ANSWER.replace('verdict = "opt-in"', 'verdict = "optin"'))
    [finding] = loaded.left_out
    assert (finding.file, finding.line, finding.key) == (own / "zoom.toml", 12, "answers[1].verdict")
    assert platform(loaded, "zoom") == platform(shipped, "zoom")


def test_a_file_that_breaks_another_one_is_the_one_left_out(own: Path, shipped: Loaded) -> None:
    """Here a later copy of the terms, of which the shipped answers do not speak."""
    source = next(name for name, held in platform(shipped, "zoom").sources.items() if held.copy_date == "2026-08-06")
    loaded = on_top(own, "zoom.toml", f'slug = "zoom"\n\n[sources.{source}]\ncopy_date = "2026-11-01"\n')
    assert (own / "zoom.toml", "layer") in {(finding.file, finding.rule) for finding in loaded.left_out}
    assert platform(loaded, "zoom") == platform(shipped, "zoom")


@pytest.mark.parametrize("text", ["slug = ", 'slug = "zoom"\nanswers = 3\n', 'slug = "zoom"\n[[answers]]\ntopic = ["a"]\n'])
def test_a_file_in_no_shape_at_all_leaves_the_shipped_answers(own: Path, shipped: Loaded, text: str) -> None:
    """Whatever stands in it."""
    loaded = on_top(own, "zoom.toml", text)
    assert {finding.file for finding in loaded.left_out} == {own / "zoom.toml"}
    assert platform(loaded, "zoom") == platform(shipped, "zoom")


def test_an_addition_to_a_platform_that_is_not_there_is_told(own: Path) -> None:
    """In one sentence."""
    [finding] = on_top(own, "zooom.toml", 'slug = "zooom"\naliases = ["zm"]\n').findings
    assert "no folder before this one" in finding.message


def test_an_own_platform_may_be_one_that_was_known_by_name_only(own: Path, small_base: Path) -> None:
    """The earlier list of products without a file cannot be edited by whoever adds the file."""
    text = (small_base / "platforms" / "lantern.toml").read_text().replace("lantern", "blurble").replace("Lantern", "Blurble")
    loaded = on_top(own, "blurble.toml", text, base=small_base)
    assert loaded.findings == ()
    assert loaded.language.unlisted == ()


def test_an_alias_goes_to_the_layer_that_names_it_last(own: Path, small_base: Path) -> None:
    """The other platform gives it up; its own name it keeps, and that is told."""
    lantern = 'slug = "lantern"\naliases = {}\n'
    loaded = on_top(own, "lantern.toml", lantern.format('["Parlour Meetings", "parlour room"]'), base=small_base)
    assert loaded.findings == ()
    assert "parlour meetings" not in platform(loaded, "parlour").aliases
    assert "Parlour Meetings" in platform(loaded, "lantern").aliases
    loaded = on_top(own, "lantern.toml", lantern.format('["parlour"]'), base=small_base)
    assert {(finding.file, finding.rule) for finding in loaded.findings} >= {(own / "lantern.toml", "aliases")}
    assert platform(loaded, "parlour").ordinary_aliases == ("parlour",)


def test_a_phrase_goes_to_the_topic_that_names_it_last(own: Path, small_base: Path) -> None:
    """It teaches one topic."""
    loaded = on_top(own, "topics.toml", '[[topics]]\nid = "encryption"\nphrases = ["Do they learn from what we say"]\n', base=small_base)
    assert loaded.findings == ()
    training, encryption = loaded.topics.topics
    assert "do they learn from what we say" not in training.phrases
    assert len(training.phrases) == 2
    assert encryption.phrases[-1] == "Do they learn from what we say"


NOTE = 'slug = "parlour"\n\n[[notes]]\ntopic = "ai-training"\ntext = "Here: turn it off, and ask privacy@acme.example.com."\n'


def test_a_note_bears_the_name_of_its_layer(own: Path, small_base: Path) -> None:
    """The folder's own, or the one in layer.toml; answers of the layer belong to its owner."""
    assert [note.layer for note in platform(on_top(own, "parlour.toml", NOTE, base=small_base), "parlour").notes] == ["own"]
    (own / "parlour.toml").write_text(NOTE.replace("[[notes]]", f"{OWN_ANSWER.lstrip().replace('Zoom', 'Parlour')}\n[[notes]]"))
    loaded = on_top(own, "layer.toml", 'name = "Acme"\nowner = "ann@acme.example.com"\n', base=small_base)
    assert loaded.findings == ()
    parlour = platform(loaded, "parlour")
    assert [(note.layer, note.workspaces) for note in parlour.notes] == [("Acme", ())]
    assert [answer.owner for answer in parlour.answers] == ["ann@acme.example.com"]
    assert parlour.owner is None
    assert [answer.owner for answer in platform(loaded, "lantern").answers] == [None] * len(platform(loaded, "lantern").answers)


def test_a_folder_for_some_workspaces_holds_notes_only(own: Path, small_base: Path) -> None:
    """Nobody else may see what it says, and what it says of everybody must not depend on who asks."""
    (own / "layer.toml").write_text('name = "Acme"\nworkspaces = ["slack:T1"]\n')
    loaded = on_top(own, "parlour.toml", NOTE, base=small_base)
    assert loaded.findings == ()
    assert [note.workspaces for note in platform(loaded, "parlour").notes] == [("slack:T1",)]
    loaded = on_top(own, "parlour.toml", NOTE.replace("\n\n", '\naliases = ["parl"]\n\n', 1), base=small_base)
    assert [(finding.key, finding.rule) for finding in loaded.left_out] == [("aliases", "layer")]
    assert platform(loaded, "parlour").notes == ()
    loaded = on_top(own, "language.toml", 'plain = ["a"]\n', base=small_base)
    assert {finding.file.name for finding in loaded.left_out} == {"parlour.toml", "language.toml"}


@pytest.mark.parametrize(
    "layer",
    ['workspaces = ["T1"]\n', "workspaces = []\n", 'workspaces = "slack:T1"\n', 'workspace = ["slack:T1"]\n', "workspaces = [\n"],
)
def test_a_folder_whose_layer_file_is_wrong_is_left_out(own: Path, small_base: Path, layer: str) -> None:
    """Because nobody knows then whom its notes are for."""
    (own / "layer.toml").write_text(layer)
    loaded = on_top(own, "parlour.toml", NOTE, base=small_base)
    assert {finding.file.name for finding in loaded.left_out} == {"layer.toml"}
    assert platform(loaded, "parlour").notes == ()


def test_a_note_cannot_say_itself_whom_it_is_for(own: Path, small_base: Path) -> None:
    """The folder does."""
    loaded = on_top(own, "parlour.toml", f'{NOTE}workspaces = ["slack:T2"]\n', base=small_base)
    assert [finding.key for finding in loaded.left_out] == ["notes[1].workspaces"]


def test_a_folder_is_checked_with_what_it_builds_on(own: Path, small_base: Path) -> None:
    """A base stands alone; what only adds stands on the shipped base."""
    assert with_base(small_base) == [small_base]
    assert with_base(SHIPPED) == [SHIPPED]
    assert with_base(own) == [SHIPPED, own]
    (own / "topics.toml").write_text('[[topics]]\nid = "ai-training"\nwords = ["x"]\n')
    assert with_base(own) == [SHIPPED, own]
    (small_base / "layer.toml").write_text('name = "Acme"\n')
    assert with_base(small_base) == [SHIPPED, small_base]


def test_explains_an_answer_by_file_and_line(own: Path, small_base: Path) -> None:
    """What a key says, where it stands, what it overrides; the notes beside it too."""
    text = (
        f'{NOTE.partition("[[notes]]")[0]}[[answers]]\ntopic = "ai-training"\ndetail = "Read."\n\n[[notes]]{NOTE.partition("[[notes]]")[2]}'
    )
    merged = on_top(own, "parlour.toml", text, base=small_base).origins["parlour"]
    told = {line.key: (line.says, str(line.place), [str(place) for place in line.overrides]) for line in explain(merged, "ai-training")}
    shipped_file = small_base / "platforms" / "parlour.toml"
    assert told["detail"] == ("Read.", f"{own / 'parlour.toml'}:5", [f"{shipped_file}:29"])
    assert told["verdict"] == ("no", f"{shipped_file}:27", [])
    assert told["note"][:2] == ("Here: turn it off, and ask privacy@acme.example.com.", f"{own / 'parlour.toml'}:7")
    whole = {line.key: str(line.place) for line in explain(merged)}
    assert whole["name"] == f"{shipped_file}:2"
    assert whole["  ai-training.detail"] == f"{own / 'parlour.toml'}:5"


words = st.text("abcdefgh ", min_size=3, max_size=12).map(str.strip).filter(bool)


@st.composite
def additions(draw: st.DrawFn) -> dict[str, str]:
    """Files of a layer that only adds: aliases, phrases, near misses, notes, an answer where there is none."""

    def strings() -> str:
        return "[" + ", ".join(f'"{text}"' for text in draw(st.lists(words, max_size=3))) + "]"

    parlour = f'slug = "parlour"\naliases = {strings()}\n'
    if draw(st.booleans()):
        parlour += OWN_ANSWER.replace('"ai-training"', '"encryption"')
    if draw(st.booleans()):
        parlour += '[[notes]]\ntopic = "encryption"\ntext = "Here: ask."\n'
    topic = draw(st.sampled_from(["ai-training", "encryption"]))
    return {
        "parlour.toml": parlour,
        "topics.toml": f'[[topics]]\nid = "{topic}"\nphrases = {strings()}\nwords = {strings()}\n',
        "language.toml": f"near_misses = {strings()}\nplain = {strings()}\n",
    }


@given(files=additions(), left_out=st.sets(st.sampled_from(["parlour.toml", "topics.toml", "language.toml"])))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_layer_that_only_adds_loses_nothing(small_base: Path, files: dict[str, str], left_out: set[str]) -> None:
    """Every answer, alias, phrase and near miss of the base is still there, unchanged."""
    before = load([small_base], TODAY, only_blocking=True)
    with tempfile.TemporaryDirectory() as own:
        for name, text in files.items():
            if name not in left_out:
                (Path(own) / name).write_text(text)
        after = load([small_base, Path(own)], TODAY, only_blocking=True)
    assert after.left_out == ()
    for was, now in zip(before.platforms, after.platforms, strict=True):
        for kind in ("answers", "aliases", "ordinary_aliases", "events", "claims"):
            assert getattr(now, kind)[: len(getattr(was, kind))] == getattr(was, kind)
    for topic, topic_now in zip(before.topics.topics, after.topics.topics, strict=True):
        assert topic_now.phrases[: len(topic.phrases)] == topic.phrases
        assert topic_now._replace(phrases=(), words=()) == topic._replace(phrases=(), words=())
    for kind in LANGUAGE_LISTS:
        assert getattr(after.language, kind)[: len(getattr(before.language, kind))] == getattr(before.language, kind)


LANGUAGE_LISTS = ("near_misses", "unlisted", "needs_place", "plain", "vendors")


def test_an_empty_layer_changes_nothing(own: Path, small_base: Path) -> None:
    """Nor does the same layer a second time."""
    alone = load([small_base], TODAY)
    for folders in ([small_base, own], [own, small_base], [small_base, small_base]):
        again = load(folders, TODAY)
        assert [getattr(again, kind) for kind in CONTENT] == [getattr(alone, kind) for kind in CONTENT]


CONTENT = ("topics", "language", "platforms", "findings")

KEYS = st.sampled_from(["answers", "conditions", "sources", "topic", "verdict", "applies_to", "text", "url", "aliases", "claims"])
plain_values = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["a", "b", "topic"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
documents = st.dictionaries(KEYS, plain_values, max_size=6)


@given(documents=st.lists(documents, min_size=1, max_size=4))
def test_documents_of_any_shape_are_merged(documents: list[dict[str, object]]) -> None:
    """Nothing raises, no file is changed by it, and every key of the result stands in one of them."""
    parts = [
        SourceFile(Layer(Path(), str(number)), Path(str(number)), "", document, LineIndex("")) for number, document in enumerate(documents)
    ]
    before = repr(documents)
    merged = merge(parts, PLATFORM_FILE)
    assert repr(documents) == before
    assert merge([*parts, parts[-1]], PLATFORM_FILE).document.keys() == merged.document.keys()
    for path, value in every_value(merged.document):
        place = merged.place(path)
        held: object = place.part.document
        for key in place.path:
            held = held[key]  # type: ignore[index]
        assert isinstance(value, dict | list) or held == value


def every_value(held: object, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], object]]:
    """Every value of a document with its path."""
    items = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    return [(path, held), *(found for key, value in items for found in every_value(value, (*path, key)))]
