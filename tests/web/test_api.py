"""The API: one shape of JSON, every answer with its sources, errors that say what to do, and a document that is true."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
import schemathesis
from hypothesis import assume, given
from schemathesis import GenerationMode

from adapters.terminal.cli import main
from adapters.terminal.shared import Setup
from adapters.web.api import FRESH_SECONDS, MAX_BODY
from adapters.web.limits import AddressLimits
from bot.dialogue.dialogue import MAX_POST
from bot.dialogue.reading import Readings
from bot.dialogue.respond import Message, respond
from bot.replies.card import card_json
from bot.replies.json_models import AnswerJson
from bot.service.rate_limiter import RateLimiter
from bot.understanding.revision import KnowledgeHolder, Revision
from knowledge.export import export, export_bytes
from tests.conftest import TODAY
from tests.damage import tried
from tests.web.programs import Answered, Program, app_for_programs, served

MARKUP = '<script>alert("zoom")</script> can <b>zoom</b> train on my calls?'
OPERATIONS = [
    ("POST", "/ask"), ("POST", "/claims"), ("GET", "/platforms"), ("GET", "/topics"), ("GET", "/answers/{platform}"),
    ("GET", "/answers/{platform}/{topic}"), ("GET", "/history/{platform}"), ("GET", "/export"),
]  # fmt: skip
POST = "Zoom trains its AI on every call. Signal sells your calls to advertisers!"


@pytest.fixture
async def program(revision: Revision) -> AsyncIterator[Program]:
    """Somebody's program."""
    async with served(revision) as program:
        yield program


def is_problem(answered: Answered, status: int, *words: str) -> bool:
    """Return True if an error has this status, and says these words."""
    said = answered.json
    assert answered.status == status, answered
    assert set(said) == {"error", "hint"}
    assert all(said.values())
    assert answered.headers["content-type"] == "application/json"
    assert answered.headers["cache-control"] == "no-store"
    return all(word in " ".join(said.values()) for word in words)


@pytest.mark.parametrize(
    "text",
    [
        "can zoom use my calls for AI?", "compare zoom and teams on encryption", "alternatives to otter", "is it safe?", "help", "privacy",
        "does frobnicator train on calls", "who won the match", "what changed at zoom", "Darf Zoom meine Anrufe nutzen?", MARKUP,
    ],
)  # fmt: skip
async def test_an_answer_has_the_same_json_as_in_the_terminal(program: Program, revision: Revision, text: str) -> None:
    """The keys of the contract, their order, and what they hold."""
    answered = await program.post("/ask", {"text": text, "id": "q1"})
    said = answered.json
    expected = card_json(respond(revision, Message(text), TODAY).card)
    if expected["kind"] == "help":  # which shows the surface's own ways to ask
        expected["detail"] = said["detail"]
    assert answered.status == 200
    assert said.pop("id") == "q1"
    assert isinstance(said.pop("microseconds"), int)
    assert json.dumps(said) == json.dumps(expected)
    assert answered.headers["cache-control"] == "no-store"


async def test_a_follow_up_leans_on_the_question_before(program: Program) -> None:
    """Which the program sends along, because nothing is kept here."""
    asked = {"text": "and teams?", "context": "is zoom end-to-end encrypted?"}
    answered = await program.post("/ask", asked)
    assert (answered.json["platforms"], answered.json["topics"][0]) == (["microsoft-teams"], "encryption")
    alone = await program.post("/ask", {"text": "and teams?"})
    assert alone.json["kind"] != "answer"


async def test_answers_hold_for_a_day_and_a_plan(program: Program) -> None:
    """What held then is told with its own verdict and sources."""
    today = (await program.get("/answers/zoom/ai-training")).json
    then = (await program.get("/answers/zoom/ai-training?as_of=2023-07-28&plan=free")).json
    assert (today["verdict"], today["as_of"]) == ("no", None)
    assert (then["verdict"], then["as_of"]) == ("yes", "2023-07-28")
    for answer in (today, then):
        assert any(source["url"] and (source["document_date"] or source["copy_date"]) for source in answer["sources"])
        assert answer["last_verified"]


async def test_every_answer_of_a_platform_cites(program: Program, revision: Revision) -> None:
    """In the order of the topics."""
    answers = (await program.get("/answers/Microsoft%20Teams")).json
    platform = revision.knowledge.platforms["microsoft-teams"]
    told = [answer["topics"][0] for answer in answers]
    assert told == [topic for topic in revision.knowledge.topics if topic in {entry.topic for entry in platform.answers}]
    assert all(answer["sources"] for answer in answers)


async def test_a_history_can_end_on_a_day(program: Program) -> None:
    """Nothing later is in it."""
    whole = (await program.get("/history/zoom")).json["history"]
    then = (await program.get("/history/zoom?as_of=2022-12&topic=encryption")).json
    assert then["as_of"] == "2022-12"
    assert 0 < len(then["history"]) < len(whole)
    assert all(change["date"] < "2023" and change["sources"] for change in then["history"])
    assert then["topics"] == ["history", "encryption"]


