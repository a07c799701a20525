"""The ledger in trouble: two processes, a kill, damage, a full disk, an unfit folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from ledger_house import RECIPE, article, briefed, filled

from summarizer.archive.ledger import LEDGER, Ledger, LedgerWriter
from summarizer.archive.outcome import Outcome
from summarizer.errors import ExitCode, OutputError, RunError

_HERE = Path(__file__).resolve().parent

_HOLDER = """
import sys
from pathlib import Path
from ledger_house import article, briefed, filled
ledger = filled(Path(sys.argv[1]), 3)
ledger.settle([briefed(1, article(1))])
print("settled", flush=True)
ledger._database.execute("BEGIN IMMEDIATE")
ledger._database.execute("UPDATE result SET outcome = 'failed'")
print("in the middle", flush=True)
sys.stdin.read()
"""

_FULL = """
import sys
from pathlib import Path
from ledger_house import article, briefed, filled
from summarizer.errors import OutputError
folder, rest = Path(sys.argv[1]), Path(sys.argv[1]).parent / "rest"
ledger = filled(folder, 40)
with rest.open("wb", buffering=0) as file:
    try:
        while True:
            file.write(bytes(1 << 12))
    except OSError:
        pass
# Incompressible, as large as long briefs are: what is in flight when the disk gets full.
import os
from dataclasses import replace
for row in range(1, 41):
    ledger.settle([replace(briefed(row, article(row)), brief=os.urandom(20_000))])
    if ledger.is_full:
        print("full at", row, flush=True)
        break
ledger.settle([replace(briefed(row + 1, article(row + 1)), brief=os.urandom(20_000))])
print("kept", len([1 for one in ledger.rows() if one.outcome]), "of", row + 1)
ledger.close()
"""


def start(program: str, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(_HERE), *sys.path])}
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )


def test_a_second_process_is_told_and_a_kill_in_the_middle_costs_nothing(tmp_path: Path) -> None:
    run = tmp_path / "run"
    holder = start(_HOLDER, str(run))
    assert holder.stdout is not None
    assert [holder.stdout.readline(), holder.stdout.readline()] == ["settled\n", "in the middle\n"]
    try:
        with pytest.raises(RunError, match=f"in use by process {holder.pid} on ") as caught:
            LedgerWriter.at(run)
        assert caught.value.exit_code == ExitCode.BAD_RUN
        with Ledger.open(run) as reader:
            assert [row.outcome for row in reader.rows()] == [Outcome.OK, None, None]
    finally:
        os.kill(holder.pid, signal.SIGKILL)
        holder.communicate()
    with LedgerWriter.at(run) as ledger:  # the lock died with its holder, the half-done with it
        assert [row.outcome for row in ledger.rows()] == [Outcome.OK, None, None]


@pytest.mark.parametrize("part", ["head", "page"])
def test_damage_is_told_and_a_copy_is_kept(tmp_path: Path, part: str) -> None:
    run = tmp_path / "run"
    with filled(run, 300) as ledger:
        ledger.settle([briefed(row, article(row)) for row in range(1, 3)])
    path = run / LEDGER
    whole = bytearray(path.read_bytes())
    if part == "head":
        whole[:64] = os.urandom(64)
    else:
        for page in range(2, len(whole) // 4096):  # all but the schema's
            whole[page * 4096 : page * 4096 + 200] = os.urandom(200)
    path.write_bytes(whole)

    def read_all() -> None:
        with LedgerWriter.at(run) as ledger:
            ledger.begin(RECIPE, {})
            list(ledger.rows())

    with pytest.raises(RunError, match=r"is damaged: .*a copy is kept as") as caught:
        read_all()
    assert caught.value.exit_code == ExitCode.BAD_RUN
    (copy,) = run.glob("ledger-damaged-*.sqlite")
    assert copy.read_bytes() == bytes(whole)
    with pytest.raises(RunError, match="is damaged"), Ledger.open(run) as reader:
        list(reader.rows())


def test_a_text_that_no_longer_unpacks_is_damage(tmp_path: Path) -> None:
    with filled(tmp_path / "run", 1) as ledger:
        ledger._database.execute("UPDATE body SET text = x'00'")
        with pytest.raises(RunError, match="is damaged"):
            ledger.pending(0, 1)


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="mounting a small tmpfs wants root"
)
def test_a_full_disk_still_takes_what_is_in_flight(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(disk)], check=False
    )
    if mounted.returncode:
        pytest.skip("tmpfs cannot be mounted here")
    try:
        done, _ = start(_FULL, str(disk / "run")).communicate(timeout=120)
        full, kept = done.splitlines()
        assert full.startswith("full at ")
        number = int(full.split()[-1])
        assert kept == f"kept {number + 1} of {number + 1}"
        (disk / "rest").unlink()
        with LedgerWriter.at(disk / "run") as ledger:
            assert ledger.pending_count() == 40 - number - 1
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize("command", ["no space for the ballast", "a file in the way", "not a run"])
def test_a_folder_that_cannot_be_a_run_is_one_line(tmp_path: Path, command: str) -> None:
    run = tmp_path / "run"
    if command == "a file in the way":
        run.write_text("x")
    elif command == "not a run":
        run.mkdir()
        (run / "notes.txt").write_text("x")
    else:
        run.mkdir()
        (run / "ballast").mkdir()
    with pytest.raises((RunError, OutputError)) as caught:
        LedgerWriter.at(run)
    assert "\n" not in str(caught.value)


def test_there_is_no_run_where_there_is_none(tmp_path: Path) -> None:
    for folder, said in ((tmp_path, "has no ledger"), (tmp_path / "no", "is not there")):
        with pytest.raises(RunError, match=said):
            Ledger.open(folder)
