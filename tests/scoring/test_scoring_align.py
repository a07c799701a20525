"""Similarity terms, actors, the assignment, and where gold's quotes stand: exact values."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scoring_house import SENTENCES, demand, gold_in, relabelled, toll

from summarizer.errors import EvalError, ExitCode
from summarizer.language.folding import fold
from summarizer.model import Actor, Evidence
from summarizer.model.vocabulary import (
    Basis,
    Category,
    DemandKind,
    Issue,
    Metric,
    PositionAssertion,
    Qualifier,
    Response,
    Scope,
    SourceKind,
    TollAssertion,
    Unit,
)
from summarizer.scoring.actors import Actors
from summarizer.scoring.alignment import align
from summarizer.scoring.gold import GoldArticle
from summarizer.scoring.places import Places
from summarizer.scoring.sides import Bounds, DemandItem, TollItem, gold_side, reading
from summarizer.scoring.similarity import (
    DEMANDS,
    TOLLS,
    Rule,
    is_negated,
    jaccard,
    numbers,
    shared_evidence,
    text_credit,
    value_credit,
)


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> GoldArticle:
    return gold_in(tmp_path_factory.mktemp("gold"))


def counted(
    *sentences: int,
    metric: Metric = Metric.KILLED,
    words: str = "46",
    bounds: tuple[int | None, int | None, int | None] = (46, 46, 46),
    basis: Basis = Basis.INCIDENT,
    index: int = 0,
) -> TollItem:
    return TollItem(
        index=index,
        sentences=frozenset(sentences),
        metric=metric,
        unit=Unit.PERSON,
        words=words,
        folded=fold(words),
        qualifier=Qualifier.EXACT,
        bounds=Bounds(*bounds),
        share=None,
        category=Category.UNSPECIFIED,
        basis=basis,
        when=(None, None),
        source_kind=SourceKind.UNATTRIBUTED,
        assertion=TollAssertion.ASSERTED,
        scope=Scope.FOCAL,
    )


def wanted(
    *sentences: int,
    by: str = "hamas",
    issue: Issue = Issue.CEASEFIRE,
    kind: DemandKind = DemandKind.DEMAND,
    text: str = "a truce",
) -> DemandItem:
    return DemandItem(
        index=0,
        sentences=frozenset(sentences),
        by=frozenset([by] if by else []),
        to=frozenset(),
        holders=by,
        kind=kind,
        issue=issue,
        text=text,
        folded=fold(text),
        assertion=PositionAssertion.STATED,
        response=Response.NONE_REPORTED,
    )


# --- folding, as the scorer needs it ----------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Nearly 20,000", "nearly 20,000"),
        ("“At least” 46\u00a0dead", '"at least" 46 dead'),
        ("Israel’s", "israel's"),
        ("20–30 — or 40", "20-30 - or 40"),
        ("ﬁve  \n people", "five people"),
        ("Straße", "strasse"),
        ("１２", "12"),
    ],
)
def test_folding_is_pinned_here_for_the_scorer(written: str, folded: str) -> None:
    assert fold(written) == folded


# --- actors -----------------------------------------------------------------------------------


def test_names_meet_by_the_alias_lists_of_both_sides_over_several_steps() -> None:
    actors = Actors(
        [Actor(name="United Kingdom", aliases=["UK"])],
        [Actor(name="Britain", aliases=["the U.K.", "UK"])],
    )
    same = {actors.key(name) for name in ("the UK", "Britain", "United Kingdom", "U.K.")}
    assert len(same) == 1
    assert actors.key("Iran") != actors.key("Israel")
    assert actors.key("the Front’s") == actors.key("FRONT")


def test_a_briefs_list_never_joins_two_actors_that_gold_keeps_apart() -> None:
    apart = [Actor(name="Hamas"), Actor(name="Israel", aliases=["Tel Aviv"])]
    actors = Actors(apart, [Actor(name="they", aliases=["Hamas", "Israel"])])
    assert actors.key("Hamas") != actors.key("Tel Aviv")
    assert actors.key("they") == actors.key("Hamas")  # the first by name


def test_the_order_of_a_briefs_actors_decides_nothing() -> None:
    apart = [Actor(name="Hamas"), Actor(name="Israel")]
    listed = [Actor(name="X", aliases=["Israel"]), Actor(name="A", aliases=["X", "Hamas"])]
    one, other = Actors(apart, listed), Actors(apart, listed[::-1])
    names = ("A", "X", "Hamas", "Israel")
    assert [one.key(name) for name in names] == [other.key(name) for name in names]


# --- terms of similarity ----------------------------------------------------------------------


def test_shared_evidence_is_over_the_smaller_set() -> None:
    assert shared_evidence(counted(1, 2, 3), counted(3, 4)) == 1 / 2
    assert shared_evidence(counted(1, 2, 3), counted(2)) == 1
    assert shared_evidence(counted(), counted(2)) == 0


def test_jaccard_of_nobody_is_0() -> None:
    assert jaccard(frozenset("ab"), frozenset("bc")) == 1 / 3
    assert jaccard(frozenset(), frozenset()) == 0


def test_value_credit_has_four_steps() -> None:
    gold = counted(1, words="at least 46", bounds=(46, 46, None))
    assert value_credit(gold, counted(1, words="46 or more", bounds=(46, 46, None))) == 1
    assert value_credit(gold, counted(1, words="At  least 46", bounds=(46, None, None))) == 0.8
    assert value_credit(gold, counted(1)) == 0.6
    assert value_credit(gold, counted(1, words="47", bounds=(47, 47, 47))) == 0
    dozens = counted(1, words="dozens", bounds=(None, 12, None))
    assert value_credit(dozens, counted(1, words="scores", bounds=(None, 20, None))) == 0


def test_toll_similarity_and_floor() -> None:
    # 0.5 x 0.6 (value alone equal) + 0.5 x 0 = 0.30 < 0.35; with half of the evidence 0.55
    bare = counted(1, words="46", bounds=(46, 46, 46))
    gold = counted(8, words="at least 46", bounds=(46, 46, None))
    assert TOLLS.s(gold, bare) == pytest.approx(0.30)
    assert align([gold], [bare], TOLLS) == []
    half = counted(1, 8)
    assert TOLLS.s(counted(8, 9, words="at least 46", bounds=(46, 46, None)), half) == 0.55
    # 0.8 (equal words) x 0.5 = 0.40 is enough without any evidence in common
    unread = counted(1, words="at least 46", bounds=(None, None, None))
    assert align([gold], [unread], TOLLS) == [(gold, unread)]


def test_text_credit_is_capped_where_numbers_or_negation_differ() -> None:
    assert text_credit("release prisoners", "prisoners release") == 1
    assert text_credit("free two hostages", "free 2 hostages") > 0.45  # the same number
    assert text_credit("free 20 hostages", "free 30 hostages") == 0.45
    assert text_credit("release hostages", "not release hostages") == 0.30
    assert text_credit("no truce for 20 days", "no truce for 30 days") == 0.45
    assert text_credit("a", "zzz") == 0  # below every cap


def test_numbers_are_read_by_the_grammar_and_lose_their_bounds() -> None:
    assert numbers("free two hostages") == numbers("free 2 hostages")
    assert numbers("free at least 50 hostages") == numbers("free 50 hostages")
    assert numbers("free a hostage") == frozenset()
    assert numbers("free 20 to 30 hostages") != numbers("free 20 hostages")


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("no more hostages will be freed", True),
        ("won't withdraw", True),
        ("cannot accept", True),
        ("not only a truce", False),
        ("no more than 50 hostages", False),
        ("notice the truce", False),
    ],
)
def test_negation(text: str, negated: bool) -> None:
    assert is_negated(text) is negated


def test_demand_similarity_and_gate() -> None:
    # 0.4 x 1 (evidence) + 0.3 (issue) + 0.1 (kind) + 0.2 x 1 (text)
    assert DEMANDS.s(wanted(9), wanted(9)) == pytest.approx(1.0)
    # 0.4 x 0 + 0.3 + 0.1 + 0.2 x 0.3 (one is negated) = 0.46
    refused = wanted(3, text="not a truce")
    assert DEMANDS.s(wanted(9), refused) == pytest.approx(0.46)
    assert len(align([wanted(9)], [refused], DEMANDS)) == 1
    # 0.3 + 0.2 x 0.3 = 0.36 < 0.45
    offered = wanted(3, text="not a truce", kind=DemandKind.OFFER)
    assert align([wanted(9)], [offered], DEMANDS) == []
    assert align([wanted(9)], [wanted(9, by="israel")], DEMANDS) == []
    assert len(align([wanted(9, by="")], [wanted(9, by="")], DEMANDS)) == 1
    assert align([wanted(9, by="")], [wanted(9)], DEMANDS) == []


# --- the assignment ---------------------------------------------------------------------------


def test_the_assignment_is_optimal_not_greedy() -> None:
    # s: a-x 0.8, a-y 0.75, b-x 0.7, b-y 0: greedy a-x gives 0.64; a-y, b-x give 0.5625 + 0.49
    table = {(0, 0): 0.8, (0, 1): 0.75, (1, 0): 0.7, (1, 1): 0.0}
    gold = [counted(1, index=0), counted(2, index=1)]
    brief = [counted(1, index=0), counted(2, index=1)]
    rule: Rule[TollItem] = Rule(lambda a, b: True, lambda a, b: table[a.index, b.index], 0.3)
    pairs = [(a.index, b.index) for a, b in align(gold, brief, rule)]
    assert pairs == [(0, 1), (1, 0)]


def test_ties_go_by_golds_order() -> None:
    gold = [counted(1, index=0), counted(1, index=1)]
    assert [a.index for a, _ in align(gold, [counted(1)], TOLLS)] == [0]


def test_ties_go_first_to_the_pair_that_agrees_in_more() -> None:
    gold = [counted(1, index=0, basis=Basis.PERIOD), counted(1, index=1)]
    assert [a.index for a, _ in align(gold, [counted(1)], TOLLS)] == [1]


def test_without_the_gate_the_same_metric_wins_ties() -> None:
    # killed 46 and injured 100 against killed 100 twice as above: both ways 0.25 + 1 in all
    hurt = {"metric": Metric.INJURED, "words": "100", "bounds": (100, 100, 100)}
    gold = [counted(8), counted(8, index=1, **hurt)]  # type: ignore[arg-type]
    dead = counted(8, words="100", bounds=(100, 100, 100))
    brief = [dead, counted(8, index=1, **hurt)]  # type: ignore[arg-type]
    pairs = align(gold, brief, TOLLS, gated=False)
    assert [(a.metric, b.metric) for a, b in pairs] == [
        (Metric.KILLED, Metric.KILLED),
        (Metric.INJURED, Metric.INJURED),
    ]


def test_the_gate_outweighs_what_else_agrees_in_a_tie() -> None:
    # As above, but the crossed pairs agree in basis and category, the straight ones in neither.
    hurt = {"metric": Metric.INJURED, "words": "100", "bounds": (100, 100, 100)}
    gold = [
        replace(counted(8), basis=Basis.PERIOD, category=Category.CHILDREN),
        counted(8, index=1, **hurt),  # type: ignore[arg-type]
    ]
    other = counted(8, index=1, **hurt)  # type: ignore[arg-type]
    brief = [
        counted(8, words="100", bounds=(100, 100, 100)),
        replace(other, basis=Basis.PERIOD, category=Category.CHILDREN),
    ]
    pairs = align(gold, brief, TOLLS, gated=False)
    assert all(a.metric is b.metric for a, b in pairs)
    assert len(pairs) == 2


@pytest.mark.parametrize("items", [60, 300])
def test_long_lists_are_aligned_too(items: int) -> None:
    gold = [counted(n, index=n, words=f"{n}", bounds=(n, n, n)) for n in range(1, items + 1)]
    pairs = align(gold, gold[::-1], TOLLS)
    assert [(a.index, b.index) for a, b in pairs] == [(n, n) for n in range(1, items + 1)]


TABLES = st.integers(1, 6).flatmap(
    lambda rows: st.integers(1, 6).flatmap(
        lambda columns: st.lists(
            st.lists(st.integers(0, 20), min_size=columns, max_size=columns),
            min_size=rows,
            max_size=rows,
        )
    )
)


@settings(max_examples=150, deadline=None)
@given(TABLES)
def test_the_assignment_equals_brute_force(table: list[list[int]]) -> None:
    """Exact: s is a multiple of 1/20, so that s squared is one of 1/400, far above the grid."""
    floor = 7  # of 20
    gold = [counted(1, index=row) for row in range(len(table))]
    # Told apart by words alone, so that sorting by content leaves them as they are.
    brief = [counted(1, index=column, words=f"{column}") for column in range(len(table[0]))]
    rule: Rule[TollItem] = Rule(
        lambda a, b: True, lambda a, b: table[a.index][b.index] / 20, floor / 20
    )
    found = sum(Fraction(table[a.index][b.index], 20) ** 2 for a, b in align(gold, brief, rule))
    slots = [*range(len(brief)), *[None] * len(gold)]
    best = max(
        sum(
            Fraction(table[row][column], 20) ** 2
            for row, column in enumerate(chosen)
            if column is not None and table[row][column] >= floor
        )
        for chosen in set(permutations(slots, len(gold)))
    )
    assert found == best


# --- sides ------------------------------------------------------------------------------------


def test_a_quote_touches_the_sentences_that_its_span_touches(gold: GoldArticle) -> None:
    places = Places(gold)
    assert places.cited([SENTENCES[7]]) == {8}
    assert places.cited(["until the war ends.\nVelia has"]) == {5, 6}


def test_a_repeated_quote_stands_beside_the_items_other_quotes(gold: GoldArticle) -> None:
    # "The Zhar Front" begins sentences 5 and 9; "Zhar Front" is in 1, 5, 9 and 15
    places = Places(gold)
    assert places.cited(["The Zhar Front"]) == {5}
    assert places.cited(["The Zhar Front", "release of all prisoners"]) == {9}
    assert places.cited(["The Zhar Front", "Egypt and Qatar"]) == {2, 5}
    assert places.cited(["The Zhar Front", "The Zhar Front"]) == {5, 9}  # a caption


def test_a_quote_inside_a_longer_word_is_taken_only_if_there_is_no_other(
    gold: GoldArticle,
) -> None:
    places = Places(gold)
    assert places.cited(["an"]) == {3}  # "an agreement", not the "and" of sentence 1
    assert places.cited(["edia"]) == {2}  # in "mediate" only


def test_a_quote_that_does_not_stand_in_the_article_is_refused(gold: GoldArticle) -> None:
    with pytest.raises(EvalError, match="does not stand in article truce") as caught:
        Places(gold).cited(["46 people were wounded"])
    assert caught.value.exit_code is ExitCode.BAD_GOLD


def test_a_briefs_evidence_counts_by_its_offsets_if_they_hold(gold: GoldArticle) -> None:
    text, places = gold.article.text, Places(gold)
    start = text.index(SENTENCES[7])
    right = Evidence(sentence=3, start=start, end=start + 8, quote="At least")
    wrong = Evidence(sentence=3, start=start, end=start + 8, quote="At leest")
    assert (places.is_verbatim(right), places.is_verbatim(wrong)) == (True, False)
    assert places.touched([right]) == {8}
    assert places.touched([wrong]) == {3}
    assert not places.is_verbatim(Evidence(sentence=3, start=5, end=5, quote=""))


def test_a_gold_figure_is_read_unless_it_is_written_out(gold: GoldArticle) -> None:
    def read(**written: object) -> tuple[object, object]:
        stated = relabelled(gold, tolls=[toll("killed", "At least 46", 8, **written)])
        return reading(stated.label.tolls[0])

    assert read() == (Qualifier.AT_LEAST, (46, 46, None))
    assert read(value=None) == (Qualifier.AT_LEAST, (None, 46, None))
    assert read(value=45, high=50) == (Qualifier.AT_LEAST, (45, 46, 50))


def test_both_sides_have_one_form(gold: GoldArticle, tmp_path: Path) -> None:
    stated = relabelled(
        gold,
        tolls=[toll("killed", "134", 4, when={"start": None, "end": "2024-03-20"}, share=33.33)],
        demands=[demand(["the Front"], "ceasefire", "A  Truce", 9)],
    )
    actors = Actors(stated.label.actors)
    side = gold_side(stated.label, Places(stated), actors)
    assert side.tolls[0].when == (None, dt.date(2024, 3, 20))
    assert side.tolls[0].share == 33.3
    assert side.demands[0].by == {actors.key("Zhar Front")}
    assert side.demands[0].folded == "a truce"
