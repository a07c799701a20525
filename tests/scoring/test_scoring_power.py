"""The gate decides as often as it must: a small run of `benchmarks/gate_power.py`, always the same.

Of 200 pairs of runs a share has a standard error of sqrt(share x (1 - share) / 200). The slack is
two of them: 5.7 points at 0.80, 4.2 at 0.10, 3.8 at 0.08.
"""

from __future__ import annotations

import importlib.util
import sys
from math import sqrt
from pathlib import Path
from types import ModuleType

import pytest

from summarizer.scoring.results import Measure, Verdict

RUNS = 200
POWER = Path(__file__).parents[2] / "benchmarks" / "gate_power.py"


@pytest.fixture(scope="module")
def power() -> ModuleType:
    found = importlib.util.spec_from_file_location("gate_power", POWER)
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules["gate_power"] = module
    found.loader.exec_module(module)
    return module


def shares(power: ModuleType, spread: int, falls: dict[Measure, float]) -> dict[Verdict, float]:
    """Share of each verdict at 100 articles; fewer draws than the gate's, by the same code."""
    counted = power.verdicts(
        100, power.SPREADS[spread], falls, runs=RUNS, resamples=600, swaps=1000
    )
    return {verdict: counted[verdict] / RUNS for verdict in Verdict}


def slack(share: float) -> float:
    return 2 * sqrt(share * (1 - share) / RUNS)


@pytest.mark.parametrize("spread", [0, 1])
def test_runs_that_are_equally_good_pass_and_seldom_fail(power: ModuleType, spread: int) -> None:
    found = shares(power, spread, {})
    assert found[Verdict.PASS] >= 0.80 - slack(0.80)
    assert found[Verdict.FAIL] <= 0.08 + slack(0.08)


@pytest.mark.parametrize("measure", [Measure.DEMAND_FOUND, Measure.AGREEMENT_FOUND])
def test_a_fall_of_seven_points_in_one_measure_alone_seldom_passes(
    power: ModuleType, measure: Measure
) -> None:
    assert shares(power, 1, {measure: 0.07})[Verdict.PASS] <= 0.10 + slack(0.10)


def test_a_fall_of_seven_points_in_all_passes_never_or_nearly(power: ModuleType) -> None:
    found = shares(power, 1, dict.fromkeys(power.first_measures(), 0.07))
    assert found[Verdict.PASS] <= 0.01
    assert found[Verdict.FAIL] >= 0.5


def test_a_simulated_fall_is_as_deep_as_it_says(power: ModuleType) -> None:
    # Mean of 200 differences; their standard deviation is some 2 points, so the mean's is 0.14, and
    # the bound three of them.
    generator = power.np.random.Generator(power.np.random.PCG64(1))
    column = power.MEASURES.index(Measure.AGREEMENT_FOUND)
    total = 0.0
    for _ in range(200):
        base, new = power.simulate(
            generator, 100, power.SPREADS[1], {Measure.AGREEMENT_FOUND: 0.07}
        )
        for sign, run in ((-1, base), (1, new)):
            hits, predicted, gold = run.sum(axis=0)[column]
            total += sign * 2 * hits / (predicted + gold)
    assert total / 200 == pytest.approx(-0.07, abs=0.0045)
