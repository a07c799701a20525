from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import gold_house as house
import pytest

from summarizer.errors import EvalError, ExitCode
from summarizer.scoring.gold import check


def said(folder: Path) -> list[str]:
    return [str(problem) for problem in check(folder)]


def one(folder: Path, **changes: Any) -> tuple[str, str]:
    """Place and words of the only problem that a changed label has."""
    (problem,) = check(house.write(folder, house.changed(**changes)))
    assert problem.file == "accra.gold.yaml"
    assert "\n" not in problem.what
    return problem.where, problem.what


TOLL = house.LABEL["tolls"][0]


def toll(**changes: Any) -> dict[str, Any]:
    return {**TOLL, **changes}


def test_a_right_folder_has_no_problem(tmp_path: Path) -> None:
    assert said(house.write(tmp_path)) == []


@pytest.mark.parametrize(
    ("changes", "where", "words"),
    [
        (
            {"tolls__0__metric": "dead"},
            "tolls[0].metric",
            "unknown term “dead”; one of: killed, inj",
        ),
        ({"labelled_by": "robot"}, "labelled_by", "unknown term “robot”; one of: human, model"),
        ({"negotiations__0__stage": None}, "negotiations[0].stage", "nothing (null); one of: none"),
        ({"tolls__0__metrics": "killed"}, "tolls[0].metrics", "no such key; perhaps `metric`"),
        ({"zzz": "1"}, "zzz", "no such key; there are: codebook, article"),
        ({"codebook": 2}, "codebook", "is of codebook 2, this program's is 1: bring"),
        ({"codebook": "one"}, "codebook", "whole number in plain digits, such as 1935, not “one”"),
        ({"tolls__0__evidence": []}, "tolls[0].evidence", "at least one quote"),
        ({"tolls__0__evidence": "killed"}, "tolls[0].evidence", "should be a list, not text"),
        ({"tolls__0__evidence": [{"he": "no"}]}, "tolls[0].evidence[0]", "text with a colon"),
        ({"tolls__0__figure": None}, "tolls[0].figure", "should be text, not nothing (null)"),
        ({"tolls__0__place": " "}, "tolls[0].place", "is blank"),
        ({"tolls__0__value": "1_935"}, "tolls[0].value", "whole number in plain digits"),
        ({"tolls__0__low": -1}, "tolls[0].low", "whole number in plain digits"),
        (
            {"tolls__0__share": 130},
            "tolls[0].share",
            "should be less than or equal to 100, not “130”",
        ),
        ({"article__published": "2024-02-30"}, "article.published", "2024-02-30 is no day"),
        ({"article__published": "20240306"}, "article.published", "a day such as 2023-12-20"),
        ({"assisted": "No"}, "assisted", "should be true or false, not “No”"),
        ({"actors": {"name": "Ghana"}}, "actors", "should be a list, not a mapping"),
    ],
)
def test_a_label_that_is_not_of_the_model(
    tmp_path: Path, changes: dict[str, Any], where: str, words: str
) -> None:
    place, what = one(tmp_path, **changes)
    assert place == where
    assert words in what


def test_a_missing_key(tmp_path: Path) -> None:
    label = house.changed()
    del label["demands"][0]["issue"]
    assert said(house.write(tmp_path, label)) == ["accra.gold.yaml: demands[0].issue: is missing"]


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        (
            "The government's envoys meet the rebels in Accra - under",
            "sentence 2 has “The government’s",
        ),
        ("demand that the army leave the town", "white space only; sentence 3 has"),
        (
            "the rebels in Accra — under Togo",
            "as far as “the rebels in Accra — under” only; sentence 2 goes on “Gh",
        ),
        ("The king resigned", "does not stand in the article: copy"),
    ],
)
def test_a_quote_that_is_not_verbatim(tmp_path: Path, quote: str, words: str) -> None:
    where, what = one(tmp_path, negotiations__0__evidence=[quote])
    assert where == "negotiations[0].evidence[0]"
    assert what.startswith("not verbatim: ")
    assert words in what


