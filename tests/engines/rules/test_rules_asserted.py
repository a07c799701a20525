"""What counts as talks that are held, and not wanted, refused, supposed or recalled."""

from __future__ import annotations

import datetime as dt

import pytest

from summarizer.engines.rules.asserted import stated
from summarizer.engines.rules.setting import Setting
from summarizer.engines.rules.talks import negotiations
from summarizer.language.reader import Reader
from summarizer.model import Article, DraftNegotiation
from summarizer.model.vocabulary import Distance, Stage

PUBLISHED = dt.date(2024, 5, 8)
WAR = " Soldiers and civilians have died in the war between Norway and Denmark."


def told(text: str, published: dt.date | None = PUBLISHED) -> list[list[str]]:
    setting = Setting.of(Reader.of(text))
    return [stated(setting, line, published) for line in setting.lines]


def processes(text: str, published: dt.date | None = PUBLISHED) -> list[DraftNegotiation]:
    return negotiations(Reader.of(text), Article.of(text, published=published))


@pytest.mark.parametrize(
    "sentence",
    [
        "Peace talks between Norway and Denmark resumed on Monday.",
        "The raid could derail the truce talks.",
        "Norway did not send its envoy to the talks with Denmark.",
        "Chile urged restraint after talks in Geneva ended.",
        "Negotiators for Norway are in Geneva.",
        "The sides have been negotiating since 2019.",
    ],
)
def test_talks_that_are_held_are_told(sentence: str) -> None:
    assert told(sentence) != [[]]


@pytest.mark.parametrize(
    "sentence",
    [
        "The bishops called for talks with Denmark.",
        "Norway refuses talks with Denmark.",
        "Neither side has shown any will to negotiate.",
        "Most voters say that Norway should stop the war and start negotiations.",
        "If talks begin, the army must be strong.",
        "A mediator should bring them together.",
        "Political talks between Norway and Denmark could begin in a year.",
        "The two need a negotiated settlement.",
        "It would weaken Denmark's negotiating position.",
        "The minister talks to the press every week.",
        "Norway recalled its ambassador for consultations.",
        "Talks in 1994 brought a truce.",
        "The 2002 peace talks failed.",
        "Chile has often mediated between them.",
    ],
)
def test_talks_that_are_wanted_refused_supposed_or_recalled_are_not(sentence: str) -> None:
    assert told(sentence) == [[]]


def test_a_sentence_without_a_day_goes_on_with_the_past_that_it_follows() -> None:
    past = "In 1994 the king fell. The negotiations in Geneva brought no end to the war."
    assert told(past)[1] == []
    assert told(past.replace("brought", "have now brought"))[1] == ["negotiations"]


def test_without_a_publication_day_the_latest_year_named_is_the_present() -> None:
    text = "Peace talks were held in 2014. Peace talks are to be held in 2026."
    assert told(text, None) == [[], ["peace talks"]]


def test_an_article_that_only_wishes_for_talks_holds_no_process() -> None:
    assert processes("Norway and Denmark should hold peace talks, the bishops said." + WAR) == []


def test_a_truce_that_is_over_is_no_process_by_who_brokered_it() -> None:
    assert processes("The truce brokered by Chile collapsed on Monday." + WAR) == []
    (process,) = processes("The truce brokered by Chile took effect on Monday." + WAR)
    assert process.mediators == ["Chile"]


def test_trade_talks_in_an_article_on_a_war_are_no_process() -> None:
    assert processes("Norway and Chile held talks on a trade deal." + WAR) == []


def test_guessed_principals_need_a_sentence_that_names_both() -> None:
    text = (
        "Peru fears the war. Chile fears the war. Peru and its soldiers wait; Chile has troops."
        " Envoys {} in Geneva for talks."
    )
    assert processes(text.format("met")) == []
    assert processes(text.format("of Peru and Chile met"))[0].parties == ["Peru", "Chile"]


def test_the_deals_and_talks_of_other_pairs_are_processes_of_their_own() -> None:
    text = (
        "Norway and Denmark resumed peace talks on Monday. Peace talks between Norway and Denmark"
        " are mediated by Chile. Separate talks took place between Norway and Finland, with"
        " mediation by Peru. Poland and Latvia agreed on Monday to a truce. The war goes on."
    )
    found = {frozenset(one.parties): one.mediators for one in processes(text)}
    assert found == {
        frozenset(("Norway", "Denmark")): ["Chile"],
        frozenset(("Finland", "Norway")): ["Peru"],
        frozenset(("Poland", "Latvia")): [],
    }


def test_families_who_bargain_with_captors_are_a_party() -> None:
    text = (
        "Gunmen raided a school and kidnapped 20 pupils. The parents have talked with the gunmen"
        " by telephone; the two sides are far apart. Gunmen want a ransom."
    )
    (process,) = processes(text)
    assert sorted(process.parties) == ["gunmen", "parents"]


def test_a_contract_that_was_voted_down_leaves_its_process_under_way() -> None:
    text = (
        "Members of the Arzana Farmers Union rejected a contract offer by the Zhar Dairy"
        " Association and began a strike. The Zhar Dairy Association said that the Arzana Farmers"
        " Union wants higher wages."
    )
    (process,) = processes(text)
    assert process.stage is Stage.UNDER_WAY
    assert process.distance is Distance.UNKNOWN


def test_an_agreement_to_talk_is_exploratory_and_a_text_that_was_decided_no_process() -> None:
    (process,) = processes("Norway and Denmark signed a deal on Monday to start talks." + WAR)
    assert process.stage is Stage.EXPLORATORY
    assert processes("The U.N. Security Council vetoed a draft resolution." + WAR) == []


def test_an_old_accord_in_force_is_no_process_unless_talks_are_told_too() -> None:
    assert processes("Under the accord Norway is required to share with Denmark." + WAR) == []
    text = "Under the accord Norway will share with Denmark, which is a first." + WAR
    assert [one.stage for one in processes(text)] == [Stage.AGREED]
