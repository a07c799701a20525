"""The rules engine's tolls, in invented sentences; and the whole engine on a shipped article."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.engines.rules.engine import RulesEngine
from summarizer.engines.rules.tolls import tolls
from summarizer.errors import EngineError, ExitCode
from summarizer.language.reader import Reader
from summarizer.model import Article, DraftToll
from summarizer.model.vocabulary import (
    Basis,
    Category,
    Metric,
    Scope,
    SourceKind,
    TollAssertion,
    Unit,
)
from summarizer.reading import read

PUBLISHED = dt.date(2031, 3, 5)  # a Wednesday
GOLD = Path(__file__).parents[3] / "evals" / "gold"


def read_tolls(text: str) -> list[DraftToll]:
    """The tolls of a text published on that Wednesday."""
    return tolls(Reader.of(text), Article.of(text, published=PUBLISHED))


def told(text: str) -> list[tuple[str, str]]:
    """Metric and figure of each toll."""
    return [(toll.metric.value, toll.figure) for toll in read_tolls(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The strike killed 46 people and wounded more than 100.",
         [("killed", "46"), ("injured", "more than 100")]),
        ("A blast killed 21 and injured 27.", [("killed", "21"), ("injured", "27")]),
        ("Gunmen captured and killed 20 soldiers.", [("killed", "20"), ("abducted", "20")]),
        ("The war has left more than 9,000 people dead and displaced more than 6 million.",
         [("killed", "more than 9,000"), ("displaced", "more than 6 million")]),
        ("The death toll rose from five people to six.", [("killed", "five"), ("killed", "six")]),
        ("Rebels freed 12 hostages and still hold 40.", [("released", "12"), ("held", "40")]),
        ("Police arrested 30 protesters.", [("detained", "30")]),
        ("Some 300 families fled the valley.", [("displaced", "Some 300")]),
        ("The remaining 98 hostages are in the north.", [("held", "98")]),
        ("A soldier was killed at the bridge.", [("killed", "A")]),
        ("Flooding left 30,000 people homeless.", [("displaced", "30,000")]),
        # asides and appositions between the count and its verb
        ("About 800 people, also mostly civilians, have been killed.", [("killed", "About 800")]),
        ("Some 900 people, over half the town, are homeless.", [("displaced", "Some 900")]),
        ("Of the townsfolk, 40 people, were killed.", [("killed", "40")]),
        ("As of May 1, at least 52 people, including 16 medics, have been killed.",
         [("killed", "at least 52"), ("killed", "16")]),
        ("Over 100 men, women and children were killed.", [("killed", "Over 100")]),
        ("The raid killed 'four medics in an hour', it said.", [("killed", "four")]),
        # who is lost
        ("The army lost 18 fighters in the clash.", [("killed", "18")]),
        ("She lost two sons in the raid.", [("killed", "two")]),
        # nouns of harm that are numbered
        ("Injuries numbered 14,123.", [("injured", "14,123")]),
        ("The deaths in the valley have increased past 7,000.", [("killed", "7,000")]),
        ("The death toll included 20 children.", [("killed", "20")]),
        ("Of those killed there, 40 were shot.", [("killed", "40")]),
        ("The blast left five dead and 20 hurt.", [("killed", "five"), ("injured", "20")]),
        ("Three soldiers lost their lives and seven others sustained wounds.",
         [("killed", "Three"), ("injured", "seven")]),
        # by whom somebody is captured
        ("The army said it killed 25 people and captured four.",
         [("killed", "25"), ("detained", "four")]),
        ("Rebels captured seven soldiers.", [("abducted", "seven")]),
        ("Seven soldiers were captured by rebels.", [("abducted", "Seven")]),
        # verbs that say it together with words after the people
        ("The kidnappers let two women go on Tuesday.", [("released", "two")]),
        ("The shelling cost 11 people their lives.", [("killed", "11")]),
        ("Buses carried 500 villagers out on Thursday.", [("affected", "500")]),
        ("The army took 60 prisoners.", [("detained", "60")]),
        # a second victim beside a first that has no number
        ("Gunmen killed the driver and six passengers.", [("killed", "six")]),
        ("Sixteen are known to have died and five are listed as missing.",
         [("killed", "Sixteen"), ("missing", "five")]),
        ("A girl of nine died when a wall fell.", [("killed", "A")]),
        ("Deaths: 38.", [("killed", "38")]),
        ("This brings to 57 the number of people killed.", [("killed", "57")]),
        ("The camp now holds 14,000 people.", []),
        # wide wording
        ("Two thousand families are sleeping along the road.", [("displaced", "Two thousand")]),
        ("More than 12,000 people were told to leave.", [("affected", "More than 12,000")]),
        ("At least 46 men have turned up alive.", [("affected", "At least 46")]),
    ],
)  # fmt: skip
def test_what_happened_to_whom(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(told(text)) == sorted(expected)


@pytest.mark.parametrize(
    "text",
    [
        "No casualties were reported.",
        "The army said it had not killed 20 people.",
        "The Front demanded the release of 300 prisoners.",
        "A strike could kill 2,000 people.",
        "The 61-year-old governor killed the plan after 12 days.",
        "The F-16 costs $30 million and was delivered in 2019.",
        "Some 2,000 workers walked out on Monday.",
        "The camp has a population of 90,000.",
        "The team won 4-2 before 30,000 fans.",
    ],
)
def test_what_is_no_toll(text: str) -> None:
    assert told(text) == []


def test_denied_and_planned_are_said_to_be_so() -> None:
    [denied] = read_tolls("The army denied that 12 villagers died.")
    [planned] = read_tolls("Under the deal, 50 hostages are to be freed over four days.")
    assert denied.assertion is TollAssertion.DISPUTED
    assert planned.basis is Basis.PLANNED


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Norland's army said 20 rebels were killed.", "Norland's army", SourceKind.PARTY),
        ("The Health Ministry said 20 people died.", "The Health Ministry", SourceKind.AUTHORITY),
        ("Twenty people died, according to Omer Tal, a police official.", "Omer Tal",
         SourceKind.AUTHORITY),
        ("The United Nations says 20 people died.", "The United Nations", SourceKind.UN_OR_NGO),
        ("Twenty people died, residents said.", "residents", SourceKind.WITNESS),
        ("Twenty people died.", None, SourceKind.UNATTRIBUTED),
    ],
)  # fmt: skip
def test_who_gives_the_figure(text: str, words: str | None, kind: SourceKind) -> None:
    [toll] = read_tolls(text)
    assert (toll.source, toll.source_kind) == (words, kind)


@pytest.mark.parametrize(
    ("text", "basis", "scope"),
    [
        ("A car bomb killed 20 people on Tuesday.", Basis.INCIDENT, Scope.FOCAL),
        ("The war has killed 64,000 people since 2023.", Basis.CUMULATIVE, Scope.FOCAL),
        ("The Front freed 12 captives in November.", Basis.PERIOD, Scope.BACKGROUND),
        ("The Front is holding 12 captives.", Basis.STOCK, Scope.FOCAL),
        ("A car bomb killed 20 people in August 2029.", Basis.INCIDENT, Scope.OTHER),
        ("The army shot 20 rebels dead in August 2029.", Basis.PERIOD, Scope.BACKGROUND),
        (
            "Army troops fought rebels as a car bomb killed 20 in May 2029.",
            Basis.INCIDENT,
            Scope.BACKGROUND,
        ),
        ("The war has left 9,000 people dead.", Basis.CUMULATIVE, Scope.FOCAL),
        ("Some 6,000 villagers fled.", Basis.INCIDENT, Scope.FOCAL),
        (
            "The quake was the deadliest since 1990 and killed 30 people.",
            Basis.INCIDENT,
            Scope.FOCAL,
        ),
        ("The cyclone has so far affected 11,000 people.", Basis.INCIDENT, Scope.FOCAL),
        ("More than 4 million people remain displaced.", Basis.STOCK, Scope.FOCAL),
    ],
)
def test_over_what_a_count_runs(text: str, basis: Basis, scope: Scope) -> None:
    [toll] = read_tolls(text)
    assert (toll.basis, toll.scope) == (basis, scope)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The army said 20 rebels died, but residents said 5 villagers died too.",
         [SourceKind.PARTY, SourceKind.WITNESS]),
        ("The Health Ministry said 20 people died. It said 30 more were wounded.",
         [SourceKind.AUTHORITY, SourceKind.AUTHORITY]),
        ("“They are gone,” said Ana Lotz, a nurse. Twenty people died.", [SourceKind.UNATTRIBUTED]),
        ("Twenty people died, according to an official who spoke on condition of anonymity.",
         [SourceKind.ANONYMOUS]),
        ("Twenty people died, officials told a local channel.", [SourceKind.AUTHORITY]),
        ("The Health Ministry's count of the dead is 709.", [SourceKind.AUTHORITY]),
        ("Twenty people died, according to a report that a rights group released on Monday.",
         [SourceKind.UN_OR_NGO]),
        ("The head of the children's fund, UNICEF, said Thursday that 20 people died.",
         [SourceKind.UN_OR_NGO]),
        ("By some estimates, 20 people died.", [SourceKind.UNATTRIBUTED]),
    ],
)  # fmt: skip
def test_a_source_covers_its_part_of_the_sentence(text: str, kinds: list[SourceKind]) -> None:
    assert [toll.source_kind for toll in read_tolls(text)] == kinds


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("Shelling killed five people, one of them a child.",
         [Category.UNSPECIFIED, Category.CHILDREN]),
        ("Ten soldiers were killed and four wounded.", [Category.MILITARY, Category.MILITARY]),
        ("Gunmen seized 30 pupils; the children are at a primary school.", [Category.CHILDREN]),
        ("Police arrested 30 students of a university.", [Category.UNSPECIFIED]),
        ("The Red Crescent said three of its volunteers were killed.",
         [Category.AID_OR_HEALTH_WORKER]),
    ],
)  # fmt: skip
def test_who_they_are(text: str, categories: list[Category]) -> None:
    assert [toll.category for toll in read_tolls(text)] == categories


def test_another_country_is_another_conflict() -> None:
    text = (
        "Norway and Sweden held talks. Rebels killed 20 people in Norway. Norway sent troops. "
        "Sweden did too. The talks went on. "
        "The war in Yemen has killed 377,000 people."
    )
    assert [toll.scope for toll in read_tolls(text)] == [Scope.FOCAL, Scope.OTHER]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The group freed 20 hostages whom it had abducted.", [("released", "20")]),
        ("The storm displaced 3,000 people, who shelter in camps.", [("displaced", "3,000")]),
        ("A teacher died in captivity.", [("killed", "A")]),
        ("The 20 who are believed to be alive are trapped.", [("affected", "20")]),
    ],
)  # fmt: skip
def test_one_event_is_one_toll(text: str, expected: list[tuple[str, str]]) -> None:
    assert told(text) == expected


def test_a_revised_count_is_background() -> None:
    first, second = read_tolls("The death toll rose from five people to six.")
    assert (first.scope, second.scope) == (Scope.BACKGROUND, Scope.FOCAL)


def test_unit_category_place_and_time_are_read() -> None:
    [toll] = read_tolls("Dozens of families fled the town of Lomme on Monday.")
    assert (toll.unit, toll.population, toll.when) == (Unit.HOUSEHOLD, "families", "Monday")
    [toll] = read_tolls("Three nurses were killed in Karsk.")
    assert (toll.category, toll.place) == (Category.AID_OR_HEALTH_WORKER, "Karsk")


def test_a_repeated_caption_adds_its_sentence() -> None:
    [toll] = read_tolls("Ten people died in Karsk.\n\nTen people died in Karsk.")
    assert toll.sentences == [1, 2]


def drafted(article: Article) -> list[DraftToll]:
    """The tolls of the whole engine's Draft."""
    return asyncio.run(RulesEngine().draft(article)).draft.tolls


