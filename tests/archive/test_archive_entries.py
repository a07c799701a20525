"""An entry is an article or a problem, and survives the way from one process to another."""

from __future__ import annotations

import pickle

import pytest

from summarizer.archive.entries import Entry, Problem, ProblemKind
from summarizer.errors import ExitCode, SourceError
from summarizer.model import Article
from summarizer.reading import read_bytes

ARTICLE = Article.of("Envoys met in Port Avel on Tuesday.")


def test_an_entry_is_an_article_or_a_problem() -> None:
    assert Entry("a:1", ARTICLE).problem is None
    assert Entry.without("a:1", ProblemKind.EMPTY, "nothing").article is None
    with pytest.raises(ValueError, match="never both or neither"):
        Entry("a:1", None)
    with pytest.raises(ValueError, match="never both or neither"):
        Entry("a:1", ARTICLE, Problem(ProblemKind.EMPTY, "nothing"))


def test_entries_go_through_a_pipe() -> None:
    for entry in (
        Entry("a:1", ARTICLE, notes=("a note",)),
        Entry.without("a:2", ProblemKind.BOMB, "too much"),
    ):
        assert pickle.loads(pickle.dumps(entry)) == entry  # noqa: S301 - what was just dumped


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"  \n", ProblemKind.EMPTY),
        (b"\x00\x01\x02", ProblemKind.NOT_TEXT),
        (b"<!doctype html><html><body><nav>Home</nav></body></html>", ProblemKind.NO_ARTICLE),
        (b"x" * 101, ProblemKind.TOO_LARGE),
        (b"%PDF-1.7 and no more", ProblemKind.UNREADABLE),
    ],
)
def test_errors_of_reading_become_problems(data: bytes, kind: ProblemKind) -> None:
    with pytest.raises(SourceError) as caught:
        read_bytes(data, name="a", max_bytes=100)
    problem = Problem.of(caught.value)
    assert problem.kind is kind
    assert "\n" not in problem.why
    assert problem.why == caught.value.message


def test_a_locked_document() -> None:
    error = SourceError("a.pdf is encrypted", "save it unlocked", code=ExitCode.PDF_LOCKED)
    assert Problem.of(error) == Problem(ProblemKind.LOCKED, "a.pdf is encrypted")
