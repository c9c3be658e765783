"""The admins' pages: who gets in, what a form does, and what stays out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import Response

from adapters.terminal import cli
from adapters.terminal.shared import BAD_USAGE, OK
from adapters.web.admin.one_time_links import issue_link, read_person
from adapters.web.admin.pages import side_by_side
from adapters.web.admin.sessions import COOKIE, Sessions
from adapters.web.links import ServiceLinks
from bot.replies import wording
from bot.storage import Person, Store, Workspace
from bot.upkeep.admins import OPERATOR
from bot.upkeep.curators import Curator
from knowledge.watched import SourceState
from tests.conftest import TODAY
from tests.storage.databases import KEYS, Clock
from tests.web.browser import hidden_fields
from tests.web.house import House, fields_of, open_house, press, send
from tests.web.test_pages import check

TRAINING = "parlour/ai-training"
ANN = Curator(Person(OPERATOR, "ann"), is_admin=True, shared=False)
GUEST = Curator(Person(Workspace("slack", "T2"), "U2"), is_admin=True, shared=True)
"""The admin of a workspace of a bot that others use too."""
MEMBER = Curator(Person(Workspace("slack", "T1"), "U9"), is_admin=False, shared=False)
MARKUP = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'"
HEADLINE = "Parlour rules out training on calls."


@pytest.fixture
def house(tmp_path: Path, store: Store, clock: Clock) -> House:
    """A service over the small base."""
    return open_house(tmp_path / "own", store, clock)


async def test_a_link_signs_in_once(house: House) -> None:
    """By its button, not by being opened; the session is kept out of other sites' and scripts' reach, and of every cache."""
    person = house.somebody()
    link = await issue_link(house.store, ANN.person, 900)
    assert "Sign in" in (await person.follow(await person.get("/admin"))).text
    for _ in range(2):
        door = await person.get(link)
        check(door)
        assert not person.cookies
    entered = await person.post("/admin/enter", *hidden_fields(door))
    assert {"HttpOnly", "SameSite=lax", "Path=/admin"} <= set(person.set_cookie.split("; "))
    assert "Secure" not in person.set_cookie
    page = await person.follow(entered)
    check(page)
    assert "Sign out (ann)" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "etag" not in page.headers
    assert "default-src 'none'" in page.headers["content-security-policy"]
    again = await house.somebody().post("/admin/enter", *hidden_fields(door))
    assert again.status == 403
    assert "no longer good" in again.text


async def test_forged_and_expired_links_are_refused(house: House) -> None:
    """Another name, another key, a key for something else, too late."""
    link = parse_qs(urlsplit(await issue_link(house.store, ANN.person, 900)).query)
    key = link["key"][0]
    other = await house.store.oauth_states.issue(900)
    for who, tried in (
        ("web:operator/ben", key),
        ("web:operator/ann", key[:-1]),
        ("web:operator/ann", other),
        ("", ""),
        ("web:x/ann", key),
    ):
        person = house.somebody()
        assert (await person.post("/admin/enter", ("who", who), ("key", tried))).status == 403
        assert not person.cookies
    assert await house.store.oauth_states.consume(other)
    house.clock.advance(minutes=16)
    assert (await house.somebody().post("/admin/enter", ("who", "web:operator/ann"), ("key", key))).status == 403


async def test_a_session_ends(house: House) -> None:
    """After half an hour without a page, after eight hours with them, by signing out, and if it was made up."""
    person = await house.signed_in(ANN)
    for _ in range(19):
        house.clock.advance(minutes=25)
        assert (await person.get("/admin")).status == 200
    house.clock.advance(minutes=25)
    assert (await person.get("/admin")).status == 303
    person = await house.signed_in(ANN)
    house.clock.advance(minutes=31)
    assert (await person.get("/admin")).status == 303
    person = await house.signed_in(ANN)
    page = await person.get("/admin")
    copied = dict(person.cookies)
    left = await person.post("/admin/leave", ("csrf", page.all("input", name="csrf")[0].attributes["value"]))
    assert left.status == 303
    assert (await person.get("/admin")).status == 303
    person.cookies = copied
    assert (await person.get("/admin")).status == 303
    for made_up in ("", "x", KEYS.encrypt('{"who": "web:operator/ann"}')):
        person.cookies[COOKIE] = made_up
        assert (await person.get("/admin")).status == 303


async def test_a_form_without_our_token_does_nothing(house: House) -> None:
    """Whoever is signed in, and wherever it goes."""
    entry = await house.store.queue.add(GUEST.person, "question", "does parlour sing")
    person, other = await house.signed_in(ANN), await house.signed_in(ANN)
    foreign = (await other.get("/admin")).all("input", name="csrf")[0].attributes["value"]
    form = fields_of(await person.get(f"/admin/form?id=correct~{TRAINING}"))
    for token in ("", foreign, "é"):
        values = {**form, "headline": HEADLINE, "why": "x", "csrf": token}
        assert (await person.post("/admin/form", *values.items())).status == 403
        assert (await person.post("/admin/do", ("csrf", token), ("value", f"dismiss:{entry.id}"))).status == 403
        assert (await person.post("/admin/leave", ("csrf", token))).status == 403
    assert (await house.somebody().post("/admin/do", ("value", f"dismiss:{entry.id}"))).status == 403
    await person.get(f"/admin/answer?id=dismiss:{entry.id}")
    assert await house.store.queue.get(entry.id) is not None
    assert house.editor.log() == []


async def test_a_member_who_is_no_admin_sees_nothing(house: House) -> None:
    """Whatever they open, they are told who can."""
    await house.store.queue.add(MEMBER.person, "question", "asked by somebody")
    person = await house.signed_in(MEMBER)
    for path in ("/admin", "/admin/log", "/admin/sources", "/admin/counts", "/admin/queue/1", f"/admin/form?id=correct~{TRAINING}"):
        page = await person.get(path)
        assert page.status == 403
        assert wording.ONLY_ADMINS["slack"] in page.text
        assert "asked by somebody" not in page.text


async def test_an_entry_is_mended_seen_live_and_undone(house: House) -> None:
    """A mistake is shown at its field, with what was typed; once it is right it is on the public page, and one press takes it back."""
    person = await house.signed_in(ANN)
    answer = await person.follow(await person.get("/admin/find?text=parlour/ai-training"))
    check(answer)
    assert [link for link in answer.links if "correct" in link]
    form = await person.get(f"/admin/form?id=correct~{TRAINING}")
    check(form)
    assert "Parlour" in form.all("div", id="preview")[0].text  # as it is on record, before anything is typed
    wrong = await send(person, form, headline=HEADLINE[:-1], why="shorter")
    check(wrong)
    assert wrong.status == 422
    [field] = wrong.all("input", id="field-headline")
    assert (field.attributes["value"], field.attributes["aria-invalid"]) == (HEADLINE[:-1], "true")
    assert "full stop" in wrong.all("div", id="problem-headline")[0].text
    assert house.editor.log() == []
    looked = await send(person, wrong, headline=HEADLINE, look="1")
    assert looked.status == 200
    assert HEADLINE in looked.all("div", id="preview")[0].text
    assert [one.text for one in looked.all("summary")][-3:] == ["In Slack", "In Discord", "In a terminal"]
    assert house.editor.log() == []
    saved = await send(person, looked, headline=HEADLINE)
    assert saved.status == 200
    assert "saved as edit 1" in saved.text
    house.take_up()
    assert HEADLINE in (await house.somebody().get(f"/answers/{TRAINING}")).text
    log = await person.get("/admin/log")
    check(log)
    assert "web:ann" in log.text
    assert "shorter" in log.text
    assert "Edit 1 is undone" in (await press(person, log, "undo:1")).text
    house.take_up()
    assert HEADLINE not in (await house.somebody().get(f"/answers/{TRAINING}")).text
    assert "Undone." in (await person.get("/admin/log")).text


async def test_somebody_else_was_faster(house: House) -> None:
    """What they changed stands above the form, what was typed stays, and sent again it is saved."""
    person = await house.signed_in(ANN)
    form = await person.get(f"/admin/form?id=correct~{TRAINING}")
    editor = house.editor
    editor.apply(editor.set_answer(TRAINING, {"detail": "The promise covers everything."}), "Ben")
    back = await send(person, form, headline=HEADLINE, why="shorter")
    assert "Ben" in back.all("div", id="note")[0].text
    assert "saved as edit 2" in (await send(person, back)).text


async def test_the_queue_is_worked(house: House) -> None:
    """From the list to the entry to its end."""
    entry = await house.store.queue.add(GUEST.person, "question", "does parlour sing", TRAINING)
    person = await house.signed_in(ANN)
    assert "does parlour sing" in (await person.get("/admin")).text
    page = await person.get(f"/admin/queue/{entry.id}")
    check(page)
    assert wording.DISMISSED in (await press(person, page, f"dismiss:{entry.id}")).text
    assert wording.GONE_FROM_QUEUE in (await person.get(f"/admin/queue/{entry.id}")).text


async def test_a_changed_source_is_shown_side_by_side(house: House) -> None:
    """With the answers that rest on it, until one has read it again."""
    house.holder.watched({("parlour", "terms"): changed("4.1:\n- We never train on calls.\n+ We may train on calls.\n+ Ask us.")})
    person = await house.signed_in(ANN)
    assert "1 source needs a look" in (await person.get("/admin")).text
    page = await person.get("/admin/sources")
    check(page)
    assert [one.text for one in page.all("td")] == ["We never train on calls.", "We may train on calls.", "", "Ask us."]
    assert "Parlour: AI training" in page.text


def changed(diff: str) -> SourceState:
    """Return the state of a source that changed lately."""
    return SourceState("changed", TODAY, TODAY, TODAY, diff, ("4.1",))


def test_a_difference_is_laid_side_by_side() -> None:
    """Part by part; what is only new or only gone has nothing beside it."""
    parts = side_by_side("4.1:\n- a\n- b\n+ c\n- d\n4.2: there is no such section any more\nthe whole text:\n+ e…")
    assert [(part.title, list(part.rows)) for part in parts] == [
        ("4.1", [("a", "c"), ("b", ""), ("d", "")]),
        ("4.2: there is no such section any more", []),
        ("the whole text", [("", "e…")]),
    ]
    assert side_by_side("") == []


async def test_markup_never_runs(house: House) -> None:
    """In reports, notes, sources and what is typed: it is shown as it is written."""
    entry = await house.store.queue.add(GUEST.person, "report", MARKUP, TRAINING)
    await house.store.local_notes.put(GUEST.person.workspace, TRAINING, MARKUP)
    house.holder.watched({("parlour", "terms"): changed(f"{MARKUP}:\n- {MARKUP}\n+ {MARKUP}")})
    house.holder.warning = MARKUP
    ann, guest = await house.signed_in(ANN), await house.signed_in(GUEST)
    form = await ann.get(f"/admin/form?id=correct~{TRAINING}")
    pages = [
        await ann.get("/admin"),
        await ann.get(f"/admin/queue/{entry.id}"),
        await ann.get("/admin/sources"),
        await guest.get("/admin"),
        await guest.get(f"/admin/answer?id={TRAINING}"),
        await guest.get(f"/admin/form?id=note~{TRAINING}"),
        await send(ann, form, headline=f"Parlour {MARKUP}.", detail=MARKUP, why=MARKUP, look="1"),
        await ann.get("/admin/enter?who=%3Cscript%3Ealert(1)&key=%22%3E%3Cscript%3Ealert(1)"),
    ]
    for page in pages[:-1]:
        assert "alert(1)" in page.text or "alert(1)" in str([one.attributes.get("value") for one in page.elements])
    for page in pages:
        assert "<script>alert" not in page.body
        assert "<img" not in page.body
        check(page)


async def test_a_workspace_sees_only_its_own(house: House) -> None:
    """Its notes and reports; nothing of others', and no say in the base."""
    other = await house.store.queue.add(MEMBER.person, "report", "told by others")
    await house.store.queue.add(GUEST.person, "report", "told by ours")
    await house.store.local_notes.put(MEMBER.person.workspace, TRAINING, "a note of others")
    guest = await house.signed_in(GUEST)
    page = await guest.get("/admin")
    check(page)
    assert "told by ours" in page.text
    shown = (f"/admin/answer?id={TRAINING}", f"/admin/queue/{other.id}", f"/admin/form?id=note~{TRAINING}")
    for path in ("/admin", "/admin/counts", "/admin/log", "/admin/sources", *shown):
        text = (await guest.get(path)).body
        assert "told by others" not in text
        assert "a note of others" not in text
    assert wording.ONLY_NAMED_ADMINS in (await guest.get(f"/admin/form?id=correct~{TRAINING}")).text
    form = await guest.get(f"/admin/form?id=note~{TRAINING}")
    looked = await send(guest, form, text="Here: ask dpo@acme.example.", look="1")
    assert "dpo@acme.example" in looked.all("div", id="preview")[0].text
    assert wording.NOTE_KEPT in (await send(guest, form, text="Here: ask dpo@acme.example.")).text
    assert await house.store.local_notes.of(GUEST.person.workspace) == {TRAINING: "Here: ask dpo@acme.example."}
    assert await house.store.local_notes.of(MEMBER.person.workspace) == {TRAINING: "a note of others"}
    assert "dpo@acme.example" not in (await house.somebody().get(f"/answers/{TRAINING}")).text
    sent = {**fields_of(form), "id": f"correct~{TRAINING}", "headline": HEADLINE, "why": "x"}
    assert wording.ONLY_NAMED_ADMINS in (await guest.post("/admin/form", *sent.items())).text
    assert house.editor.log() == []


