"""Demands, refusals, offers, aims and appeals by rule (codebook section 3)."""

from __future__ import annotations

import pytest

from summarizer.engines.rules.demands import demands
from summarizer.grounding.ground import ground
from summarizer.language.reader import Reader
from summarizer.model import Article, Draft, DraftDemand
from summarizer.model.vocabulary import DemandKind, Issue, PositionAssertion, Response

WAR = (
    " The war between Norway and Denmark has killed soldiers and civilians."
    " Talks between Norway and Denmark began."
)


def positions(text: str) -> list[DraftDemand]:
    return demands(Reader.of(text + WAR), Article.of(text + WAR))


@pytest.mark.parametrize(
    ("sentence", "kind", "issue"),
    [
        (
            "Norway demanded the release of all prisoners.",
            DemandKind.DEMAND,
            Issue.RELEASE_OF_CAPTIVES,
        ),
        ("Norway offered to lift the sanctions.", DemandKind.OFFER, Issue.SANCTIONS),
        ("Norway refused to withdraw its troops.", DemandKind.REFUSAL, Issue.TROOP_WITHDRAWAL),
        ("Norway vowed to destroy the rebel army.", DemandKind.AIM, Issue.ELIMINATION),
        ("Norway said it would not hold talks.", DemandKind.REFUSAL, Issue.TALKS),
        ("Chile called for a cease-fire.", DemandKind.APPEAL, Issue.CEASEFIRE),
        ("Protesters have called for an end to the war.", DemandKind.APPEAL, Issue.END_OF_WAR),
    ],
)
def test_the_verb_gives_the_kind_and_the_words_the_issue(
    sentence: str, kind: DemandKind, issue: Issue
) -> None:
    (found,) = positions(sentence)
    assert (found.kind, found.issue) == (kind, issue)
    assert found.sentences == [1]


def test_an_act_that_depends_on_something_is_a_condition() -> None:  # codebook 9.17
    (found,) = positions("Norway has said no more hostages will be released until the war ends.")
    assert (found.kind, found.issue) == (DemandKind.CONDITION, Issue.END_OF_WAR)
    assert found.text == "no more hostages will be released until the war ends"


def test_an_expected_demand_with_its_rejection_in_the_same_sentence() -> None:  # codebook 9.16
    (found,) = positions(
        "Norway is expected to insist on the release of large numbers of prisoners – demands "
        "Denmark has thus far rejected."
    )
    assert found.assertion is PositionAssertion.EXPECTED
    assert found.response is Response.REJECTED
    assert (found.by, found.to) == (["Norway"], ["Denmark"])


@pytest.mark.parametrize(
    ("answer", "response"),
    [
        ("Denmark rejected that.", Response.REJECTED),
        ("Denmark accepted the demand.", Response.ACCEPTED),
        ("Denmark has not accepted it.", Response.REJECTED),
    ],
)
def test_the_answer_of_the_next_sentence_is_read_and_cited(answer: str, response: Response) -> None:
    found = positions(f"Norway wants Denmark to withdraw its troops. {answer}")
    assert found[0].response is response
    assert found[0].sentences == [1, 2]


def test_several_holders_share_one_appeal() -> None:  # codebook 9.19
    (found,) = positions(
        "Chile, Peru and Ecuador – old friends – joined global calls for a cease-fire."
    )
    assert found.by == ["Chile", "Peru", "Ecuador"]


def test_a_compound_yields_a_demand_for_each_proposition() -> None:
    found = positions("Norway demanded that Denmark release the prisoners and lift the sanctions.")
    assert [one.issue for one in found] == [Issue.RELEASE_OF_CAPTIVES, Issue.SANCTIONS]


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway denied demanding the release of prisoners.",
        "Norway is deeply concerned about the sanctions.",
        "Norway urged residents to seek shelter.",
        "Norway sought to balance its view of the sanctions.",
        "The demands concern the release of prisoners.",
    ],
)
def test_what_the_codebook_says_is_no_demand_is_left_out(sentence: str) -> None:
    assert positions(sentence) == []


def test_a_first_person_refusal_belongs_to_its_speaker() -> None:
    (found,) = positions(
        'Norway is at the front. "We will not stop until we reach our goals," it said.'
    )
    assert (found.by, found.kind) == (["Norway"], DemandKind.REFUSAL)


def test_grounding_finds_nothing_to_mend_in_what_the_rules_deliver() -> None:
    text = "Norway demanded the release of all prisoners. Denmark rejected that." + WAR
    article = Article.of(text)
    draft = Draft(headline="", bottom_line="", demands=demands(Reader.of(text), article))
    made = ground(draft, article)
    assert (made.demands[0].by, made.demands[0].response) == (["Norway"], Response.REJECTED)
    assert [finding for finding in made.findings if finding.part == "demands"] == []
