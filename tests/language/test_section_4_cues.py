"""Which cue governs which figure, for each metric, and how the sentence puts it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.language.modality import Modality
from summarizer.language.reader import Line, Reader
from summarizer.model.vocabulary import Metric


def line_of(text: str) -> Line:
    """The one sentence of a text."""
    [line] = Reader(text).lines
    return line


def said(text: str) -> list[tuple[str, set[str]]]:
    """Each figure of people with the metrics that govern it."""
    line = line_of(text)
    return [
        (figure.words, {g.metric.value for g in line.governors(index) if g.metric is not None})
        for index, figure in enumerate(line.figures)
        if figure.counts.may_be_people
    ]


@pytest.mark.parametrize(
    ("metric", "text"),
    [
        (Metric.KILLED, "The strike killed 46 people."),
        (Metric.KILLED, "46 people were killed."),
        (Metric.KILLED, "46 people have died."),
        (Metric.KILLED, "Shelling left 46 dead."),
        (Metric.KILLED, "There were 46 deaths."),
        (Metric.KILLED, "The death toll since the start of the war climbed to 46."),
        (Metric.KILLED, "They mourned the killing of 46 people."),
        (Metric.INJURED, "The strike wounded 46 people."),
        (Metric.INJURED, "46 were taken to hospital, badly injured, after 46 people were hurt."),
        (Metric.INJURED, "There were 46 injured people."),
        (Metric.CASUALTIES, "46 people were killed or wounded."),
        (Metric.CASUALTIES, "The army suffered 46 casualties."),
        (Metric.MISSING, "46 people are missing."),
        (Metric.MISSING, "46 miners remain unaccounted for."),
        (Metric.ABDUCTED, "Gunmen kidnapped 46 students."),
        (Metric.ABDUCTED, "46 were taken hostage."),
        (Metric.HELD, "The group still holds 46 captives."),
        (Metric.HELD, "46 hostages held by the group"),
        (Metric.DETAINED, "Police arrested 46 protesters."),
        (Metric.DETAINED, "46 people were detained."),
        (Metric.RELEASED, "The group freed 46 hostages."),
        (Metric.RELEASED, "They welcomed the release of 46 prisoners."),
        (Metric.DISPLACED, "The fighting displaced 46 people."),
        (Metric.DISPLACED, "46 people fled their homes."),
        (Metric.RETURNED, "46 refugees have returned."),
        (Metric.AFFECTED, "46 people are in need of aid."),
        (Metric.AFFECTED, "46 people were evacuated."),
    ],
)
def test_each_metric_has_its_cues(metric: Metric, text: str) -> None:
    assert any("46" in words and metric.value in metrics for words, metrics in said(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("46 people were killed and more than 100 wounded.",
         [("46", {"killed"}), ("more than 100", {"injured"})]),
        ("An attack killed 21 and injured 27.", [("21", {"killed"}), ("27", {"injured"})]),
        ("A strike killed five people and wounded 31 others.",
         [("five", {"killed"}), ("31", {"injured"})]),
        ("The war left 9,000 people dead and displaced 6 million.",
         [("9,000", {"killed"}), ("6 million", {"displaced"})]),
        ("1,935 killed, including 1,408 civilians, of whom 452 are children",
         [("1,935", {"killed"}), ("1,408", {"killed"}), ("452", {"killed"})]),
        ("They reported 150 security forces, 95 civilians, and hundreds of rebels killed.",
         [("150", {"killed"}), ("95", {"killed"}), ("hundreds", {"killed"})]),
        ("21 injured individuals in Dava, 36 in Cota and seven in Gen City",
         [("21", {"injured"}), ("36", {"injured"}), ("seven", {"injured"})]),
        ("The death toll rose from five people to six.",
         [("five", {"killed"}), ("six", {"killed"})]),
        ("Rebels freed 100 hostages in exchange for the army's release of 240 prisoners.",
         [("100", {"released"}), ("240", {"released"})]),
        ("Some 900 workers walked out.", [("Some 900", set())]),
    ],
)  # fmt: skip
def test_each_figure_has_its_own_cue(text: str, expected: list[tuple[str, set[str]]]) -> None:
    assert said(text) == expected


def test_one_figure_under_two_verbs_has_both() -> None:
    [(words, metrics)] = said("Gunmen captured and killed 20 soldiers.")
    assert words == "20"
    assert {"killed", "abducted"} <= metrics


def test_the_subject_of_a_killing_is_not_its_victim() -> None:
    assert said("100 soldiers killed 20 rebels.") == [("100", set()), ("20", {"killed"})]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The strike killed 20 people.", Modality.FACT),
        ("20 people were killed.", Modality.FACT),
        ("No fewer than 20 people were killed.", Modality.FACT),
        ("Not only were 20 people killed.", Modality.FACT),
        ("The army denied that 20 people were killed.", Modality.DENIED),
        ("A report that 20 people were killed is false.", Modality.DENIED),
        ("The army said it had not killed 20 people.", Modality.NEGATED),
        ("They demanded the release of 20 prisoners.", Modality.DEMANDED),
        ("The Front called for the release of 20 prisoners.", Modality.DEMANDED),
        ("A strike could kill 20 people.", Modality.HYPOTHETICAL),
        ("20 hostages are to be freed.", Modality.PLANNED),
        ("The rebels will release 20 soldiers.", Modality.PLANNED),
        ("They agreed to free 20 prisoners.", Modality.PLANNED),
        ("They promised the release of 20 hostages.", Modality.PLANNED),
    ],
)
def test_how_a_sentence_puts_it(text: str, modality: Modality) -> None:
    line = line_of(text)
    [index] = [i for i, figure in enumerate(line.figures) if "20" in figure.words]
    assert line.modality(index, line.governors(index)[0]) is modality


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
        *("death toll", "rose", "from", "to", "release", "of", "no", "denied", "will", "hostages"),
        *("including", "held", "who", "(", ")", "among those", "could", "demanded", "100", "."),
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=30).map(" ".join)))
def test_nothing_raises(text: str) -> None:
    for line in Reader(text).lines:
        for index in range(len(line.figures)):
            for governor in line.governors(index):
                assert line.modality(index, governor) in Modality
