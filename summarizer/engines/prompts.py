"""Prompts: templates as files, found, checked and rendered once.

A prompt's file begins with front matter, `key: value` lines between two `---` lines:

    ---
    name: brief
    version: 1
    codebook: 1
    description: What a list of prompts says about it.
    ---

What follows is a Jinja2 template. It is rendered with `vocabulary` (for each closed list of the
codebook its terms, each with `value` and `definition`), `limits` (words that free text may have)
and `codebook` (its version), never with an article: no template pass touches an article's text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.errors import SettingError
from summarizer.model.vocabulary import CODEBOOK, VOCABULARY
from summarizer.resources import shipped
from summarizer.settings.fields import is_prompt_name

LIMITS: Mapping[str, int] = {
    "headline_words": 15,
    "bottom_line_words": 60,
    "demand_words": 25,
    "step_words": 15,
    "term_words": 15,
}
"""Words that free text may have (codebook sections 3, 5 and 7; `DraftNegotiation.next_step`)."""

_KEYS = ("name", "version", "codebook", "description")
_FRONT = re.compile(r"---[ \t]*\n(?P<head>.*?)^---[ \t]*\n(?P<body>.*)", re.DOTALL | re.MULTILINE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True)
class Prompt:
    """A prompt, ready to send.

    Attributes:
        name: What a brief's provenance calls it.
        version: The author's own count.
        codebook: Version of the codebook that it states.
        description: One line.
        system: The rendered template: what the model is told before it sees an article.
        hash: SHA-256 of the file's bytes, in hex.
    """

    name: str
    version: str
    codebook: int
    description: str
    system: str
    hash: str


def load(name_or_path: str) -> Prompt:
    """The shipped prompt of that name, or the one in the file at that path.

    Raises:
        SettingError: There is none, its front matter or its template is wrong, or it states
            another version of the codebook.
    """
    if not is_prompt_name(name_or_path):
        return _prompt(name_or_path, _bytes_at(Path(name_or_path)))
    file = shipped("prompts") / f"{name_or_path}.md"
    if not file.is_file():
        names = ", ".join(_shipped_names())
        raise SettingError(
            f"there is no prompt {name_or_path!r}; there are: {names}",
            "a path to a prompt's file has a separator or a dot, such as ./mine.md",
        )
    return _prompt(f"{name_or_path}.md", file.read_bytes())


def available() -> list[Prompt]:
    """Every shipped prompt, by name.

    Raises:
        SettingError: One of them is wrong.
    """
    return [load(name) for name in _shipped_names()]


def _shipped_names() -> list[str]:
    files = shipped("prompts").iterdir()
    return sorted(file.name.removesuffix(".md") for file in files if file.name.endswith(".md"))


def _bytes_at(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise SettingError(f"the prompt {path} cannot be read: {reason}") from error


def _prompt(label: str, data: bytes) -> Prompt:
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise SettingError(f"the prompt {label} is not UTF-8: {error.reason}") from error
    parts = _FRONT.match(text)
    if parts is None:
        raise SettingError(
            f"the prompt {label} has no front matter",
            f"it begins with --- and --- around {', '.join(_KEYS)}, one `key: value` a line",
        )
    head = _front_matter(label, parts["head"])
    if head["codebook"] != str(CODEBOOK):
        raise SettingError(
            f"the prompt {label} is for codebook {head['codebook']}; this is codebook {CODEBOOK}",
            "bring its rules up to date and change the number in its front matter",
        )
    return Prompt(
        name=head["name"],
        version=head["version"],
        codebook=CODEBOOK,
        description=head["description"],
        system=_rendered(label, parts["body"]),
        hash=hashlib.sha256(data).hexdigest(),
    )


def _front_matter(label: str, head: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in head.splitlines():
        if not line.strip():
            continue
        key, colon, value = (part.strip() for part in line.partition(":"))
        if not colon or not value or key not in _KEYS or key in found:
            raise SettingError(
                f"the prompt {label} has front matter that cannot be read: {line.strip()!r}",
                f"it has each of {', '.join(_KEYS)} once, as `key: value`",
            )
        found[key] = value
    missing = [key for key in _KEYS if key not in found]
    if missing:
        raise SettingError(f"the prompt {label} lacks {', '.join(missing)} in its front matter")
    return found


def _rendered(label: str, template: str) -> str:
    from jinja2 import StrictUndefined, TemplateError, meta
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    try:
        used = meta.find_undeclared_variables(environment.parse(template))
        text = environment.from_string(template).render(_context()).strip()
    except TemplateError as error:
        line = getattr(error, "lineno", None)
        where = f", line {line} of its template" if line else ""
        raise SettingError(f"the prompt {label}{where}: {error.message}") from error
    except Exception as error:
        # A template is a program of the user's own: it may fail in any way.
        raise SettingError(f"the prompt {label} cannot be rendered: {error}") from error
    # The answer's schema carries the terms only, so that their definitions are paid for once.
    if "vocabulary" not in used:
        raise SettingError(
            f"the prompt {label} never uses `vocabulary`, so the model would not know the terms",
            "print each list's terms with their definitions, as the shipped prompt `brief` does",
        )
    return text


def _context() -> dict[str, Any]:
    vocabulary = {
        _HUMP.sub("_", kind.__name__).lower(): [
            {"value": term.value, "definition": term.definition} for term in kind
        ]
        for kind in VOCABULARY
    }
    return {"vocabulary": vocabulary, "limits": dict(LIMITS), "codebook": CODEBOOK}