async def test_claims_are_judged_with_their_sources(program: Program) -> None:
    """Today, and on the day of the post."""
    claims = (await program.post("/claims", {"post": POST, "date": "2023-08-07"})).json
    assert [claim["platform"] for claim in claims] == ["zoom", "signal"]
    assert all(claim["now"] and claim["then"] and claim["sources"] for claim in claims)


async def test_lists_and_export_are_those_of_the_terminal(
    program: Program, revision: Revision, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """No second shape of anything."""
    monkeypatch.setattr(Setup, "revision", lambda _: revision)
    for name in ("platforms", "topics"):
        assert main([name, "--json"], TODAY) == 0
        assert (await program.get(f"/{name}")).json == json.loads(capsys.readouterr().out)
    answered = await program.get("/export")
    assert answered.json == json.loads(json.dumps(export(revision.knowledge.topics.values(), revision.knowledge.platforms.values())))


async def test_what_did_not_change_is_not_sent_again(program: Program) -> None:
    """By its ETag, which tells what an answer says."""
    for path in ("/answers/zoom/ai-training", "/platforms", "/export"):
        first = await program.get(path)
        again = await program.get(path, if_none_match=first.headers["etag"])
        assert (again.status, again.body) == (304, b"")
        assert first.headers["cache-control"] == again.headers["cache-control"] == f"public, max-age={FRESH_SECONDS}"
    other = await program.get("/answers/zoom/encryption", if_none_match=(await program.get("/answers/zoom/ai-training")).headers["etag"])
    assert other.status == 200


async def test_who_has_the_base_does_not_have_it_made_again(program: Program, revision: Revision, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its ETag is that of the revision, so that half a second's work is not done to find out that nothing changed."""
    assert revision.digest
    tag = (await program.get("/export")).headers["etag"]
    monkeypatch.delattr("adapters.web.serving.export_bytes")
    assert (await program.get("/export", if_none_match=tag)).status == 304
    assert (await program.get("/export", if_none_match='W/"another"')).status == 500


def test_a_new_revision_is_exported_anew(revision: Revision) -> None:
    """What is read is the revision of now."""
    holder = KnowledgeHolder(revision)
    reading = Readings(holder, lambda: TODAY)
    assert len(json.loads(export_bytes(reading.revision.knowledge))["platforms"]) == len(revision.knowledge.platforms)
    zoom = {"zoom": revision.knowledge.platforms["zoom"]}
    holder.replace(Revision(revision.knowledge._replace(platforms=zoom), revision.understanding))
    assert [platform["slug"] for platform in json.loads(export_bytes(reading.revision.knowledge))["platforms"]] == ["zoom"]


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/answers/frobnicator/encryption", 404, "No platform is known as “frobnicator”."),
        ("/answers/zoom and teams/encryption", 404, "No platform"),
        ("/answers/zoom/encription", 404, "Did you mean encryption?"),
        ("/answers/zoom/history", 404, "Ask for the history"),
        ("/answers/zoom/encryption?as_of=2027", 422, "in the future"),
        ("/answers/zoom/encryption?as_of=2023-02-30", 422, "not a day of the calendar"),
        ("/answers/zoom/encryption?as_of=soon", 422, "as_of"),
        ("/answers/zoom?plan=gold", 422, "'enterprise'"),
        ("/history/zoom?topic=nothing", 404, "ai-training"),
        ("/nothing", 404, "openapi.json"),
        ("/ask", 405, "openapi.json"),
    ],
)
async def test_an_error_says_what_to_do(program: Program, path: str, status: int, words: str) -> None:
    """As JSON, like everything else."""
    assert is_problem(await program.get(path), status, words)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"{", "JSON"), (b"", "body"), (b"[]", "body"), (b'{"txt": "zoom"}', "text: Field required"), (b'{"text": ""}', "text"),
        (b'{"text": "\\ud800"}', "text"), (b'{"text": 5}', "text"), (b'{"text": "zoom", "plan": "gold"}', "plan"),
        (json.dumps({"text": "a" * 2_001}).encode(), "at most 2000 characters"),
    ],
)  # fmt: skip
async def test_a_body_that_is_wrong_is_named(program: Program, body: bytes, words: str) -> None:
    """By the key that is wrong."""
    assert is_problem(await program.send("POST", "/api/v1/ask", body, {"content-type": "application/json"}), 422, words)


async def test_bodies_are_bounded(program: Program) -> None:
    """The longest post is read, however it is written; nothing longer is."""
    longest = "\U0001f4de" * MAX_POST
    assert (await program.post("/claims", {"post": longest})).status == 200
    assert is_problem(await program.post("/claims", {"post": longest + "a"}), 422, "post")
    assert is_problem(await program.send("POST", "/api/v1/claims", b" " * (MAX_BODY + 1), {}), 413, "too long")