def test_the_shipped_article_has_its_tolls() -> None:
    found = drafted(read(str(GOLD / "strait-talks.txt")).article)
    assert {(toll.metric, toll.figure) for toll in found} >= {
        (Metric.KILLED, "20"),
        (Metric.KILLED, "six"),
        (Metric.KILLED, "four"),
        (Metric.INJURED, "At least 11"),
        (Metric.DISPLACED, "Dozens"),
        (Metric.RELEASED, "10"),
        (Metric.KILLED, "more than 64,000"),
        (Metric.DISPLACED, "about 800,000"),
        (Metric.DISPLACED, "nearly 170,000"),
    }


@pytest.mark.parametrize(
    "text",
    [
        (
            "Des centaines de personnes ont été tuées mercredi dans la ville de Karsk, selon le "
            "ministère de la santé, qui a déclaré que les combats se poursuivaient dans le nord."
        ),
        "В среду в городе Карск погибли не менее 46 человек, сообщили власти.",
        "周三，卡尔斯克镇至少有46人死亡，一百多人受伤，卫生部表示。",
    ],
)
def test_another_language_is_refused_in_words(text: str) -> None:
    with pytest.raises(EngineError, match="English only") as refusal:
        drafted(Article.of(text))
    assert refusal.value.exit_code is ExitCode.LANGUAGE


def test_the_same_article_gives_the_same_draft() -> None:
    article = read(str(GOLD / "bam-earthquake.txt")).article
    assert drafted(article) == drafted(article)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *("killed", "46", "at least", "people", "were", "wounded", "and", ",", ".", "a"),
                *("soldier", "of", "said", "no", "to be", "freed", "hostages", "Tuesday", "“", "–"),
                *("one in three", "half a million", "since", "the", "Norland", "\n", "denied"),
            ]
        ),
        max_size=40,
    ).map(" ".join)
)
def test_no_text_raises(text: str) -> None:
    for toll in read_tolls(text):
        assert toll.figure in text
