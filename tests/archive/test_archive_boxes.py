"""Folders, zip and tar: what is in them, what is passed over, and one level inside each other."""

from __future__ import annotations

import os
import socket
import tarfile
import zipfile
from pathlib import Path

import pytest
from archive_samples import (
    PACKERS,
    ids,
    jsonl,
    page,
    problems,
    row,
    saved,
    taken,
    tarred,
    text,
    texts,
    why,
    zipped,
)

from summarizer.archive.entries import ProblemKind
from summarizer.errors import ExitCode, SourceError

MEMBERS = {
    "b/two.txt": text(2).encode(),
    "b/three.html": page(3),
    "rows.jsonl": jsonl([row(4), row(5)]),
    "photo.jpg": b"\xff\xd8",
    ".DS_Store": b"x",
    "__MACOSX/b/two.txt": b"x",
}


def test_a_folder_tree(tmp_path: Path) -> None:
    for name, data in MEMBERS.items():
        saved(tmp_path / "news", name, data)
    saved(tmp_path, "outside.txt", b"Not for you.")
    (tmp_path / "news/out.txt").symlink_to(tmp_path / "outside.txt")
    (tmp_path / "news/up").symlink_to(tmp_path)
    (tmp_path / "news/again.txt").symlink_to(tmp_path / "news/b/two.txt")
    (tmp_path / "news/gone.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "news/pipe.txt")
    found = taken(str(tmp_path / "news"))
    places = [entry.position.removeprefix(f"{tmp_path}/") for entry in found if entry.article]
    assert places == [
        *("news/again.txt", "news/b/three.html", "news/b/two.txt"),
        *("news/rows.jsonl:1", "news/rows.jsonl:2"),
    ]
    assert problems(found) == [ProblemKind.UNREADABLE, ProblemKind.PASSED_OVER]
    said = found[-1].problem.why if found[-1].problem else ""
    for words in ("2 hidden files", "2 links out", "1 links and other", "(.jpg 1)"):
        assert words in said


def test_a_trailing_slash_changes_no_position(tmp_path: Path) -> None:
    saved(tmp_path, "n/a.txt", text(1).encode())
    assert taken(f"{tmp_path}/n/") == taken(f"{tmp_path}/n")


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads what nobody may read")
def test_a_folder_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "n/locked").mkdir(parents=True, mode=0)
    assert problems(taken(f"{tmp_path}/n")) == [ProblemKind.UNREADABLE]


def boxes() -> dict[str, bytes]:
    tars = {f"box.tar{ending}": pack(tarred(MEMBERS)) for ending, pack in PACKERS.items()}
    return {
        **tars,
        "box.tgz": PACKERS[".gz"](tarred(MEMBERS, tarfile.GNU_FORMAT)),
        "old.tar": tarred(MEMBERS, tarfile.USTAR_FORMAT),
        "box.zip": zipped(MEMBERS),
        "stored.zip": zipped(MEMBERS, zipfile.ZIP_STORED),
        "prefixed.zip": b"#!/bin/sh\n" * 9 + zipped(MEMBERS),
        "nameless": zipped(MEMBERS),
    }


@pytest.mark.parametrize("name", boxes())
def test_boxes(tmp_path: Path, name: str) -> None:
    path = saved(tmp_path, name, boxes()[name])
    found = taken(path)
    assert [entry.position.removeprefix(path) for entry in found] == [
        *("!b/two.txt", "!b/three.html", "!rows.jsonl:1", "!rows.jsonl:2", ""),
    ]
    assert ids(found) == ["two", "three", "a4", "a5"]
    assert "2 hidden files, 1 files of kinds that are not read (.jpg 1)" in why(found)
    for skip in range(6):
        assert taken(path, skip=skip) == found[skip:]


