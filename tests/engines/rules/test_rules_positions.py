"""Classes of construction by which news tells a position: holder, kind and issue."""

from __future__ import annotations

import pytest

from summarizer.engines.rules.demands import demands
from summarizer.engines.rules.issues import issue_of, propositions
from summarizer.language.reader import Reader
from summarizer.model import Article, DraftDemand
from summarizer.model.vocabulary import Issue

WAR = (
    " The war between Norway and Denmark has killed soldiers and civilians."
    " Talks between Norway and Denmark began."
)


def positions(text: str) -> list[DraftDemand]:
    return demands(Reader.of(text + WAR), Article.of(text + WAR))


@pytest.mark.parametrize(
    ("sentence", "by", "kind", "issue"),
    [
        # the asked one stands between verb and infinitive
        ("Norway pressed Denmark on Tuesday to lift the siege.", "Norway", "demand", "sanctions"),
        ("Chile urged both sides to free all prisoners.", "Chile", "appeal", "release_of_captives"),
        ("Norway asked Denmark to open a corridor.", "Norway", "demand", "humanitarian_access"),
        # passive
        ("Denmark was urged by Norway to resume talks.", "Norway", "demand", "talks"),
        # nouns of position
        ("Norway's demand for reparations angers many.", "Norway", "demand", "money"),
        ("Norway repeated its call for a cease-fire.", "Norway", "demand", "ceasefire"),
        ("A call by Chile for an inquiry went unheard.", "Chile", "appeal", "justice"),
        ("Norway voiced its readiness to negotiate.", "Norway", "offer", "talks"),
        # what is said to be necessary
        ("Norway said Denmark must withdraw its troops.", "Norway", "demand", "troop_withdrawal"),
        ('"The hostages must be freed," Norway said.', "Norway", "demand", "release_of_captives"),
        # what will not be done
        ("Norway will not disarm.", "Norway", "refusal", "disarmament"),
        ("Norway is unwilling to hold elections.", "Norway", "refusal", "governance"),
        ('"We will never cede the islands," Norway said.', "Norway", "refusal", "territory"),
        ("Norway refused to disarm.", "Norway", "refusal", "disarmament"),
        ("Norway vowed not to free the prisoners.", "Norway", "refusal", "release_of_captives"),
        # what the sentence says of a thing that stands before it
        (
            "A retreat of its army is a red line for Norway.",
            "Norway",
            "refusal",
            "troop_withdrawal",
        ),
        ("Norway said an amnesty was out of the question.", "Norway", "refusal", "justice"),
        ("A cease-fire is non-negotiable for Norway.", "Norway", "demand", "ceasefire"),
        ("The main demand of Norway is a cease-fire.", "Norway", "demand", "ceasefire"),
        # what is wanted stands in a quotation, or before whoever says it
        ("Norway called on Denmark “to lift the siege.”", "Norway", "demand", "sanctions"),
        ("Denmark must withdraw its troops, Norway said.", "Norway", "demand", "troop_withdrawal"),
        # own acts
        ("Norway wants to retake the islands.", "Norway", "aim", "territory"),
        ("Norway is prepared to lift the blockade.", "Norway", "offer", "sanctions"),
        # what it depends on
        (
            "Norway said it would lift the siege only if all prisoners were freed.",
            "Norway",
            "condition",
            "release_of_captives",
        ),
        # subjects away from their verb
        ("Norway, which has a long coast, demanded compensation.", "Norway", "demand", "money"),
        ("The war went on, said Norway, which demanded a truce.", "Norway", "demand", "ceasefire"),
        ("Gunmen who raided a bank have demanded a ransom.", "Gunmen", "demand", "money"),
        # a subject that has words of its own which may also stand between subject and verb
        ("Peruvian officials have urged restraint.", "Peru", "appeal", "ceasefire"),
        (
            "The United Nations on Friday called for a truce.",
            "United Nations",
            "appeal",
            "ceasefire",
        ),
        ("Peru's leaders quickly rejected a truce.", "Peru", "refusal", "ceasefire"),
        # an envoy speaks for whoever sent them
        ("The Peruvian envoy for Denmark called for a truce.", "Peru", "appeal", "ceasefire"),
        # a modal that belongs to the refusal
        ("Norway would never accept a truce.", "Norway", "refusal", "ceasefire"),
        # a need that somebody stresses, and a threat with what it depends on
        ("Peru stressed the need for a truce.", "Peru", "appeal", "ceasefire"),
        (
            "Norway threatened to leave unless all prisoners were freed.",
            "Norway",
            "condition",
            "release_of_captives",
        ),
        # crowds
        ("Thousands marched in Lima to demand a truce.", "Thousands", "appeal", "ceasefire"),
        ("Pope Martin called for a truce.", "Martin", "appeal", "ceasefire"),
        # a part of a body, and donors
        ("Peru's human rights office called for an inquiry.", "Peru", "appeal", "justice"),
        ("Donors pledged $400 million for reconstruction.", "Donors", "offer", "money"),
        # terms set to somebody
        ("Norway gave Denmark until Friday to leave the islands.", "Norway", "demand", "territory"),
        (
            "Norway made the release of all captives a condition for a truce.",
            "Norway",
            "condition",
            "release_of_captives",
        ),
        ("Norway insists that the president step down.", "Norway", "demand", "governance"),
        (
            "Norway has said it will only lift the siege if Denmark disarms.",
            "Norway",
            "condition",
            "disarmament",
        ),
    ],
)
def test_each_construction_gives_its_holder_kind_and_issue(
    sentence: str, by: str, kind: str, issue: str
) -> None:
    (found,) = positions(sentence)
    assert (found.by, found.kind.value, found.issue.value) == ([by], kind, issue)


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway refused to release.",
        "The plan fails if Norway refuses to disarm.",
        "A bridge across the sound is a red line for planners of peace.",
        "It was out of the question, said a trader, to withdraw money.",
        "Norway said Denmark wants to retake the islands.",  # imputed by the adversary
        "Norway said Denmark will not withdraw its troops.",
        "Norway told residents to leave the border area.",  # an order to civilians
        "Norway might demand the release of prisoners.",
        "Norway promised that Denmark would pay a price for the war.",
        "Norway declined to say whether talks would resume.",
        "Chile asked a question about the hostages.",
        "The talks will not be easy for Norway.",
        "Norway's need for reparations is great.",
        "Norway threatened to shell the border.",
        "Norway insisted that the truce was dead.",
        "Norway ordered residents to evacuate.",
        "Norway fights the rebels that it has vowed to destroy.",  # whom, is told elsewhere
        "The students read a poet who fled and called for the release of prisoners.",
    ],
)
def test_hearsay_orders_and_suppositions_are_no_positions(sentence: str) -> None:
    assert positions(sentence) == []


