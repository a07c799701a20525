"""OpenTelemetry: spans and metrics by its conventions for generative AI; the extra `otel`.

Spans and metrics: https://opentelemetry.io/docs/specs/semconv/gen-ai/. Each try of a request is a
client span `chat MODEL`, each article an internal span `brief` around its requests. Messages, which
the conventions leave to those who opt in, are never recorded.

Nothing is sent unless this is asked for and an exporter is named in OpenTelemetry's own variables:
`OTEL_TRACES_EXPORTER` and `OTEL_METRICS_EXPORTER` (`otlp`, `console` or `none`), or an
`OTEL_EXPORTER_OTLP_ENDPOINT`, which stands for `otlp` in both. What those variables leave open
(addresses, headers, sampling, the service's attributes) the SDK reads itself. Where a program has
set up OpenTelemetry already (`opentelemetry-instrument`, a library's user), that is used as it is.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib.metadata import entry_points
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from summarizer.errors import SettingError
from summarizer.telemetry import Doing, Event, Field
from summarizer.version import VERSION

if TYPE_CHECKING:
    from opentelemetry.metrics import MeterProvider
    from opentelemetry.sdk.metrics import MeterProvider as Meters
    from opentelemetry.sdk.trace import TracerProvider as Tracers
    from opentelemetry.trace import Span, TracerProvider
    from opentelemetry.util.types import AttributeValue

# The conventions' own: gen-ai-metrics.md.
_TOKEN_BUCKETS = [4**n for n in range(14)]
_SECOND_BUCKETS = [0.01 * 2**n for n in range(14)]

_ATTRIBUTES = {
    "provider": "gen_ai.provider.name",
    "model": "gen_ai.request.model",
    "max_tokens": "gen_ai.request.max_tokens",
    "temperature": "gen_ai.request.temperature",
    "answered_by": "gen_ai.response.model",
    "tokens_in": "gen_ai.usage.input_tokens",
    "tokens_out": "gen_ai.usage.output_tokens",
    "host": "server.address",
    "port": "server.port",
}
"""A request's fields by the names that the conventions give them; others are `summarizer.NAME`."""

_OF_METRICS = ("provider", "model", "answered_by", "host", "port")
"""Few values each: a metric's attributes multiply."""

_FINISHED = {"complete": "stop", "empty": "stop", "cut": "length", "refused": "content_filter"}
"""How an answer ended (`End`), in the words that most providers have for it."""

_SPANS = {Event.ARTICLE: "brief"}


class OpenTelemetry:
    """Makes spans and metrics of what is told."""

    def __init__(self, tracers: TracerProvider, meters: MeterProvider) -> None:
        from opentelemetry import trace

        self._trace = trace
        self._tracer = tracers.get_tracer("summarizer", VERSION)
        meter = meters.get_meter("summarizer", VERSION)
        self._tokens = meter.create_histogram(
            "gen_ai.client.token.usage",
            unit="{token}",
            description="Number of input and output tokens used.",
            explicit_bucket_boundaries_advisory=_TOKEN_BUCKETS,
        )
        self._duration = meter.create_histogram(
            "gen_ai.client.operation.duration",
            unit="s",
            description="GenAI operation duration.",
            explicit_bucket_boundaries_advisory=_SECOND_BUCKETS,
        )
        self._outcomes = meter.create_counter(
            "summarizer.articles", unit="{article}", description="Articles by outcome."
        )

    def begins(self, doing: Doing) -> object:
        """Begin a span, inside the one that this task is in."""
        kinds = self._trace.SpanKind
        if doing.event is Event.REQUEST:
            name, kind = f"chat {doing.fields.get('model')}", kinds.CLIENT
        else:
            name, kind = _SPANS.get(doing.event, doing.event.value), kinds.INTERNAL
        span = self._tracer.start_span(name, kind=kind, start_time=doing.began)
        scope = self._trace.use_span(span)
        scope.__enter__()
        return _Open(scope, span)

    def ends(self, doing: Doing, state: object) -> None:
        """End the span, and measure it."""
        if isinstance(state, _Open):
            state.span.set_attributes(_attributes(doing))
            if doing.error is not None:
                state.span.set_status(self._trace.StatusCode.ERROR)
            # Without its exception, whose text may quote what was sent.
            state.scope.__exit__(None, None, None)
            # Not by the time of day, which may have been set back meanwhile.
            state.span.end(doing.began + round(doing.seconds * 1e9))
        if doing.event is Event.REQUEST:
            self._measure(doing)
        elif doing.event is Event.ARTICLE:
            self._count(doing.fields)

    def happened(self, event: Event, fields: dict[str, Field]) -> None:
        """Note a moment in the span that it happens in."""
        self._trace.get_current_span().add_event(event.value, _own(fields))
        if event is Event.ARTICLE:
            self._count(fields)

    def _count(self, article: Mapping[str, Field]) -> None:
        outcome = str(article.get("outcome") or "")
        self._outcomes.add(1, {"summarizer.outcome": outcome})

    def _measure(self, doing: Doing) -> None:
        fields = {name: doing.fields.get(name) for name in _OF_METRICS}
        common = {"gen_ai.operation.name": "chat", **_named(fields)}
        ended = {"error.type": doing.error} if doing.error else {}
        self._duration.record(doing.seconds, {**common, **ended})
        for kind, name in (("input", "tokens_in"), ("output", "tokens_out")):
            count = doing.fields.get(name)
            if isinstance(count, int):
                self._tokens.record(count, {**common, "gen_ai.token.type": kind})


