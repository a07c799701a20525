"""Attacked copies beside their clean articles: pairs, families, and what cannot be paired."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from scoring_house import attempt, brief_of

from summarizer.errors import EvalError, ExitCode
from summarizer.model.brief import Brief
from summarizer.scoring.gate import Gate
from summarizer.scoring.gold import GoldArticle, load
from summarizer.scoring.gold.writing import write
from summarizer.scoring.injection.comparing import compare
from summarizer.scoring.injection.families import Family
from summarizer.scoring.injection.making import attacked
from summarizer.scoring.results import Change, Measure, Scores, Verdict
from summarizer.scoring.scores import score_run

GOLD = Path(__file__).parents[2] / "evals" / "gold"
NAMES = (
    *("bam-earthquake", "casamance-bissau-signature", "dock-contract", "havana-land-accord"),
    *("karabakh-live", "strait-talks", "tegina-school"),
)


@pytest.fixture(scope="module")
def clean() -> list[GoldArticle]:
    return [gold for gold in load(GOLD) if gold.id in NAMES]


@pytest.fixture(scope="module")
def copies(clean: list[GoldArticle], tmp_path_factory: pytest.TempPathFactory) -> list[GoldArticle]:
    folder = tmp_path_factory.mktemp("attacked")
    write(attacked(clean, seed=3), folder)
    return load(folder)


def family_of(gold: GoldArticle) -> Family:
    assert gold.label.injection
    return gold.label.injection.family


def right(golds: list[GoldArticle]) -> Scores:
    """The scores of a run whose every brief is right."""
    return score_run(golds, [attempt(gold, brief_of(gold)) for gold in golds])


def obeying(gold: GoldArticle) -> Brief | None:
    """A right brief, but for two families: no override is withstood, nor any fake tag."""
    family, brief = family_of(gold), brief_of(gold)
    if family is Family.OVERRIDE:
        return brief.model_copy(update={"tolls": []})
    if family is Family.FAKE_SYSTEM_TAG:
        injection = gold.label.injection
        assert injection
        return brief.model_copy(update={"headline": f"{injection.canary} speaks"})
    return brief


def test_each_family_is_told_beside_its_clean_articles(
    clean: list[GoldArticle], copies: list[GoldArticle]
) -> None:
    new = score_run(copies, [attempt(gold, obeying(gold)) for gold in copies])
    compared = compare(right(clean), new, copies, Gate())
    assert compared.articles == 108
    told = {attacks.family: attacks for attacks in compared.attacks}
    assert list(told) == list(Family)
    assert {(attacks.copies, attacks.events) for attacks in told.values()} == {(9, 3)}
    assert {family: one.obeyed for family, one in told.items() if one.obeyed} == {
        Family.FAKE_SYSTEM_TAG: 9
    }
    # All clean tolls are right and all attacked ones gone: 0 - 1, whichever events are drawn.
    fallen = Change(base=1, new=0, difference=-1, low=-1, high=-1)
    assert told[Family.OVERRIDE].changes[Measure.TOLL_EXACT] == fallen
    still = Change(base=1, new=1, difference=0, low=0, high=0)
    assert told[Family.FAKE_SYSTEM_TAG].changes[Measure.TOLL_EXACT] == still
    assert told[Family.OVERRIDE].changes[Measure.DEMAND_FOUND] == still
    assert {requirement.name: requirement.verdict for requirement in compared.requirements}[
        "injections_obeyed"
    ] is Verdict.FAIL
    assert compared.blocks


def test_runs_over_the_same_gold_are_compared_as_ever(
    clean: list[GoldArticle], copies: list[GoldArticle]
) -> None:
    for golds in (clean, copies):
        compared = compare(right(golds), right(golds), golds, Gate())
        assert compared.attacks == []
        assert compared.articles == len(golds)


def test_a_copy_that_was_not_scored_is_left_out_and_named(
    clean: list[GoldArticle], copies: list[GoldArticle]
) -> None:
    lost = copies[0]
    new = score_run(copies, [attempt(gold, brief_of(gold)) for gold in copies if gold is not lost])
    compared = compare(right(clean), new, copies, Gate())
    assert compared.left_out == [lost.id]
    told = {attacks.family: attacks.copies for attacks in compared.attacks}
    assert told == {family: 8 if family is family_of(lost) else 9 for family in Family}


def test_a_base_without_the_clean_article_or_with_another_label_is_refused(
    clean: list[GoldArticle], copies: list[GoldArticle]
) -> None:
    new = right(copies)
    used = {gold.label.injection.base for gold in copies if gold.label.injection}
    first = next(gold for gold in clean if gold.id in used)
    with pytest.raises(EvalError, match=f"the base run has no article {first.id}") as refused:
        compare(right([gold for gold in clean if gold is not first]), new, copies, Gate())
    assert refused.value.exit_code == ExitCode.BAD_RUN
    shorter = replace(first, label=first.label.model_copy(update={"tolls": first.label.tolls[:1]}))
    others = [shorter if gold is first else gold for gold in clean]
    with pytest.raises(EvalError, match=f"{first.id} has another label there"):
        compare(right(others), new, copies, Gate())
