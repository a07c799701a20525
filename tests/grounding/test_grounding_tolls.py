"""Planted wrong figures: none may reach a brief as fact (issue: grounding, planted faults)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from planted import TEXT, checked, only, sentence, toll

from summarizer.grounding import Grounded, ground
from summarizer.grounding.citing import Source
from summarizer.language.lexicon import people
from summarizer.language.reader import Reader
from summarizer.model import Article, Draft
from summarizer.model.brief import Grounding, Outcome
from summarizer.model.vocabulary import Basis, Category, Qualifier, SourceKind, TollAssertion

KARSK = "At least 46"


def test_a_faithful_toll_stands_with_its_bounds_and_evidence() -> None:
    made = checked(
        tolls=[
            toll(
                "killed",
                "At least 46",
                KARSK,
                population="people",
                when="early Wednesday",
                place="Karsk",
                source="the Karsk Health Ministry",
                source_kind="authority",
            )
        ]
    )
    [kept] = made.tolls
    assert made.findings == []
    assert (kept.qualifier, kept.value, kept.low, kept.high) == (Qualifier.AT_LEAST, 46, 46, None)
    assert kept.grounding is Grounding.CONFIRMED
    assert kept.when is not None
    assert kept.when.start == kept.when.end == dt.date(2031, 3, 5)  # a Wednesday, the day itself
    [evidence] = kept.evidence
    assert evidence.quote == TEXT[evidence.start : evidence.end]
    assert evidence.quote.startswith("At least 46 people were killed")


@pytest.mark.parametrize(
    ("metric", "figure", "words", "code"),
    [
        pytest.param("killed", "At least 64", KARSK, "figure-not-in-sentence", id="digits swapped"),
        pytest.param("killed", "At least 460", KARSK, "figure-not-in-sentence", id="ten times"),
        pytest.param(
            "killed", "more than 120", KARSK, "other-metric", id="the other metric's figure"
        ),
        pytest.param("injured", "At least 46", KARSK, "other-metric", id="the other way round"),
        pytest.param("injured", "20", KARSK, "figure-not-in-sentence", id="20 inside 120"),
        pytest.param("killed", "12", KARSK, "figure-not-in-sentence", id="12 inside 120"),
        pytest.param("killed", "134", "Envoys", "figure-not-in-sentence", id="figure of elsewhere"),
        pytest.param("killed", "900", "employs", "other-metric", id="workers employed"),
        pytest.param("killed", "20", "kilometres", "not-people", id="a distance"),
        pytest.param("killed", "61", "A guard", "not-people", id="an age"),
        pytest.param("killed", "75 million", "Repairs", "figure-not-in-sentence", id="a price"),
        pytest.param("killed", "2032", "Repairs", "figure-not-in-sentence", id="a date"),
        pytest.param(
            "killed", "3", "since March", "figure-not-in-sentence", id="a day of the month"
        ),
        pytest.param("released", "300", "wants the release", "demanded", id="a quantity demanded"),
        pytest.param("killed", "A", "A guard", "no-cue", id="nobody single is hurt"),
        pytest.param("killed", "many", KARSK, "figure-not-in-sentence", id="no figure, not there"),
        pytest.param("killed", "people", KARSK, "no-figure", id="no figure"),
    ],
)
def test_a_planted_figure_is_refused(metric: str, figure: str, words: str, code: str) -> None:
    made = checked(tolls=[toll(metric, figure, words)])
    assert made.tolls == []
    finding = only(made, code)
    assert finding.outcome is Outcome.REFUSED
    assert finding.item is None
    assert figure in finding.what


@pytest.mark.parametrize("numbers", [[0], [-1], [999], [999, 0]])
def test_a_sentence_out_of_range_is_no_evidence(numbers: list[int]) -> None:
    made = checked(tolls=[toll("killed", "At least 46", KARSK, sentences=numbers)])
    assert made.tolls == []
    assert only(made, "no-evidence").outcome is Outcome.REFUSED
    assert sum(f.code == "sentence-out-of-range" for f in made.findings) == len(numbers)


def test_one_bad_sentence_number_costs_only_itself() -> None:
    made = checked(tolls=[toll("killed", "At least 46", KARSK, sentences=[999, sentence(KARSK)])])
    assert [e.sentence for e in made.tolls[0].evidence] == [sentence(KARSK)]
    assert only(made, "sentence-out-of-range").item == 0


def test_a_denied_toll_is_disputed() -> None:
    made = checked(tolls=[toll("killed", "12", "denied")])
    assert made.tolls[0].assertion is TollAssertion.DISPUTED
    assert only(made, "denied").outcome is Outcome.CORRECTED


def test_a_planned_release_is_planned() -> None:
    made = checked(tolls=[toll("released", "50", "50 hostages")])
    assert made.tolls[0].basis is Basis.PLANNED
    assert only(made, "planned").outcome is Outcome.CORRECTED


def test_a_figure_of_the_neighbour_is_cited_there() -> None:
    beside = sentence("since March 3")
    made = checked(tolls=[toll("killed", "134", KARSK)])
    assert [e.sentence for e in made.tolls[0].evidence] == [beside]
    assert only(made, "figure-recited").outcome is Outcome.CORRECTED


def test_a_figure_two_sentences_away_is_not() -> None:
    made = checked(tolls=[toll("killed", "134", "Envoys")])
    assert made.tolls == []


def test_a_lost_qualifier_is_taken_from_the_sentence() -> None:
    made = checked(tolls=[toll("injured", "120", KARSK)])
    [kept] = made.tolls
    assert (kept.figure, kept.qualifier) == ("more than 120", Qualifier.MORE_THAN)
    assert (kept.value, kept.low, kept.high) == (120, 120, None)
    assert only(made, "figure-reworded").outcome is Outcome.CORRECTED


def test_a_qualifier_of_the_engines_own_is_not_kept() -> None:
    made = checked(tolls=[toll("killed", "at least 134", "since March 3")])
    [kept] = made.tolls
    assert (kept.figure, kept.qualifier) == ("134", Qualifier.EXACT)


def test_a_share_of_the_same_people_is_read() -> None:
    made = checked(tolls=[toll("displaced", "some 1.9 million", "1.9 million", basis="cumulative")])
    [kept] = made.tolls
    assert (kept.value, kept.low, kept.high, kept.share) == (1_900_000, None, None, 85.0)
    assert kept.when is not None
    assert (kept.when.start, kept.when.end) == (None, dt.date(2031, 3, 5))  # runs to publication


def test_a_share_that_is_not_there_is_left_out() -> None:
    made = checked(tolls=[toll("killed", "134", "since March 3", share="40%")])
    assert made.tolls[0].share is None
    assert only(made, "share-not-in-sentence").outcome is Outcome.CORRECTED


def test_no_cue_either_way_is_kept_unverified() -> None:
    made = checked(tolls=[toll("missing", "A", "A soldier was killed")])
    assert made.tolls == []  # a bare article is a figure only where something happened to that one
    article_of_victims = "Nine names stand on the wall of 30 families."
    plain = ground(
        Draft.model_validate(
            {
                "headline": "",
                "bottom_line": "",
                "tolls": [
                    {"metric": "killed", "figure": "30", "basis": "incident", "sentences": [1]}
                ],
            }
        ),
        Article.of(article_of_victims),
    )
    [kept] = plain.tolls
    assert kept.grounding is Grounding.UNVERIFIED
    [finding] = plain.findings
    assert (finding.code, finding.outcome, finding.item) == ("no-cue", Outcome.UNVERIFIED, 0)


def test_a_single_victim_counts_with_an_article() -> None:
    made = checked(tolls=[toll("killed", "A", "A soldier was killed", category="military")])
    [kept] = made.tolls
    assert (kept.figure, kept.value, kept.category) == ("A", 1, Category.MILITARY)


@pytest.mark.parametrize(
    ("field", "words"), [("place", "Dorvale"), ("source", "the Norland Red Crescent")]
)
def test_a_place_or_source_that_the_article_does_not_name_is_left_out(
    field: str, words: str
) -> None:
    more: dict[str, Any] = {field: words, "source_kind": "un_or_ngo"}
    made = checked(tolls=[toll("killed", "134", "since March 3", **more)])
    [kept] = made.tolls
    assert getattr(kept, field) is None
    if field == "source":
        assert kept.source_kind is SourceKind.UNATTRIBUTED
    assert only(made, "not-named").outcome is Outcome.CORRECTED


def test_a_category_without_a_word_for_it_is_unspecified() -> None:
    made = checked(tolls=[toll("killed", "At least 46", KARSK, category="journalist")])
    assert made.tolls[0].category is Category.UNSPECIFIED
    assert only(made, "category-not-said").outcome is Outcome.CORRECTED


def test_the_same_claim_twice_is_one_toll() -> None:
    claim = toll("killed", "134", "since March 3")
    made = checked(tolls=[claim, claim])
    assert len(made.tolls) == 1
    assert only(made, "duplicate").outcome is Outcome.REFUSED


def test_words_of_another_language_are_kept_without_a_value() -> None:
    text = "Des centaines de personnes ont été tuées mercredi à Karsk."
    made = ground(
        Draft.model_validate(
            {
                "headline": "",
                "bottom_line": "",
                "tolls": [
                    {
                        "metric": "killed",
                        "figure": "Des centaines",
                        "basis": "incident",
                        "sentences": [1],
                    }
                ],
            }
        ),
        Article.of(text),
    )
    [kept] = made.tolls
    assert (kept.figure, kept.qualifier, kept.value) == ("Des centaines", None, None)
    assert kept.grounding is Grounding.UNVERIFIED
    assert [finding.code for finding in made.findings] == ["figure-unreadable"]


def test_a_figure_denied_in_the_next_sentence_is_disputed() -> None:
    text = "Rebels said 40 soldiers were killed at the bridge. The army denied the claim."
    claim = {"metric": "killed", "figure": "40", "basis": "incident", "sentences": [1]}
    made = ground(
        Draft.model_validate({"headline": "", "bottom_line": "", "tolls": [claim]}),
        Article.of(text),
    )
    [kept] = made.tolls
    assert kept.assertion is TollAssertion.DISPUTED
    assert [evidence.sentence for evidence in kept.evidence] == [1, 2]


def test_an_enumeration_is_one_figure() -> None:
    text = "Two women and a child were killed in Karsk."
    claim = {
        "metric": "killed",
        "figure": "Two women and a child",
        "basis": "incident",
        "sentences": [1],
    }
    made = ground(
        Draft.model_validate({"headline": "", "bottom_line": "", "tolls": [claim]}),
        Article.of(text),
    )
    [kept] = made.tolls
    assert (kept.figure, kept.value, kept.low, kept.high) == ("Two women and a child", 3, 3, 3)
    assert made.findings == []


def test_every_noun_for_people_of_one_or_two_words_says_its_category() -> None:
    for noun, who in people().items():
        if not all(part.isalpha() for part in noun.split()) or noun.count(" ") > 1:
            continue
        said = Source(Reader(f"There were many: {noun.capitalize()}, and more."), None)
        assert who.category is Category.UNSPECIFIED or said.says_category(who.category), noun
    for words, category in (
        ("Women and children fled.", Category.CIVILIAN),
        ("The pupils fled.", Category.CHILDREN),
    ):
        assert Source(Reader(words), None).says_category(category)
        assert not Source(Reader("The men fled."), None).says_category(category)


REVISED = (
    "A landslide raised the death toll of the quake from five to six on Saturday. "
    "Aid groups counted the damage. "
    "The disaster council put the dead at six."
)


def claims(text: str, *tolls: tuple[str, str, list[int]]) -> Grounded:
    """A text checked against tolls, each a metric, a figure and the sentences it cites."""
    made = [
        {"metric": metric, "figure": figure, "basis": "incident", "sentences": numbers}
        for metric, figure, numbers in tolls
    ]
    draft = Draft.model_validate({"headline": "", "bottom_line": "", "tolls": made})
    return ground(draft, Article.of(text))


def test_two_mentions_of_one_number_are_two_tolls_though_one_cites_both_sentences() -> None:
    """The second claim cites the first's sentence too, say for its date: it means the other six."""
    made = claims(REVISED, ("killed", "six", [1]), ("killed", "six", [1, 3]))
    assert [toll.figure for toll in made.tolls] == ["six", "six"]
    assert made.findings == []


