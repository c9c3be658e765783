"""What a person can do, whatever the surface."""

from __future__ import annotations

from datetime import date

import pytest

from bot.dialogue.asker import Asker
from bot.dialogue.context import context_on
from bot.dialogue.curators_mail import MAX_SENT
from bot.dialogue.dialogue import Dialogue
from bot.replies import wording
from bot.replies.blocks import BlockRole, Heading, Paragraph, Points, Sources
from bot.replies.card import Action, Card, card_json
from bot.replies.reference import Reference
from bot.storage import Person, Store, StoreError, Workspace
from bot.understanding.question import Question
from bot.understanding.revision import KnowledgeHolder, Revision
from bot.understanding.scope import AskedScope
from bot.understanding.subject import Subject
from bot.understanding.understand import Understanding
from knowledge.base import Knowledge
from knowledge.dates import PartialDate
from knowledge.records import LocalNote
from tests.storage.counting import ratings_in
from tests.storage.databases import Clock, clock, store, store_url

__all__ = ["clock", "store", "store_url"]

HERE = Workspace("slack", "T1")
ANN = Asker(Person(HERE, "U1"), "C1:1700000000.1")
"""In a thread."""
USAGE = ("/smallprint QUESTION",)


@pytest.fixture
def dialogue(revision: Revision, store: Store, clock: Clock) -> Dialogue:
    """The dialogue over the shipped knowledge, on the day of the tests."""
    return Dialogue(KnowledgeHolder(revision), store, 90, clock)


def said(card: Card) -> str:
    """Everything that stands on a card."""
    parts: list[str] = []
    for block in card.blocks:
        match block:
            case Heading(text=text) | Paragraph(text=text):
                parts.append(text)
            case Points(label=label, points=points):
                parts += [label, *points]
            case Sources(sources=sources):
                parts += [entry.source.url for entry in sources]
    return "\n".join(parts)


async def test_an_answer_has_verdict_sources_and_a_reference(dialogue: Dialogue) -> None:
    """And can be shown again from the reference alone."""
    card = await dialogue.answer("Can Zoom use my calls for AI?", ANN)
    assert "No: Zoom does not train its AI on your calls." in said(card)
    assert "https://zoom.us/en/trust/terms/" in said(card)
    assert card.about is not None
    reference = Reference.decode(card.about.encode() or "")
    assert (await dialogue.show(reference.subject, ANN)).details == card.details
    assert (await dialogue.press("details", reference.encode() or "", ANN)).details == card.details
    assert dialogue.public_card(reference.encode() or "") is not None


async def test_details_and_share_give_the_part_that_was_asked(dialogue: Dialogue) -> None:
    """Not the general answer, and without anybody's words."""
    card = await dialogue.answer("does heidi keep the audio", ANN)
    assert card.about is not None
    reference = card.about.encode() or ""
    again, shared = await dialogue.press("details", reference, ANN), dialogue.public_card(reference)
    assert card.reply is not None
    assert shared is not None
    for given in (again.reply, shared.reply):
        assert given is not None
        assert (given.said.sentence, given.verdict) == (card.reply.said.sentence, card.reply.verdict)
    changed = card.about._replace(revision="0a1b2c3d").encode() or ""
    general = dialogue.public_card(changed)
    assert general is not None
    assert general.reply is not None
    assert general.reply.said.sentence == "Heidi keeps transcripts and notes until somebody deletes them."


async def test_what_is_not_covered_is_not_covered_when_shared(dialogue: Dialogue) -> None:
    """A channel must not take the answer on calls for one on something else either."""
    card = await dialogue.answer("does facetime keep call logs", ANN)
    assert card.about is not None
    shared = dialogue.public_card(card.about.encode() or "")
    assert shared is not None
    assert said(shared).startswith("I have nothing on who called whom and when.")


