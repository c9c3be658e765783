"""No message, no token: whatever is logged by whom, at any level and in either form."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.observing import log as logs
from bot.observing.log import OnceAMinute

WORD = "quincunx"
TOKENS = (
    "xoxb-17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy",
    "xoxe.xoxp-1-Mi0yLTMxNzY0",
    "xapp-1-A0123-4567-abcdef",
    "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs",
    "https://hooks.slack.com/commands/T1/2/abcDEF",
    "https://discord.com/api/v10/webhooks/1234/aW50ZXJhY3Rpb24",
    "postgresql://smallprint:hunter2@database/smallprint",
    "Authorization: Bearer abc.def",
)
SECRETS = (
    "pdFZKVeTuE8sk7oOcHrzqqgy",
    "Mi0yLTMxNzY0",
    "abcdef",
    "ZnCjm1XVW7vRze4b7Cq4se7kKWs",
    "abcDEF",
    "aW50ZXJhY3Rpb24",
    "hunter2",
    "abc.def",
)


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    """Take the handlers and levels back that a test has set."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for package in (*logs.OURS, "uvicorn.error"):
        logging.getLogger(package).setLevel(logging.NOTSET)


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("library", ["slack_bolt.App", "discord.gateway", "aiohttp.client", "sqlalchemy.engine", "a.library.of.tomorrow"])
def test_no_library_is_asked_for_details(form: str, library: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Even where the operator wants ours; one that nobody has heard of is no exception."""
    logs.set_up("json" if form == "json" else "text", "debug")
    logging.getLogger(library).debug("received %s", WORD)
    logging.getLogger(library).info("received %s", WORD)
    logging.getLogger("bot.service.run").debug("our own detail")
    said = capfd.readouterr().err
    assert WORD not in said
    assert "our own detail" in said


@pytest.mark.parametrize("form", ["text", "json"])
def test_an_error_is_logged_without_its_words(form: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Its type and place are enough; asyncio and aiohttp log errors that nobody has caught."""
    logs.set_up("json" if form == "json" else "text", "info")
    try:
        raise LookupError(WORD) from ValueError(WORD)
    except LookupError:
        logging.getLogger("asyncio").exception("Task exception was never retrieved")
    said = capfd.readouterr().err
    assert WORD not in said.replace("raise LookupError(WORD) from ValueError(WORD)", "")
    assert "LookupError" in said
    assert "test_log.py" in said


@pytest.mark.parametrize("form", ["text", "json"])
def test_tokens_are_blotted_out(form: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Also where somebody logs an address or a header by mistake; the line stays readable."""
    logs.set_up("json" if form == "json" else "text", "info")
    for token in TOKENS:
        logging.getLogger("bot").warning("could not post to %s today", token)
    lines = capfd.readouterr().err.splitlines()
    assert not [secret for secret in SECRETS if secret in "".join(lines)]
    assert all("could not post to" in line and "today" in line for line in lines)
    if form == "json":
        assert all(json.loads(line)["logger"] == "bot" for line in lines)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(around=st.text(st.characters(categories=["Lu", "Ll", "Zs", "Po"]), max_size=20), token=st.sampled_from(TOKENS[:4]))
def test_a_token_is_found_in_any_sentence(around: str, token: str) -> None:
    """In brackets, quotes, at either end."""
    record = logging.LogRecord("bot", logging.INFO, "", 0, f"{around} {token} {around}", None, None)
    assert token not in logs.JsonLines().format(record)


def test_the_same_warning_is_logged_once_a_minute(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails for every question must not fill the disk; incidents and other warnings are all there."""
    times = iter([0.0, 1.0, 59.0, 59.0, 61.0])
    monkeypatch.setattr("bot.observing.log.OnceAMinute", lambda: OnceAMinute(lambda: next(times)))
    logs.set_up("text", "info")
    log = logging.getLogger("bot.some")
    for _ in range(3):
        log.warning("the database is %s", "slow")
        log.error("incident")
    log.warning("the database is %s", "gone")
    log.warning("the database is %s", "slow")
    lines = [line.split(": ", 1)[1] for line in capsys.readouterr().err.splitlines()]
    assert lines == ["the database is slow", "incident", "incident", "incident", "the database is gone", "the database is slow"]
