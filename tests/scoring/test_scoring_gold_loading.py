from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import gold_house as house
import jsonschema
import pytest
from pydantic import ValidationError

from summarizer.errors import EvalError, ExitCode
from summarizer.scoring.gold import Label, agreement, digest_of, load, schema
from summarizer.scoring.results import Measure


def refusal(folder: Path, **wanted: Any) -> EvalError:
    with pytest.raises(EvalError) as told:
        load(folder, **wanted)
    assert told.value.exit_code is ExitCode.BAD_GOLD
    return told.value


def three(folder: Path) -> Path:
    for name, split in (("bo", "test"), ("accra", "dev"), ("wa", "dev")):
        house.write(folder, house.changed(split=split, article__id=name), id=name)
    return folder


def test_articles_come_sorted_with_what_header_and_label_say(tmp_path: Path) -> None:
    house.write(tmp_path, house.changed(article__outlet="The Wire", article__language="en"))
    house.write(tmp_path, house.changed(article__id="Bo", event="talks"), id="Bo")
    bo, accra = load(tmp_path)
    assert (bo.id, bo.event) == ("Bo", "talks")
    assert (accra.id, accra.event) == ("accra", "accra")
    assert accra.article.text == house.TEXT.rstrip("\n")
    # Day and title stand in the header, outlet and language in the label only.
    assert accra.article.published == dt.date(2024, 3, 6)
    assert accra.article.title == "Talks in Accra"
    assert (accra.article.outlet, accra.article.language) == ("The Wire", "en")
    assert accra.label.tolls[0].figure == "at least 46"


def test_the_header_counts_where_the_label_says_nothing(tmp_path: Path) -> None:
    (gold,) = load(house.write(tmp_path, house.changed(article={"id": "accra"})))
    assert (gold.article.published, gold.article.title) == (dt.date(2024, 3, 6), "Talks in Accra")


def test_split_and_limit(tmp_path: Path) -> None:
    three(tmp_path)
    assert [gold.id for gold in load(tmp_path)] == ["accra", "bo", "wa"]
    assert [gold.id for gold in load(tmp_path, split="dev")] == ["accra", "wa"]
    assert [gold.id for gold in load(tmp_path, split="dev", limit=1)] == ["accra"]
    assert [gold.id for gold in load(tmp_path, limit=2)] == ["accra", "bo"]
    error = refusal(tmp_path, split="train")
    assert error.message == f"the gold folder {tmp_path} has no article of the split train"
    assert error.hint == "its splits are: dev, test"


def test_only_the_ids_that_are_asked_for(tmp_path: Path) -> None:
    three(tmp_path)
    assert [gold.id for gold in load(tmp_path, only=["wa", "accra"])] == ["accra", "wa"]
    assert [gold.id for gold in load(tmp_path, only=["wa", "bo"], split="dev")] == ["wa"]
    error = refusal(tmp_path, only=["wa", "rome", "oslo"])
    assert error.message == f"the gold folder {tmp_path} has no article oslo, rome"
    assert refusal(tmp_path, only=[]).exit_code == ExitCode.BAD_GOLD


def test_figures_are_text_and_numbers_are_numbers(tmp_path: Path) -> None:
    house.write(tmp_path)
    path = tmp_path / "accra.gold.yaml"
    written = path.read_text().replace("figure: at least 46", "figure: 46\n  value: 46")
    path.write_text(written.replace("killed at least 46 soldiers", "at least 46 soldiers"))
    (toll,) = load(tmp_path)[0].label.tolls
    assert (toll.figure, toll.value) == ("46", 46)


def test_a_bad_quote_an_unknown_term_and_a_missing_article_are_refused(tmp_path: Path) -> None:
    house.write(tmp_path, house.changed(tolls__0__evidence=["killed 46 soldiers"]))
    error = refusal(tmp_path)
    assert error.message.startswith(f"{tmp_path}: accra.gold.yaml: tolls[0].evidence[0]: not verb")
    assert error.hint == f"see all with: summarizer eval check {tmp_path}"
    house.write(tmp_path, house.changed(tolls__0__metric="dead", tolls__0__unit="head"))
    error = refusal(tmp_path)
    assert "tolls[0].metric: unknown term “dead”" in error.message
    assert error.message.endswith("(1 more)")
    (tmp_path / "accra.txt").unlink()
    assert refusal(tmp_path).message.endswith("a label without its article accra.txt")
    (tmp_path / "accra.gold.yaml").rename(tmp_path / "accra.txt")
    assert refusal(tmp_path).message.endswith("an article without its label accra.gold.yaml")


