from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.language import sentences
from summarizer.language.sentences import split


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split(text)]


# In each case ` | ` marks the boundaries that the splitter has to find, and no other.
CASES = {
    "abbreviations": "Gen. Smith met Dr. Aziz, Mr. J. Smith and M. al-Bursh. | Lt. Col. Levy left.",
    "initialism inside": "The U.N. Security Council and the U.S. State Department agreed.",
    "initialism at the end": "He flew to the U.S. | The talks go on at the U.N. | It is late.",
    "degrees": "Anna Levy, Ph.D. and M.D. Smith et al. wrote it. | Nobody read it.",
    "companies": "Apple Inc. Chief Tim Cook spoke. | He left Shell Ltd. | The firm wept.",
    "street or saint": "They met on Wall St. | The bank closed near St. Petersburg.",
    "state": "MONTGOMERY, Ala. Governor Kay Ivey signed it.",
    "months": "It began on Oct. 7. | The Oct. 7 attack killed many in Oct. 2023.",
    "numbers": "Some 1.9 million fled. | No. 2 is dead. | He said no. | The end came at 3.5 km.",
    "clock": "It began at 6:00 p.m. (17:00 GMT) or 4 a.m. GMT. | By 6 p.m. | Hamas denied it.",
    "clock and weekday": "The raid began at 6 a.m. Wednesday.",
    "titles that lost their capital": "in massachusetts mrs. Clinton met prof. Levy",
    "never last": "It is Israel vs. Hamas, i.e. The War, e.g. Gaza.",
    "world war": "He lived through World War I. | The plan B. | She did too.",
    "company sign": "He works for AT&T. | Biden does not.",
    "list markers": "1. The army left. | 2. Hamas stayed.",
    "attribution": '"Will it hold?" he asked. | "No!" Biden said. | "We go on," he said. | "We…"',
    "no attribution": '"Will it hold?" | Biden left. | "No!" | Biden said that it would.',
    "curly quotes": "“We will not stop.” | The army moved. | ‘Why?’ | Nobody knew.",
    "guillemets": "« Nous partons. » | Il est parti.",
    "brackets": "(It did.) | The end (or so they said.) was near. | He left.[1] | She stayed.",
    "omissions": "He said […] Hamas left and [...] Israel stayed. | The end.",
    "ellipses": "The end... and more … of it... | Then nothing.",
    "opening ellipsis": 'It was quiet. | "... but we heard it," he said.',
    "runs": "What?! | No!!! | Really?",
    "lower-case openings": "It failed. | al-Bursh said so. | iPhone sales rose.",
    "lower case goes on": "The app Yahoo! is dead and the play Why? too.",
    "glued": "It ended the talks.|The war went on.|Hamas won in 2019.|It lost.",
    "not glued": "Node.js, Amazon.Com, St.Petersburg, Gen.Smith, U.S.-backed, v1.2b and 1.9m.",
    "glued dash": "Pacific Corp.-Owned ships left.",
    "glued ellipsis": "Well...Hamas left. | Well...|The army did too.",
    "glued quotes": 'She issued a statement.|"I erred," she said. | "We won."|The army left.',
    "links": "See https://a.example/C.The?Foo=1.Bar or www.x.example. | Mail j.Smith@x.example.",
    "tokenised": "They agreed to a cease-fire , said . | the army left . | gen . smith won .",
    "tokenised numbers": "some 1 . 3 million fled . | in 2015 . | 2,406 died in the u . s . army .",
    "tokenised quotes": "`` we won . '' | The army said : \" it is over . \" | He left .",
    "initials in lower case": "a suit in the d. C. Circuit",
    "no capitals at all": "the talks failed. | the army left gen. smith. | the u.s. army won.",
    "semicolons": "There were 120 votes for; 14 against: one side won.",
    "Chinese": "他说：“我们走吧。”他说。|第二天下雨了！|真的？|是。",
    "Japanese": "「行こう。」と言った。|雨だ。",
    "Arabic": "هل انتهى؟ | لا۔ | نعم. | هذا صحيح",
    "Hindi": "यह एक वाक्य है। | यह दूसरा है॥",
    "Amharic": "ይህ አንድ ነው። | ይህ ሁለት ነው።",
    "bullets": "• one • two".replace(" • ", " | • "),
    "dateline": "DETROIT (AP) — About 13,000 workers walked out. | It is a first.",
}