@pytest.mark.parametrize(
    ("changed", "where", "words"),
    [
        ({"figure": "at least 64"}, "figure", "stands in none of its quotes: copy the words"),
        ({"figure": "At least 46"}, "figure", "just so: copy “at least 46”"),
        # 6 is written in 46, but stands there as no figure of its own.
        ({"figure": "6"}, "figure", "“6” stands in none of its quotes"),
        ({"figure": "soldiers"}, "figure", "no one figure can be read from “soldiers” by itself"),
        ({"value": 64}, "value", "64 is written, “at least 46” is read as 46"),
        (
            {"qualifier": "exact"},
            "qualifier",
            "exact is written, “at least 46” is read as at_least",
        ),
        ({"high": 46}, "high", "46 is written, “at least 46” is read as null"),
        ({"low": None}, "low", "null is written, “at least 46” is read as 46"),
        ({"share": 12}, "share", "no percentage 12 can be read from its quotes"),
        (
            {"figure_by_hand": True},
            "figure",
            "nothing by hand: write out qualifier, value, low, hig",
        ),
        (
            {"when": {"start": "2024-03-06", "end": "2024-03-05"}},
            "when",
            "starts on 2024-03-06, after its end on 2024-03-05",
        ),
    ],
)
def test_a_toll_against_the_figure_grammar(
    tmp_path: Path, changed: dict[str, Any], where: str, words: str
) -> None:
    place, what = one(tmp_path, tolls=[toll(**changed)])
    assert place == f"tolls[0].{where}"
    assert words in what


@pytest.mark.parametrize(
    "changed",
    [
        # Written out as the grammar reads it: N / N / null.
        {"qualifier": "at_least", "value": 46, "low": 46, "high": None},
        {"value": 50, "figure_by_hand": True},
        # 85 is said of the same people, outside the figure's own words.
        {
            "figure": "some 1.9 million",
            "share": 85,
            "evidence": ["some 1.9 million – nearly 85% of the population – have fled"],
        },
        # A bare article is a figure by its noun, so what it says is written out.
        {
            "figure": "A",
            "qualifier": "exact",
            "value": 1,
            "low": 1,
            "high": 1,
            "evidence": ["A soldier was shot in Wa"],
        },
        # No grammar reads it by itself, and it is written out.
        {"figure": "soldiers", "qualifier": "vague", "value": None, "low": 2, "high": None},
    ],
)
def test_right_figures(tmp_path: Path, changed: dict[str, Any]) -> None:
    assert said(house.write(tmp_path, house.changed(tolls=[toll(**changed)]))) == []


def test_a_bare_article_counts_one(tmp_path: Path) -> None:
    bare = toll(figure="A", evidence=["A soldier was shot in Wa"])
    assert said(house.write(tmp_path, house.changed(tolls=[bare]))) == []
    wrong = check(house.write(tmp_path, house.changed(tolls=[{**bare, "value": 2}])))
    assert [problem.where for problem in wrong] == ["tolls[0].value"]


def test_a_share_in_the_figure_itself(tmp_path: Path) -> None:
    evidence = ["nearly 85% of the population"]
    missing = toll(figure="nearly 85%", evidence=evidence)
    place, what = one(tmp_path, tolls=[missing])
    assert (place, what.partition(":")[0]) == (
        "tolls[0].share",
        "null is written, “nearly 85%” is read as 85",
    )
    assert said(house.write(tmp_path, house.changed(tolls=[{**missing, "share": 85.0}]))) == []


@pytest.mark.parametrize(
    ("changes", "where", "words"),
    [
        ({"demands__0__by": ["Togo"]}, "demands[0].by[0]", "“Togo” is not in `actors`"),
        (
            {"demands__0__to": ["The army"]},
            "demands[0].to[0]",
            "is an alias: write the name “gover",
        ),
        ({"negotiations__0__mediators": ["ghana"]}, "negotiations[0].mediators[0]", "“Ghana”"),
        (
            {"negotiations__0__parties": ["rebels"]},
            "negotiations[0].parties[0]",
            "“Northern Front”",
        ),
        ({"agreements__0__parties": ["Mali"]}, "agreements[0].parties[0]", "not in `actors`"),
        ({"actors__2__aliases": ["the Army"]}, "actors[2].aliases[0]", "“government” (actors[0])"),
        ({"actors__2__aliases": ["Northern Front"]}, "actors[2].aliases[0]", "(actors[1])"),
        ({"headline": " "}, "headline", "is not filled in"),
        ({"headline": "word " * 16}, "headline", "has 16 words, and 15 are the most"),
        ({"bottom_line": "word " * 61}, "bottom_line", "has 61 words, and 60 are the most"),
        ({"demands__0__text": "word " * 26}, "demands[0].text", "has 26 words, and 25"),
        (
            {"agreements__0__terms": ["ok", "word " * 16]},
            "agreements[0].terms[1]",
            "16 words, and 15",
        ),
        (
            {"agreements__0__when": {"start": "2024-03-04", "end": "2024-03-01"}},
            "agreements[0].when",
            "starts on 2024-03-04",
        ),
        (
            {"article__title": "Other talks"},
            "article.title",
            "contradicts “Talks in Accra”, which acc",
        ),
        ({"article__published": "2024-03-07"}, "article.published", "contradicts “2024-03-06”"),
        ({"article__id": "wa"}, "article.id", "“wa” contradicts “accra”, which the file's name"),
    ],
)
def test_actors_lengths_days_and_header(
    tmp_path: Path, changes: dict[str, Any], where: str, words: str
) -> None:
    place, what = one(tmp_path, **changes)
    assert place == where
    assert words in what


