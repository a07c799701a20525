"""Which texts are one story, by their signatures alone."""

from __future__ import annotations

import random
import re

import pytest

from summarizer.archive.duplicates import bands, is_near, signature
from summarizer.archive.duplicates.deciding import BANDS, alike

SYLLABLES = ("ka", "lo", "mi", "ner", "os", "pel", "qui", "rav", "sto", "tul", "ven", "wor", "yx")


def story(seed: int, length: int = 24) -> list[str]:
    """Sentences of invented words, that no other seed's story has."""
    chance = random.Random(seed)  # noqa: S311

    def word() -> str:
        return "".join(chance.choices(SYLLABLES, k=3))

    return [" ".join(word() for _ in range(16)) + "." for _ in range(length)]


def joined(sentences: list[str]) -> str:
    return "\n".join(sentences)


def signed(text: str) -> bytes:
    sign = signature(text)
    assert sign is not None
    return sign


def near(one: str, other: str) -> bool:
    """Whether a ledger would find and take the one for the other."""
    first, second = signed(one), signed(other)
    assert is_near(first, second) == is_near(second, first)
    return bool(set(bands(first)) & set(bands(second))) and is_near(first, second)


@pytest.mark.parametrize("seed", range(20))
def test_a_copy_in_another_outlet(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311
    whole = story(seed)
    kept = chance.sample(whole, int(len(whole) * chance.uniform(0.7, 1)))
    assert near(joined(whole), joined(story(seed + 100, 3) + kept))


@pytest.mark.parametrize("seed", range(20))
def test_a_follow_up_is_another_story(seed: int) -> None:
    background = story(seed)[:8]
    assert not near(joined(story(seed)), joined(story(seed + 100, 14) + background))
    short = story(seed, 6)  # of which the longer one takes all
    assert not near(joined(short), joined(story(seed + 100, 14) + short))


def test_the_same_words_in_other_typography() -> None:
    plain = joined(story(1)) + '\nHe said: "It\'s over - for now."'
    curly = plain.replace('"', "”").replace("'", "’").replace(" - ", " — ").upper()
    assert signed(plain) == signed(curly.replace("\n", "\r\n\r\n   "))


def test_short_texts_are_duplicates_only_word_for_word() -> None:
    text = "Envoys met in Port Avel; talks are to resume on Friday."
    assert near(text, "ENVOYS met in Port Avel, talks are to resume on “Friday”")
    assert not near(text, text.replace("Friday", "Monday"))
    assert not near(text, joined(story(1)))
    assert signature(" \n—") is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "At least 46 people were killed in the blast",
            "At least 60 people were killed in the blast",
        ),
        (
            "Rescuers found five bodies under the school",
            "Rescuers found six bodies under the school",
        ),
        (
            "The group freed 1,200 prisoners on Friday night",
            "The group freed 900 prisoners on Friday night",
        ),
    ],
)
def test_a_story_whose_toll_has_changed_is_no_duplicate(before: str, after: str) -> None:
    text = joined([f"{before}.", *story(1)])
    assert near(text, joined([*story(1), f"{before}."]))
    updated = text.replace(before, after)
    assert updated != text
    assert alike(signed(text), signed(updated)) > 0.8
    assert not near(text, updated)


def test_other_numbers_may_change() -> None:
    text = joined(["This page was read 1,204 times in 5 hours.", *story(1)])
    assert near(text, text.replace("1,204", "9,999"))


def test_boilerplate_makes_no_duplicates() -> None:
    sign_up = (
        "Sign up to First Edition, our free daily newsletter, every weekday morning at seven.\n"
        "The distributor makes no warranties as to the accuracy or the completeness of a story, "
        "and no author may be held to account for what a reader does with any of it at all.\n"
        "All rights reserved, and no part of this may be published, broadcast or rewritten.\n"
    ) * 4
    menu = "Home\nWorld\nSport\nMost read\nAbout us\nContact us\n" * 20
    for seed in range(5):
        ones, others = joined(story(seed, 5)), joined(story(seed + 50, 5))
        assert not near(menu + sign_up + ones, menu + sign_up + others)
        assert near(ones, menu + sign_up + ones)


def test_other_alphabets() -> None:
    words = ("мира", "город", "мост", "река", "школа", "хлеб", "зима", "дорога", "совет", "голос")

    def text(seed: int) -> str:
        chance = random.Random(seed)  # noqa: S311
        return " ".join(" ".join(chance.choices(words, k=12)) + "." for _ in range(20))

    assert near(text(1), text(1).upper())
    assert not near(text(1), text(2))


def test_keys_fit_sqlite_and_signatures_are_small() -> None:
    texts = [joined(story(n)) for n in range(50)]
    keys = [bands(signed(text)) for text in texts]
    assert all(len(each) == len(set(each)) == BANDS for each in keys)
    assert all(-(2**63) <= key < 2**63 for each in keys for key in each)
    assert len({key for each in keys for key in each}) > 0.97 * 50 * BANDS
    many = joined([f"Word {n} of it: {n} people were killed there." for n in range(500)])
    assert len(signed(many)) < 500


def test_a_signature_is_the_same_on_every_machine() -> None:
    """Ledgers keep signatures: what changes this needs another VERSION."""
    sign = signed(joined(["At least 46 people were killed.", *story(1)]))
    assert sign.hex()[:40] == "01026200d91d2e23feb355ea10d73a9677be5bc7"
    assert re.fullmatch(rb"\x01\x02.*", sign, re.DOTALL)


def test_another_version_is_never_near() -> None:
    sign = signed(joined(story(1)))
    assert is_near(sign, sign)
    assert not is_near(sign, b"\x02" + sign[1:])
