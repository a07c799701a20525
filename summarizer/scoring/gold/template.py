"""A label to begin with: empty, or prefilled with what an engine says.

Both are YAML that loads. Beside each list stands an entry in comments, with the choices of every
field; at the end stand the article's sentences, to copy quotes from.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from summarizer.language.reader import Reader
from summarizer.model import Article, Brief
from summarizer.model.vocabulary import CODEBOOK, Term
from summarizer.scoring.gold.label import (
    READ_FROM_FIGURE,
    Label,
    LabelActor,
    LabelAgreement,
    LabelDemand,
    LabelNegotiation,
    LabelToll,
    LabelWindow,
)
from summarizer.scoring.gold.rules import toll_faults

WIDTH = 110
_LISTS: dict[str, type[BaseModel]] = {
    "actors": LabelActor,
    "negotiations": LabelNegotiation,
    "demands": LabelDemand,
    "tolls": LabelToll,
    "agreements": LabelAgreement,
}
_SAID = {
    "labelled_by": "human or model: who answers for this label",
    "assisted": "true if an engine's brief was there to begin with",
    "tags": "slices that scores are given for",
    "event": "articles of one event share it",
    "split": "such as dev or test",
    "headline": "at most 15 words",
    "bottom_line": "at most 60 words in two sentences, the date written out",
}
# Between plain words PyYAML writes them as they are, and reads them back as spaces or nothing.
_LINE_ENDS = re.compile("[\n\r\x85\u2028\u2029]")
# What YAML allows in no place, not even in a comment.
_FORBIDDEN = re.compile("[^\t -~\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


class _Dumper(yaml.SafeDumper):
    """Text that looks like a number or a date is quoted; nothing becomes an anchor."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _text_node(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = '"' if _LINE_ENDS.search(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style=style)


_Dumper.add_representer(str, _text_node)
_Dumper.add_multi_representer(StrEnum, _text_node)


def dump(label: Label) -> str:
    """A label as YAML, without comments; it loads as an equal label."""
    return _dumped(_tree(label))


def empty_label(article: Article) -> str:
    """A label with nothing in it but what is known of the article, as YAML text.

    It loads; `check` says of it only that headline and bottom line are not filled in, since empty
    lists are the right answer for an article with nothing to brief.
    """
    intro = [
        f"The label of {article.id}, by codebook {CODEBOOK}. Entries go in place of the [].",
        "Every quote is verbatim from the sentences at the end. Not said is null or [].",
    ]
    return _text(intro, _bare(article), article)


def assisted_label(article: Article, brief: Brief) -> str:
    """A label prefilled with a brief of the article, as YAML text, marked `assisted: true`.

    It loads and passes the check if the brief is well grounded and within the word limits. What the
    brief's own check found stands above it in comments.
    """
    intro = [
        f"The label of {article.id}, by codebook {CODEBOOK}.",
        f"Prefilled by an engine ({brief.provenance.model}), so nobody labelled it blind.",
        "Hold every line against the article, look for what is missing, then set labelled_by.",
        *(f"{one.outcome.value}: {one.what}: {one.why}" for one in brief.findings),
    ]
    tree = {**_bare(article), "assisted": True}
    tree |= {"headline": brief.headline, "bottom_line": brief.bottom_line}
    for part, model in _LISTS.items():
        tree[part] = [_entry(item.model_dump(), model) for item in getattr(brief, part)]
    tree["tolls"] = [_toll(toll) for toll in tree["tolls"]]
    return _text(intro, tree, article)


def _bare(article: Article) -> dict[str, Any]:
    """The fields of a label that says nothing."""
    known = article.model_dump(exclude={"text"}, exclude_none=True)
    texts = dict.fromkeys(("headline", "bottom_line"), "")
    empty = {"codebook": CODEBOOK, "article": known, **texts, **dict.fromkeys(_LISTS, ())}
    return _tree(Label.model_validate(empty))


def _entry(item: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """An item of a brief as one of a label; not validated, since telling is the check's part."""
    if "evidence" in item:
        item["evidence"] = [evidence["quote"] for evidence in item["evidence"]]
    return {field: item[field] for field in model.model_fields if field in item}


def _toll(prefilled: dict[str, Any]) -> dict[str, Any]:
    """A toll without the fields that its figure gives; by hand if it gives others."""
    if not _agrees(prefilled):
        return {**prefilled, "figure_by_hand": True}
    short = {field: value for field, value in prefilled.items() if field not in READ_FROM_FIGURE}
    return short if _agrees(short) else prefilled


def _agrees(toll: dict[str, Any]) -> bool:
    try:
        return not any(toll_faults("", LabelToll.model_validate(toll)))
    except ValidationError:
        return True  # what is wrong with it is not its figure


# --- YAML -----------------------------------------------------------------------------------------


def _dumped(tree: Any) -> str:
    text: str = yaml.dump(tree, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH)
    return text


def _tree(label: Label) -> dict[str, Any]:
    """The label's fields, without those that are hardly ever used and are not."""
    tree = label.model_dump()
    for rare in ("language", "url"):
        if tree["article"][rare] is None:
            del tree["article"][rare]
    for toll in tree["tolls"]:
        if not toll["figure_by_hand"]:
            del toll["figure_by_hand"]
    return tree


def _text(intro: Iterable[str], tree: dict[str, Any], article: Article) -> str:
    parts = [*_comment(intro)]
    for field, value in tree.items():
        if field in _SAID:
            parts += _comment([_SAID[field]])
        parts.append(_dumped({field: value}))
        if field in _LISTS:
            parts += _comment(_example(_LISTS[field]), indent="  ")
    parts += _comment(["The article's sentences:"])
    for sentence in Reader.of(article.text).sentences:
        parts += _comment([f"{sentence.number}  {sentence.text}"])
    return "".join(parts)


def _comment(lines: Iterable[str], indent: str = "") -> Iterator[str]:
    """Each line as a comment; what YAML takes for a line's end ends one here too."""
    for text in lines:
        for line in text.splitlines():
            yield f"# {indent}{_FORBIDDEN.sub(' ', line)}\n"


def _example(model: type[BaseModel]) -> Iterator[str]:
    """An entry of a list with all its keys, and the choices of those that have some."""
    mark = "- "
    for name, field in model.model_fields.items():
        if name in READ_FROM_FIGURE:  # even a null there would be a value written out
            if name == READ_FROM_FIGURE[0]:
                listed = ", ".join(READ_FROM_FIGURE)
                yield f"{mark}# {listed}: only where the figure's words do not give them"
            continue
        choices = " | ".join(_choices(field.annotation))
        line = f"{mark}{name}:{_blank(field)}{'  # ' if choices else ''}{choices}"
        yield from textwrap.wrap(line, WIDTH, subsequent_indent="      # ")
        mark = "  "


def _blank(field: FieldInfo) -> str:
    """What says nothing in a field of this kind; empty if something must be said."""
    kinds = get_args(field.annotation)
    if LabelWindow in kinds:
        return " {start: null, end: null}"
    if type(None) in kinds:
        return " null"
    if get_origin(field.annotation) is tuple:
        return " []"
    return " false" if field.annotation is bool else ""


def _choices(annotation: Any) -> list[str]:
    kinds = [annotation, *get_args(annotation)]
    terms = next((k for k in kinds if isinstance(k, type) and issubclass(k, Term)), None)
    return [term.value for term in terms] if terms else []
