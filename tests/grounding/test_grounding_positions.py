"""Planted faults in negotiations, demands and agreements."""

from __future__ import annotations

import pytest
from planted import agreement, checked, demand, negotiation, only, sentence

from summarizer.grounding import ground
from summarizer.model import Article, Draft
from summarizer.model.brief import Grounding, Outcome
from summarizer.model.vocabulary import Response


def test_faithful_items_stand_without_a_finding() -> None:
    made = checked(negotiations=[negotiation()], demands=[demand()], agreements=[agreement()])
    assert made.findings == []
    assert made.negotiations[0].mediators == ["Velia"]
    assert made.demands[0].response is Response.REJECTED
    assert made.agreements[0].terms == ["50 hostages freed over four days"]
    assert [actor.name for actor in made.actors] == ["Norland", "Reed Front", "Velia"]


def test_party_and_addressee_swapped_is_refused() -> None:
    made = checked(demands=[demand(by=["Norland"], to=["Reed Front"])])
    assert made.demands == []
    finding = only(made, "party-swapped")
    assert finding.outcome is Outcome.REFUSED
    assert "Reed Front ask Norland" in finding.why


def test_accepted_where_the_text_says_rejected_is_corrected() -> None:
    made = checked(demands=[demand(response="accepted")])
    assert made.demands[0].response is Response.REJECTED
    assert only(made, "response-contradicted").outcome is Outcome.CORRECTED


def test_accepted_where_the_text_says_nothing_is_not_reported() -> None:
    made = checked(demands=[demand(response="accepted", sentences=[sentence("Envoys")])])
    assert made.demands[0].response is Response.NONE_REPORTED
    assert only(made, "response-not-said").outcome is Outcome.CORRECTED


def test_rejected_where_the_text_says_nothing_is_unverified() -> None:
    made = checked(demands=[demand(sentences=[sentence("Envoys")])])
    assert made.demands[0].grounding is Grounding.UNVERIFIED
    assert only(made, "response-not-said").outcome is Outcome.UNVERIFIED


def test_not_accepted_is_no_acceptance() -> None:
    text = "Norland asked the Reed Front to disarm, but the Front has not accepted that."
    claim = demand(
        by=["Norland"], to=["Reed Front"], text="disarm", issue="disarmament", sentences=[1]
    )
    made = ground(
        Draft.model_validate(
            {"headline": "", "bottom_line": "", "demands": [claim | {"response": "accepted"}]}
        ),
        Article.of(text),
    )
    assert made.demands[0].response is Response.REJECTED


@pytest.mark.parametrize("by", [["Ostmark"], ["The Ostmark Union", "Sarvania"]])
def test_a_demand_whose_holder_the_article_does_not_name_is_refused(by: list[str]) -> None:
    made = checked(demands=[demand(by=by)])
    assert made.demands == []
    outcomes = [f.outcome for f in made.findings if f.code == "actor-not-named"]
    assert outcomes.count(Outcome.REFUSED) == 1


def test_an_unnamed_addressee_costs_only_itself() -> None:
    made = checked(demands=[demand(to=["Ostmark"])])
    assert made.demands[0].to == []
    assert only(made, "actor-not-named").outcome is Outcome.CORRECTED


def test_a_process_whose_parties_the_article_does_not_name_is_refused() -> None:
    made = checked(negotiations=[negotiation(parties=["Ostmark", "Sarvania"])])
    assert made.negotiations == []


def test_an_unnamed_mediator_and_venue_are_left_out() -> None:
    made = checked(negotiations=[negotiation(mediators=["Ostmark"], venue="Dorvale")])
    assert made.negotiations[0].mediators == []
    assert made.negotiations[0].venue is None
    assert {finding.code for finding in made.findings} == {"actor-not-named", "not-named"}


def test_a_wrong_number_in_a_demand_gives_way_to_the_sentence() -> None:
    made = checked(demands=[demand(text="withdraw 5,000 troops from the delta")])
    assert "5,000" not in made.demands[0].text
    assert made.demands[0].text.startswith("The Reed Front demanded that Norland withdraw")
    assert only(made, "free-text-unsupported").outcome is Outcome.CORRECTED


def test_a_wrong_number_in_a_term_costs_the_term() -> None:
    made = checked(agreements=[agreement(terms=["80 hostages freed", "release over four days"])])
    assert made.agreements[0].terms == ["release over four days"]
    finding = only(made, "free-text-unsupported")
    assert (finding.outcome, finding.what) == (Outcome.REFUSED, "80 hostages freed")


def test_a_demand_without_words_is_refused() -> None:
    made = checked(demands=[demand(text="  ")])
    assert made.demands == []
    assert only(made, "empty-text").outcome is Outcome.REFUSED
