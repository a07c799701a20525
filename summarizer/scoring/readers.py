"""How far two readers of the same articles agree, by the measures that engines are scored by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from summarizer.errors import EvalError, ExitCode
from summarizer.scoring import counting
from summarizer.scoring.actors import Actors
from summarizer.scoring.gold import GoldArticle, Label
from summarizer.scoring.gold.document import UnreadableError, parse
from summarizer.scoring.gold.folder import LABELS
from summarizer.scoring.gold.problems import Problem, from_validation
from summarizer.scoring.matching import match
from summarizer.scoring.places import Places
from summarizer.scoring.results import Count, Measure
from summarizer.scoring.sides import gold_side
from summarizer.scoring.statistics.reliability import alpha


@dataclass(frozen=True)
class Readers:
    """Two readings, the first as gold.

    Attributes:
        articles: How many both of them labelled.
        measures: Each measure that labels have, pooled over the articles.
        fields: Accuracy of each field over aligned pairs, by `tolls.basis` and the like.
        alphas: Krippendorff's alpha of each field with a list of choices; None if but one was used.
    """

    articles: int
    measures: dict[Measure, Count]
    fields: dict[str, Count]
    alphas: dict[str, float | None]


def readers(golds: Iterable[GoldArticle], first: Path, second: Path) -> Readers:
    """Hold two folders of labels against each other, on the articles that both have.

    Raises:
        EvalError: BAD_GOLD, a label cannot be read or quotes what the article does not say, or
            there is no article that both labelled.
    """
    both = [
        (gold, _label(first / name), _label(second / name))
        for gold in golds
        for name in [f"{gold.id}{LABELS[0]}"]
        if (first / name).is_file() and (second / name).is_file()
    ]
    if not both:
        raise EvalError(
            f"{first} and {second} have no label of the same gold article",
            f"name folders that hold ID{LABELS[0]}",
            code=ExitCode.BAD_GOLD,
        )
    measures: dict[Measure, Count] = {
        measure: Count() for measure in Measure if measure is not Measure.VERBATIM
    }
    fields: dict[str, Count] = {}
    confusions = []
    for gold, one, other in both:
        places, actors = Places(gold), Actors(one.actors, other.actors)
        matched = match(gold_side(one, places, actors), gold_side(other, places, actors))
        found = counting.measures(matched, verbatim=0, quotes=0)
        measures = {measure: count + found[measure] for measure, count in measures.items()}
        for name, count in counting.fields(matched).items():
            fields[name] = fields.get(name, Count()) + count
        confusions.append(counting.confusions(matched))
    chosen = counting.add_confusions(confusions)
    alphas = {name: alpha(pairs) for name, pairs in chosen.items()}
    return Readers(len(both), measures, fields, alphas)


def _label(path: Path) -> Label:
    hint = "correct the label"
    try:
        return Label.model_validate(parse(path.read_bytes(), is_json=False))
    except OSError as error:
        said = f"cannot be read: {error.strerror}"
    except UnreadableError as error:
        said = f"{error.where}: {error.what}".removeprefix(": ")
    except ValidationError as error:
        problem = from_validation(path.name, error)[0]
        said = f"{problem.where}: {problem.what}"
    raise EvalError(str(Problem(str(path), "", said)), hint, code=ExitCode.BAD_GOLD)