async def test_counters_name_nobody(house: House) -> None:
    """The operator sees what is asked about everywhere, a workspace what its own people ask."""
    for _ in range(3):
        await house.store.counters.count(MEMBER.person.workspace, "parlour", "ai-training")
    await house.store.counters.count(GUEST.person.workspace, "lantern", "ai-training")
    everything = await (await house.signed_in(ANN)).get("/admin/counts")
    check(everything)
    assert "4 in all" in everything.text
    own = await (await house.signed_in(GUEST)).get("/admin/counts")
    assert "Lantern, 1" in own.text
    assert "Parlour" not in own.text


async def test_the_cookie_is_secure_where_the_address_is(store: Store) -> None:
    """And stays under the path of the service."""
    sessions = Sessions(store, None, ServiceLinks("https://s.example/sp", "/sp"), lambda: datetime.now(UTC))
    response = Response()
    sessions.keep(response, await sessions.begin(ANN))
    assert {"Secure", "HttpOnly", "SameSite=lax", "Path=/sp/admin"} <= set(response.headers["set-cookie"].split("; "))


def test_the_command_prints_a_link(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Under the address that people use; a name that cannot be logged is refused."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/s.db")
    assert cli.main(["admin-link", "--name", "ann"], TODAY) == OK
    printed = capsys.readouterr()
    assert printed.out.startswith("http://127.0.0.1:8400/admin/enter?who=web%3Aoperator%2Fann&key=")
    assert "15 minutes" in printed.err
    monkeypatch.setenv("SMALLPRINT_PUBLIC_URL", "https://s.example/sp")
    assert cli.main(["admin-link", "--for", "slack:T1/U1"], TODAY) == OK
    assert capsys.readouterr().out.startswith("https://s.example/sp/admin/enter?who=slack%3AT1%2FU1")
    for wrong in (["--name", "a b"], ["--for", "ann"], ["--for", "web:operator/ann"], ["--for", "slack:T1/U1", "--name", "x"]):
        assert cli.main(["admin-link", *wrong], TODAY) == BAD_USAGE


def test_only_the_operator_comes_from_the_web() -> None:
    """Not somebody who names another place."""
    assert read_person("web:operator/ann") == ANN.person
    assert read_person("web:public/ann") is None
    assert read_person("slack:T1/U1\n") == Person(Workspace("slack", "T1"), "U1")
