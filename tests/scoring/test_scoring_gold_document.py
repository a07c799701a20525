from __future__ import annotations

import json

import pytest

from summarizer.scoring.gold.document import UnreadableError, parse


def of_yaml(text: str) -> object:
    return parse(text.encode(), is_json=False)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("134", "134"),
        ("1_935", "1_935"),
        ("1:30", "1:30"),
        ("007", "007"),
        ("1e3", "1e3"),
        ("0x1F", "0x1F"),
        ("No", "No"),
        ("on", "on"),
        ("true", "true"),
        ("2023-12-20", "2023-12-20"),
        (".inf", ".inf"),
        ("=", "="),
        ("~", None),
        ("null", None),
        ("", None),
        ("'null'", "null"),
        ('"~"', "~"),
        ("''", ""),
        ("|\n  two\n  lines", "two\nlines"),
        ("it folds\n  on", "it folds on"),
    ],
)
def test_a_scalar_stays_its_text(written: str, read: str | None) -> None:
    assert of_yaml(f"figure: {written}") == {"figure": read}


def test_anchors_are_read_and_merge_keys_are_plain_keys() -> None:
    assert of_yaml("a: &day {start: 1}\nb: *day") == {"a": {"start": "1"}, "b": {"start": "1"}}
    assert of_yaml("<<: {a: 1}") == {"<<": {"a": "1"}}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb:\n\t- c", 3, "tab"),
        ("a: 1\nb: [1, 2\nc: 3\n", 3, "begins on line 2"),
        ("a: 'open", 1, "quoted scalar"),
        ("a: @b", 1, "put the text at @ in quotes"),
        ("a: 1\n\nb: 2\na: 3", 4, "“a” stands twice"),
        ("a:\n  b: 1\n  b: 2", 3, "“b” stands twice"),
        ("a: 1\n---\nb: 2", 2, "second document"),
        ("a: 1\nb: *c", 2, "*c"),
        ("a: &a [*a]", 1, "*a"),
        ("a: !!python/object/apply:os.system [ls]", 1, "tag"),
        ("a: 1\nb: !!int 7", 2, "tag"),
        ("[a]: 1", 1, "key"),
        ("a: 1\nb: \x07", 2, "control character 0x07"),
        ("[" * 100_000, 1, "nested"),
        ("- " * 100_000, 1, "nested"),
        ("a: b: c", 1, "mapping values"),
    ],
)
def test_what_is_malformed_is_told_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(UnreadableError) as told:
        of_yaml(text)
    assert told.value.where == f"line {line}"
    assert words in told.value.what
    assert "\n" not in told.value.what


def test_anchors_cannot_stand_for_billions_of_values() -> None:
    # Each line holds ten of the line above: the seventh stands for 10 ** 7 values.
    lines = ["a0: &a0 [" + ", ".join("x" * 10) + "]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 7)]
    with pytest.raises(UnreadableError, match="more than 200,000 values"):
        of_yaml("\n".join(lines))


def test_encodings() -> None:
    assert parse("\ufeffa: é".encode(), is_json=False) == {"a": "é"}
    with pytest.raises(UnreadableError, match="not UTF-8") as told:
        parse("a: 1\nb: é".encode("latin-1"), is_json=False)
    assert told.value.line == 2
    with pytest.raises(UnreadableError, match="not UTF-8"):
        parse("a: 1".encode("utf-16"), is_json=False)


@pytest.mark.parametrize("data", [b"", b" \n", b"\xef\xbb\xbf"])
def test_an_empty_file(data: bytes) -> None:
    with pytest.raises(UnreadableError, match="empty"):
        parse(data, is_json=False)


def test_json_numbers_keep_their_digits() -> None:
    data = b'{"a": 134, "b": 1.50, "c": null, "d": "null", "e": true, "f": 123456789012345678901}'
    assert parse(data, is_json=True) == {
        "a": "134",
        "b": "1.50",
        "c": None,
        "d": "null",
        "e": True,
        "f": "123456789012345678901",
    }


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('{"a": 1,\n "a": 2}', None, "“a” stands twice"),
        ('{"a": 1,\n', 2, "not JSON"),
        ("a: 1", 1, "not JSON"),
        (json.dumps([]) * 2, 1, "not JSON"),
        ("[" * 100_000, None, "nested"),
    ],
)
def test_malformed_json(text: str, line: int | None, words: str) -> None:
    with pytest.raises(UnreadableError) as told:
        parse(text.encode(), is_json=True)
    assert told.value.line == line
    assert words in told.value.what
