"""OTLP as it arrives: a run's spans and metrics, decoded at a collector on a real socket."""

from __future__ import annotations

import gzip
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

sys.path += [str(Path(__file__).parent.parent / room) for room in ("cli", "servers")]

from batch_house import HAS_KEY, archive, asking, outcomes
from cli_house import KEY, Shell
from news_endpoint import NewsEndpoint

from summarizer.archive.outcome import Outcome

pytest.importorskip(
    "opentelemetry.exporter.otlp.proto.http", reason="OTLP's exporter is not installed"
)
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import (
    ExportMetricsServiceRequest,
)
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.metrics.v1.metrics_pb2 import Metric
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status


class Collector:
    """Takes OTLP over HTTP and keeps what it is told.

    Attributes:
        traces: The requests for spans.
        metrics: The requests for metrics.
        raw: All bodies, unpacked.
    """

    def __init__(self) -> None:
        self.traces: list[ExportTraceServiceRequest] = []
        self.metrics: list[ExportMetricsServiceRequest] = []
        self.raw = b""
        collector = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                if self.headers.get("content-encoding") == "gzip":
                    body = gzip.decompress(body)
                collector.take(self.path, body)
                self.send_response(200)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_request(self, *arguments: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def take(self, path: str, body: bytes) -> None:
        self.raw += body
        if path == "/v1/traces":
            self.traces.append(ExportTraceServiceRequest.FromString(body))
        elif path == "/v1/metrics":
            self.metrics.append(ExportMetricsServiceRequest.FromString(body))

    def spans(self) -> list[Span]:
        return [
            span
            for request in self.traces
            for resource in request.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]

    def metric(self, name: str) -> Metric:
        """The last that was told of a metric: each time it is told whole."""
        found: list[Metric] = [
            metric
            for request in self.metrics
            for resource in request.resource_metrics
            for scope in resource.scope_metrics
            for metric in scope.metrics
            if metric.name == name
        ]
        return found[-1]


@pytest.fixture
def collector() -> Iterator[Collector]:
    collector = Collector()
    thread = threading.Thread(target=collector.server.serve_forever)
    thread.start()
    yield collector
    collector.server.shutdown()
    thread.join()
    collector.server.server_close()


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def attributes(thing: Any) -> dict[str, Any]:
    found = {}
    for one in thing.attributes:
        kind = one.value.WhichOneof("value")
        value = getattr(one.value, kind)
        found[one.key] = [v.string_value for v in value.values] if kind == "array_value" else value
    return found


def test_a_run_arrives_at_a_collector(shell: Shell, collector: Collector) -> None:
    number = 12
    archive(shell, number)
    with NewsEndpoint(faults={"500": 0.2}) as endpoint:
        env = {**HAS_KEY, "OTEL_EXPORTER_OTLP_ENDPOINT": collector.address}
        done = shell.run(*asking(endpoint, "--otel"), env=env)
        assert done.code == 0, done.err
        faults = endpoint.seen.faults["500"]
        host, port = endpoint.base_url.removesuffix("/v1").removeprefix("http://").split(":")
    assert faults > 0

    chats = [span for span in collector.spans() if span.name == "chat tiny"]
    assert len(chats) == number + faults
    assert all(span.kind == Span.SPAN_KIND_CLIENT for span in chats)
    assert all(0 < span.end_time_unix_nano - span.start_time_unix_nano < 60e9 for span in chats)
    failed = [span for span in chats if span.status.code == Status.STATUS_CODE_ERROR]
    assert [attributes(span)["error.type"] for span in failed] == ["500"] * faults
    common = {
        "gen_ai.operation.name": "chat",
        "gen_ai.request.model": "tiny",
        "server.address": host,
        "server.port": int(port),
    }
    answered = next(attributes(span) for span in chats if span not in failed)
    assert answered.items() >= common.items()
    assert answered["gen_ai.usage.input_tokens"] == 1000
    assert answered["gen_ai.usage.output_tokens"] == 100
    assert answered["gen_ai.response.finish_reasons"] == ["stop"]
    drafts = {span.span_id for span in collector.spans() if span.name == "draft"}
    assert len(drafts) == number
    assert {span.parent_span_id for span in chats} == drafts

    tokens = collector.metric("gen_ai.client.token.usage")
    assert tokens.unit == "{token}"
    assert {
        attributes(point)["gen_ai.token.type"]: point.sum for point in tokens.histogram.data_points
    } == {"input": 1000 * number, "output": 100 * number}
    durations = collector.metric("gen_ai.client.operation.duration")
    assert durations.unit == "s"
    assert sum(point.count for point in durations.histogram.data_points) == number + faults
    for point in durations.histogram.data_points:
        assert attributes(point).items() >= common.items()
    (articles,) = collector.metric("summarizer.articles").sum.data_points
    assert (attributes(articles), articles.as_int) == ({"summarizer.outcome": "ok"}, number)

    named = {
        attributes(one.resource)["service.name"]
        for request in collector.traces
        for one in request.resource_spans
    }
    assert named == {"summarizer"}
    for secret in (KEY, "Shelling", "medics"):
        assert secret.encode() not in collector.raw


def test_a_collector_that_is_gone_costs_no_brief(shell: Shell, collector: Collector) -> None:
    archive(shell, 3)
    gone = collector.address
    collector.server.socket.close()
    env = {**HAS_KEY, "OTEL_EXPORTER_OTLP_ENDPOINT": gone, "OTEL_EXPORTER_OTLP_TIMEOUT": "1"}
    with NewsEndpoint() as endpoint:
        done = shell.run(*asking(endpoint, "--otel"), env=env)
    assert done.code == 0, done.err
    assert outcomes(shell) == {Outcome.OK: 3}
