"""States and organisations by table: which words of a text stand for one, and which do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.language.gazetteer import gazetteer, key
from summarizer.language.tables import table


def hits(text: str) -> list[tuple[str, str]]:
    """Words and plain names of everything in the text that stands for somebody."""
    return [
        (text[hit.start : hit.end], hit.form.entries[0].name)
        for hit in gazetteer().scan(text)
        if hit.form.entries
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The UK, Britain and the United Kingdom", ["United Kingdom"] * 3),
        ("U.S., US, USA, U.S.A., the United States, America", ["United States"] * 6),
        ("U.N., UN and United Nations", ["United Nations"] * 3),
        ("Unicef, UNICEF, Nato and NATO", 2 * ["United Nations Children's Fund"] + 2 * [
            "North Atlantic Treaty Organization"
        ]),
        ("the UN Security Council and the U.N. Security Council", 2 * [
            "United Nations Security Council"
        ]),
        ("Côte d’Ivoire, Türkiye and São Tomé", [
            "Ivory Coast", "Turkey", "São Tomé and Príncipe"
        ]),
        ("Médecins Sans Frontières, also known as MSF", ["Doctors Without Borders"] * 2),
        ("the Kremlin, the White House, Downing Street", [
            "Russia", "United States", "United Kingdom"
        ]),
        ("UKRAINE AND RUSSIA SIGN", ["Ukraine", "Russia"]),
        ("Bosnian, Filipinos, Swiss, Dutch, Czechs, Poles", [
            "Bosnia and Herzegovina", "Philippines", "Switzerland", "Netherlands",
            "Czech Republic", "Poland",
        ]),
    ],
)  # fmt: skip
def test_names_of_all_kinds(text: str, found: list[str]) -> None:
    assert [name for _, name in hits(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Guinea, Guinea-Bissau, Equatorial Guinea, Papua New Guinea", [
            "Guinea", "Guinea-Bissau", "Equatorial Guinea", "Papua New Guinea",
        ]),
        ("Niger and Nigeria; Nigerien and Nigerian", ["Niger", "Nigeria", "Niger", "Nigeria"]),
        ("Sudan and South Sudan; South Sudanese", ["Sudan", "South Sudan", "South Sudan"]),
        ("North Korea, South Korea", ["North Korea", "South Korea"]),
        ("DR Congo, the D.R. Congo, the DRC", ["Democratic Republic of the Congo"] * 3),
        ("the Republic of the Congo", ["Republic of the Congo"]),
        ("Dominica and the Dominican Republic", ["Dominica", "Dominican Republic"]),
        ("Ireland, but Northern Ireland", ["Ireland"]),
        ("Mexico, but New Mexico and the Gulf of Mexico", ["Mexico"]),
        ("America, but South America and Latin Americans", ["United States"]),
    ],
)  # fmt: skip
def test_the_longest_name_wins(text: str, found: list[str]) -> None:
    assert [name for _, name in hits(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "It gave us a turkey, and who knows what they polish.",
        "Malice Romanesque Chinatown Chadwick",
        "Michael Jordan met Chad Walker and Denzel Washington.",
        "The Moscow Times and the China Daily wrote of it.",
        "The Bank of Japan and the Times of Israel",
        "Georgia and Florida voted.",
        "Niger state in the north-west, and the Niger River",
        "Talks in Cairo, at Doha and near Kyiv",
        "BEIRUT (XY) — Rain fell.",
        "Kyiv residents left Tehran airport.",
        "The National Security Council met.",
        "the Indian Ocean and the Persian Gulf",
    ],
)
def test_what_only_looks_like_a_state(text: str) -> None:
    assert hits(text) == []


def test_a_capital_that_acts_stands_for_its_state() -> None:
    assert hits("Kyiv rejected it; Moscow's envoys and Tehran said nothing.") == [
        ("Kyiv", "Ukraine"),
        ("Moscow", "Russia"),
        ("Tehran", "Iran"),
    ]


def test_georgia_needs_company() -> None:
    assert hits("Georgia said so. Tbilisi agreed.") == [
        ("Georgia", "Georgia"),
        ("Tbilisi", "Georgia"),
    ]


def test_a_first_name_beside_a_title_is_the_state() -> None:
    assert hits("Jordan Foreign Minister Rami Odeh left Jordan.")[0] == ("Jordan", "Jordan")


def test_a_text_in_lower_case_is_read_except_for_common_words() -> None:
    text = "the u.s. told us that israel , turkey and iran would ask who was in new zealand ."

    assert [name for _, name in hits(text)] == ["United States", "Israel", "Iran", "New Zealand"]


def test_hyphens_and_possessives_end_a_name() -> None:
    text = "a U.S.-brokered Israel-Egypt deal, Iran’s answer, France's, the Emirates’"

    assert [words for words, _ in hits(text)] == ["U.S.", "Israel", "Egypt", "Iran", "France"]


def test_every_name_in_the_tables_is_found_in_a_sentence() -> None:
    lost = []
    for name in ("states", "organisations"):
        for plain, row in table(name).items():
            if plain == "Georgia":  # needs company: test_georgia_needs_company
                continue
            for words in (plain, *row.get("names", []), *row.get("people", [])):
                found = gazetteer().scan(f"Then {words}, {plain} and the {plain} said so.")
                if not any(entry.name == plain for hit in found for entry in hit.form.entries):
                    lost.append(words)
    assert lost == []


def test_the_tables_have_the_members_of_the_united_nations() -> None:
    # 193 members and the two observers; Kosovo, Taiwan and eight others stand beside them.
    states = table("states")
    beside = {
        "Abkhazia", "Cook Islands", "Kosovo", "Niue", "Northern Cyprus", "Somaliland",
        "South Ossetia", "Taiwan", "Transnistria", "Western Sahara",
    }  # fmt: skip

    assert beside <= set(states)
    assert len(states) - len(beside) == 195


@given(st.text(max_size=80))
def test_any_text_gives_exact_ordered_spans(text: str) -> None:
    check_spans(text)


@given(
    st.lists(
        st.sampled_from(
            ["Israel", "the U.S.", "US", "Guinea", "-", "Bissau", "Papua New", "UN", "Chad", "of",
             "Kyiv", "in", "’s", "Georgia", "(", "ﬁ", "İstanbul", "South", "Sudan", "Council"]
        ),
        max_size=14,
    ),
    st.sampled_from(["", " ", "\n", "\u00a0"]),
)  # fmt: skip
def test_any_mixture_of_names_gives_exact_ordered_spans(parts: list[str], gap: str) -> None:
    check_spans(gap.join(parts))


def check_spans(text: str) -> None:
    last = 0
    for start, end, form in gazetteer().scan(text):
        assert last <= start < end <= len(text)
        assert key(text[start:end]) == key(form.words)
        last = end