@dataclass(frozen=True, slots=True)
class _Open:
    """A span under way, and the scope in which spans begun meanwhile are its children."""

    scope: AbstractContextManager[Span]
    span: Span


def _attributes(doing: Doing) -> dict[str, AttributeValue]:
    attributes: dict[str, AttributeValue]
    if doing.event is Event.REQUEST:
        attributes = {"gen_ai.operation.name": "chat", **_named(doing.fields)}
        end = attributes.pop("summarizer.end", None)
        if isinstance(end, str):
            attributes["gen_ai.response.finish_reasons"] = (_FINISHED.get(end, end),)
    else:
        attributes = _own(doing.fields)
    if doing.error is not None:
        attributes["error.type"] = doing.error
    return attributes


def _own(fields: Mapping[str, Field]) -> dict[str, AttributeValue]:
    return {f"summarizer.{name}": value for name, value in fields.items() if value is not None}


def _named(fields: Mapping[str, Field]) -> dict[str, AttributeValue]:
    return {
        _ATTRIBUTES.get(name, f"summarizer.{name}"): value
        for name, value in fields.items()
        if value is not None
    }


# --- set up by OpenTelemetry's own variables ------------------------------------------------------


@contextmanager
def opened() -> Iterator[OpenTelemetry]:
    """OpenTelemetry as its variables say; what is gathered is sent off at the end.

    Raises:
        SettingError: The extra or an exporter that is asked for is not installed, or nothing says
            where spans and metrics are to go.
    """
    if find_spec("opentelemetry") is None or find_spec("opentelemetry.sdk") is None:
        raise SettingError(
            "OpenTelemetry is asked for and not installed", 'pip install "summarizer[otel]"'
        )
    from opentelemetry import metrics, trace
    from opentelemetry.sdk.trace import TracerProvider

    if isinstance(trace.get_tracer_provider(), TracerProvider):  # somebody has set it up
        yield OpenTelemetry(trace.get_tracer_provider(), metrics.get_meter_provider())
        return
    spans, measures = _exporters("TRACES"), _exporters("METRICS")
    if not spans and not measures:
        raise SettingError(
            "OpenTelemetry is asked for, and nothing says where its spans and metrics are to go",
            "set OTEL_EXPORTER_OTLP_ENDPOINT, or OTEL_TRACES_EXPORTER and OTEL_METRICS_EXPORTER",
        )
    tracers, meters = _providers(spans, measures)
    try:
        yield OpenTelemetry(tracers, meters)
    finally:
        tracers.shutdown()
        meters.shutdown()


def _providers(spans: list[Any], measures: list[Any]) -> tuple[Tracers, Meters]:
    from opentelemetry.sdk.metrics import MeterProvider
    from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
    from opentelemetry.sdk.resources import SERVICE_NAME, Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    resource = Resource.create()
    if str(resource.attributes.get(SERVICE_NAME, "")).startswith("unknown_service"):
        resource = resource.merge(Resource({SERVICE_NAME: "summarizer"}))
    tracers = TracerProvider(resource=resource)
    for exporter in spans:
        tracers.add_span_processor(BatchSpanProcessor(exporter))
    readers = [PeriodicExportingMetricReader(exporter) for exporter in measures]
    return tracers, MeterProvider(readers, resource=resource)


def _exporters(signal: str) -> list[Any]:
    """The exporters that the variables name for a signal, `TRACES` or `METRICS`."""
    named = _variable(f"OTEL_{signal}_EXPORTER")
    if not named:
        sent = "OTEL_EXPORTER_OTLP_ENDPOINT", f"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"
        named = "otlp" if any(map(_variable, sent)) else "none"
    names = [name.strip() for name in named.split(",")]
    return [_exporter(signal, name) for name in names if name not in ("", "none")]


def _exporter(signal: str, name: str) -> Any:
    wanted = name
    if name == "otlp":
        own = _variable(f"OTEL_EXPORTER_OTLP_{signal}_PROTOCOL")
        protocol = own or _variable("OTEL_EXPORTER_OTLP_PROTOCOL")
        wanted = "otlp_proto_grpc" if protocol == "grpc" else "otlp_proto_http"
    group = f"opentelemetry_{signal.lower()}_exporter"
    for found in entry_points(group=group, name=wanted):
        return found.load()()
    raise SettingError(
        f"OpenTelemetry's exporter {name} is asked for and not installed",
        f"pip install opentelemetry-exporter-{wanted.replace('_', '-')}",
    )


def _variable(name: str) -> str:
    return os.environ.get(name, "").strip()
