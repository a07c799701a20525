"""`make fuzz`: many texts against every reader; the first that breaks one is printed and kept.

    python tests/fuzz/fuzz_run.py [--inputs 200000] [--seed 1] [--only TARGET] [--keep FOLDER]

A quarter of the inputs is news by grammar (hypothesis, which also makes a failing one small). The
others are found by coverage (atheris, libFuzzer under it): mutations of the shipped articles that
reach new branches are mutated on. Without atheris (`pip install --group fuzz`; it has no build for
Windows) all are by grammar, and that is said. Every 200th input is also repeated sixteenfold, to
find time that grows faster than the text.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import importlib.util
import io
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import fuzz_texts
from fuzz_targets import TARGETS, Target, scales
from hypothesis import HealthCheck, Phase, given, seed, settings

_LONGEST = 2_000
"""Bytes of an input found by coverage: some paragraphs; longer ones are tried by repeating."""
_SCALED = 200
_GRAMMATICAL = 4
"""One input in so many is by grammar: those cost more to make than to read."""


class _Paced:
    """A target that now and then looks at its growth, too."""

    def __init__(self, target: Target) -> None:
        self.done = 0
        self._target = target

    def __call__(self, text: str) -> None:
        self.done += 1
        self._target(text)
        if self.done % _SCALED == 0 and text.strip():
            scales(self._target, text[:_LONGEST])


def by_grammar(name: str, inputs: int, number: int) -> int:
    """Run a target on news by grammar; raises what the smallest failing text raised."""
    paced = _Paced(TARGETS[name])

    @seed(number)
    @settings(
        max_examples=inputs,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    @given(fuzz_texts.texts())
    def run(text: str) -> None:
        paced(text)

    run()
    return paced.done


def by_coverage(name: str, inputs: int, number: int, keep: Path) -> bool:
    """Run a target on mutations of the shipped articles, in a process of its own.

    Returns:
        Whether it held; if not, libFuzzer left the input in `keep`.
    """
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder)
        for index, paragraph in enumerate(fuzz_texts.gold_paragraphs()):
            (corpus / str(index)).write_text(paragraph, "utf-8")
        command = [sys.executable, __file__, "--atheris", name, str(corpus)]
        options = (f"-runs={inputs}", f"-seed={number}", f"-max_len={_LONGEST}", "-timeout=20")
        noise = ("-verbosity=0", "-print_final_stats=0", f"-artifact_prefix={keep}/{name}-")
        return subprocess.run([*command, *options, *noise], check=False).returncode == 0


def _atheris(name: str, arguments: list[str]) -> None:
    """The inside of that process: it ends with the fuzzer."""
    # By name: it is not always installed, and has no types.
    atheris = importlib.import_module("atheris")
    # It names every module that it instruments, on standard error.
    with (
        contextlib.redirect_stderr(io.StringIO()),
        atheris.instrument_imports(include=["summarizer"]),
    ):
        for module in [one for one in sys.modules if one.startswith("summarizer")]:
            del sys.modules[module]
        del sys.modules["fuzz_targets"]
        import fuzz_targets

    paced = _Paced(fuzz_targets.TARGETS[name])

    def one(data: bytes) -> None:
        paced(data.decode("utf-8", "replace"))

    atheris.Setup([sys.argv[0], *arguments], one)
    atheris.Fuzz()


def main() -> int:
    """Run all; 1 if something broke."""
    if sys.argv[1:2] == ["--atheris"]:
        _atheris(sys.argv[2], sys.argv[3:])
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--inputs", type=int, default=200_000, help="how many in all (200000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=TARGETS, help="one target")
    parser.add_argument("--keep", type=Path, default=Path(), help="where failing inputs go")
    given_ = parser.parse_args()
    chosen = [given_.only] if given_.only else list(TARGETS)
    guided = importlib.util.find_spec("atheris") is not None
    if not guided:
        _say("atheris is not installed: all inputs are by grammar, none by coverage")
    each = -(-given_.inputs // len(chosen))
    grammatical = each // _GRAMMATICAL if guided else each
    broken = 0
    for name in chosen:
        began = time.monotonic()
        done = by_grammar(name, grammatical, given_.seed)
        if guided and by_coverage(name, each - grammatical, given_.seed, given_.keep):
            done += each - grammatical
        elif guided:
            broken += 1
            _say(f"{name}: BROKEN, stopped early; the input is kept in {given_.keep}/{name}-*")
        _say(f"{name}: {done:,} inputs in {time.monotonic() - began:.0f} s")
    return 1 if broken else 0


def _say(told: str) -> None:
    sys.stdout.write(f"{told}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
