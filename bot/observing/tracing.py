"""Traces, for operators who collect them: which part of an answer took how long, and where it went wrong.

OpenTelemetry's own variables switch them on (`OTEL_EXPORTER_OTLP_ENDPOINT`); else nothing is imported. Spans carry what is given to them
here and nothing else: a surface, a route, an outcome, the id of an incident. The spans that FastAPI, the SDK for assistants and others
would make stay off, because they quote addresses, statements and errors: our provider is not the global one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, event

if TYPE_CHECKING:
    from opentelemetry.trace import Tracer

ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
PROTOCOLS = ("OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL")
INSTALL = 'pip install "smallprint[tracing]"'

_tracer: Tracer | None = None


class TracingError(Exception):
    """Traces are asked for and cannot be sent; the message says what to do."""


def wanted(settings: Mapping[str, str]) -> bool:
    """Return True if traces are to be sent somewhere; TracingError if they cannot be."""
    off = settings.get("OTEL_SDK_DISABLED", "").lower() == "true" or settings.get("OTEL_TRACES_EXPORTER") == "none"
    if off or not any(settings.get(name) for name in ENDPOINTS):
        return False
    for name in PROTOCOLS:
        if settings.get(name, "http/protobuf") != "http/protobuf":
            raise TracingError(f"{name}: only http/protobuf is supported; most collectors take it on port 4318")
    if settings.get("OTEL_TRACES_EXPORTER", "otlp") != "otlp":
        raise TracingError("OTEL_TRACES_EXPORTER: only otlp and none are supported")
    try:
        import opentelemetry.exporter.otlp.proto.http.trace_exporter
        import opentelemetry.sdk.trace  # noqa: F401 - here, because hardly anybody traces
    except ImportError:
        raise TracingError(f"traces are asked for ({ENDPOINTS[0]}), and what sends them is not installed: {INSTALL}") from None
    return True


def set_up(settings: Mapping[str, str]) -> Callable[[], None]:
    """Begin to trace if the settings ask for it; return what ends it. TracingError if it cannot be."""
    if not wanted(settings):
        return lambda: None
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    given = {name: value for name, value in settings.items() if name.startswith("OTEL_")}
    os.environ.update({"OTEL_SERVICE_NAME": "smallprint", **given})  # the SDK reads nothing but the environment
    provider = TracerProvider(resource=Resource.create(), shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    begin(provider.get_tracer("smallprint"))

    def end() -> None:
        begin(None)
        provider.shutdown()

    return end


def begin(tracer: Tracer | None) -> None:
    """Make spans with a tracer from now on; with None no more."""
    global _tracer
    for name, listener in _STATEMENTS.items():
        if tracer is not None and _tracer is None:
            event.listen(Engine, name, listener)
        elif tracer is None and _tracer is not None:
            event.remove(Engine, name, listener)
    _tracer = tracer


@contextmanager
def span(name: str, **attributes: str) -> Iterator[None]:
    """Time the work of a block. An error that leaves it is told by its type alone."""
    if _tracer is None:
        yield
        return
    with _tracer.start_as_current_span(name, attributes=attributes, record_exception=False, set_status_on_exception=False):
        try:
            yield
        except BaseException as error:
            fail(type(error).__name__)
            raise


def add(**attributes: str | int) -> None:
    """Say more about the work under way."""
    if _tracer is not None:
        from opentelemetry import trace

        trace.get_current_span().set_attributes(attributes)


def fail(error: str, **attributes: str) -> None:
    """Mark the work under way as failed: with the type of the error, or the id of the incident."""
    if _tracer is not None:
        from opentelemetry import trace

        trace.get_current_span().set_status(trace.StatusCode.ERROR)
        add(error=error, **attributes)


def _statement_begins(_connection: object, _cursor: object, statement: str, _parameters: object, context: Any, _many: object) -> None:  # noqa: ANN401 - SQLAlchemy's
    if _tracer is not None:
        context.span = _tracer.start_span(f"database {statement.split(None, 1)[0].lower()}")


def _statement_ends(_connection: object, _cursor: object, _statement: str, _parameters: object, context: Any, _many: object) -> None:  # noqa: ANN401
    if (opened := getattr(context, "span", None)) is not None:
        opened.end()


def _statement_fails(failure: Any) -> None:  # noqa: ANN401
    if (opened := getattr(failure.execution_context, "span", None)) is not None:
        opened.set_attribute("error", type(failure.original_exception).__name__)
        opened.end()


_STATEMENTS: dict[str, Callable[..., None]] = {
    "before_cursor_execute": _statement_begins,
    "after_cursor_execute": _statement_ends,
    "handle_error": _statement_fails,
}