def test_a_third_claim_of_two_mentions_is_a_duplicate() -> None:
    made = claims(REVISED, *[("killed", "six", [1, 3])] * 3)
    assert len(made.tolls) == 2
    assert only(made, "duplicate").outcome is Outcome.REFUSED


def test_a_repeated_claim_does_not_move_to_a_number_that_says_less() -> None:
    text = "Shelling killed six in Karsk. The convoy had six trucks, and drove past six."
    made = claims(text, ("killed", "six", [1]), ("killed", "six", [1, 2]))
    assert [toll.evidence[0].sentence for toll in made.tolls] == [1]
    assert only(made, "duplicate").outcome is Outcome.REFUSED


def test_words_that_hold_one_figure_mean_it() -> None:
    text = "The agency recorded 221 cases of rape in nine states."
    made = claims(text, ("affected", "221 cases", [1]))
    assert (made.tolls[0].figure, made.tolls[0].value) == ("221", 221)
    assert made.tolls[0].grounding is Grounding.CONFIRMED
    assert claims("It took 3 of 20 rooms.", ("affected", "3 of 20 rooms", [1])).tolls == []


def test_cases_may_be_people_where_people_are_affected_and_nowhere_else() -> None:
    text = "Health workers counted 1,200 cholera cases."
    assert claims(text, ("affected", "1,200", [1])).tolls[0].grounding is Grounding.UNVERIFIED
    refused = claims(text, ("killed", "1,200", [1]))
    assert refused.tolls == []
    assert only(refused, "not-people").outcome is Outcome.REFUSED


def test_killed_or_injured_of_one_figure_is_casualties() -> None:
    text = "604 people were killed or injured. 12 were killed and 30 injured."
    made = claims(text, ("casualties", "604", [1]), ("casualties", "12", [2]))
    assert [(toll.figure, toll.grounding) for toll in made.tolls] == [
        ("604", Grounding.CONFIRMED),
    ]
    assert only(made, "other-metric").outcome is Outcome.REFUSED


def test_over_that_belongs_to_its_verb_bounds_nothing() -> None:
    """`hand over 17` hands 17 over: more than 17 would be a wrong figure."""
    text = "They are ready to hand over 17 prisoners."
    planned = claims(text, ("released", "17", [1])).tolls[0]
    assert (planned.figure, planned.low, planned.high) == ("17", 17, 17)
