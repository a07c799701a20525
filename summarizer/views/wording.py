"""The words that every view uses for what a brief holds; each answer is one clean line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from summarizer.model import ArticleReference, Demand, Finding, Grounding, Provenance, Toll, Window
from summarizer.model.vocabulary import (
    Category,
    PositionAssertion,
    Qualifier,
    Scope,
    SourceKind,
    Term,
    TollAssertion,
    Unit,
)
from summarizer.views.clean import line

UNVERIFIED = str(Grounding.UNVERIFIED)

# Terms whose words are not simply their name with spaces.
_WORDS: dict[Term, str] = {
    SourceKind.UN_OR_NGO: "UN or NGO",
    SourceKind.UNATTRIBUTED: "the article's own voice",
    Scope.OTHER: "another conflict",
}


def words(term: Term) -> str:
    """A term of the vocabulary for readers: `under_way` is "under way"."""
    return _WORDS.get(term, term.value.replace("_", " "))


def listed(names: Iterable[str]) -> str:
    """Names as a sentence lists them: "A, B and C"; empty for none."""
    shown = [line(name) for name in names]
    if len(shown) < 2:
        return "".join(shown)
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def bounds(toll: Toll) -> str:
    """What a toll's figure bounds, such as "≥ 46" (codebook section 4); empty if it bounds nothing.

    "≈" is a value without bounds. A share of the same people follows in brackets; it stands alone
    where there is no number of people.
    """
    number = _interval(toll)
    if number and toll.unit is Unit.HOUSEHOLD:
        number += " households"
    if number and toll.qualifier is Qualifier.VAGUE:
        number += " (vague)"
    if toll.share is None:
        return number
    share = f"{toll.share:.10g}%"
    return f"{number} ({share})" if number else share


def _interval(toll: Toll) -> str:
    low, high = toll.low, toll.high
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,}–{high:,}"
    if low is not None:
        return f"≥ {low:,}"
    if high is not None:
        return f"≤ {high:,}"
    return "" if toll.value is None else f"≈ {toll.value:,}"


def people(toll: Toll) -> str:
    """Who is counted: the article's words, then the category if it says one."""
    said = line(toll.population or "")
    category = "" if toll.category is Category.UNSPECIFIED else words(toll.category)
    return f"{said} ({category})" if said and category else said or category


def source(toll: Toll) -> str:
    """Who gives the figure, and what kind of source that is."""
    kind = words(toll.source_kind)
    return f"{line(toll.source)} ({kind})" if toll.source else kind


def toll_flags(toll: Toll) -> tuple[str, ...]:
    """What keeps a toll from being a plain fact about this situation."""
    flags = [UNVERIFIED] if toll.grounding is Grounding.UNVERIFIED else []
    if toll.assertion is not TollAssertion.ASSERTED:
        flags.append(words(toll.assertion))
    if toll.scope is not Scope.FOCAL:
        flags.append(words(toll.scope))
    if not bounds(toll):
        flags.append("figure not read")
    return tuple(flags)


def demand_flags(demand: Demand) -> tuple[str, ...]:
    """What keeps a demand from being the actor's own words."""
    flags = [UNVERIFIED] if demand.grounding is Grounding.UNVERIFIED else []
    if demand.assertion is not PositionAssertion.STATED:
        flags.append(words(demand.assertion))
    return tuple(flags)


def day(date: dt.date) -> str:
    """A date that reads the same on both sides of the Atlantic: "7 Oct 2023"."""
    return f"{date.day} {date:%b} {date.year}"


def window(when: Window | None) -> str:
    """A window of days; empty if the article gives none."""
    start, end = (when.start, when.end) if when else (None, None)
    if start and end:
        return day(start) if start == end else f"{day(start)} – {day(end)}"
    if start:
        return f"since {day(start)}"
    return f"until {day(end)}" if end else ""


def part(finding: Finding) -> str:
    """The part of the brief that a finding concerns, in the singular: "toll", "bottom line"."""
    return finding.part.replace("_", " ").removesuffix("s")


def article_line(article: ArticleReference) -> str:
    """Title, outlet, day of publication and id, as far as they are known."""
    published = day(article.published) if article.published else "no publication date"
    known = (line(article.title or ""), line(article.outlet or ""), published, line(article.id))
    return " · ".join(filter(None, known))


def provenance_line(provenance: Provenance) -> str:
    """Engine, model, prompt, tokens, cost and time; a price that is not known is "unpriced"."""
    usage = provenance.usage
    parts = [f"engine {line(provenance.engine)}"]
    if provenance.model != provenance.engine:
        parts.append(f"model {line(provenance.model)}")
    if provenance.answered_by and provenance.answered_by != provenance.model:
        parts.append(f"answered by {line(provenance.answered_by)}")
    if provenance.prompt:
        digest = (provenance.prompt_hash or "")[:8]
        parts.append(f"prompt {line(provenance.prompt)} {line(digest)}".rstrip())
    parts.append(f"{usage.tokens_in:,} tokens in, {usage.tokens_out:,} out")
    if usage.cached:
        parts.append(f"{usage.cached} cached")
    parts.append("unpriced" if usage.cost_usd is None else f"${usage.cost_usd:.4f}")
    parts.append(f"{usage.seconds:.2f} s")
    parts.append(f"codebook {provenance.codebook}, summarizer {line(provenance.package)}")
    return " · ".join(parts)
