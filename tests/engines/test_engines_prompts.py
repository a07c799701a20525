"""Prompts: found, checked, rendered without an article."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from summarizer.engines import prompts
from summarizer.errors import SettingError
from summarizer.model.vocabulary import CODEBOOK, VOCABULARY, Qualifier, Unit

HEAD = f"name: mine\nversion: 3\ncodebook: {CODEBOOK}\ndescription: My own: short.\n"
BODY = "{% for term in vocabulary.stage %}{{ term.value }}: {{ term.definition }}\n{% endfor %}"


def file_of(folder: Path, text: str) -> str:
    path = folder / "mine.md"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_shipped_prompt_states_every_definition_that_a_draft_needs() -> None:
    system = prompts.load("brief").system
    for kind in set(VOCABULARY) - {Qualifier, Unit}:  # code reads the one, the other says itself
        missing = [term for term in kind if f"`{term.value}` {term.definition}" not in system]
        assert missing == []
    assert "`household`" in system
    assert "{{" not in system
    assert "{%" not in system


def test_shipped_prompts_are_named_as_their_files() -> None:
    found = prompts.available()
    assert "brief" in [prompt.name for prompt in found]
    for prompt in found:
        assert prompts.load(prompt.name) == prompt


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    path = file_of(tmp_path, f"---\n{HEAD}---\n{BODY}")
    prompt = prompts.load(path)
    assert (prompt.name, prompt.version, prompt.description) == ("mine", "3", "My own: short.")
    assert prompt.hash == hashlib.sha256(Path(path).read_bytes()).hexdigest()
    assert prompt.system.startswith("none: contact is refused or said not to exist\n")


def test_a_windows_file_reads_the_same(tmp_path: Path) -> None:
    text = f"---\n{HEAD}---\n{BODY}"
    plain = prompts.load(file_of(tmp_path, text))
    (tmp_path / "mine.md").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    other = prompts.load(str(tmp_path / "mine.md"))
    assert other.system == plain.system
    assert other.hash != plain.hash


def test_an_unknown_name_lists_the_known() -> None:
    with pytest.raises(SettingError, match=r"no prompt 'breif'; there are: .*brief"):
        prompts.load("breif")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("no front matter", "no front matter"),
        (f"---\n{HEAD}", "no front matter"),
        (f"---\n{HEAD}colour: red\n---\n{BODY}", "'colour: red'"),
        (f"---\n{HEAD}name: again\n---\n{BODY}", "'name: again'"),
        (f"---\n{HEAD.replace('version: 3', 'version:')}---\n{BODY}", "'version:'"),
        (f"---\n{HEAD.replace('version: 3', '')}---\n{BODY}", "lacks version"),
        (f"---\n{HEAD.replace(f'codebook: {CODEBOOK}', 'codebook: 99')}---\n{BODY}", "codebook 99"),
        (f"---\n{HEAD}---\n{BODY}{{{{ artcle }}}}", "'artcle' is undefined"),
        (f"---\n{HEAD}---\n{BODY}\n\n{{% if %}}", "line 4 of its template"),
        (f"---\n{HEAD}---\n{BODY}{{{{ 1 // 0 }}}}", "cannot be rendered"),
        (f"---\n{HEAD}---\n{BODY}{{{{ ''.__class__ }}}}", "unsafe"),
        (f"---\n{HEAD}---\nSay it briefly.", "never uses `vocabulary`"),
    ],
)
def test_what_is_wrong_with_a_prompt_is_told_in_one_line(
    tmp_path: Path, text: str, told: str
) -> None:
    with pytest.raises(SettingError) as caught:
        prompts.load(file_of(tmp_path, text))
    assert told in caught.value.message
    assert "mine.md" in caught.value.message
    assert "\n" not in str(caught.value)


def test_a_file_that_is_missing_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="cannot be read: No such file"):
        prompts.load(str(tmp_path / "none.md"))
    (tmp_path / "mine.md").write_bytes(b"---\n\xff")
    with pytest.raises(SettingError, match="is not UTF-8"):
        prompts.load(str(tmp_path / "mine.md"))
