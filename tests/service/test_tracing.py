"""Traces: made if the standard variables ask for them, with what an operator needs and nothing that anybody wrote."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span

from adapters.slack.plugin import SlackPlugin
from adapters.web.plugin import WebPlugin
from bot.observing import tracing
from bot.observing.tracing import TracingError
from bot.service.run import Service
from bot.service.settings import SettingsError
from tests.fakes.slack import FakeSlack
from tests.patience import HANG
from tests.slack.running import settings_for

QUESTION = "does zoom hand my quarrel with xylophone-gatherers to police"
TOKEN = "collector-key-74"  # noqa: S105 - no real one


@dataclass
class Collector:
    """What a collector was sent."""

    url: str = ""
    bodies: list[bytes] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    @property
    def spans(self) -> list[Span]:
        """Every span."""
        requests = map(ExportTraceServiceRequest.FromString, self.bodies)
        return [span for request in requests for given in request.resource_spans for scope in given.scope_spans for span in scope.spans]

    @property
    def words(self) -> str:
        """Everything in them but random numbers."""
        given = [part for body in self.bodies for part in ExportTraceServiceRequest.FromString(body).resource_spans]
        around = [(part.resource, [scope.scope for scope in part.scope_spans]) for part in given]
        return str((around, [(span.name, told(span), span.status, span.events, span.links) for span in self.spans]))


def told(span: Span) -> dict[str, str]:
    """What a span says about itself."""
    return {one.key: one.value.string_value or str(one.value.int_value) for one in span.attributes}


@pytest.fixture
async def collector() -> AsyncIterator[Collector]:
    """A collector on this machine."""
    collected = Collector()

    async def take(request: web.Request) -> web.Response:
        collected.bodies.append(await request.read())
        collected.keys.append(request.headers.get("x-key", ""))
        return web.Response()

    app = web.Application()
    app.router.add_post("/v1/traces", take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    collected.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield collected
    await runner.cleanup()


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    """A local Slack."""
    async with FakeSlack() as fake:
        yield fake


@pytest.fixture
def settings(collector: Collector, slack: FakeSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mapping[str, str]:
    """The service with Slack and the pages, told where the collector is."""
    asked = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url,
        "OTEL_EXPORTER_OTLP_HEADERS": f"x-key={TOKEN}",
        "OTEL_EXPORTER_OTLP_COMPRESSION": "none",
    }
    for name, value in {**asked, "OTEL_SERVICE_NAME": "smallprint"}.items():
        monkeypatch.setenv(name, value)  # so that what the service sets for the SDK is taken back
    own = {"DATABASE_URL": f"sqlite:///{tmp_path}/s.db", "SMALLPRINT_METRICS": "127.0.0.1:0"}
    return {**settings_for("http", slack), **own, **asked}


async def test_a_question_can_be_followed_without_its_words(settings: Mapping[str, str], collector: Collector, slack: FakeSlack) -> None:
    """From the request through the answer to its delivery and the database; no text, token, person, workspace or channel is told."""
    service = Service(settings, (), (SlackPlugin(), WebPlugin()))
    running = asyncio.create_task(service.run())
    await ready(service)
    slack.connect_http(f"http://127.0.0.1:{service.http.port}/slack/events")
    ann = slack.workspace("T1").user("U1SECRET", "ann")
    await ann.mention("C1", QUESTION)
    await ann.command("/smallprint", QUESTION)
    async with aiohttp.ClientSession(f"http://127.0.0.1:{service.http.port}") as person:
        assert (await person.post("/ask", data={"text": QUESTION})).status == 200
        assert (await person.get("/answers/zoom/ai-training", params={"as_of": "2023-08-07"})).status == 200
        assert (await person.get(f"/{QUESTION}")).status == 404
    async with asyncio.timeout(HANG):
        while not slack.messages():
            await asyncio.sleep(0.01)
    service.stop()
    await running
    by_id = {span.span_id: span for span in collector.spans}
    delivered = next(span for span in by_id.values() if span.name == "deliver")
    assert told(delivered) == {"surface": "slack", "outcome": "answered"}
    children = {span.name: told(span) for span in by_id.values() if span.parent_span_id == delivered.span_id}
    assert children["answer"] == {"surface": "slack", "kind": "answer", "form": "question"}
    assert "send" in children
    assert {"database insert", "database update"} <= {span.name for span in by_id.values()}
    assert told(by_id[delivered.parent_span_id]) == {"route": "/slack/events", "status": "200"}
    assert {"/ask", "/answers/{slug}/{topic}"} <= {told(span).get("route") for span in by_id.values()}
    secrets = ["xylophone", "police", "U1SECRET", "C1", "T1", "2023-08-07", TOKEN, settings["SLACK_BOT_TOKEN"], settings["DATABASE_URL"]]
    assert [secret for secret in secrets if secret in collector.words] == []
    assert set(collector.keys) == {TOKEN}


async def test_the_id_that_somebody_was_shown_finds_the_trace(
    settings: Mapping[str, str], collector: Collector, slack: FakeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the type of the error and nothing of what it says."""

    def fail(*_: object, **__: object) -> None:
        raise ValueError(QUESTION)

    monkeypatch.setattr("bot.dialogue.dialogue.respond_to", fail)
    service = Service(settings, (), (SlackPlugin(),))
    running = asyncio.create_task(service.run())
    await ready(service)
    slack.connect_http(f"http://127.0.0.1:{service.http.port}/slack/events")
    await slack.workspace("T1").user("U1SECRET", "ann").mention("C1", QUESTION)
    async with asyncio.timeout(HANG):
        while not slack.messages():
            await asyncio.sleep(0.01)
    service.stop()
    await running
    delivered = next(span for span in collector.spans if span.name == "deliver")
    assert told(delivered)["incident"] in str(slack.messages()[-1])
    assert told(delivered)["error"] == "ValueError"
    assert "xylophone" not in collector.words


