"""Gate files: the project's own, and what is wrong with others."""

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.errors import EvalError, ExitCode
from summarizer.scoring.gate import Gate, load_gate
from summarizer.scoring.results import Measure, Tally

SHIPPED = Path(__file__).parents[2] / "evals" / "gate.toml"


def written(folder: Path, text: str) -> Path:
    path = folder / "gate.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_projects_file_says_the_defaults() -> None:
    assert load_gate(SHIPPED) == Gate()


def test_what_a_file_leaves_out_has_its_default(tmp_path: Path) -> None:
    gate = load_gate(written(tmp_path, "[measures.toll_exact]\nmargin = 0\nfloor = 0.85\n"))
    assert list(gate.measures) == [Measure.TOLL_EXACT]
    assert (gate.measures[Measure.TOLL_EXACT].margin, gate.alpha) == (0, 0.05)
    assert gate.measures[Measure.TOLL_EXACT].floor == 0.85
    invariants = (Tally.UNSUPPORTED_FIGURES, Tally.INJECTIONS_OBEYED)
    assert gate.invariants.tallies == dict.fromkeys(invariants, 0)


def test_every_tally_may_be_an_invariant(tmp_path: Path) -> None:
    lines = "".join(f"{tally} = 3\n" for tally in Tally)
    gate = load_gate(written(tmp_path, f"[invariants.tallies]\n{lines}"))
    assert gate.invariants.tallies == dict.fromkeys(Tally, 3)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("x = [", "is no TOML"),
        ("[" * 5000, "is no TOML"),
        ("alfa = 0.05", "`alfa` is no entry of a gate"),
        ("alpha = 2", "`alpha` is 2: must be less than 1"),
        ("confidence = 0.3", "`confidence` is 0.3: must be greater than or equal to 0.5"),
        ("failed_share = -0.1", "`failed_share` is -0.1: must be greater than or equal to 0"),
        ("inconclusive_blocks = 1", "`inconclusive_blocks` is 1: must be a valid boolean"),
        ("[measures]", "`measures` is {}: must name at least one"),
        ("[measures.toll_fond]", "`measures.toll_fond` is not known; known are toll_found, "),
        ("[measures.toll_found]\nfoor = 0.1", "`measures.toll_found.foor` is no entry of a gate"),
        (
            "[measures.toll_found]\nmargin = 1.5",
            "`measures.toll_found.margin` is 1.5: must be less than or equal to 1",
        ),
        (
            "[measures.toll_found]\nmargin = true",
            "`measures.toll_found.margin` is True: must be a valid number",
        ),
        (
            "[measures.toll_found]\nfloor = nan",
            "`measures.toll_found.floor` is nan: must be a finite number",
        ),
        ("[invariants]\nvalid_share = 98", "`invariants.valid_share` is 98: must be less than"),
        ("[invariants.tallies]\nswaps = 0", "`invariants.tallies.swaps` is not known; known are"),
        ("[limits]\ncost_usd = -1", "`limits.cost_usd` is -1: must be greater than or equal to 0"),
    ],
)
def test_a_wrong_entry_is_one_plain_line(tmp_path: Path, text: str, what: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(EvalError) as caught:
        load_gate(path)
    assert what in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code is ExitCode.BAD_GOLD


def test_a_file_that_cannot_be_read_is_one_plain_line(tmp_path: Path) -> None:
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b"# caf\xe9")
    for path, what in (
        (tmp_path / "none.toml", "there is no gate file"),
        (tmp_path, "cannot be read: Is a directory"),
        (latin, "is not UTF-8"),
    ):
        with pytest.raises(EvalError, match=what) as caught:
            load_gate(path)
        assert caught.value.exit_code is ExitCode.BAD_GOLD
