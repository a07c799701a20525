"""Whom copied words stand for in an article, and what the article calls them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.language.names import Names

# An invented article: the states are real, the persons, groups and events are not.
ARTICLE = """\
Kenyan officials said on Monday that talks between Chad and the Zhar Liberation Front (ZLF) had
moved on. Chadian Defense Minister Idriss Moundou told reporters that Chad's military would hold
its fire. Moundou left for Nairobi at noon.

ZLF leader Amina Tarek called the offer "too little". Tarek spoke beside Omer Sabun, the front's
envoy. Nadia Kern, a spokeswoman for the Norwegian Refugee Council, said aid was blocked.

The U.S.-led coalition did not comment. The United Kingdom, along with France, urged restraint; the
UK has no troops there. The prime minister of Qatar, Sheikh Hamad bin Rashid Al Noor, met both.
The Abeche Health Ministry counted 40 dead. Kyiv's envoy and Foreign Minister Lena Brandt attended.
The March 7 Movement, known as M7, stayed away. M7 fighters hold the north. The council of the
U.N. said it would meet, and Al Noor thanked the United Nations.
"""


def name_in(text: str, words: str) -> str | None:
    resolved = Names.of(text).resolve(words)
    return resolved.name if resolved else None


@pytest.fixture(scope="module")
def names() -> Names:
    return Names.of(ARTICLE)


@pytest.mark.parametrize(
    ("words", "actor"),
    [
        # states: name, other names, people, organs, capital
        ("Chad", "Chad"),
        ("Chad's military", "Chad"),
        ("Chadian forces", "Chad"),
        ("the Chadian government", "Chad"),
        ("officials in Chad", "Chad"),
        ("representatives of Chad's government", "Chad"),
        ("Chadians", "Chad"),
        ("Great Britain", "United Kingdom"),
        ("British", "United Kingdom"),
        ("the UK", "United Kingdom"),
        ("Kenya", "Kenya"),
        ("Nairobi", "Kenya"),
        ("Kyiv", "Ukraine"),
        ("Ukraine’s", "Ukraine"),
        ("UN", "United Nations"),
        ("U.N. officials", "United Nations"),
        ("NRC", "Norwegian Refugee Council"),
        # persons
        ("Moundou", "Chad"),
        ("Idriss Moundou", "Chad"),
        ("Chadian Defense Minister Idriss Moundou", "Chad"),
        ("Defense Minister Moundou", "Chad"),
        ("Amina Tarek", "Zhar Liberation Front"),
        ("Tarek", "Zhar Liberation Front"),
        ("Nadia Kern", "Norwegian Refugee Council"),
        ("Kern", "Norwegian Refugee Council"),
        ("Sheikh Hamad bin Rashid Al Noor", "Qatar"),
        ("Al Noor", "Qatar"),
        ("Lena Brandt", "Lena Brandt"),
        ("Brandt", "Lena Brandt"),
        # groups
        ("ZLF", "Zhar Liberation Front"),
        ("the Zhar Liberation Front", "Zhar Liberation Front"),
        ("ZLF leaders", "Zhar Liberation Front"),
        ("M7", "March 7 Movement"),
        ("M7 fighters", "March 7 Movement"),
        # words that stand there, and nothing more is known of them
        ("the U.S.-led coalition", "U.S.-led coalition"),
        ("Abeche Health Ministry", "Abeche Health Ministry"),
    ],
)
def test_resolves_to_the_actor_as_the_article_names_it(
    names: Names, words: str, actor: str
) -> None:
    resolved = names.resolve(words)

    assert resolved is not None
    assert resolved.name == actor


@pytest.mark.parametrize(
    "words",
    [
        "Nigeria",
        "Israel",
        "Iran",
        "Russia",
        "African Union",
        "Zha",
        "Hassan Deby",
        "",
        " ",
        "’s",
    ],
)
def test_an_actor_that_the_article_does_not_name_is_none(names: Names, words: str) -> None:
    assert names.resolve(words) is None


def test_a_people_names_its_state_and_the_plain_name_is_given(names: Names) -> None:
    assert names.resolve("Kenya") == names.resolve("Kenyan officials")
    assert "Kenya" not in ARTICLE.replace("Kenyan", "")


def test_aliases_are_the_articles_other_words(names: Names) -> None:
    chad = names.resolve("Chad")
    front = names.resolve("ZLF")

    assert chad is not None
    assert front is not None
    assert chad.aliases == (
        "Chadian Defense Minister Idriss Moundou",
        "Chad's military",
        "Moundou",
        "Idriss Moundou",
    )
    assert front.aliases == ("ZLF", "ZLF leader Amina Tarek", "Tarek", "Amina Tarek")


def test_the_articles_own_fullest_name_is_taken() -> None:
    text = "Britain said no. The British left. U.K. officials agreed."

    assert name_in(text, "United Kingdom") == "Britain"
    assert name_in(f"{text} The United Kingdom left.", "UK") == "United Kingdom"


def test_a_headline_in_capitals_does_not_give_the_name() -> None:
    text = "VENEZUELA SIGNS\nThe deal binds Venezuela."

    assert name_in(text, "Venezuelan troops") == "Venezuela"


def test_initials_that_the_article_spells_out_are_its_own() -> None:
    names = Names.of("The Inland Cargo Council (ICC) struck a deal. The ICC went home.")

    assert [mention.name for mention in names.mentions] == ["Inland Cargo Council"] * 3
    assert not names.same("ICC", "International Criminal Court")


def test_an_army_with_initials_acts_as_its_state() -> None:
    names = Names.of("The Chadian Armed Forces (CAF) fired. Chad denied it. CAF officers fled.")

    assert names.same("CAF", "Chad")
    assert names.same("Chadian Armed Forces", "Chad")


def test_a_people_apart_is_not_its_disputed_state() -> None:
    only_people = Names.of("Sahrawi refugees and Sahrawi President Brahim Lahbib met.")
    both = Names.of("Western Sahara's future: Sahrawi officials met.")

    assert only_people.resolve("Western Sahara") is None
    assert only_people.resolve("Sahrawi refugees") == ("Sahrawi refugees", ())
    assert both.same("Sahrawi officials", "Western Sahara")


def test_congolese_is_the_congo_that_is_named() -> None:
    assert Names.of("Congolese troops; the DRC said so").same("Congolese troops", "DRC")
    brazzaville = Names.of("Congolese troops left; the Republic of Congo said so.")
    assert brazzaville.same("the Congolese army", "Republic of Congo")


def test_former_office_holders_speak_for_themselves() -> None:
    names = Names.of(
        "Former Chadian President Idriss Malloum met ex-President Jonas Adu. Chad won."
    )

    assert not names.same("Malloum", "Chad")
    assert not names.same("Adu", "Chad")


def test_an_envoy_does_not_speak_for_where_they_are_sent() -> None:
    names = Names.of(
        "Norway's ambassador to Kenya, Liv Dahl, and the envoy for Mali, Jo Fenn, met Kenya's "
        "U.N. ambassador Peter Otieno."
    )

    assert names.same("Dahl", "Norway")
    assert not names.same("Fenn", "Mali")
    assert names.same("Otieno", "Kenya")


def test_a_headline_does_not_run_into_the_next_line() -> None:
    names = Names.of("Seven Kenyans Killed in Ghana\nPresident Kofi Annor spoke in\nMali today.")

    assert not names.same("Annor", "Ghana")
    assert not names.same("Annor", "Mali")


def test_two_persons_of_one_surname_are_not_confused() -> None:
    names = Names.of("Malian President Abdou Keita met Kenyan envoy Mary Keita. Keita smiled.")

    assert names.same("Abdou Keita", "Mali")
    assert names.same("Mary Keita", "Kenya")
    assert names.resolve("Keita") == ("Keita", ())


def test_the_minister_of_the_only_state_named_is_its_own() -> None:
    one = Names.of("Malian troops left. Prime Minister Moussa Diallo thanked them.")
    two = Names.of("Malian troops left Ghana. Prime Minister Moussa Diallo thanked them.")

    assert one.same("Diallo", "Mali")
    assert not two.same("Diallo", "Mali")


def test_a_minister_and_their_adviser_speak_for_the_same_body() -> None:
    names = Names.of("Fijian President Ana Vula left. Vula's security adviser Tom Lagi spoke.")

    assert names.same("Lagi", "Fiji")


def test_presidents_of_two_states_in_one_breath() -> None:
    names = Names.of("Presidents Paul Mbeki of Malawi and Rose Tembo of Zambia shook hands.")

    assert names.same("Mbeki", "Malawi")
    assert names.same("Tembo", "Zambia")


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("The militant group Arzana said so. Arzana left.", "Arzana"),
        ("Arzana militants fled. They fear Arzana.", "Arzana"),
        ("The war against Arzana goes on.", "Arzana"),
        ("Talks between Egypt and Arzana failed.", "Arzana"),
        ("The Egypt-Arzana talks failed.", "Arzana"),
        ("The Egyptian group Arzana said so.", "Arzana"),
        ("Negotiators from Arzana left. A delegation from Arzana came.", "Arzana"),
        ("A wing of the Movement of Free Arzana said so.", "Movement of Free Arzana"),
        ("The Arzana Farmers Union struck.", "Arzana Farmers Union"),
        ("The Ejército Verde, known by its Spanish acronym EV, fled.", "Ejército Verde"),
        ("The Arzana People’s Front, or APF, fled.", "Arzana People’s Front"),
    ],
)
def test_a_group_is_known_by_what_the_text_says_of_it(text: str, group: str) -> None:
    mentions = Names.of(text).mentions

    assert (group, "group") in [(mention.name, mention.kind) for mention in mentions]


@pytest.mark.parametrize(
    "text",
    [
        "Security officials and Health officials met. Senior leaders left on Tuesday.",
        "Kurdish fighters and Islamist militants fled.",
        "The Odeh administration fell, and Odeh went home.",
        "Local groups met. Rebel leaders did not.",
    ],
)
def test_roles_creeds_and_leaders_make_no_group(text: str) -> None:
    assert [mention for mention in Names.of(text).mentions if mention.kind == "group"] == []


def test_named_is_contiguous_and_folded(names: Names) -> None:
    assert names.named("the  abeche health ministry")
    assert names.named("Chad’s military")
    assert not names.named("Abeche Ministry")
    assert not names.named("IT")  # "it" stands there, the initials do not


def test_same_without_the_article_goes_by_the_tables(names: Names) -> None:
    assert names.same("Peru", "the Peru")
    assert names.same("Burma", "Myanmar")
    assert not names.same("Israel", "Iran")
    assert not names.same("Niger", "Nigeria")
    assert not names.same("Sudan", "South Sudan")


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("the U.N. refugee agency", True),
        ("a UNICEF spokesman", True),
        ("Syrian Red Crescent", True),
        ("Doctors Without Borders", True),
        ("NATO", False),
        ("Chad's army", False),
        ("who", False),
    ],
)
def test_un_or_ngo(names: Names, words: str, is_one: bool) -> None:
    assert names.is_un_or_ngo(words) is is_one


@given(st.text(max_size=120), st.text(max_size=30))
def test_no_input_raises(text: str, words: str) -> None:
    names = Names.of(text)

    resolved = names.resolve(words)
    if resolved:
        assert names.same(words, resolved.name)
        assert names.resolve(resolved.name) is not None
    assert names.same(words, words)


@given(st.data())
def test_what_stands_in_the_article_resolves(data: st.DataObject) -> None:
    words = ARTICLE.split()
    start = data.draw(st.integers(0, len(words) - 1))
    copied = " ".join(words[start : start + data.draw(st.integers(1, 4))])

    # Function words, numbers and punctuation alone have no bare form; all else must be found.
    resolved = Names.of(ARTICLE).resolve(copied)

    assert resolved is not None or not Names.of(ARTICLE).named(copied)