@pytest.mark.usefixtures("hurried")
async def test_an_address_that_reads_too_much_waits(revision: Revision) -> None:
    """It is told for how long."""
    async with served(revision, AddressLimits(RateLimiter(at_once=2))) as program:
        assert [(await program.get("/topics")).status for _ in range(2)] == [200, 200]
        answered = await program.get("/topics", origin="https://reader.example")
        assert is_problem(answered, 429, "Retry-After")
        assert int(answered.headers["retry-after"]) > 0
        assert answered.headers["access-control-allow-origin"] == "*"


@pytest.mark.usefixtures("hurried")
def test_addresses_of_one_network_count_as_one() -> None:
    """Who has one IPv6 address has 2^64 of them."""
    limits = AddressLimits(RateLimiter(at_once=1))
    assert limits.seconds_to_wait("2001:db8::1") == 0
    assert limits.seconds_to_wait("2001:db8::ffff") > 0
    assert limits.seconds_to_wait("2001:db8:0:1::1") == 0
    assert [limits.seconds_to_wait(address) for address in ("192.0.2.1", "192.0.2.2", "")] == [0, 0, 0]


async def test_any_page_may_read(program: Program) -> None:
    """With and without asking first; no credentials."""
    origin = {"origin": "https://reader.example"}
    asked = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    before = await program.send("OPTIONS", "/api/v1/ask", None, {**origin, **asked})
    assert before.status == 200
    for answered in (before, await program.get("/topics", **origin), await program.get("/nothing", **origin)):
        assert answered.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answered.headers
    deleting = await program.send("OPTIONS", "/api/v1/ask", None, {**origin, "access-control-request-method": "DELETE"})
    assert deleting.status == 400


async def test_markup_stays_data(program: Program) -> None:
    """Whatever is given back is JSON, which no browser takes for a page."""
    asked = await program.post("/ask", {"text": "does <img src=x onerror=alert(1)> train on calls", "id": MARKUP})
    claimed = await program.post("/claims", {"post": "Zoom trains its AI on every call <script>alert(1)</script>."})
    named = await program.get("/answers/%3Cscript%3E/encryption")
    assert asked.json["id"] == MARKUP
    assert "<script>" in claimed.json[0]["sentence"]
    assert "<script>" in named.json["error"]
    for answered in (asked, claimed, named):
        assert answered.headers["content-type"] == "application/json"
        assert answered.headers["x-content-type-options"] == "nosniff"


async def test_an_error_of_ours_has_an_id_and_no_words(
    program: Program, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The id is in the log; what was asked is not."""

    def fail(_: object, message: Message, *__: object) -> None:
        raise ValueError(message.text)

    monkeypatch.setattr("bot.dialogue.reading.respond", fail)
    answered = await program.post("/ask", {"text": "secret words"})
    assert is_problem(answered, 500, "Something went wrong (")
    incident = answered.json["error"].split("(")[1].split(")")[0]
    assert caplog.text.count(f"incident {incident} on api") == 1
    assert "secret" not in caplog.text + answered.body.decode()


def test_the_models_take_what_is_made_and_nothing_else(revision: Revision) -> None:
    """A key more or less is an error here before it is one for a program."""
    made = card_json(respond(revision, Message("compare zoom and teams on encryption"), TODAY).card)
    assert list(AnswerJson.model_fields) == list(made)
    with pytest.raises(ValueError, match="extra"):
        AnswerJson.model_validate({**made, "extra": 1})
    with pytest.raises(ValueError, match="lead"):
        AnswerJson.model_validate({key: value for key, value in made.items() if key != "lead"})


@pytest.fixture(scope="session")
def document(revision: Revision) -> Any:
    """The OpenAPI document, as it is served."""
    return schemathesis.openapi.from_asgi("/api/v1/openapi.json", app_for_programs(revision))


def test_the_document_names_everything(document: Any) -> None:
    """With a summary of each path, and no address outside of this service."""
    raw = document.raw_schema
    assert {(method.upper(), path) for path, methods in raw["paths"].items() for method in methods} == set(OPERATIONS)
    assert raw["servers"] == [{"url": "/api/v1"}]
    assert all(operation["description"] for path in raw["paths"].values() for operation in path.values())
    assert raw["components"]["schemas"]["AnswerJson"]["additionalProperties"] is False


@pytest.mark.fuzz
@pytest.mark.parametrize(
    ("method", "path", "mode"),
    [
        *((method, path, GenerationMode.POSITIVE) for method, path in OPERATIONS),
        *((method, path, GenerationMode.NEGATIVE) for method, path in OPERATIONS if method == "POST" or "{" in path),
    ],
)
def test_answers_are_as_documented(document: Any, method: str, path: str, mode: GenerationMode) -> None:
    """Whatever is sent, rightly or wrongly: no error of ours, no status, type or shape that the document does not name."""
    operation = document[path][method]

    @tried(15)
    @given(case=operation.as_strategy(generation_mode=mode))
    def check(case: Any) -> None:
        assume("%0A" not in "".join(case.path_parameters.values()))  # which leads to no route of the service at all
        case.call_and_validate(excluded_checks=[schemathesis.checks.CHECKS.get_one("positive_data_acceptance")])

    check()
