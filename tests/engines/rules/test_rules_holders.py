"""Who holds a position: holders that no table knows, quotations, pronouns and shared subjects."""

from __future__ import annotations

import pytest

from summarizer.engines.rules.demands import demands
from summarizer.language.reader import Reader
from summarizer.model import Article, DraftDemand

WAR = (
    " The war between Norway and Denmark has killed soldiers and civilians."
    " Talks between Norway and Denmark began."
)


def positions(text: str) -> list[DraftDemand]:
    return demands(Reader.of(text + WAR), Article.of(text + WAR))


@pytest.mark.parametrize(
    ("text", "by"),
    [
        # a noun for people or a body
        ("Opposition parties have rejected the peace plan.", "Opposition parties"),
        ("The ruling party demanded the release of the prisoners.", "ruling party"),
        ("Dozens of entertainment figures called for a truce.", "entertainment figures"),
        ("On Monday the miners' union, which lost a vote, demanded talks.", "union"),
        # a name
        ("The Western Homeland Council called on Denmark to end the siege.", "Homeland Council"),
        ("Ola Nordmann urged both sides to free the prisoners.", "Ola Nordmann"),
        ("Ola Nordmann spoke. Later Nordmann called for a truce.", "Ola Nordmann"),
        # somebody whom an aside has speak for a body
        ("Kari Lund, who heads the Norway mission, called for a truce.", "Norway"),
        # a part of a body
        ("Norway's resident coordinator called on Denmark to lift the siege.", "Norway"),
        # a subject shared with the clause before, and none of another clause
        ("Village elders have condemned Denmark and called for a truce.", "elders"),
        ("Peru spoke of Denmark, urging both sides to accept a cease-fire.", "Peru"),
        ("Peru left while Chile hosted Denmark and called for a truce.", "Chile"),
        ("Relatives issued a statement calling for the release of the captives.", "Relatives"),
        # both sides
        ("Both sides refused to withdraw their troops.", "Norway"),
    ],
)
def test_the_holder_is_whom_the_clause_shows(text: str, by: str) -> None:
    found = positions(text)
    assert found
    assert all(one.by[0].endswith(by) for one in found), [one.by for one in found]


@pytest.mark.parametrize(
    "text",
    [
        '"We want a cease-fire," said Norway.',
        'Norway was firm. "We want a cease-fire," it said.',
        'Norway said: "The fight goes on. We demand the release of all prisoners."',
        '"The talks go on. We demand the release of all prisoners," Norway said.',
        "'We demand the release of all prisoners,' said a spokesman for Norway.",
    ],
)
def test_the_speaker_of_a_quotation_holds_what_we_want(text: str) -> None:
    assert [one.by for one in positions(text)] == [["Norway"]]


@pytest.mark.parametrize(
    "text",
    [
        "China and Peru vetoed a resolution that called for a truce.",
        "China vetoed a resolution calling for a truce.",
        "Accordingly, neither paper makes promises of a truce.",
        "A truce rejected by Chile is a plan that many reject, as talks go on.",
        "Norway rejected the allegations of abuse in the camps.",
        "Norway vowed that any attack on its forces would be the last.",
        "The gate was shut, and demanded a truce.",
    ],
)
def test_nobody_holds_what_no_clause_shows_them_to_hold(text: str) -> None:
    assert positions(text) == []


def test_a_firm_verb_tells_a_position_on_anything() -> None:
    (found,) = positions("Norway urged Denmark to recall the three trawlers at once.")
    assert (found.by, found.to, found.issue.value) == (["Norway"], ["Denmark"], "other")


def test_whose_a_noun_of_position_is_by_a_pronoun() -> None:
    (found,) = positions("Norway has not moved. Its refusal to withdraw the troops stands.")
    assert (found.by, found.kind.value) == (["Norway"], "refusal")


@pytest.mark.parametrize(
    ("text", "kind", "issue"),
    [
        ("Norway said Danish troops must leave the coast.", "demand", "troop_withdrawal"),
        ("Norway said Denmark must reverse the openly hostile move.", "demand", "other"),
        ("Norway said it would not obey the order of the court.", "refusal", "other"),
        ("Norway says it will come only if Denmark lifts the siege.", "condition", "sanctions"),
        ("Norway says it will sail unless Denmark changes its flag first.", "condition", "other"),
    ],
)
def test_what_is_told_with_a_modal_is_read_by_its_whole_clause(
    text: str, kind: str, issue: str
) -> None:
    (found,) = positions(text)
    assert (found.by, found.kind.value, found.issue.value) == (["Norway"], kind, issue)


def test_nobody_is_asked_by_what_must_befall_them() -> None:
    (found,) = positions("Chile said Denmark must be allowed to hold elections.")
    assert (found.by, found.text) == (["Chile"], "Denmark must be allowed to hold elections")


def test_a_spokesman_is_the_body_of_whoever_stands_before() -> None:
    found = positions("Norway's lead negotiator spoke. She urged Denmark to resume talks.")
    assert [one.by for one in found] == [["Norway"]]


def test_what_somebody_is_asked_not_to_do_keeps_its_negation() -> None:
    (found,) = positions("Chile called on Denmark not to seize the islands.")
    assert (found.to, found.text) == (["Denmark"], "not seize the islands")


@pytest.mark.parametrize(
    "text",
    [
        "Norway spoke first. 'The rebels are a threat: they want to seize the islands.'",
        "Calls by Norway on the front line for help are many, opposing voices for peace few.",
        "Norway said one state must mean the end of the peace process.",
    ],
)
def test_what_only_looks_like_a_position_is_left_out(text: str) -> None:
    assert positions(text) == []


def test_who_is_spoken_of_is_not_whoever_goes_on_to_ask() -> None:
    assert positions("He called the Denmark attack savage and demanded a cease-fire.") == []
