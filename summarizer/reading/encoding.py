"""Bytes to text: BOM, UTF-8, the declared charset, then a guess that says that it is one."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from summarizer.errors import ExitCode, SourceError
from summarizer.reading.base import shown

# UTF-32's little-endian mark begins with UTF-16's, so it is tried first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What news pages of the world were written in before UTF-8, as Python names it. A charset outside
# this list is not believed: Python's other codecs are transforms (`rot13`, `unicode_escape`).
_COMMON = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("iso8859-2", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-9", "iso8859-15"),
    *("koi8-r", "koi8-u", "cp874", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "cp949"),
)
# As browsers do (WHATWG Encoding Standard): what calls itself Latin-1 or ASCII is Windows-1252,
# and the older Chinese sets are read by their superset.
_READ_AS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "cp932": "shift_jis",
}
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
_CONTROL_SHARE = 0.001  # above it, bytes are a binary that happens to hold no NUL
_SAMPLE = 200_000  # bytes that a guess looks at
# Western European text has fewer bytes above ASCII than this; of Greek, Russian or Arabic text
# they are more than half. Below it Windows-1252 is right where detectors name exotic sets.
_WESTERN_SHARE = 0.06
_ESCAPED = re.compile("[\udc80-\udcff]+")


class Decoded(NamedTuple):
    """Text, and a note if its encoding was not plain UTF-8."""

    text: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, *, declared: str | None, name: str) -> Decoded:
    """The text of the bytes.

    Args:
        data: The source.
        declared: A charset that the server or the page states; tried after UTF-8, because a page
            that decodes as UTF-8 is UTF-8 whatever it says.
        name: The source's name, for the error.

    Raises:
        SourceError: NOT_TEXT, binary or in no encoding that could be told.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _marked(data, codec, name)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if b"\0" in data or controls > len(data) * _CONTROL_SHARE:
        raise _not_text(name, "holds binary data")
    try:
        return Decoded(data.decode())
    except UnicodeDecodeError:
        pass
    stated = _trusted(declared)
    if stated and (text := _strictly(data, stated)) is not None:
        return Decoded(text, (f"not UTF-8: read as {stated}, as declared",))
    if mixed := _mostly_utf8(data):
        return mixed
    guess = _guess(data)
    if guess and (text := _strictly(data, guess)) is not None:
        return Decoded(text, (f"not UTF-8 and no charset declared: read as {guess}",))
    raise _not_text(name, "is in an encoding that cannot be told")


def _marked(data: bytes, codec: str, name: str) -> Decoded:
    text = _strictly(data, codec)
    if text is None or "\0" in text:
        raise _not_text(name, f"begins as {codec.removesuffix('-sig').upper()} and is not")
    return Decoded(text, () if codec == "utf-8-sig" else (f"read as {codec.upper()}",))


def _trusted(declared: str | None) -> str | None:
    """The declared charset as Python names it, if it is one that text comes in."""
    try:
        name = codecs.lookup(declared or "").name
    except (LookupError, ValueError):
        return None
    name = _READ_AS.get(name, name)
    return name if name in {codecs.lookup(codec).name for codec in _COMMON} else None


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeError:
        return None


def _mostly_utf8(data: bytes) -> Decoded | None:
    """UTF-8 into which bytes of Windows-1252 were pasted; None if it is not UTF-8 at heart.

    Text in another encoding has next to no valid multi-byte sequences; here they must outnumber
    the stray bytes by two to one.
    """
    text = data.decode("utf-8", "surrogateescape")
    stray = sum(len(run) for run in _ESCAPED.findall(text))
    valid = sum(not c.isascii() for c in text) - stray
    if valid < 2 * stray:
        return None

    def repaired(run: re.Match[str]) -> str:
        return run[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace")

    note = f"{stray} bytes that are not UTF-8 were read as cp1252"
    return Decoded(_ESCAPED.sub(repaired, text), (note,))


def _guess(data: bytes) -> str | None:
    """The likeliest of the common encodings, Windows-1252 wherever it is plausible."""
    sample = data[:_SAMPLE]
    above = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
    if above < len(sample) * _WESTERN_SHARE and _strictly(data, "cp1252") is not None:
        return "cp1252"
    import charset_normalizer

    matches = charset_normalizer.from_bytes(sample, cp_isolation=list(_COMMON))
    best = matches.best()
    if best is None:
        return None
    # Encodings that give the same text stand together under one of their names.
    western = next((match for match in matches if "cp1252" in match.could_be_from_charset), None)
    tied = western and western.chaos <= best.chaos and western.coherence >= best.coherence
    return "cp1252" if tied else best.encoding


def _not_text(name: str, what: str) -> SourceError:
    return SourceError(
        f"{shown(name)} {what}",
        "text, Markdown, HTML, PDF and JSON can be read; save text as UTF-8",
        code=ExitCode.NOT_TEXT,
    )