async def test_delete_my_data_asks_once(dialogue: Dialogue) -> None:
    """With one button, which deletes."""
    card = await dialogue.answer("delete my data", ANN)
    assert [(button.label, button.action) for button in card.buttons] == [(wording.DELETE, "forget")]
    assert said(await dialogue.press("forget", "", ANN)) in {wording.FORGOTTEN, wording.NOTHING_TO_FORGET}


async def test_a_follow_up_leans_on_the_question_before(dialogue: Dialogue, clock: Clock) -> None:
    """In the same thread or direct conversation, for half an hour, and in no other workspace."""
    await dialogue.answer("is zoom end to end encrypted", ANN)
    assert "Signal" in said(await dialogue.answer("what about signal?", ANN))
    stranger = ANN._replace(person=Person(Workspace("slack", "T2"), "U1"))
    assert (await dialogue.answer("and on the free plan?", stranger)).unmatched
    clock.advance(minutes=31)
    assert (await dialogue.answer("and on the free plan?", ANN)).unmatched


async def test_context_is_what_is_visibly_there(dialogue: Dialogue) -> None:
    """The message replied to; without one and without a conversation there is none."""
    alone = ANN._replace(conversation=None)
    before = (await dialogue.answer("is zoom end to end encrypted", alone)).about
    assert before is not None
    assert (await dialogue.answer("and on the free plan?", alone)).unmatched
    followed = await dialogue.answer("what about signal?", alone, context=context_on(before.subject))
    assert followed.about is not None
    assert followed.about.answer == "signal/encryption"
    assert (await dialogue.answer("ok cool", alone, context=context_on(before.subject))).unmatched


async def test_a_private_command_leans_only_if_it_says_so(dialogue: Dialogue, clock: Clock) -> None:
    """What somebody asked in private before is not what they mean by a whole question; and for ten minutes."""
    private = Asker(Person(HERE, "U1"), "C1/U1", leaning_only=True)
    await dialogue.answer("can zoom use my calls for ai", private)
    assert (await dialogue.answer("are recordings kept", private)).kind == "clarify"
    leaning = await dialogue.answer("and does it keep recordings?", private)
    assert leaning.about is not None
    assert leaning.about.answer == "zoom/retention"
    assert (await dialogue.answer("and does it keep recordings?", private._replace(conversation="C2/U1"))).kind == "clarify"
    clock.advance(minutes=11)
    assert (await dialogue.answer("and does it keep recordings?", private)).kind == "clarify"


async def test_a_platform_that_was_asked_for_can_be_named_alone(dialogue: Dialogue) -> None:
    """The answer to "Which platform do you mean?"."""
    assert (await dialogue.answer("does it train on my calls", ANN)).kind == "clarify"
    card = await dialogue.answer("zoom", ANN)
    assert card.about is not None
    assert card.about.answer == "zoom/ai-training"


async def test_date_and_plan_can_be_set_beside_the_text(dialogue: Dialogue) -> None:
    """As a form or a command line does."""
    card = await dialogue.answer("can zoom train on my calls", ANN, as_of=PartialDate("2023-07-28"))
    assert card.reply is not None
    assert (card.reply.verdict, card.reply.as_of) == ("yes", "2023-07-28")
    scope = AskedScope(plans=("free",))
    card = await dialogue.answer("is zoom fit for therapy", ANN, scope=scope)
    assert card.about is not None
    assert card.about.subject.scope.plans[0] == "free"


