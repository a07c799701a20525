"""Start-up: what is not needed is not imported. The timings are benchmarks/speed.py's."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from cli_house import ARTICLE, DRAFT, STORY, Shell
from scripted_endpoint import ScriptedEndpoint, completion

_HEAVY = {
    *("openai", "instructor", "httpx2", "aiohttp", "tenacity", "genai_prices"),
    *("trafilatura", "lxml", "pypdf", "dateparser", "charset_normalizer", "jinja2", "urllib3"),
}
_PROGRAM = """
import json, sys
from summarizer.cli.app import run
code = run(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""


def imported(shell: Shell, *arguments: str) -> set[str]:
    """The modules that a run of the program imported."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *arguments],
        capture_output=True,
        text=True,
        check=True,
        cwd=shell.cwd,
        env=shell.env,
    )
    code, names = json.loads(done.stderr.splitlines()[-1])
    assert code == 0, done.stderr
    return set(names)


@pytest.mark.parametrize(
    "arguments", [["--help"], ["brief", "--help"], ["export", "--help"], ["--version"]]
)
def test_help_imports_no_room(shell: Shell, arguments: list[str]) -> None:
    names = imported(shell, *arguments)
    rooms = {
        f"summarizer.{room}" for room in ("model", "settings", "engines", "reading", "briefing")
    }
    assert not names & (_HEAVY | rooms | {"rich", "platformdirs", "asyncio"})


@pytest.mark.parametrize("fmt", ["terminal", "json"])
def test_an_offline_brief_imports_no_sdk(shell: Shell, fmt: str) -> None:
    assert not imported(shell, str(ARTICLE), "--format", fmt) & _HEAVY


def test_a_kept_answer_needs_no_sdk(shell: Shell) -> None:
    shell.write("story.txt", STORY)
    with ScriptedEndpoint(completion(DRAFT)) as endpoint:
        options = ["story.txt", "--model", "some", "--base-url", endpoint.base_url]
        assert {"openai", "instructor"} <= imported(shell, *options)
        assert not imported(shell, *options) & {"openai", "instructor"}
        assert len(endpoint.requests) == 1


def test_importing_the_package_imports_next_to_nothing() -> None:
    program = "import sys, summarizer; print('pydantic' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