def test_no_folder(tmp_path: Path) -> None:
    assert (
        refusal(tmp_path / "gone").message == f"the gold folder {tmp_path / 'gone'} does not exist"
    )
    assert "holds no ID.txt" in refusal(tmp_path).message
    (tmp_path / "file").write_text("text")
    assert refusal(tmp_path / "file").message == f"the gold folder {tmp_path / 'file'} is no folder"


def test_yaml_and_json_of_one_label_have_one_digest(tmp_path: Path) -> None:
    (of_yaml,) = load(house.write(tmp_path))
    (tmp_path / "accra.gold.yaml").unlink()
    (tmp_path / "accra.gold.json").write_text(json.dumps(house.changed()))
    (of_json,) = load(tmp_path)
    assert of_json.label == of_yaml.label
    assert of_json.digest == of_yaml.digest


def test_what_the_digest_tells_apart(tmp_path: Path) -> None:
    def digest(**changes: Any) -> str:
        return load(house.write(tmp_path, house.changed(**changes)))[0].digest

    plain = digest()
    assert digest(labelled_by=None) == plain  # written or left out, it says the same
    assert digest(headline="Another") != plain
    assert digest(article__outlet="The Wire") != plain
    # The scorer reads a figure that is left out, and takes a null that is written at its word.
    assert digest(tolls__0__value=None) != plain
    (tmp_path / "accra.txt").write_text(house.HEADER + house.TEXT + "More.")
    assert load(tmp_path)[0].digest != plain


def test_the_digest_of_all_keeps_to_no_order(tmp_path: Path) -> None:
    golds = load(three(tmp_path))
    assert digest_of(golds) == digest_of(golds[::-1])
    assert digest_of(golds) != digest_of(golds[:2])


def test_a_label_cannot_be_changed_and_keeps_what_is_left_out(tmp_path: Path) -> None:
    label = Label.model_validate(house.changed(tolls__0__value=46))
    with pytest.raises(ValidationError, match="frozen"):
        setattr(label, "headline", "Another")  # noqa: B010 - mypy would refuse the plain form
    dumped = label.model_dump(mode="json")
    assert dumped["tolls"][0]["value"] == 46
    assert "low" not in dumped["tolls"][0]
    assert Label.model_validate(dumped) == label


def test_the_schema_is_one_that_editors_can_use() -> None:
    made = schema()
    jsonschema.Draft202012Validator.check_schema(made)
    validator = jsonschema.Draft202012Validator(made)
    assert list(validator.iter_errors(house.LABEL)) == []
    for changes in ({"codebook": 2}, {"tolls__0__metric": "dead"}, {"tolls__0__metrics": "killed"}):
        assert len(list(validator.iter_errors(house.changed(**changes)))) == 1
    assert "the attack that began it too" in made["$defs"]["Scope"]["description"]


def test_the_agreement_of_annotators(tmp_path: Path) -> None:
    assert agreement(tmp_path) is None
    path = tmp_path / "agreement.yaml"
    path.write_text("annotators: two people, blind\narticles: 50\nmeasures: {toll_found: 0.97}\n")
    stated = agreement(tmp_path)
    assert stated is not None
    assert (stated.annotators, stated.articles) == ("two people, blind", 50)
    assert stated.measures == {Measure.TOLL_FOUND: 0.97}
    path.write_text("annotators: two people\narticles: 50\nmeasures: {toll_hit: 0.97}\n")
    with pytest.raises(EvalError, match=r"agreement.yaml: measures.toll_hit: unknown term") as told:
        agreement(tmp_path)
    assert told.value.exit_code is ExitCode.BAD_GOLD
    path.write_text("annotator: two\nannotators: two people\narticles: 50\nmeasures: {}\n")
    with pytest.raises(EvalError, match=r"annotator: there is no such key; perhaps `annotators`"):
        agreement(tmp_path)
