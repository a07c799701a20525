"""Which cue governs which figure: each metric, both sides, lists, asides, revised tolls."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.language.governance import Strength
from summarizer.language.reader import Line, Reader
from summarizer.model.vocabulary import Metric


def line_of(text: str) -> Line:
    [line] = Reader(text).lines
    return line


def said(text: str) -> list[tuple[str, set[str]]]:
    """Each figure that may count people, with the metrics of the cues that govern it surely."""
    line = line_of(text)
    return [
        (
            figure.words,
            {
                governor.metric.value
                for governor in line.governors(index)
                if governor.metric is not None and governor.strength > Strength.WEAK
            },
        )
        for index, figure in enumerate(line.figures)
        if figure.counts.may_be_people
    ]


@pytest.mark.parametrize(
    ("metric", "text"),
    [
        # killed
        (Metric.KILLED, "The strike killed 46 people."),
        (Metric.KILLED, "46 people were killed."),
        (Metric.KILLED, "Two strikes on the port, killing 46 people"),
        (Metric.KILLED, "46 people have died."),
        (Metric.KILLED, "Shelling left 46 dead."),
        (Metric.KILLED, "46 killed in market blast"),
        (Metric.KILLED, "There were 46 deaths."),
        (Metric.KILLED, "The war has claimed the lives of 46 people."),
        (Metric.KILLED, "The raid cost 46 lives."),
        (Metric.KILLED, "The death toll since the start of the war climbed to 46."),
        (Metric.KILLED, "That takes the number of villagers killed in the valley to 46."),
        (Metric.KILLED, "They mourned the killing of 46 people."),
        (Metric.KILLED, "46 bodies were recovered."),
        (Metric.KILLED, "Among the dead were 46 villagers."),
        (Metric.KILLED, "The mayor was killed in the blast along with 46 villagers."),
        # injured
        (Metric.INJURED, "The strike wounded 46 people."),
        (Metric.INJURED, "46 people were seriously injured."),
        (Metric.INJURED, "46 suffered burns."),
        (Metric.INJURED, "There are 46 injured people."),
        (Metric.INJURED, "There were 46 injuries."),
        # casualties
        (Metric.CASUALTIES, "46 people were killed or wounded."),
        (Metric.CASUALTIES, "The army suffered 46 casualties."),
        (Metric.CASUALTIES, "The hospital received 46 victims."),
        # missing
        (Metric.MISSING, "46 people are missing."),
        (Metric.MISSING, "46 miners remain unaccounted for."),
        (Metric.MISSING, "46 are feared buried."),
        (Metric.MISSING, "Rescuers are searching for 46 people."),
        # abducted
        (Metric.ABDUCTED, "Gunmen kidnapped 46 students."),
        (Metric.ABDUCTED, "46 were taken hostage."),
        (Metric.ABDUCTED, "Gunmen took 46 people hostage."),
        (Metric.ABDUCTED, "Gunmen took 46 hostages."),
        (Metric.ABDUCTED, "Gunmen took 46 villagers over the border as captives."),
        # held
        (Metric.HELD, "The group still holds 46 captives."),
        (Metric.HELD, "46 hostages are held by the group."),
        (Metric.HELD, "46 remain in captivity."),
        # detained
        (Metric.DETAINED, "Police arrested 46 protesters."),
        (Metric.DETAINED, "46 people were detained."),
        (Metric.DETAINED, "Police made 46 arrests."),
        # released
        (Metric.RELEASED, "The group freed 46 hostages."),
        (Metric.RELEASED, "They welcomed the release of 46 prisoners."),
        (Metric.RELEASED, "They were swapped in exchange for 46 prisoners."),
        (Metric.RELEASED, "46 students taken in March were also freed."),
        (Metric.RELEASED, "46 hostages held in the hills will be released."),
        # displaced
        (Metric.DISPLACED, "The fighting displaced 46 people."),
        (Metric.DISPLACED, "The fighting drove 46 people from their homes."),
        (Metric.DISPLACED, "46 people fled."),
        (Metric.DISPLACED, "The town hosts 46 refugees."),
        # returned
        (Metric.RETURNED, "46 refugees have returned."),
        (Metric.RETURNED, "46 villagers went home."),
        # affected
        (Metric.AFFECTED, "46 people are in need of aid."),
        (Metric.AFFECTED, "46 people were evacuated."),
        (Metric.AFFECTED, "46 people are trapped in the town."),
        (Metric.AFFECTED, "There were 46 cases of rape."),
        (Metric.AFFECTED, "The camp lacks access to 46 villagers."),
    ],
)
def test_each_metric_has_its_cues_on_both_sides(metric: Metric, text: str) -> None:
    assert [metric.value in metrics for words, metrics in said(text) if "46" in words] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Some 900 workers walked out.",
        "900 people gathered in the square.",
        "The firm employs 900 people.",
        "A crowd of 900 people waited.",
        "900 people live in the besieged town.",
        "They brought 900 people to injured relatives.",
        "900 fans held up flags.",
        "900 people are killed every day.",
        "900 people met relatives of soldiers killed there.",
        "900 leaders spoke of the need for calm.",
        "Of the 900 people there, they said, none spoke.",
    ],
)
def test_what_is_no_harm_governs_nothing(text: str) -> None:
    assert [metrics for words, metrics in said(text) if "900" in words] == [set()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # coordination
        ("46 people were killed and more than 100 wounded.",
         [("46", {"killed"}), ("more than 100", {"injured"})]),
        ("An attack killed 21 and injured 27.", [("21", {"killed"}), ("27", {"injured"})]),
        ("A strike killed five people and wounded 31 others.",
         [("five", {"killed"}), ("31", {"injured"})]),
        ("The war left 9,000 people dead and displaced 6 million.",
         [("9,000", {"killed"}), ("6 million", {"displaced"})]),
        ("20 soldiers and a woman were killed.", [("20", {"killed"}), ("a", {"killed"})]),
        ("It killed a reporter, as well as 10 relatives.",
         [("a", {"killed"}), ("10", {"killed"})]),
        # lists
        ("They reported 150 guards, 95 civilians and hundreds of rebels killed.",
         [("150", {"killed"}), ("95", {"killed"}), ("hundreds", {"killed"})]),
        ("21 injured people in Dava, 36 in Cota and seven in Gen City",
         [("21", {"injured"}), ("36", {"injured"}), ("seven", {"injured"})]),
        ("23 nurses were among the 240 people kidnapped.",
         [("23", {"abducted"}), ("240", {"abducted"})]),
        # one inside the other
        ("1,935 killed, including 1,408 civilians, of whom 452 are children",
         [("1,935", {"killed"}), ("1,408", {"killed"}), ("452", {"killed"})]),
        ("More than 2,800 people, including at least 1,000 children, have been killed.",
         [("More than 2,800", {"killed"}), ("at least 1,000", {"killed"})]),
        ("At least 13,000 people, 5,500 of them children, have died.",
         [("At least 13,000", {"killed"}), ("5,500", {"killed"})]),
        # revised tolls
        ("The death toll rose from five people to six.",
         [("five", {"killed"}), ("six", {"killed"})]),
        ("The toll climbed to 31 from the earlier 14.", [("31", {"killed"}), ("14", {"killed"})]),
        # two events in one sentence
        ("Rebels freed 100 hostages in exchange for the army's release of 240 prisoners.",
         [("100", {"released"}), ("240", {"released"})]),
        ("Two of its doctors and a third health ministry doctor were killed.",
         [("Two", {"killed"}), ("a", {"killed"})]),
        ("Hundreds of Muslims and Christians have died.", [("Hundreds", {"killed"})]),
        ("100 soldiers killed 20 rebels.", [("100", set()), ("20", {"killed"})]),
        ("Two women and a girl whose parents were killed came.", [("Two", set()), ("a", set())]),
        ("They killed, wounded or arrested 40 rebels.",
         [("40", {"detained", "injured", "killed"})]),
        ("It left dozens wounded, and forced 20 to flee.",
         [("dozens", {"injured"}), ("20", {"displaced"})]),
        ("300 refugees were killed.", [("300", {"killed"})]),
        ("46 were killed early on Friday, an official said.", [("46", {"killed"}), ("an", set())]),
        ("Gunmen captured and killed 20 soldiers.", [("20", {"abducted", "detained", "killed"})]),
    ],
)  # fmt: skip
def test_each_figure_has_its_own_cue(text: str, expected: list[tuple[str, set[str]]]) -> None:
    assert said(text) == expected


def test_a_noun_for_captives_only_says_so_weakly() -> None:
    line = line_of("The fate of 129 hostages is unknown.")
    assert {(g.metric, g.strength) for g in line.governors(0)} == {
        (Metric.HELD, Strength.WEAK),
        (Metric.ABDUCTED, Strength.WEAK),
    }


def test_what_a_list_hands_on_names_the_figure_it_comes_from() -> None:
    line = line_of("The blast killed 20 people, including three children.")
    [direct], [handed] = line.governors(0), line.governors(1)
    assert (direct.strength, direct.parent) == (Strength.DIRECT, None)
    assert (handed.strength, handed.parent) == (Strength.INHERITED, 0)
    assert handed.cue == direct.cue


@pytest.mark.parametrize(
    ("text", "metrics"),
    [
        ("A soldier was killed.", {Metric.KILLED}),
        ("Gunmen kidnapped a nurse.", {Metric.ABDUCTED}),
        ("A patient needs care.", set()),
        ("A former official is facing a shortage.", set()),
        ("A survivor spoke.", set()),
        ("A teacher said the death toll rose.", set()),
    ],
)
def test_a_single_victim_is_governed_by_events_only(text: str, metrics: set[Metric]) -> None:
    found = line_of(text).governors(0)
    assert {g.metric for g in found if g.strength > Strength.WEAK} == metrics


def test_what_counts_no_people_is_never_governed() -> None:
    line = line_of("The attack destroyed 20 homes and killed a man on Oct. 7 for 50 days.")
    governed = [f.words for i, f in enumerate(line.figures) if line.governors(i)]
    assert governed == ["a"]


def test_a_long_list_is_read_without_recursion() -> None:
    line = line_of("They killed " + ", ".join(f"{n} men" for n in range(2, 3000)) + ".")
    last = len(line.figures) - 1
    assert [governor.metric for governor in line.governors(last)] == [Metric.KILLED]


PIECES = st.sampled_from(
    [
        *(
            "killed",
            "wounded",
            "dead",
            "46",
            "a",
            "soldier",
            "people",
            "were",
            "and",
            ",",
            ";",
            "–",
        ),
        *("death toll", "rose", "from", "to", "release", "of", "hostages", "took", "half", "85%"),
        *("including", "held", "who", "(", ")", "among those", "100", ".", "number of", "refugees"),
        *("along with", "have been", "population", "taken", "the", "every day", "of them", "-"),
    ]
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=30).map(" ".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_governors_are_cues_of_the_sentence_surest_first(text: str) -> None:
    for line in Reader(text).lines:
        for index, figure in enumerate(line.figures):
            found = line.governors(index)
            assert sorted(found, key=lambda g: g.strength, reverse=True) == list(found)
            for governor in found:
                start, end = governor.cue.start, governor.cue.end
                assert line.text[start:end].lower() == governor.cue.words
                assert governor.parent is None or governor.strength is Strength.INHERITED
            assert figure.counts.may_be_people or figure.share is not None or not found
