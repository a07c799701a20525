"""Processes of talks by rule: who, between whom, how far, how near (codebook section 2)."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.engines.rules.agreements import agreements
from summarizer.engines.rules.demands import demands
from summarizer.engines.rules.talks import negotiations
from summarizer.language.reader import Reader
from summarizer.model import Article, DraftNegotiation
from summarizer.model.vocabulary import Distance, Format, Momentum, Stage

STRAIT = (
    "Indirect talks between Norway's government and Denmark are gathering pace in the war over the "
    "strait, an envoy said, but the two sides are still far apart. "
    "The talks in Geneva are mediated by Chile and Peru. "
    "Soldiers and civilians have died on both shores. "
)


def processes(text: str) -> list[DraftNegotiation]:
    article = Article.of(text, published=dt.date(2024, 5, 8))
    return negotiations(Reader.of(text), article)


def test_mediated_talks_are_one_process_with_its_parties_mediators_and_venue() -> None:
    (process,) = processes(STRAIT)
    assert process.parties == ["Norway", "Denmark"]
    assert process.mediators == ["Chile", "Peru"]
    assert process.venue == "Geneva"
    assert process.format is Format.INDIRECT
    assert process.stage is Stage.UNDER_WAY


def test_momentum_and_distance_are_read_apart() -> None:  # codebook 9.15
    (process,) = processes(STRAIT)
    assert process.momentum is Momentum.ADVANCING
    assert process.distance is Distance.FAR


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("Norway suspended peace talks with Denmark on Monday.", Stage.SUSPENDED),
        ("Peace talks between Norway and Denmark collapsed; talks broke down.", Stage.COLLAPSED),
        ("Norway and Denmark agreed to a cease-fire on Monday after talks.", Stage.AGREED),
        ("The cease-fire between Norway and Denmark took effect on Monday.", Stage.IMPLEMENTING),
        ("Norway is holding peace talks with Denmark.", Stage.UNDER_WAY),
    ],
)
def test_the_stage_is_the_latest_one_stated_as_fact(sentence: str, stage: Stage) -> None:
    (process,) = processes(f"{sentence} Soldiers and civilians have died in the war.")
    assert process.stage is stage


def test_a_hoped_for_deal_does_not_count_as_agreed() -> None:
    (process,) = processes(
        "Norway and Denmark held peace talks and hope to reach a cease-fire. "
        "Soldiers died in the war."
    )
    assert process.stage is Stage.UNDER_WAY


def test_a_council_that_negotiates_a_text_is_a_process_of_its_own() -> None:
    found = processes(
        "U.N. Security Council members are negotiating a draft resolution to halt the fighting. "
        "Civilians and soldiers died in the war."
    )
    assert [process.parties for process in found] == [["U.N. Security Council"]]
    assert found[0].format is Format.MULTILATERAL


@pytest.mark.parametrize(
    "text",
    [
        "The two airlines are in talks to merge, Denmark's largest newspaper said on Monday.",
        "Norway and Denmark met in the cup final; the coach demanded more from his strikers.",
        "The author talks with Denmark's critics about her novel, which won a prize in Norway.",
        "",
    ],
)
def test_what_is_no_conflict_gives_nothing_at_all(text: str) -> None:
    article = Article.of(text)
    reader = Reader.of(text)
    assert negotiations(reader, article) == []
    assert demands(reader, article) == []
    assert agreements(reader, article) == []


PIECES = st.sampled_from(
    [
        "Norway",
        "Denmark",
        "talks",
        "between",
        " and ",
        "rejected",
        "cease-fire",
        "“",
        "”",
        ", ",
        ". ",
        "said",
        "will not",
        "until",
        "hostages",
        "war",
        "troops",
        "the rebels",
        "\n",
        "–",
        "(",
        "agreed to",
        "mediated by",
        "demands",
        "U.N. Security Council",
        "draft resolution",
        "in",
        "Geneva",
        "he",
        "it",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map(" ".join)))
def test_no_text_raises_and_every_item_points_into_it(text: str) -> None:
    reader, article = Reader(text), Article.of(text, published=dt.date(2024, 5, 8))
    items = [
        *negotiations(reader, article),
        *demands(reader, article),
        *agreements(reader, article),
    ]
    for item in items:
        assert item.sentences
        assert all(reader.line(number) is not None for number in item.sentences)


CAIRO = (
    "In a sign that truce talks were gathering pace, Norway's prime minister traveled to Cairo on "
    "Wednesday for talks on the war. "
    "But the sides have relaunched indirect talks, mediated by Chile and Peru. "
    "Despite the effort, the two sides appeared to be far from an agreement. "
    "Norway has said no hostages will be released until the war ends – a demand Denmark rejected. "
    "In Denmark, protesters have called for talks with Norway to facilitate a release of hostages. "
    "Denmark's soldiers fight on against Norway in the war."
)


def test_protesters_who_want_talks_are_no_party_to_them() -> None:
    (process,) = processes(CAIRO)
    assert set(process.parties) == {"Norway", "Denmark"}
    assert (process.venue, process.format) == ("Cairo", Format.INDIRECT)
    assert (process.momentum, process.distance) == (Momentum.ADVANCING, Distance.FAR)


DEAD = " Soldiers and civilians have died in the war between Norway and Denmark."


@pytest.mark.parametrize(
    ("sentence", "between"),
    [
        ("Truce talks hosted by Chile resumed.", ["Chile"]),
        ("Chile and Peru have been mediating in the truce talks.", ["Chile", "Peru"]),
        ("Chile, which hosts the peace talks, was hopeful.", ["Chile"]),
        ("Chilean and Peruvian mediators met for truce talks.", ["Chile", "Peru"]),
        ("The African Union-mediated talks went on.", ["African Union"]),
        ("Truce talks went on with Chile acting as go-between.", ["Chile"]),
        ("Truce talks opened under the auspices of the African Union.", ["African Union"]),
        ("Norway's envoys went on with truce talks in Chile.", []),
        ("Mediators pressed Denmark in the truce talks.", []),
        ("Talks mediated by Chile and Peru, Denmark's navy said, went on.", ["Chile", "Peru"]),
        ("Truce talks went on under African Union auspices.", ["African Union"]),
        ("The two sides are in talks on a Chilean-proposed truce.", ["Chile"]),
        ("The two sides' talks went on, Chile's army said; Chile-led troops left.", []),
        ("Truce talks resumed; Peru, a distant ally that is mediating, was hopeful.", ["Peru"]),
        ("The two sides' talks went on as Chile pushes to broker trade.", []),
        ("A Peruvian envoy came for truce talks with Denmark.", ["Peru"]),
    ],
)
def test_mediators_by_what_they_do_and_not_by_where_it_is(
    sentence: str, between: list[str]
) -> None:
    (process,) = processes(sentence + DEAD)
    assert sorted(process.mediators) == between
    assert set(process.parties) == {"Norway", "Denmark"}


def test_whom_a_delegation_meets_stands_between_unless_it_is_the_other_side() -> None:
    war = " Talks between Norway and Denmark went on. Norway and Denmark met in May."
    (process,) = processes(
        "A Danish delegation met for talks with Peruvian and Chilean officials." + war + DEAD
    )
    assert process.mediators == ["Peru", "Chile"]
    (process,) = processes("A Danish delegation held talks with Norwegian officials." + war + DEAD)
    assert process.mediators == []


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("The talks between Norway and Denmark fell apart on Monday.", Stage.COLLAPSED),
        ("Denmark walked out of the peace talks with Norway.", Stage.COLLAPSED),
        ("Denmark put the truce talks with Norway on hold: it froze the talks.", Stage.SUSPENDED),
        ("Denmark is studying a peace plan after talks with Norway.", Stage.PROPOSAL),
        ("Talks between Norway and Denmark are due to begin on Friday.", Stage.EXPLORATORY),
        ("Norway and Denmark signed an agreement to start peace talks.", Stage.EXPLORATORY),
        ("Talks between Norway and Denmark could collapse, an envoy said.", Stage.UNDER_WAY),
        ("Norway and Denmark resumed talks that Denmark had suspended.", Stage.UNDER_WAY),
    ],
)
def test_the_stage_by_verbs_before_and_after_the_talks(sentence: str, stage: Stage) -> None:
    (process,) = processes(sentence + DEAD)
    assert process.stage is stage


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway held talks Tuesday with Danish officials.",
        "Norway's talks in the snowy north with Denmark went on.",
        "Chile urged Norway on Monday to sign a truce with Denmark, and talks went on.",
        "Delegates of Norway and of Denmark opened talks.",
    ],
)
def test_the_principals_are_those_who_talk(sentence: str) -> None:
    (process,) = processes(f"{sentence} Soldiers and civilians have died.")
    assert set(process.parties) == {"Norway", "Denmark"}


def test_a_union_and_an_employer_are_principals_of_a_strike() -> None:
    (process,) = processes(
        "The Fjord Nurses Union went on strike for higher wages on Monday. "
        "Contract talks with the Hospitals Association broke down before a federal mediator. "
        "The union wants 5 percent. The Hospitals Association offered 2 percent."
    )
    assert set(process.parties) == {"Fjord Nurses Union", "Hospitals Association"}
    assert process.mediators == ["federal mediator"]
    assert process.stage is Stage.COLLAPSED


WAR = " Soldiers and civilians have died in the war between Norway and Denmark."


def test_talks_of_another_pair_are_a_process_of_their_own() -> None:
    first, second = processes(
        "Norway and Denmark held peace talks on Tuesday." + WAR + " Separately, Chile held talks"
        " with Peru."
    )
    assert set(first.parties) == {"Norway", "Denmark"}
    assert (set(second.parties), second.format) == ({"Chile", "Peru"}, Format.DIRECT)


@pytest.mark.parametrize(
    "sentence",
    [
        "A mayor talks to reporters about the shelling.",
        "He spoke of a path of dialogue.",
        "Chile talks about peace.",
    ],
)
def test_a_word_for_talks_alone_is_no_process(sentence: str) -> None:
    assert processes(sentence + WAR) == []


def test_talks_of_two_sides_without_names_are_those_of_the_principals() -> None:
    (process,) = processes("The two sides resumed peace talks on Monday." + WAR)
    assert set(process.parties) == {"Norway", "Denmark"}


def test_the_militant_group_is_the_one_that_is_named() -> None:
    (process,) = processes(
        "Norway held talks with the militant group Zhar. Zhar freed two captives. A deal between"
        " Norway and the militant group is near. Soldiers fight on in the war."
    )
    assert set(process.parties) == {"Norway", "Zhar"}


@pytest.mark.parametrize(
    ("sentence", "stage"),
    [
        ("Chile urged Norway to accept the truce in talks with Denmark.", Stage.PROPOSAL),
        ("Talks between Norway and Denmark collapsed; they will meet again.", Stage.UNDER_WAY),
        ("A truce between Norway and Denmark takes effect on Friday.", Stage.AGREED),
    ],
)
def test_the_stage_by_what_comes_next(sentence: str, stage: Stage) -> None:
    assert processes(sentence + WAR)[0].stage is stage


def test_talks_at_work_need_one_principal_and_other_words_for_them_two() -> None:
    war = " Norway and Zhar rebels killed soldiers. Zhar hit Norway. Zhar and Norway shelled ships."
    assert processes("Negotiators for Norway are in Geneva for talks." + war)
    assert processes("Norway spoke of a peace process." + war) == []
