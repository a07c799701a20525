"""What is built to exhaust its reader: memory stays bounded, and one line tells.

The children run under a limit of address space and report the most memory that they ever held.
"""

from __future__ import annotations

import gzip
import io
import json
import lzma
import os
import resource
import struct
import subprocess
import sys
import tarfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard
from archive_samples import PACKERS, jsonl, page, response, row, saved, text, zipped

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="needs Linux's /proc"
)
_ADDRESS_SPACE = 1 << 30  # bytes
_MOST = 150.0  # MB of memory; a Python with lxml, trafilatura and these libraries takes up to 110
_PROGRAM = """
import json, sys
from summarizer.archive.inventory import InventoryOptions, entries
found = []
for entry in entries(sys.argv[1:], InventoryOptions(max_bytes=1_000_000)):
    problem = entry.problem
    found.append([problem.kind, problem.why] if problem else ["article", entry.article.id])
# Not ru_maxrss, which a child inherits from the parent that it was forked from.
status = open("/proc/self/status").read()
peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
print(json.dumps([found, peak]))
"""


def read_bounded(*sources: str) -> list[str]:
    """The kinds of the entries that a child with little memory finds."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))

    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *sources],
        capture_output=True,
        text=True,
        env=dict(os.environ),
        preexec_fn=bound,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found, peak = json.loads(done.stdout)
    assert peak < _MOST
    for _, said in found:
        assert "\n" not in said
    return [kind for kind, _ in found]


def zeros(megabytes: int, pack: str) -> bytes:
    """So many megabytes of zeros, packed step by step."""
    step = b"\0" * (1 << 20)
    packers: dict[str, Callable[[], Any]] = {
        "gz": lambda: zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16),
        "xz": lambda: lzma.LZMACompressor(preset=0),
        "zst": lambda: zstandard.ZstdCompressor().compressobj(),
    }
    packer = packers[pack]()
    packed: bytes = b"".join(packer.compress(step) for _ in range(megabytes)) + packer.flush()
    return packed


@pytest.mark.parametrize(
    ("shape", "pack"),
    [
        *((shape, "gz") for shape in ("csv", "warc", "xml", "txt", "tar", "parquet", "zip")),
        *((shape, pack) for shape in ("jsonl", "json") for pack in ("gz", "xz", "zst")),
    ],
)
def test_packed_zeros(tmp_path: Path, shape: str, pack: str) -> None:
    good = b"text\nEnvoys met in Port Avel.\n" if shape == "csv" else b""
    data = PACKERS[f".{pack}"](good)
    path = saved(tmp_path, f"a.{shape}.{pack}", (data if good else b"") + zeros(300, pack))
    assert read_bounded(path)[-1] in {"bomb", "malformed", "too_large", "empty"}


def test_a_line_of_a_gigabyte(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(jsonl([row(1)]) + b'{"text": "')
        file.seek(1 << 30, os.SEEK_CUR)  # a hole reads as zeros and takes no room on the disk
        file.write(b'"}\n' + jsonl([row(2)]))
    assert read_bounded(str(path)) == ["article", "too_large", "article"]


def test_a_list_of_a_gigabyte_with_an_element_of_another(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    with path.open("wb") as file:
        file.write(b"[" + json.dumps(row(1)).encode() + b', {"text": "')
        file.seek(1 << 30, os.SEEK_CUR)
        file.write(b'"},')
        file.seek(1 << 29, os.SEEK_CUR)
        file.write(b"[" * (1 << 20) + b"]" * (1 << 20) + b"," + json.dumps(row(2)).encode() + b"]")
    assert read_bounded(str(path)) == ["article", "too_large", "too_large", "article"]


def test_a_table_whose_quote_is_never_closed(tmp_path: Path) -> None:
    rows = b'id,text\n1,Envoys met.\n2,"' + (b"x" * 999 + b"\n") * 4_000
    kinds = read_bounded(saved(tmp_path, "a.csv", rows))
    assert kinds[:2] == ["article", "too_large"]
    assert set(kinds[2:]) <= {"too_large", "no_article", "malformed"}


def test_a_zip_of_overlapping_members(tmp_path: Path) -> None:
    """One megabyte of packed zeros that a thousand members of the directory all point to."""
    box = zipped({"a.txt": b"0" * 900_000})
    end = box.rindex(b"PK\5\6")
    size, at = struct.unpack_from("<2L", box, end + 12)
    entry, count = box[at : at + size], 1_000
    tail = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, size * count, at, 0)
    path = saved(tmp_path, "a.zip", box[:at] + entry * count + tail)
    kinds = read_bounded(path)
    assert kinds[-1] == "bomb"
    assert len(kinds) < count


def test_a_zip_that_lies_about_its_sizes(tmp_path: Path) -> None:
    box = bytearray(zipped({"a.txt": b"0" * 50_000_000, "b.txt": text(1).encode()}))
    struct.pack_into("<L", box, box.index(b"PK\1\2") + 24, 1_000)
    assert read_bounded(saved(tmp_path, "a.zip", bytes(box))) == ["unreadable", "article"]
    assert read_bounded(saved(tmp_path, "b.zip", zipped({"a.txt": b"0" * 50_000_000}))) == [
        "too_large"
    ]


def test_a_zip_in_a_zip_of_a_bomb(tmp_path: Path) -> None:
    inner = zipped({"a.jsonl": b"\0" * (300 << 20)})
    kinds = read_bounded(saved(tmp_path, "a.zip", zipped({"i.zip": inner, "z.txt": b"Last."})))
    assert kinds == ["bomb", "article"]


def test_a_tar_header_of_gigabytes(tmp_path: Path) -> None:
    for kind in (tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME):
        info = tarfile.TarInfo("x")
        info.type, info.size = kind, 8 << 30
        head = info.tobuf(tarfile.GNU_FORMAT)
        path = saved(tmp_path, "a.tar.gz", gzip.compress(head) + zeros(8, "gz"))
        assert read_bounded(path) == ["too_large"]


def test_a_tar_of_many_members_takes_no_more_memory(tmp_path: Path) -> None:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as box:
        for number in range(5_000):
            box.addfile(tarfile.TarInfo(f"{number:0200}.jpg"))
    assert read_bounded(saved(tmp_path, "a.tar.gz", gzip.compress(held.getvalue(), 1))) == [
        "passed_over"
    ]


def test_a_response_that_unpacks_to_gigabytes(tmp_path: Path) -> None:
    bomb = response("http://a.example/", zeros(300, "gz"), headers="Content-Encoding: gzip\r\n")
    good = response("http://a.example/good", page(1))
    kinds = read_bounded(saved(tmp_path, "a.warc.gz", gzip.compress(bomb) + gzip.compress(good)))
    assert kinds == ["too_large", "article"]


@pytest.mark.parametrize("padding", [0, 200_000])
def test_entities_that_expand_to_gigabytes(tmp_path: Path, padding: int) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 11))
    doctype = f'<!DOCTYPE rss [<!ENTITY l0 "laugh">{laughs}]>'
    body = '<rss><channel><item a="&l10;"><description>&l10;</description></item></channel></rss>'
    path = saved(tmp_path, "a.xml", f"<!--{'x' * padding}-->{doctype}{body}".encode())
    assert read_bounded(path)[-1] in {"malformed", "truncated", "empty"}


def test_a_feed_of_one_endless_item(tmp_path: Path) -> None:
    data = b"<rss><channel><item>" + b"<a>x</a>" * 3_000_000
    assert read_bounded(saved(tmp_path, "a.xml.gz", gzip.compress(data, 1))) == ["malformed"]
    text_node = b"<rss><channel><item><description>" + b"word " * 20_000_000
    assert read_bounded(saved(tmp_path, "b.xml.gz", gzip.compress(text_node, 1)))[-1] in {
        "truncated",
        "bomb",
    }
