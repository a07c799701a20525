"""The fuzzing that every run of the tests does: few inputs, the same ones every time."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from fuzz_targets import TARGETS, BrokenError, scales
from fuzz_texts import gold_paragraphs, texts, vocabulary
from hypothesis import HealthCheck, example, given, settings

from summarizer.language.sentences import split

_FEW = settings(
    max_examples=60,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
_ODD: Sequence[str] = (
    "LIBYAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA's mediators said that the war in the country went on",
    "\ud800 killed 20 people",
    "9" * 5_000,
    "killed " * 400 + "20 people",
    "“" * 2_000 + "20 people were killed",
    "“It called the trial a show,” he said, and it is ready to release all hostages. " * 60,
    "\x00\x1b[31m12 killed\r\n\x85\u2028",
    "ＤＥＡＤ：１２ people killed ١٢ and १२",
    "A 1/2 killed, 0 killed, 0.5 killed, one of whom was killed, 99999999999 killed",
)


@pytest.mark.parametrize("name", TARGETS)
def test_news_by_grammar_breaks_no_reader(name: str) -> None:
    @_FEW
    @given(texts())
    def run(text: str) -> None:
        TARGETS[name](text)

    for text in _ODD:
        run = example(text)(run)
    run()


@pytest.mark.parametrize("name", TARGETS)
def test_the_shipped_articles_break_no_reader(name: str) -> None:
    TARGETS[name]("\n\n".join(gold_paragraphs()))


def test_the_words_of_the_lexicons_are_fuzzed_with() -> None:
    assert {"killed", "hostages", "ceasefire"} & set(vocabulary())
    assert len(vocabulary()) > 1_000


def test_a_reader_that_loses_a_letter_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fuzz_targets.split", lambda text: split(text)[:-1])
    with pytest.raises(BrokenError, match="in no sentence"):
        TARGETS["sentences"]("One stands here. Two stands there.")


@pytest.mark.parametrize(("power", "found"), [(1.0, False), (1.3, False), (2.0, True)])
def test_work_that_outgrows_the_text_is_found(
    monkeypatch: pytest.MonkeyPatch, power: float, found: bool
) -> None:
    """16 times the text: at power 1.3 it takes 16^0.3 = 2.3 times as long a character."""
    monkeypatch.setattr("fuzz_targets._seconds", lambda _, text: 1e-3 * len(text) ** power)
    if found:
        with pytest.raises(BrokenError, match="more than linear"):
            scales(TARGETS["figures"], "some text")
    else:
        scales(TARGETS["figures"], "some text")


def test_the_fuzzer_itself_runs(tmp_path: Path) -> None:
    run = Path(__file__).with_name("fuzz_run.py")
    options = ("--inputs", "40", "--only", "figures", "--keep", str(tmp_path))
    done = subprocess.run(
        [sys.executable, str(run), *options], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("figures: ")
    assert list(tmp_path.iterdir()) == []