async def test_a_statement_that_fails_is_told_without_its_values(collector: Collector, settings: Mapping[str, str], tmp_path: Path) -> None:
    """By the type of the error."""
    from sqlalchemy import create_engine, text
    from sqlalchemy.exc import SQLAlchemyError

    end = tracing.set_up(settings)
    engine = create_engine(f"sqlite:///{tmp_path}/x.db")
    with engine.connect() as connection, pytest.raises(SQLAlchemyError):
        connection.execute(text("SELECT xylophone FROM nowhere WHERE :word"), {"word": QUESTION})
    await asyncio.to_thread(end)
    engine.dispose()
    (span,) = collector.spans
    assert (span.name, told(span)) == ("database select", {"error": "OperationalError"})
    assert "xylophone" not in collector.words


async def test_a_collector_that_is_away_holds_nothing_up(settings: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions are answered, and the service ends in its time."""
    for name, value in {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9", "OTEL_EXPORTER_OTLP_TIMEOUT": "1"}.items():
        monkeypatch.setenv(name, value)
        settings = {**settings, name: value}
    service = Service(settings, (), (WebPlugin(),))
    running = asyncio.create_task(service.run())
    await ready(service)
    async with aiohttp.ClientSession(f"http://127.0.0.1:{service.http.port}") as person:
        assert (await person.post("/ask", data={"text": QUESTION})).status == 200
    service.stop()
    async with asyncio.timeout(HANG):
        await running


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}, "http/protobuf"),
        ({"OTEL_TRACES_EXPORTER": "zipkin"}, "OTEL_TRACES_EXPORTER"),
    ],
)
def test_what_cannot_be_sent_is_said(asked: dict[str, str], says: str) -> None:
    """Before anything starts."""
    with pytest.raises(TracingError, match=says):
        tracing.wanted({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318", **asked})


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"OTEL_SERVICE_NAME": "x"},
        {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318", "OTEL_SDK_DISABLED": "true"},
        {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318", "OTEL_TRACES_EXPORTER": "none"},
    ],
)
def test_nothing_is_sent_unasked(asked: dict[str, str]) -> None:
    """Nor against a word that switches it off."""
    assert not tracing.wanted(asked)


async def test_where_it_is_not_installed_the_service_says_so(settings: Mapping[str, str], without_sdk: None) -> None:
    """And how to install it, instead of running without."""
    with pytest.raises(SettingsError, match=r"smallprint\[tracing\]"):
        await Service(settings, (), ()).run()


@pytest.fixture
def without_sdk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if the SDK was not installed."""
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    return iter(())


async def ready(service: Service) -> None:
    """Wait until the service can answer."""
    async with asyncio.timeout(HANG):
        while await service.not_ready():
            await asyncio.sleep(0.01)