def test_a_duplicate_actor(tmp_path: Path) -> None:
    actors = [*house.LABEL["actors"], {"name": "The Ghana"}]
    assert one(tmp_path, actors=actors) == (
        "actors[3].name",
        "“The Ghana” stands for “Ghana” (actors[2]) already: remove one",
    )


def test_texts_at_the_limit_pass(tmp_path: Path) -> None:
    label = house.changed(headline="word " * 15, bottom_line="word " * 60)
    label["demands"][0]["text"] = "word " * 25
    label["agreements"][0]["terms"] = ["word " * 15]
    assert said(house.write(tmp_path, label)) == []


def test_one_problem_hides_no_other(tmp_path: Path) -> None:
    label = house.changed(headline="", demands__0__by=["Togo"])
    label["tolls"][0]["evidence"] = ["killed 46 soldiers"]
    assert [problem.where for problem in check(house.write(tmp_path, label))] == [
        "tolls[0].evidence[0]",  # the article says "killed at least 46 soldiers"
        "headline",
        "demands[0].by[0]",
        "tolls[0].figure",
    ]


def test_an_event_in_two_splits(tmp_path: Path) -> None:
    house.write(tmp_path, house.changed(event="talks", split="dev"))
    for name, split in (("bo", "test"), ("wa", "dev")):
        label = house.changed(event="talks", split=split, article__id=name)
        house.write(tmp_path, label, id=name)
    (line,) = said(tmp_path)
    assert line == (
        "bo.gold.yaml: split: the event talks is in the split dev in accra.gold.yaml, "
        "in test here: move one"
    )


def test_files_without_a_partner(tmp_path: Path) -> None:
    house.write(tmp_path)
    (tmp_path / "accra.gold.json").write_text(json.dumps(house.LABEL))
    (tmp_path / "bo.txt").write_text("Text.")
    (tmp_path / "wa.gold.yaml").write_text("codebook: 1")
    (tmp_path / "yeji.gold.yml").write_text("codebook: 1")
    (tmp_path / "README.md").write_text("Not gold.")
    (tmp_path / ".hidden.txt").write_text("Not gold.")
    assert said(tmp_path) == [
        "accra.gold.yaml: a second label beside accra.gold.json: remove one",
        "bo.txt: an article without its label bo.gold.yaml",
        "wa.gold.yaml: a label without its article wa.txt",
        "yeji.gold.yml: is no label: its name should end in .gold.yaml",
    ]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"codebook: 1\ntolls: [\n", "line 3: not YAML: "),
        (b"codebook: 1\ncodebook: 1\n", "line 2: the key “codebook” stands twice in one mapping"),
        (b"headline: caf\xe9\n", "line 1: not UTF-8: save the file in that encoding"),
        (b"", "the file is empty"),
        (b"- 1\n", "should be a mapping of keys to values, not a list"),
        (b"# nothing but a comment\n", "should be a mapping of keys to values, not nothing (null)"),
    ],
)
def test_a_label_that_cannot_be_read(tmp_path: Path, data: bytes, words: str) -> None:
    (line,) = said(house.write(tmp_path, data))
    assert line.startswith(f"accra.gold.yaml: {words}")


def test_an_article_that_cannot_be_read(tmp_path: Path) -> None:
    house.write(tmp_path)
    (tmp_path / "accra.txt").write_bytes(b"")
    assert said(tmp_path) == ["accra.txt: accra.txt holds no text"]
    (tmp_path / "accra.txt").write_text(f"id: wa\n\n{house.TEXT}")
    assert said(tmp_path) == [
        "accra.txt: the article's id is “wa”, its file's stem “accra”: make them one plain name"
    ]


def test_the_agreement_is_checked_too(tmp_path: Path) -> None:
    house.write(tmp_path)
    stated = {"annotators": "two people", "articles": 3, "measures": {"toll_found": 97}}
    (tmp_path / "agreement.yaml").write_text(json.dumps(stated))
    (line,) = said(tmp_path)
    assert line.startswith("agreement.yaml: measures.toll_found: should be less than or equal")


@pytest.mark.parametrize("made", [True, False])
def test_no_gold_at_all(tmp_path: Path, made: bool) -> None:
    folder = tmp_path / "gold"
    if made:
        folder.mkdir()
    with pytest.raises(EvalError) as told:
        check(folder)
    assert told.value.exit_code is ExitCode.BAD_GOLD
    assert str(folder) in told.value.message
    assert ("holds no ID.txt" if made else "does not exist") in told.value.message