async def test_a_lost_memory_costs_the_follow_up_not_the_answer(dialogue: Dialogue, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the database does not answer."""

    async def broken(*_: object) -> None:
        raise StoreError("the database does not answer", transient=True)

    monkeypatch.setattr(store.conversations, "last", broken)
    monkeypatch.setattr(store.conversations, "remember", broken)
    assert "Zoom" in said(await dialogue.answer("is zoom encrypted", ANN))
    assert (await dialogue.answer("what's the weather", ANN)).unmatched


@pytest.mark.parametrize("text", ["", "  ", "help", "Help", "/help"])
async def test_help_shows_how_to_ask_and_examples_to_press(dialogue: Dialogue, text: str) -> None:
    """Three of them, and they work."""
    card = await dialogue.answer(text, ANN, USAGE)
    assert USAGE[0] in said(card)
    assert len(card.buttons) == 3
    for button in card.buttons:
        assert not (await dialogue.answer(button.value, ANN)).unmatched


async def test_sub_words_lead_to_the_same_places(dialogue: Dialogue) -> None:
    """As the buttons do."""
    assert (await dialogue.answer("compare zoom teams", ANN)).table is not None
    assert "Instead of Zoom" in said(await dialogue.answer("alternatives zoom", ANN))
    assert "11 August 2023" in said(await dialogue.answer("history zoom", ANN))
    assert "Jitsi" in said(await dialogue.answer("platforms", ANN))
    assert "30 minutes" in said(await dialogue.answer("privacy", ANN))
    assert said(await dialogue.answer("compare", ANN)) == wording.COMPARE_NEEDS_TWO


async def test_an_answer_beside_another_platform(dialogue: Dialogue) -> None:
    """Compare with… keeps the topic; the same platform twice is one."""
    card = await dialogue.answer("is zoom encrypted", ANN)
    assert card.about is not None
    about = card.about.encode() or ""
    for typed in ("signal", "Signal app"):
        compared = await dialogue.press("compare", about, ANN, typed)
        assert compared.table is not None
        assert [row.name for row in compared.table.rows] == ["Zoom", "Signal"]
    assert (await dialogue.press("compare", about, ANN, "zoom")).table is None
    assert (await dialogue.press("compare", about, ANN, "does blorptalk train on calls")).kind == "unknown-platform"


async def test_a_button_whose_entry_is_gone_says_so(dialogue: Dialogue) -> None:
    """Instead of failing or guessing."""
    gone = Subject("answer", ("blorptalk",), ("ai-training",))
    assert said(await dialogue.show(gone, ANN)) == wording.NO_LONGER_ON_RECORD
    assert dialogue.public_card(Reference(gone, "0a1b2c3d").encode() or "") is None


@pytest.mark.parametrize("action", ["show", "compare", "helpful", "unhelpful", "wrong", "share"])
async def test_a_made_up_button_is_refused(dialogue: Dialogue, action: Action) -> None:
    """Whatever it carries."""
    assert said(await dialogue.press(action, "nonsense", ANN, "zoom")) == wording.NO_LONGER_ON_RECORD


async def test_buttons_do_what_they_say(dialogue: Dialogue) -> None:
    """A question of ours, and a subject."""
    assert (await dialogue.press("ask", wording.EXAMPLES[0], ANN)).kind == "answer"
    card = await dialogue.press("show", "answer~zoom~encryption", ANN)
    assert card.about is not None
    assert card.about.answer == "zoom/encryption"
    again = await dialogue.press("share", card.about.encode() or "", ANN)
    assert again.details == card.details


def test_platforms_are_found_while_typing(dialogue: Dialogue) -> None:
    """By name, slug or alias, those that start so first."""
    assert dialogue.platform_choices("zoo", 5)[0] == ("zoom", "Zoom")
    assert ("microsoft-teams", "Microsoft Teams") in dialogue.platform_choices("teams", 25)
    assert len(dialogue.platform_choices("", 25)) == 25
    assert "zoom" not in dict(dialogue.platform_choices("zo", 5, without=("zoom",)))
    assert dialogue.platform_choices("blorp", 5) == ()


def test_a_slip_of_a_finger_finds_platforms_too(dialogue: Dialogue) -> None:
    """From three letters on, the likeliest first, behind what fits as it was typed."""
    for typed, slug in (("zom", "zoom"), ("gogle me", "google-meet"), ("whatsap", "whatsapp"), ("singal", "signal")):
        assert dialogue.platform_choices(typed, 5)[0][0] == slug
    assert dialogue.platform_choices("qx", 5) == ()


async def test_a_message_beside_a_post_asks_about_the_post(dialogue: Dialogue) -> None:
    """Unless it asks something by itself; a post that is a question is answered as one."""
    claim = "Zoom owns your private conversations. Lovely weather."
    assert (await dialogue.answer_on_post("is this true?", claim, None, ANN)).kind == "claims"
    assert (await dialogue.answer_on_post("", claim, None, ANN)).claims
    own = await dialogue.answer_on_post("is signal end to end encrypted", claim, None, ANN)
    assert own.about is not None
    assert own.about.subject.platforms == ("signal",)
    asked = await dialogue.answer_on_post("can you answer that?", "does otter keep my recordings?", None, ANN)
    assert asked.about is not None
    assert asked.about.subject.platforms == ("otter",)
    assert not (await dialogue.answer_on_post("is this true?", "Lovely weather.", None, ANN)).claims


async def test_a_second_rating_replaces_the_first(dialogue: Dialogue, store: Store) -> None:
    """And is counted for the answer that it was given to."""
    about = (await dialogue.answer("is zoom encrypted", ANN)).about
    assert about is not None
    await dialogue.press("unhelpful", about.encode() or "", ANN)
    await dialogue.press("helpful", about.encode() or "", ANN)
    assert await ratings_in(store, HERE, "zoom", "encryption") == (1, 0)


async def test_a_report_goes_to_the_curators_with_the_answers_revision(dialogue: Dialogue, store: Store) -> None:
    """So that they see which wording it was about."""
    about = (await dialogue.answer("is zoom encrypted", ANN)).about
    assert about is not None
    assert "90 days" in said(await dialogue.press("wrong", about.encode() or "", ANN, "the page says otherwise now"))
    [entry] = await store.queue.entries(HERE)
    assert (entry.kind, entry.answer, entry.revision) == ("report", "zoom/encryption", about.revision)
    assert entry.text == "the page says otherwise now"
    assert said(await dialogue.press("wrong", about.encode() or "", ANN, "  ")) == wording.WRITE_WHAT_IS_WRONG


async def test_a_question_is_kept_only_if_it_was_sent(dialogue: Dialogue, store: Store) -> None:
    """Asking stores none."""
    card = await dialogue.answer("does blorptalk train on my calls", ANN)
    assert card.unmatched
    assert await store.queue.entries(None) == ()
    assert said(await dialogue.press("send", "U2", ANN, "somebody else's question")) == wording.ONLY_ITS_ASKER
    await dialogue.press("send", "U1", ANN, "does blorptalk train on my calls" + "?" * MAX_SENT)
    [entry] = await store.queue.entries(None)
    assert entry.text.startswith("does blorptalk")
    assert len(entry.text) == MAX_SENT
    assert said(await dialogue.press("send", "U1", ANN, "  ")) == wording.NOTHING_TO_SEND


async def test_a_product_known_by_name_only_is_noted_without_words(dialogue: Dialogue, store: Store) -> None:
    """The name is from our own list."""
    card = await dialogue.answer("is laxis end to end encrypted", ANN)
    assert wording.NOTED_ASKED_FOR in said(card)
    await dialogue.noted()
    assert [slug for slug, _ in await store.counters.most_asked(HERE, dialogue.today, 5)] == ["Laxis"]
    assert await dialogue.popular(HERE, 5) == ()


async def test_what_is_asked_about_most_here(dialogue: Dialogue) -> None:
    """Each platform with today's verdict in words, and nothing of another workspace."""
    for text in ("is zoom encrypted", "does zoom keep recordings", "is signal encrypted"):
        await dialogue.answer(text, ANN)
    await dialogue.answer("is webex encrypted", ANN._replace(person=Person(Workspace("slack", "T2"), "U1")))
    assert [(name, slug) for name, _, slug in await dialogue.popular(HERE, 5)] == [("Zoom", "zoom"), ("Signal", "signal")]


async def test_privacy_shows_what_is_stored_about_you_and_deletes_it(dialogue: Dialogue) -> None:
    """From the code's own list of tables."""
    await dialogue.answer("is zoom encrypted", ANN)
    assert "About you" in said(await dialogue.privacy(ANN))
    assert wording.NOTHING_STORED not in said(await dialogue.privacy(ANN)).splitlines()
    assert said(await dialogue.press("forget", "", ANN)) == wording.FORGOTTEN
    assert wording.NOTHING_STORED in said(await dialogue.privacy(ANN)).splitlines()
    assert said(await dialogue.press("forget", "", ANN)) == wording.NOTHING_TO_FORGET


def test_a_message_is_read_for_claims(dialogue: Dialogue) -> None:
    """And what there is to each is said, with sources."""
    card = dialogue.claims("Zoom now owns your private conversations and uses them to train AI.", None)
    assert "2 claims" in said(card)
    assert any(isinstance(block, Sources) for block in card.blocks)
    assert "no claim" in said(dialogue.claims("lunch at noon?", None))


@pytest.mark.parametrize("text", ["is zoom encrypted", "and teams?", "compare webex", "alternatives", "follow signal", "privacy"])
async def test_a_message_is_read_once(dialogue: Dialogue, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Whatever it leans on, and also where it points at a post."""
    await dialogue.answer("does zoom train on my calls", ANN)
    read: list[str] = []
    understand = Understanding.understand

    def counted(self: Understanding, message: str, today: date) -> Question:
        read.append(message)
        return understand(self, message, today)

    monkeypatch.setattr(Understanding, "understand", counted)
    await dialogue.answer(text, ANN)
    assert read == [text]
    read.clear()
    await dialogue.answer_on_post(text, "Lunch at noon?", None, ANN)
    assert read.count(text) == 1  # a post is also read sentence by sentence, for claims


async def test_answers_come_from_the_current_knowledge(revision: Revision, store: Store, clock: Clock) -> None:
    """Once the holder has another revision, nothing of the old one is told."""
    holder = KnowledgeHolder(revision)
    dialogue = Dialogue(holder, store, 90, clock)
    assert (await dialogue.answer("is zoom encrypted", ANN)).kind == "answer"
    zoom = revision.knowledge.platforms["zoom"]
    holder.replace(Revision(Knowledge(revision.knowledge.topics, {"zoom": zoom._replace(name="Zoom Renamed")}), revision.understanding))
    assert "Zoom Renamed" in said(await dialogue.answer("does zoom train on calls", ANN))
    assert dialogue.platform_choices("", 5) == (("zoom", "Zoom Renamed"),)


NOTE = "Here: ask privacy@acme.example.com before a call."


@pytest.fixture
def with_notes(revision: Revision, store: Store, clock: Clock) -> Dialogue:
    """The dialogue over a base with a note for one workspace and one for everybody."""
    zoom = revision.knowledge.platforms["zoom"]
    notes = (LocalNote("ai-training", NOTE, "Acme", ("slack:T1",)), LocalNote("ai-training", "Here: off.", "Here"))
    known = Knowledge(revision.knowledge.topics, {**revision.knowledge.platforms, "zoom": zoom._replace(notes=notes)})
    return Dialogue(KnowledgeHolder(Revision(known, revision.understanding)), store, 90, clock)


@pytest.mark.parametrize("text", ["can zoom use my calls for ai?", "compare zoom webex", "ZOOM training??", "and zoom, webex ai training"])
async def test_a_local_note_is_shown_in_its_workspaces_only(with_notes: Dialogue, text: str) -> None:
    """To nobody of another team, of a server with the same id, or who writes directly in Discord."""
    card = await with_notes.answer(text, ANN)
    assert f"Local note (Acme): {NOTE}" in said(card)
    for stranger in (Workspace("slack", "T2"), Workspace("discord", "T1"), Workspace("discord", "dm"), Workspace("slack", "T")):
        assert NOTE not in said(theirs := await with_notes.answer(text, Asker(Person(stranger, "U1"))))
        assert "Local note (Here): Here: off." in said(theirs)
    assert NOTE not in said(await with_notes.answer(text, ANN._replace(outside=True)))


async def test_a_local_note_follows_the_answer(with_notes: Dialogue) -> None:
    """It stands in the brief behind what the answer says, in its JSON, and where the whole answer is asked for."""
    card = await with_notes.answer("can zoom use my calls for ai?", ANN)
    roles = [block.role for block in card.brief]
    assert roles.index(BlockRole.HEADLINE) < roles.index(BlockRole.LOCAL) < roles.index(BlockRole.VERIFIED)
    assert card_json(card)["notes"] == [f"Local note (Acme): {NOTE}", "Local note (Here): Here: off."]
    reference = card.about.encode() if card.about else None
    assert NOTE in said(await with_notes.press("details", reference or "", ANN))
    assert NOTE in said(await with_notes.show(Subject("answer", ("zoom",), ("ai-training",)), ANN))
    assert NOTE not in said(await with_notes.answer("is zoom encrypted", ANN))
    assert NOTE not in said(await with_notes.answer("could zoom train on my calls in april 2023", ANN))


async def test_a_shared_answer_leaves_out_what_some_workspaces_only_may_see(with_notes: Dialogue) -> None:
    """People of another organisation may be in the channel."""
    card = await with_notes.answer("can zoom use my calls for ai?", ANN)
    reference = (card.about.encode() if card.about else None) or ""
    shared = with_notes.public_card(reference)
    assert shared is not None
    assert NOTE not in said(shared)
    assert NOTE not in said(await with_notes.press("share", reference, ANN))
    assert "Here: off." in said(shared)


async def test_where_there_is_no_answer_the_curators_have_an_address(revision: Revision, store: Store, clock: Clock) -> None:
    """Where the operator gave one; below an answer it is not needed."""
    dialogue = Dialogue(KnowledgeHolder(revision), store, 90, clock, issues_url="https://issues.example/new")
    missed = await dialogue.answer("does blorptalk train on my calls", ANN)
    assert [button.value for button in missed.buttons if button.action == "open"] == ["https://issues.example/new"]
    assert not [button for button in (await dialogue.answer("does zoom train", ANN)).buttons if button.action == "open"]


async def test_why_an_answer_did_not_help_is_told_apart_from_a_report(dialogue: Dialogue, store: Store) -> None:
    """In the curators' queue."""
    about = (await dialogue.answer("does zoom train on my calls", ANN)).about
    assert about is not None
    await dialogue.press("wrong", about.encode() or "", ANN, "It changed.")
    await dialogue.press("why", about.encode() or "", ANN, "I asked about guests.")
    assert [(entry.kind, entry.answer) for entry in await store.queue.entries(HERE)] == [
        ("unhelpful", "zoom/ai-training"),
        ("report", "zoom/ai-training"),
    ]


async def test_answers_name_their_page_where_it_is_public(revision: Revision, store: Store, clock: Clock) -> None:
    """Asked, chosen, opened and shared; a comparison and a question back have none."""
    dialogue = Dialogue(KnowledgeHolder(revision), store, 90, clock, public_url="https://s.example/sp")
    asked = await dialogue.answer("does zoom train on my calls", ANN)
    assert asked.page == "https://s.example/sp/answers/zoom/ai-training"
    reference = (asked.about.encode() if asked.about else None) or ""
    assert (await dialogue.press("details", reference, ANN)).page == asked.page
    shared = dialogue.public_card(reference)
    assert shared is not None
    assert shared.page == asked.page
    assert (await dialogue.press("show", "answer~zoom~history", ANN)).page == "https://s.example/sp/platforms/zoom"
    compared = (await dialogue.answer("compare zoom and teams on encryption", ANN)).page
    assert compared == "https://s.example/sp/compare?platform=zoom&platform=microsoft-teams&topic=encryption"
    assert (await dialogue.answer("alternatives to zoom", ANN)).page == ""
    assert (await Dialogue(KnowledgeHolder(revision), store, 90, clock).answer("does zoom train on my calls", ANN)).page == ""
