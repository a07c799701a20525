"""Markdown (CommonMark with GitHub's tables), for pull requests and summaries of a pipeline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.views.markdown import escaped
from summarizer.views.scores import comparison, confusions, outline
from summarizer.views.scores.articles import ArticleEntry, PairEntry
from summarizer.views.scores.items import ItemWords
from summarizer.views.scores.sheet import Cell, Sheet, share

_ROOM = 40_000
"""Characters that the worst articles may take: GitHub takes no comment of more than 65,536."""

_CONFUSIONS = 30


def report_as_markdown(shown: outline.Outline) -> str:
    """A run: alarms, tables, the worst articles."""
    blocks = [*_head(f"Run {shown.name}", shown.manifest, shown.alarms)]
    for sheet in (*shown.sheets, confusions.confusions(shown.scores, _CONFUSIONS)):
        blocks += _sheet(sheet)
    if shown.unscored:
        lost = (f"- {escaped(f'{e.id}: {e.outcome}: {e.why}')}" for e in shown.unscored)
        blocks += ["## Not scored", "\n".join(lost)]
    blocks.append("## Articles, worst first")
    told = list(_worst(shown.articles))
    blocks += told
    if not shown.articles:
        blocks.append("No article was scored.")
    elif len(told) < len(shown.articles):
        blocks.append(f"{len(shown.articles) - len(told)} better ones are in the HTML report.")
    return "\n\n".join(blocks) + "\n"


def comparison_as_markdown(shown: comparison.Outline) -> str:
    """A comparison: the verdict first, since a comment is read from its top."""
    blocks = [f"# {shown.verdict}: {escaped(shown.title)}", escaped(shown.summary)]
    blocks += list(_head("", shown.manifest, shown.alarms))
    for sheet in shown.sheets:
        blocks += _sheet(sheet)
    return "\n\n".join(blocks) + "\n"


def _head(title: str, manifest: Sequence[tuple[str, str]], alarms: Sequence[str]) -> Iterator[str]:
    if title:
        yield f"# {escaped(title)}"
    for alarm in alarms:
        yield f"> **Attention:** {escaped(alarm)}"
    if manifest:
        yield "\n".join(f"- {escaped(label)}: {escaped(said)}" for label, said in manifest)


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f"## {escaped(sheet.title)}"
    if not sheet.rows:
        yield sheet.empty
        return
    rules = ["---" if at in sheet.words else "---:" for at in range(len(sheet.columns))]
    table = [_row(list(map(escaped, sheet.columns))), _row(rules)]
    table += [
        _row([_cell(cell, at in sheet.words) for at, cell in enumerate(row)]) for row in sheet.rows
    ]
    yield "\n".join(table)
    if sheet.notes:
        yield "\n".join(f"- {escaped(note)}" for note in sheet.notes)


def _row(texts: Sequence[str]) -> str:
    return f"| {' | '.join(texts)} |"


def _cell(cell: Cell, is_words: bool) -> str:
    if cell.bar:
        return f"`{cell.bar.drawn()}`"
    # Figures are our own: nothing else in them means anything to Markdown within a table.
    return escaped(cell.text) if is_words else re.sub(r"[$<>]", r"\\\g<0>", cell.text)


def _worst(entries: Sequence[ArticleEntry]) -> Iterator[str]:
    """Each article's own blocks as one, as long as there is room; the worst is always told."""
    room = _ROOM
    for entry in entries:
        told = "\n\n".join(_article(entry))
        if len(told) > room and entry.rank > 1:
            return
        room -= len(told)
        yield told


def _article(entry: ArticleEntry) -> Iterator[str]:
    yield f"### {escaped(f'{entry.id} (F1 {share(entry.score)})')}"
    said = [", ".join(entry.tags), *entry.remarks]
    told = "\n".join(f"- {escaped(text)}" for text in said if text)
    if told:
        yield told
    pairs = entry.pairs()
    if not pairs:
        yield "No error is named."
        return
    header = [_row(["Error", "Gold", "Brief", "Sentences"]), _row(["---"] * 4)]
    yield "\n".join(header + [_pair(pair) for pair in pairs])


def _pair(pair: PairEntry) -> str:
    errors = "; ".join(
        f"**{escaped(error.kind)}** {escaped(said)}".rstrip() for error, said in pair.told()
    )
    sentences = " ".join(rf"\[{number}\] {escaped(text)}" for number, text in pair.sentences)
    columns = [f"{escaped(pair.part)}: {errors}", _item(pair.gold), _item(pair.predicted)]
    return _row([*columns, sentences])


def _item(item: ItemWords | None) -> str:
    return escaped(f"{item.head} ({item.details})") if item else "none"
