"""Deals by rule: kind, status, date, parties and terms (codebook section 5)."""

from __future__ import annotations

import datetime as dt

import pytest

from summarizer.engines.rules.agreements import agreements
from summarizer.language.reader import Reader
from summarizer.model import Article, DraftAgreement
from summarizer.model.vocabulary import AgreementKind, AgreementStatus

WAR = " The war between Norway and Denmark has killed soldiers and civilians."


def found_in(text: str) -> list[DraftAgreement]:
    article = Article.of(text + WAR, published=dt.date(2024, 5, 8))
    return agreements(Reader.of(text + WAR), article)


@pytest.mark.parametrize(
    ("sentence", "kind", "status"),
    [
        (
            "Norway and Denmark agreed to a cease-fire.",
            AgreementKind.CEASEFIRE,
            AgreementStatus.AGREED,
        ),
        (
            "The truce between Norway and Denmark took effect.",
            AgreementKind.CEASEFIRE,
            AgreementStatus.IN_EFFECT,
        ),
        (
            "The truce between Norway and Denmark collapsed.",
            AgreementKind.CEASEFIRE,
            AgreementStatus.ENDED,
        ),
        (
            "Norway and Denmark signed a peace deal.",
            AgreementKind.POLITICAL,
            AgreementStatus.AGREED,
        ),
        (
            "Norway rejected the cease-fire proposal.",
            AgreementKind.CEASEFIRE,
            AgreementStatus.REJECTED,
        ),
        (
            "Norway and Denmark announced that they will stop shooting at each other.",
            AgreementKind.CEASEFIRE,
            AgreementStatus.AGREED,
        ),
        (
            "The truce takes effect Oct. 1.",  # which is no day of last year
            AgreementKind.CEASEFIRE,
            AgreementStatus.AGREED,
        ),
        (
            "Under the peace accord Norway will withdraw from Denmark.",
            AgreementKind.POLITICAL,
            AgreementStatus.AGREED,
        ),
        (
            "A local truce brokered by two priests has broadly held.",
            AgreementKind.CEASEFIRE,
            AgreementStatus.IN_EFFECT,
        ),
        (
            "Norway pressed Denmark to accept a cease-fire that would free captives.",
            AgreementKind.CEASEFIRE,
            AgreementStatus.PROPOSED,
        ),
        (
            "The 1994 truce is remembered in Norway.",
            AgreementKind.CEASEFIRE,
            AgreementStatus.ENDED,
        ),
        (
            "Norway and Denmark agreed to a truce, which will take effect Friday.",
            AgreementKind.CEASEFIRE,
            AgreementStatus.AGREED,
        ),
    ],
)
def test_the_noun_gives_the_kind_and_the_words_beside_it_the_status(
    sentence: str, kind: AgreementKind, status: AgreementStatus
) -> None:
    (deal,) = found_in(sentence)
    assert (deal.kind, deal.status) == (kind, status)
    assert deal.parties == ["Norway", "Denmark"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway and Denmark hope to reach a cease-fire.",
        "There is no cease-fire between Norway and Denmark.",
        "Chile called for a cease-fire.",
        "Norway could sign a peace deal.",
    ],
)
def test_a_deal_only_hoped_for_is_none(sentence: str) -> None:
    assert found_in(sentence) == []


def test_the_date_is_copied_and_an_old_truce_is_over() -> None:
    (deal,) = found_in("Norway and Denmark agreed to a cease-fire in January 1995.")
    assert deal.when is not None
    assert "January 1995" in deal.when
    assert deal.status is AgreementStatus.ENDED


def test_terms_are_clauses_of_at_most_fifteen_words() -> None:
    (deal,) = found_in(
        "Norway and Denmark agreed to a cease-fire in which Norway frees 20 sailors and Denmark "
        "opens the port."
    )
    assert deal.terms
    assert deal.terms[0].startswith("Norway frees 20 sailors")
    assert all(len(term.split()) <= 15 for term in deal.terms)


def test_two_sentences_on_one_deal_are_one_agreement() -> None:
    (deal,) = found_in(
        "Norway and Denmark agreed to a cease-fire. The cease-fire took effect on Monday."
    )
    assert deal.sentences == [1, 2]
    assert deal.status is AgreementStatus.IN_EFFECT


def test_deals_are_one_only_where_they_share_the_parties_that_they_name() -> None:
    first, second = found_in(
        "Norway and Denmark signed a peace deal. "
        "Chile and Peru signed a peace deal. "
        "Denmark and Norway signed the peace accord. "
        "Chile and Bolivia signed a peace deal. "
    )
    assert (first.parties, first.sentences) == (["Norway", "Denmark"], [1, 3])
    assert (second.parties, second.sentences) == (["Chile", "Peru"], [2, 4])


def test_a_party_that_a_merged_sentence_adds_draws_in_no_other_deal() -> None:
    found = found_in(
        "Chile and Peru signed a peace deal. "
        "Chile and Bolivia signed a peace deal. "
        "Bolivia and Brazil signed a peace deal. "
    )
    assert [deal.sentences for deal in found] == [[1, 2], [3]]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Norway and Denmark agreed on Friday to exchange prisoners.", AgreementKind.EXCHANGE),
        ("Norway and Denmark have agreed to stop fighting.", AgreementKind.CEASEFIRE),
        ("Both sides agreed to protect civilians.", AgreementKind.HUMANITARIAN),
        ("Norway and Denmark agreed to form a unity government.", AgreementKind.POLITICAL),
        ("Norway and Denmark signed an accord on land reform.", AgreementKind.POLITICAL),
        ("Norway and Denmark signed an agreement to swap prisoners.", AgreementKind.EXCHANGE),
    ],
)
def test_what_two_sides_agreed_to_do_gives_the_kind(sentence: str, kind: AgreementKind) -> None:
    (deal,) = found_in(sentence)
    assert (deal.kind, deal.status) == (kind, AgreementStatus.AGREED)
    assert deal.parties == ["Norway", "Denmark"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Chile agreed to protect civilians.",
        "The ministers could agree to exchange prisoners.",
        "Chile wants both sides to exchange prisoners.",
    ],
)
def test_an_act_that_no_two_sides_agreed_to_is_no_deal(sentence: str) -> None:
    assert found_in(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The truce, brokered by Chile, took effect.", AgreementStatus.IN_EFFECT),
        ("The truce brokered by Chile formally took effect.", AgreementStatus.IN_EFFECT),
        ("A truce that both sides had kept since May collapsed.", AgreementStatus.ENDED),
    ],
)
def test_where_a_deal_stands_is_read_past_an_aside(sentence: str, status: AgreementStatus) -> None:
    (deal,) = found_in(sentence)
    assert deal.status is status
