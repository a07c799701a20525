"""An article read once: its lines, and what each keeps."""

from __future__ import annotations

from summarizer.language import lexicon
from summarizer.language.cues import find_cues
from summarizer.language.reader import Line, Reader
from summarizer.model.vocabulary import Metric

TEXT = (
    "A blast killed 20 people in Nacra on Monday. The mayor spoke.\n"
    "About 300 workers protested; 12 were arrested."
)


def test_lines_are_the_sentences_numbered_from_one() -> None:
    reader = Reader(TEXT)
    assert [line.number for line in reader.lines] == [1, 2, 3]
    for line in reader.lines:
        assert TEXT[line.sentence.start : line.sentence.end] == line.text
        assert reader.line(line.number) is line


def test_there_is_no_line_beyond_the_text() -> None:
    reader = Reader(TEXT)
    assert reader.line(0) is None
    assert reader.line(4) is None
    assert Reader("").lines == []
    assert Reader("").line(1) is None


def test_the_last_texts_are_read_once() -> None:
    assert Reader.of(TEXT) is Reader.of(str(TEXT))
    assert Reader.of(TEXT).lines[0].figures is Reader.of(TEXT).lines[0].figures
    assert Reader(TEXT) is not Reader.of(TEXT)


def test_a_line_keeps_what_its_readers_find() -> None:
    line = Reader(TEXT).lines[0]
    assert [figure.words for figure in line.figures] == ["20"]
    assert [time.words for time in line.times] == ["Monday"]
    assert [token.word for token in line.words][:3] == ["a", "blast", "killed"]
    assert {"blast", "killed", "nacra"} <= line.bag
    assert [cue.words for cue in line.cues] == ["killed"]


def test_a_line_and_the_plain_functions_agree() -> None:
    for line in Reader(TEXT).lines:
        assert line.cues == find_cues(lexicon.Words(line.text))
        assert line.bag == lexicon.Words(line.text).bag
        assert line.words == lexicon.tokens(line.text)


def test_words_tell_in_which_sentences_they_stand() -> None:
    reader = Reader(TEXT)
    assert reader.places["killed"] == 0b001
    assert reader.places["arrested"] == 0b100
    assert reader.places["a"] == 0b001
    wanted = frozenset(("the", "nacra")), frozenset(("workers", "absent"))
    assert [line.number for line in reader.lines_of(reader.places, *wanted)] == [1, 2, 3]
    assert [line.number for line in reader.lines_with_counts] == [1, 3]


def governed(line: Line, index: int) -> set[Metric | None]:
    return {governor.metric for governor in line.governors(index)}


def test_what_is_no_harm_governs_only_where_no_harm_does() -> None:
    line = Reader(TEXT).lines[2]
    assert [figure.words for figure in line.figures] == ["About 300", "12"]
    assert governed(line, 0) == {None}
    assert governed(line, 1) == {Metric.DETAINED}


def test_a_line_without_cues_has_no_governors() -> None:
    line = Reader("Some 40 people met.").lines[0]
    assert line.cues == []
    assert line.governors(0) == ()
