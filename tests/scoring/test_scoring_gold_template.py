from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import gold_house as house
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from summarizer.briefing import brief
from summarizer.model import Article, Brief
from summarizer.scoring.gold import (
    GoldArticle,
    Label,
    assisted_label,
    check,
    dump,
    empty_label,
    load,
)
from summarizer.scoring.gold.document import parse
from summarizer.scoring.gold.label import LabelToll

ARTICLE = Article.of(house.TEXT.strip(), id="accra", published="2024-03-06", title="Talks in Accra")


def loaded(text: str) -> Label:
    return Label.model_validate(parse(text.encode(), is_json=False))


def entry(text: str, part: str) -> str:
    """The commented entry of a list, uncommented."""
    lines = text.split(f"{part}: []\n")[1].splitlines()
    block = lines[: next(n for n, line in enumerate(lines) if not line.startswith("#   "))]
    return f"{part}:\n" + "\n".join(line.removeprefix("#") for line in block) + "\n"


def test_an_empty_label_loads_and_only_lacks_its_texts(tmp_path: Path) -> None:
    text = empty_label(ARTICLE)
    assert [(one.where, one.what) for one in check(house.write(tmp_path, text))] == [
        ("headline", "is not filled in"),
        ("bottom_line", "is not filled in"),
    ]
    (gold,) = load(tmp_path)
    assert gold.label.tolls == ()
    assert gold.label.actors == ()
    assert gold.label.labelled_by is None
    assert gold.label.assisted is False
    for field in Label.model_fields:
        assert re.search(rf"^{field}:", text, re.MULTILINE)


def test_an_empty_label_numbers_the_sentences_to_copy_from() -> None:
    lines = empty_label(ARTICLE).splitlines()
    assert (
        "# 2  The government’s envoys meet the rebels in Accra — under Ghana’s mediation." in lines
    )
    assert "# 3  The rebels demand that\u00a0the army leave the town of Wa." in lines


def test_an_entry_in_comments_becomes_one_that_is_right(tmp_path: Path) -> None:
    text = empty_label(ARTICLE)
    filled = entry(text, "tolls")
    tree: Any = yaml.safe_load(filled)
    given_by_figure = {"qualifier", "value", "low", "high"}
    assert set(tree["tolls"][0]) == set(LabelToll.model_fields) - given_by_figure
    for field, value in house.LABEL["tolls"][0].items():
        if isinstance(value, str):
            filled = re.sub(
                rf"(?<= ){field}:(?: null)?(?=\s)", f"{field}: {value}", filled, count=1
            )
    filled = filled.replace("evidence: []", "evidence: [killed at least 46 soldiers]")
    text = text.replace("tolls: []\n", filled).replace("headline: ''", "headline: Talks")
    text = text.replace("bottom_line: ''", "bottom_line: They talk.")
    assert [str(problem) for problem in check(house.write(tmp_path, text))] == []
    (toll,) = load(tmp_path)[0].label.tolls
    assert (toll.figure, toll.source, toll.place) == ("at least 46", "the army", None)


@pytest.mark.parametrize("part", ["actors", "negotiations", "demands", "tolls", "agreements"])
def test_the_entries_list_every_choice(part: str) -> None:
    written = entry(empty_label(ARTICLE), part)
    schema = Label.model_json_schema()
    item = schema["$defs"][schema["properties"][part]["items"]["$ref"].rpartition("/")[2]]
    for field in item["properties"]:
        assert f"{field}" in written
    for name in re.findall(r"#/\$defs/(\w+)", str(item)):
        for term in schema["$defs"][name].get("enum", ()):
            if name != "Qualifier":
                assert re.search(rf"[#|] {term}(?: \||\n)", written), term


def test_an_assisted_label_of_the_rules_engine_passes_the_check(tmp_path: Path) -> None:
    made = brief(ARTICLE)
    text = assisted_label(ARTICLE, made)
    assert check(house.write(tmp_path, text)) == []
    (gold,) = load(tmp_path)
    assert gold.label.assisted is True
    assert gold.label.labelled_by is None
    assert "set labelled_by" in text
    assert [toll.figure for toll in gold.label.tolls] == [toll.figure for toll in made.tolls]
    assert "at least 46" in [toll.figure for toll in gold.label.tolls]
    for toll, briefed in zip(gold.label.tolls, made.tolls, strict=True):
        assert list(toll.evidence) == [evidence.quote for evidence in briefed.evidence]


