"""OpenTelemetry: spans and metrics as its conventions name them, and nothing sent unasked."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import Any

import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import HistogramDataPoint, InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode

from summarizer.errors import SettingError
from summarizer.telemetry import Event, doing, happened, listening
from summarizer.telemetry.otel import OpenTelemetry, opened

REQUEST: dict[str, Any] = {
    "endpoint": "host.example:8443",
    "host": "host.example",
    "port": 8443,
    "provider": "openai",
    "model": "m-1",
    "max_tokens": 100,
    "temperature": 0.0,
}


class Kept:
    """OpenTelemetry that keeps what it makes."""

    def __init__(self) -> None:
        self.exporter, self.reader = InMemorySpanExporter(), InMemoryMetricReader()
        tracers = TracerProvider()
        tracers.add_span_processor(SimpleSpanProcessor(self.exporter))
        self.listener = OpenTelemetry(tracers, MeterProvider([self.reader]))

    def points(self, name: str) -> list[Any]:
        data = self.reader.get_metrics_data()
        assert data is not None
        return [
            point
            for resource in data.resource_metrics
            for scope in resource.scope_metrics
            for metric in scope.metrics
            if metric.name == name
            for point in metric.data.data_points
        ]


def test_a_request_is_a_client_span_within_its_article() -> None:
    kept = Kept()
    with listening(kept.listener), doing(Event.ARTICLE, row=3) as article:
        with doing(Event.REQUEST, **REQUEST) as request:
            request.add(answered_by="m-1-0613", tokens_in=12, tokens_out=34, end="complete")
            happened(Event.RETRY, wait=0.5, code=None)
        article.add(outcome="ok")
    chat, brief = kept.exporter.get_finished_spans()
    assert (chat.name, chat.kind) == ("chat m-1", SpanKind.CLIENT)
    assert dict(chat.attributes or {}) == {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "m-1",
        "gen_ai.request.max_tokens": 100,
        "gen_ai.request.temperature": 0.0,
        "gen_ai.response.model": "m-1-0613",
        "gen_ai.response.finish_reasons": ("stop",),
        "gen_ai.usage.input_tokens": 12,
        "gen_ai.usage.output_tokens": 34,
        "server.address": "host.example",
        "server.port": 8443,
        "summarizer.endpoint": "host.example:8443",
    }
    assert [(one.name, dict(one.attributes or {})) for one in chat.events] == [
        ("request.retry", {"summarizer.wait": 0.5})
    ]
    assert chat.parent is not None
    assert chat.parent.span_id == brief.context.span_id
    assert (brief.name, brief.kind, brief.parent) == ("brief", SpanKind.INTERNAL, None)
    assert dict(brief.attributes or {}) == {"summarizer.row": 3, "summarizer.outcome": "ok"}


def test_a_span_lasts_as_long_as_its_work_whatever_the_time_of_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = Kept()
    with listening(kept.listener), doing(Event.REQUEST, **REQUEST) as request:
        before = time.time_ns()
        monkeypatch.setattr(time, "time_ns", lambda: before - 3600 * 10**9)  # an hour back
    (span,) = kept.exporter.get_finished_spans()
    assert span.start_time is not None
    assert span.end_time is not None
    assert span.start_time == request.began
    assert span.end_time - span.start_time == round(request.seconds * 1e9) > 0


def _fail_with(status: str) -> None:
    with doing(Event.REQUEST, **REQUEST) as request:
        request.failed(status)
        raise ValueError("words of the article")


def test_a_failure_has_its_type_and_none_of_its_text() -> None:
    kept = Kept()
    with listening(kept.listener), pytest.raises(ValueError, match="words"):
        _fail_with("429")
    (span,) = kept.exporter.get_finished_spans()
    assert span.status.status_code is StatusCode.ERROR
    assert (span.attributes or {})["error.type"] == "429"
    assert "words" not in span.to_json()
    (duration,) = kept.points("gen_ai.client.operation.duration")
    assert duration.attributes["error.type"] == "429"
    assert kept.points("gen_ai.client.token.usage") == []


def test_metrics_are_the_conventions_own() -> None:
    kept = Kept()
    with listening(kept.listener):
        for read, written in ((12, 34), (5, 6)):
            with doing(Event.REQUEST, **REQUEST) as request:
                request.add(tokens_in=read, tokens_out=written)
        for outcome in ("ok", "ok", "refused"):
            with doing(Event.ARTICLE) as article:
                article.add(outcome=outcome)
    common = {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "m-1",
        "server.address": "host.example",
        "server.port": 8443,
    }
    points = kept.points("gen_ai.client.token.usage")
    assert all(isinstance(point, HistogramDataPoint) for point in points)
    assert {point.attributes["gen_ai.token.type"]: point.sum for point in points} == {
        "input": 17,
        "output": 40,
    }
    assert points[0].explicit_bounds == tuple(4**n for n in range(14))
    (duration,) = kept.points("gen_ai.client.operation.duration")
    assert (dict(duration.attributes), duration.count) == (common, 2)
    assert duration.explicit_bounds[:3] == (0.01, 0.02, 0.04)
    counts = {
        p.attributes["summarizer.outcome"]: p.value for p in kept.points("summarizer.articles")
    }
    assert counts == {"ok": 2, "refused": 1}


def test_without_an_exporter_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    for signal in ("TRACES", "METRICS"):
        monkeypatch.delenv(f"OTEL_{signal}_EXPORTER", raising=False)
    with pytest.raises(SettingError, match="nothing says where"), opened():
        pass
    monkeypatch.setenv("OTEL_TRACES_EXPORTER", "no_such")
    with pytest.raises(SettingError, match="pip install opentelemetry-exporter-no-such"), opened():
        pass


def test_the_variables_set_it_up_and_the_end_sends_what_is_left() -> None:
    program = (
        "from summarizer.telemetry import *\n"
        "from summarizer.telemetry.otel import opened\n"
        "with opened() as otel, listening(otel), doing(Event.REQUEST, model='m', tokens_in=3):\n"
        "    pass\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"OTEL_TRACES_EXPORTER": "console", "OTEL_METRICS_EXPORTER": "none"},
    )
    span = json.loads(done.stdout)
    assert span["name"] == "chat m"
    assert span["attributes"]["gen_ai.usage.input_tokens"] == 3
    assert span["resource"]["attributes"]["service.name"] == "summarizer"