def test_whom_one_asks_is_named_and_left_out_of_the_text() -> None:
    (found,) = positions("Chile urged Norway, which borders Denmark, to lift the siege.")
    assert (found.by, found.to, found.text) == (["Chile"], ["Norway"], "lift the siege")


def test_a_crowd_has_the_name_that_the_article_gives_it() -> None:
    (found,) = positions("Hundreds rallied in Lima demanding a truce. The protesters went home.")
    assert found.by == ["protesters"]


def test_civilians_inside_what_is_wanted_do_not_make_it_advice() -> None:
    (found,) = positions("Peru called for an end to attacks on civilians.")
    assert found.issue is Issue.CEASEFIRE


def test_the_same_position_told_twice_is_one_with_both_sentences() -> None:
    (found,) = positions("Chile called for a truce. The war goes on. Chile called for a truce.")
    assert found.sentences == [1, 3]


def test_a_pronoun_takes_the_speaker_of_the_sentence_before() -> None:
    (found,) = positions("Norway said that the siege was wrong. It demanded compensation.")
    assert (found.by, found.sentences) == (["Norway"], [2])


@pytest.mark.parametrize(
    ("words", "issue"),
    [
        ("hand over their heavy weapons before talks begin", Issue.DISARMAMENT),  # the first counts
        ("stop shelling the port", Issue.CEASEFIRE),
        ("halt all further arms sales to the junta", Issue.SANCTIONS),
        ("end its war on the islands", Issue.END_OF_WAR),
        ("a change of weather", Issue.OTHER),
    ],
)
def test_the_issue_is_that_of_the_phrase_that_stands_first(words: str, issue: Issue) -> None:
    assert issue_of(words) is issue


def test_a_list_of_wants_is_divided_and_what_goes_with_one_is_not() -> None:
    words = "an immediate truce, the release of all prisoners and the wounded"
    assert propositions(words) == [
        ("an immediate truce", Issue.CEASEFIRE),
        ("the release of all prisoners and the wounded", Issue.RELEASE_OF_CAPTIVES),
    ]