def test_what_a_careless_brief_left_blank_is_told_by_the_check(tmp_path: Path) -> None:
    tree = brief(ARTICLE).model_dump()
    tree["tolls"][0]["population"] = ""
    text = assisted_label(ARTICLE, Brief.model_validate(tree))
    (problem,) = check(house.write(tmp_path, text))
    assert problem.where == "tolls[0].population"
    assert problem.what.startswith("is blank")


def test_findings_stand_in_comments() -> None:
    tree = brief(ARTICLE).model_dump()
    finding = {
        "code": "x",
        "outcome": "refused",
        "part": "tolls",
        "what": "12\nkilled",
        "why": "no",
    }
    tree["findings"] = [finding]
    lines = assisted_label(ARTICLE, Brief.model_validate(tree)).splitlines()
    assert lines[3:6] == ["# refused: 12", "# killed: no", "codebook: 1"]


def told(**changes: Any) -> LabelToll:
    """The only toll of an assisted label whose brief has one toll, changed."""
    text = ARTICLE.text
    quote = changes.pop("quote", "killed at least 46 soldiers")
    start = text.index(quote)
    evidence = {"sentence": 1, "start": start, "end": start + len(quote), "quote": quote}
    toll = {**house.LABEL["tolls"][0], "evidence": [evidence]}
    bounds = {"qualifier": "at_least", "value": 46, "low": 46, "high": None}
    tree = brief(ARTICLE).model_dump()
    tree["tolls"] = [{**toll, **bounds, **changes}]
    made = Brief.model_validate(tree)
    return loaded(assisted_label(ARTICLE, made)).tolls[0]


def test_an_assisted_toll_leaves_out_what_its_figure_says() -> None:
    toll = told()
    assert not toll.model_fields_set & {"qualifier", "value", "low", "high", "figure_by_hand"}


def test_an_assisted_toll_that_differs_from_its_figure_is_by_hand() -> None:
    toll = told(value=50)
    assert toll.figure_by_hand is True
    assert (toll.qualifier, toll.value, toll.low, toll.high) == ("at_least", 50, 46, None)


def test_an_assisted_toll_of_a_bare_article_leaves_its_value_to_the_grammar() -> None:
    toll = told(quote="A soldier was shot", figure="A", qualifier="exact", value=1, low=1, high=1)
    assert toll.figure_by_hand is False
    assert toll.model_fields_set.isdisjoint({"qualifier", "value", "low", "high"})


def test_nothing_of_an_article_breaks_out_of_the_comments() -> None:
    # Line separators end a comment in YAML, control characters are allowed nowhere.
    text = "Talks began.\u2028codebook: 2\u0085codebook: 3\x0bcodebook: 4\x07 and went on."
    article = Article.of(text, id="a: b # 'c", title='"\n- x', outlet="null", published=None)
    label = loaded(empty_label(article))
    assert label.codebook == 1
    assert (label.article.id, label.article.title) == ("a: b # 'c", '"\n- x')
    assert label.article.outlet == "null"
    assert label.article.published is None


WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=120).filter(
    lambda text: bool(re.search(r"\S", text))
)
PLAIN_TRAPS = (
    """134 1_935 1:30 No ~ null 2023-12-20 -x a: # ' " *a &a { [ = << | > % --- ... ! @ `"""
)
SPACED_TRAPS = (
    "- x",
    "a: b",
    "a #b",
    " lead",
    "trail ",
    "two  spaces " * 12,
    "a\nb",
    "\ttab",
    "a\r\n",
)
UNICODE_TRAPS = ("a\u2028b", "a\u0085b", "a\u0085", "\ufeffbom", "\U0001f54a", "\u00a0a", "\x07a")
NASTY = st.sampled_from([*PLAIN_TRAPS.split(), *SPACED_TRAPS, *UNICODE_TRAPS])
TEXTS = NASTY | WORDS


@given(texts=st.lists(TEXTS, min_size=8, max_size=8), value=st.none() | st.integers(0, 10**12))
def test_a_label_that_is_dumped_and_loaded_keeps_its_digest(
    texts: list[str], value: int | None
) -> None:
    headline, actor, alias, figure, place, quote, term, tag = texts
    label = Label.model_validate(
        house.changed(
            headline=headline,
            tags=[tag],
            actors=[{"name": actor, "aliases": [alias, actor]}],
            demands__0__by=[actor],
            tolls__0__figure=figure,
            tolls__0__place=place,
            tolls__0__value=value,
            tolls__0__evidence=[quote, quote],
            agreements__0__terms=[term],
        )
    )
    again = loaded(dump(label))
    assert again == label
    assert GoldArticle(ARTICLE, again).digest == GoldArticle(ARTICLE, label).digest
