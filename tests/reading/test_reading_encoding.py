"""Encodings: UTF-8 before all, then what is declared, then a guess that says so."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import ExitCode, SourceError
from summarizer.reading.encoding import decode

WESTERN = {
    "English": "The “talks” – they said – are over. It’s a “pause” – no more.",
    "French": "Les négociateurs se sont rencontrés à Genève. « Nous sommes prêts », dit l’envoyé.",
    "German": "Die Gespräche über die Waffenruhe müssen weitergehen, erklärte der Außenminister.",
    "Spanish": "¿Dónde están los niños? Murió un señor en la región, según el portavoz.",
    "Swedish": "Förhandlingarna återupptogs på måndagen i Malmö, enligt källor på plats där.",
    "a word": "café",
}
OTHERS = {
    "cp1251": "Переговоры возобновятся на следующей неделе, сообщили посредники во вторник.",
    "koi8-r": "Переговоры возобновятся на следующей неделе, сообщили посредники во вторник.",
    "cp1256": "قال الوسطاء إن المحادثات ستستأنف الأسبوع المقبل بعد مقتل واحد وثلاثين شخصا.",
    "cp1255": "השיחות יתחדשו בשבוע הבא, אמרה דוברת המתווכים לעיתונאים ביום שלישי.",
    "gb18030": "调解人表示，谈判将于下周恢复。该地区医院称，炮击造成至少三十一人死亡。",
    "shift_jis": "仲介者によると、協議は来週再開される。病院によると少なくとも31人が死亡した。",
}


@given(st.text(alphabet=st.characters(codec="utf-8", min_codepoint=32)))
def test_utf8_is_read_as_it_is(text: str) -> None:
    assert decode(text.encode(), declared="cp1251", name="x") == (text.removeprefix("\ufeff"), ())


@pytest.mark.parametrize("text", WESTERN.values(), ids=WESTERN)
def test_western_text_is_windows_1252(text: str) -> None:
    decoded = decode(text.encode("cp1252"), declared=None, name="x")
    assert decoded.text == text
    assert decoded.notes == ("not UTF-8 and no charset declared: read as cp1252",)


@pytest.mark.parametrize(("codec", "text"), OTHERS.items(), ids=OTHERS)
def test_other_scripts_are_told_apart(codec: str, text: str) -> None:
    decoded = decode(text.encode(codec), declared=None, name="x")
    assert decoded.text == text
    assert len(decoded.notes) == 1


def test_a_declared_charset_is_believed() -> None:
    data = "Zażółć gęślą jaźń".encode("cp1250")
    decoded = decode(data, declared="windows-1250", name="x")
    assert decoded == ("Zażółć gęślą jaźń", ("not UTF-8: read as cp1250, as declared",))


def test_latin_1_is_windows_1252_as_in_browsers() -> None:
    assert decode(b"\x93talks\x94", declared="ISO-8859-1", name="x").text == "“talks”"


@pytest.mark.parametrize("declared", ["unicode_escape", "rot13", "zlib", "no-such", "utf-8", "\0"])
def test_a_charset_that_text_does_not_come_in_is_not_believed(declared: str) -> None:
    assert decode(b"caf\xe9 \\x41 today", declared=declared, name="x").text == "café \\x41 today"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks(codec: str) -> None:
    assert decode("Übung 😀".encode(codec), declared=None, name="x").text == "Übung 😀"


def test_big_endian_mark() -> None:
    data = codecs.BOM_UTF16_BE + "talks".encode("utf-16-be")
    assert decode(data, declared=None, name="x") == ("talks", ("read as UTF-16",))


def test_stray_bytes_in_utf8_do_not_spoil_the_rest() -> None:
    data = "“Talks” – said the envoy – “go on”.".encode() + b" Caf\xe9 \x93quoted\x94."
    decoded = decode(data, declared=None, name="x")
    assert decoded.text == "“Talks” – said the envoy – “go on”. Café “quoted”."
    assert decoded.notes == ("3 bytes that are not UTF-8 were read as cp1252",)


@pytest.mark.parametrize(
    "data",
    [
        b"GIF89a\x01\x00\x01\x00",
        b"\x1f\x8b\x08\x08\x03\x02\x01",
        b"text with a \0 in it",
        b"short \x01\x02\x03 controls",
        codecs.BOM_UTF16_LE + b"odd",
        codecs.BOM_UTF8 + b"\xff\xfe",
        bytes(range(128, 256)) * 4,
    ],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError, match="x") as caught:
        decode(data, declared=None, name="x")
    assert caught.value.exit_code is ExitCode.NOT_TEXT


@given(st.binary(max_size=200))
def test_bytes_are_text_or_refused(data: bytes) -> None:
    code = None
    try:
        decode(data, declared=None, name="x")
    except SourceError as error:
        code = error.exit_code
    assert code in {None, ExitCode.NOT_TEXT}
