"""Markdown (CommonMark with GitHub's tables), with no HTML in it.

Every string is escaped as it is written, so that no text of an article or a model can make a
heading, a link, an image, markup or a column of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.views.outline import Outline, Profile
from summarizer.views.tables import Table, reference, tables

# CommonMark 0.31 section 2.4: a backslash before ASCII punctuation makes it literal. `$` is
# GitHub's mathematics, `~` and `|` its strike-through and tables.
_MARKUP = re.compile(r"[\\`*_\[\]<>|~#&$]")
# What GitHub turns into a link without any markup: an address, a host name.
_AUTOLINK = re.compile(r":(?=//)|(?<=\bwww)\.", re.IGNORECASE)
# What opens a list, a rule or an underlined heading at the start of a line.
_OPENING = re.compile(r"^(\d{1,9})?([-+=.)])")


def escaped(text: str) -> str:
    """One clean line, with nothing in it that Markdown would read as its own."""
    text = _MARKUP.sub(r"\\\g<0>", text)
    text = _AUTOLINK.sub(r"\\\g<0>", text)
    return _OPENING.sub(r"\1\\\2", text)


def outlines_as_markdown(outlines: Sequence[Outline]) -> str:
    """The briefs one after the other, with rules between them."""
    return "\n---\n\n".join("\n\n".join(_blocks(shown)) + "\n" for shown in outlines)


def _blocks(shown: Outline) -> Iterator[str]:
    laid_out = tables(shown)
    yield f"# {escaped(shown.headline)}"
    yield escaped(shown.article)
    yield escaped(shown.bottom_line)
    yield from _profiles("Talks", shown.negotiations, "The article describes no talks.")
    yield from _table(laid_out["demands"])
    yield from _table(laid_out["tolls"])
    yield from _profiles("Agreements", shown.agreements, "The article reports no agreements.")
    yield from _table(laid_out["findings"])
    yield "## Sources"
    cited = [rf"- \[{number}\] {escaped(text)}" for number, text in shown.cited()]
    yield "\n".join(cited) or "No sentence is cited."
    yield escaped(shown.provenance)


def _profiles(title: str, profiles: Sequence[Profile], empty: str) -> Iterator[str]:
    yield f"## {title}"
    if not profiles:
        yield empty
    for profile in profiles:
        flags = "".join(f" **{escaped(flag.upper())}**" for flag in profile.flags)
        yield f"### {escaped(profile.name)}{flags} ({escaped(' '.join(reference(profile)))})"
        facts = [f"- {label}: {escaped(said)}" for label, said in profile.facts]
        yield "\n".join(facts + [f"- Term: {escaped(term)}" for term in profile.terms])


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.title}"
    if not table.rows:
        yield table.empty
        return
    header = [_row(table.columns), _row(["---"] * len(table.columns))]
    body = [_row(["; ".join(map(escaped, cell)) for cell in row]) for row in table.rows]
    yield "\n".join(header + body)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