@pytest.mark.parametrize("marked", CASES.values(), ids=CASES.keys())
def test_boundaries(marked: str) -> None:
    spaced = marked.replace(" | ", "\x00 ").replace("|", "\x00")
    expected = [part.strip() for part in spaced.split("\x00")]
    assert texts(spaced.replace("\x00", "")) == expected


def test_a_lines_end_ends_a_sentence() -> None:
    text = "Talks go on in Cairo\n\nBreaking News\nFILE - A man walks\r\nshare this\n- one\n- two"
    assert texts(text) == [
        *("Talks go on in Cairo", "Breaking News", "FILE - A man walks"),
        *("share this", "- one", "- two"),
    ]


def test_lower_case_stamps_and_lists_keep_their_lines() -> None:
    prose = "The government said on Tuesday that it would neither confirm nor deny the report, " * 2
    text = f"{prose}he said it was sorry\nblock-time published-time 6.13am\nstoning cars\nfleeing"
    assert texts(text)[1:] == ["block-time published-time 6.13am", "stoning cars", "fleeing"]


def test_prose_wrapped_at_a_width_is_joined() -> None:
    text = (
        "Truce holds for a second day\n"
        "\n"
        "CAIRO - Officials in Egypt said on Wednesday that Gen.\n"
        "Smith had met mediators from Qatar and that both sides\n"
        "were closer to a deal. The talks go on, they said; some\n"
        "1.9 million people are displaced.\n"
        "\n"
        "Hamas denied it had agreed to release more captives.\n"
    )
    assert texts(text) == [
        "Truce holds for a second day",
        text[text.index("CAIRO") : text.index(" The talks")],
        "The talks go on, they said; some\n1.9 million people are displaced.",
        "Hamas denied it had agreed to release more captives.",
    ]


def test_a_line_cut_inside_a_phrase_is_joined() -> None:
    text = f"{'The army left the city. ' * 9}It took antibiotics, which are\neffective there.\nEnd"
    assert texts(text)[-2:] == ["It took antibiotics, which are\neffective there.", "End"]


def test_numbers_and_spans() -> None:
    text = "  One.  Two! "
    first, second = split(text)
    assert (first.number, first.start, first.end, first.text) == (1, 2, 6, "One.")
    assert (second.number, second.start, second.end, second.text) == (2, 8, 12, "Two!")


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\u2028\u00a0"])
def test_nothing_to_split(text: str) -> None:
    assert split(text) == ()


@pytest.mark.parametrize("text", [".", "...", '"', "a", "| ", "?!", "(", "U.S."])
def test_a_scrap_is_one_sentence(text: str) -> None:
    assert texts(text) == [text.strip()]


NEWS_LIKE = st.text(st.sampled_from("aB1 .?!…\"'“”()[]\n\r-,•。؟@/:I"), max_size=60)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=80), NEWS_LIKE))
def test_every_character_is_in_one_sentence(text: str) -> None:
    sentences = split(text)
    assert [sentence.number for sentence in sentences] == list(range(1, len(sentences) + 1))
    end = 0
    for sentence in sentences:
        assert sentence.start >= end
        assert not text[end : sentence.start].strip()
        end = sentence.end
        assert sentence.text == text[sentence.start : end] == sentence.text.strip() != ""
    assert not text[end:].strip()


@settings(deadline=None)
@given(NEWS_LIKE)
def test_no_sentence_runs_over_a_blank_line(text: str) -> None:
    assert not any(re.search(r"\n[ \t]*\n", sentence.text) for sentence in split(text))


@given(st.text(alphabet="hHtTpPsSſ:/wW.@a1 \n\u00a0", max_size=60))
def test_links_are_found_word_by_word_as_in_the_whole_text(text: str) -> None:
    whole = sentences._LINK.sub(lambda link: "x" * len(link[0]), text)
    assert sentences._without_links(text) == whole
