"""Whatever an engine delivers: nothing raises, nothing goes unaccounted, nothing is unevidenced."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from planted import ARTICLE, TEXT, agreement, demand, negotiation, toll

from summarizer.grounding import ground
from summarizer.language.reader import Reader
from summarizer.model import Draft
from summarizer.model.brief import Outcome

WORDS = st.one_of(
    st.sampled_from(
        [
            *(
                "At least 46",
                "46",
                "120",
                "12",
                "a",
                "A",
                "50",
                "900",
                "61",
                "some 1.9 million",
                "85%",
            ),
            *("Norland", "Reed Front", "Karsk", "the Front", "", " ", "early Wednesday", "²", "0"),
            *("between 1 and 2", "two women and a child", "thousands", "\u202e46", "one in three"),
        ]
    ),
    st.text(max_size=24),
)
NUMBERS = st.lists(st.integers(-2, len(Reader.of(TEXT).sentences) + 3), max_size=3)
METRICS = st.sampled_from(["killed", "injured", "released", "displaced", "casualties", "affected"])


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Drafts with every kind of item, right and wrong."""

    def claims(base: dict[str, Any], **varied: st.SearchStrategy[Any]) -> list[dict[str, Any]]:
        fields = st.fixed_dictionaries({"sentences": NUMBERS, **varied})
        return [base | draw(fields) for _ in range(draw(st.integers(0, 3)))]

    names = st.lists(WORDS, max_size=3)
    return Draft.model_validate(
        {
            "headline": draw(WORDS),
            "bottom_line": draw(WORDS),
            "tolls": claims(
                toll("killed", "46", "At least 46"),
                metric=METRICS,
                figure=WORDS,
                share=WORDS,
                when=WORDS,
                place=WORDS,
                source=WORDS,
                population=WORDS,
            ),
            "negotiations": claims(negotiation(), name=WORDS, parties=names, venue=WORDS),
            "demands": claims(demand(), by=names, to=names, text=WORDS),
            "agreements": claims(agreement(), name=WORDS, parties=names, terms=names),
        }
    )


@settings(max_examples=150, deadline=None)
@given(drafts())
def test_every_item_is_in_the_brief_or_in_a_finding(draft: Draft) -> None:
    made = ground(draft, ARTICLE)
    for part in ("tolls", "negotiations", "demands", "agreements"):
        claimed, kept = len(getattr(draft, part)), len(getattr(made, part))
        refused = [
            finding
            for finding in made.findings
            if (finding.part, finding.outcome, finding.item) == (part, Outcome.REFUSED, None)
        ]
        assert claimed == kept + len(refused)


@settings(max_examples=150, deadline=None)
@given(drafts())
def test_every_item_has_evidence_that_is_the_text_at_its_place(draft: Draft) -> None:
    made = ground(draft, ARTICLE)
    sentences = Reader.of(TEXT).sentences
    for item in (*made.tolls, *made.negotiations, *made.demands, *made.agreements):
        assert item.evidence
        for evidence in item.evidence:
            assert evidence.quote == TEXT[evidence.start : evidence.end]
            assert evidence.quote == sentences[evidence.sentence - 1].text
    for toll_made in made.tolls:
        assert any(toll_made.figure in evidence.quote for evidence in toll_made.evidence)
    for finding in made.findings:
        assert finding.item is None or finding.item < len(getattr(made, finding.part))