def test_one_level_inside_another_and_no_deeper(tmp_path: Path) -> None:
    inner = zipped({"a.txt": text(1).encode(), "deeper.tar": tarred({"b.txt": text(2).encode()})})
    for name, data in (("o.tar.gz", PACKERS[".gz"](tarred({"i.zip": inner, "z.txt": b"Last."}))),):
        found = taken(saved(tmp_path, name, data))
        assert texts(found) == [text(1), "Last."]
        assert problems(found) == [ProblemKind.NESTED]
        assert found[0].position.endswith("o.tar.gz!i.zip!a.txt")
    matryoshka = tarred({"b.txt": b"x"})
    for _ in range(50):
        matryoshka = tarred({"x.tar": matryoshka})
    assert problems(taken(saved(tmp_path, "m.tar", matryoshka))) == [ProblemKind.NESTED]


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_names_never_touch_the_file_system(tmp_path: Path, form: int) -> None:
    names = ["../../up.txt", "/etc/passwd.txt", "a/" * 200 + "deep.txt", "bad\nname\x1b[2J.txt"]
    members = {name: text(n).encode() for n, name in enumerate(names)}
    before = sorted(tmp_path.parent.rglob("*"))
    for box in (tarred(members, form), zipped(members)):
        path = saved(tmp_path, "box.zip" if box[:2] == b"PK" else "box.tar", box)
        found = taken(path)
        assert texts(found) == [text(n) for n in range(4)]
        assert ids(found)[:3] == ["up", "passwd", "deep"]
        assert all(entry.position.isprintable() for entry in found)
    assert set(tmp_path.parent.rglob("*")) - set(before) <= set(tmp_path.iterdir())


def test_a_damaged_zip(tmp_path: Path) -> None:
    data = zipped({f"{n}.txt": text(n).encode() * 20 for n in range(3)})
    middle = data.index(b"PK\3\4", 10) + 60
    damaged = data[:middle] + b"\xff" * 8 + data[middle + 8 :]
    found = taken(saved(tmp_path, "a.zip", damaged))
    assert ids(found) == ["0", "2"]
    assert problems(found) == [ProblemKind.UNREADABLE]
    for cut in (b"", data[:-30], data[: len(data) // 2], b"PK\5\6" + b"\xff" * 18):
        assert problems(taken(saved(tmp_path, "b.zip", cut or b"no zip"))) == [
            ProblemKind.MALFORMED
        ]


def test_an_encrypted_member_of_a_zip(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": text(1).encode(), "b.txt": text(2).encode()}))
    at = data.index(b"PK\1\2")
    data[at + 8] |= 1  # the directory's flags
    found = taken(saved(tmp_path, "a.zip", bytes(data)))
    assert ids(found) == ["b"]
    assert problems(found) == [ProblemKind.LOCKED]


def test_a_truncated_tar_keeps_what_came_before(tmp_path: Path) -> None:
    data = tarred({f"{n}.txt": text(n).encode() * 100 for n in range(4)}, tarfile.USTAR_FORMAT)
    for cut, kept in ((len(data) // 2, 1), (700, 0)):
        found = taken(saved(tmp_path, "a.tar", data[:cut]))
        assert len(texts(found)) >= kept
        assert set(problems(found)) == {ProblemKind.TRUNCATED}
        assert [e.position for e in found if e.problem].count(str(tmp_path / "a.tar")) == 1
        for skip in range(len(found) + 1):
            assert taken(str(tmp_path / "a.tar"), skip=skip) == found[skip:]
    packed = PACKERS[".gz"](data)
    found = taken(saved(tmp_path, "b.tgz", packed[:-30]))
    assert set(problems(found)) == {ProblemKind.TRUNCATED}
    garbage = taken(saved(tmp_path, "c.tar", b"garbage " * 200))
    assert problems(garbage) == [ProblemKind.MALFORMED]


def test_packed_articles(tmp_path: Path) -> None:
    saved(tmp_path, "n/a.html.gz", PACKERS[".gz"](page(1)))
    saved(tmp_path, "n/b.txt.xz", PACKERS[".xz"](text(2).encode()))
    saved(tmp_path, "n/c.zip", zipped({"d.txt.bz2": PACKERS[".bz2"](text(3).encode())}))
    found = taken(f"{tmp_path}/n")
    assert ids(found) == ["a", "b", "d"]
    assert len(texts(found)) == 3


def test_sources_that_are_not_there(tmp_path: Path) -> None:
    for name in (str(tmp_path / "nothing"), "nul\0byte", "x" * 5000):
        with pytest.raises(SourceError, match="there is no file or folder") as caught:
            taken(name)
        assert caught.value.exit_code is ExitCode.NOT_FOUND


def test_an_archive_of_nothing(tmp_path: Path) -> None:
    (tmp_path / "n").mkdir()
    assert problems(taken(f"{tmp_path}/n")) == [ProblemKind.EMPTY]
    assert problems(taken(saved(tmp_path, "a.jsonl", b"\n\n"))) == [ProblemKind.EMPTY]


def test_a_socket_among_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("n").mkdir()
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("n/s.txt")
        assert problems(taken("n")) == [ProblemKind.PASSED_OVER]
