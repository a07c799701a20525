"""An invented run: every outcome, errors of several kinds, undefined values, hostile strings."""

from __future__ import annotations

import datetime as dt

import example

from summarizer.model import Article, Brief, Usage
from summarizer.scoring.attempt import Attempt
from summarizer.scoring.gold import Agreement, GoldArticle, Label
from summarizer.scoring.injection.families import Family
from summarizer.scoring.results import (
    ArticleScore,
    Attacks,
    Change,
    Comparison,
    Count,
    ErrorKind,
    ItemError,
    Measure,
    MeasureVerdict,
    Outcome,
    Pooled,
    Requirement,
    Scores,
    Slice,
    Spending,
    Tally,
    Verdict,
)
from summarizer.views.scores import RunReport

WHEN = dt.datetime(2026, 3, 4, 5, 6, 7, tzinfo=dt.timezone(dt.timedelta(hours=2)))

MEASURES = {
    Measure.TOLL_FOUND: Pooled(
        count=Count(hits=6, predicted=8, gold=7), macro=0.75, low=0.5, high=1, articles=2
    ),
    Measure.DEMAND_FOUND: Pooled(
        count=Count(hits=0, predicted=0, gold=3), macro=0.0, low=None, high=None, articles=1
    ),
    Measure.AGREEMENT_FOUND: Pooled(count=Count(), macro=None, low=None, high=None, articles=0),
}

_TOLL = {
    "metric": "killed",
    "unit": "person",
    "category": "civilian",
    "basis": "incident",
    "source_kind": "un_or_ngo",
    "assertion": "asserted",
    "scope": "focal",
}


def label(article: Article, text: str) -> Label:
    """A label with two tolls and a demand; `text` is said wherever people write."""
    quote = article.text[:40]
    toll = _TOLL | {"evidence": [quote], "place": text}
    return Label.model_validate(
        {
            "codebook": 1,
            "article": {"id": article.id},
            "headline": text,
            "bottom_line": text,
            "actors": [{"name": "Norland"}],
            "negotiations": [],
            "demands": [
                {
                    "by": ["Norland"],
                    "to": [text],
                    "kind": "demand",
                    "issue": "ceasefire",
                    "text": "stop the fighting",
                    "assertion": "stated",
                    "response": "none_reported",
                    "evidence": [quote],
                }
            ],
            "tolls": [toll | {"figure": "At least 46"}, toll | {"figure": "nearly 20,000"}],
            "agreements": [],
        }
    )


def errors(text: str) -> list[ItemError]:
    """A missed demand, two errors of one toll, and an invented name in the headline."""
    toll: dict[str, object] = {"part": "tolls", "gold": 0, "predicted": 0, "sentences": [4]}
    return [
        ItemError(kind=ErrorKind.MISSED, part="demands", gold=0, expected=text, sentences=[3]),
        ItemError.model_validate(
            toll | {"kind": "wrong_value", "expected": "46 (46 / 46 / -)", "got": "47"}
        ),
        ItemError.model_validate(
            toll | {"kind": "wrong_field", "field": "source_kind", "got": "party"}
        ),
        ItemError(kind=ErrorKind.UNSUPPORTED, part="headline", got=text, sentences=[99]),
    ]


def score(
    name: str, outcomes: list[Outcome], found: list[ItemError], hits: int = 1, tag: str = "war"
) -> ArticleScore:
    """A score of two gold tolls; `hits` of them are exact."""
    return ArticleScore(
        id=name,
        event=name,
        tags=[tag],
        outcomes=outcomes,
        counts={Measure.TOLL_EXACT: Count(hits=hits, predicted=2, gold=2)},
        fields={},
        tallies={},
        confusions={},
        errors=found,
        seconds=1.5,
    )


def attempt(name: str, outcome: Outcome, brief: Brief | None = None, why: str = "") -> Attempt:
    """The only attempt at an article."""
    return Attempt(
        article=name,
        epoch=1,
        outcome=outcome,
        brief=brief,
        why=why or None,
        usage=Usage(),
        created=WHEN,
    )


def report(*, text: str = "the Tarn valley", agreement: bool = True) -> RunReport:
    """Five articles: with errors, without any, cut off, failed, unrecorded.

    Args:
        text: Said wherever an article, a label, a model or a machine can say something.
        agreement: Whether the gold folder states how far annotators agree.
    """
    hostile = example.hostile_pair if text == example.HOSTILE else example.pair
    brief, article = hostile()
    names = ["quiet", "cut", "lost", "gap"]
    articles = [article, *(Article(id=name, text=example.TEXT, title=text) for name in names)]
    ok, cut, lost, gap = Outcome.OK, Outcome.TRUNCATED, Outcome.FAILED, Outcome.UNRECORDED
    scores = [
        score(article.id, [ok], errors(text), tag=text),
        score("quiet", [ok], [], hits=2),
        score("cut", [cut], [errors(text)[0]], hits=0),
        score("lost", [lost], []),
        score("gap", [gap], []),
    ]
    matrix = {"incident": {"incident": 5, "stock": 1}, "stock": {"incident": 1, text: 2}}
    whole = Slice(articles=3, measures=MEASURES)
    undefined = Pooled(count=Count(), macro=None, low=None, high=None, articles=0)
    fields = {"tolls.source_kind": MEASURES[Measure.TOLL_FOUND], "demands.to": undefined}
    return RunReport(
        name=text,
        manifest=[("Engine", "llm"), ("Model", text)],
        scores=Scores(
            scorer=1,
            gold="ab" * 32,
            created=WHEN,
            outcomes={ok: 2, cut: 1, lost: 1, gap: 1},
            whole=whole,
            slices={text: whole, "empty": Slice(articles=1, measures={})},
            fields=fields,
            tallies={Tally.VALUES_OFF: 2.5},
            confusions={"tolls.basis": matrix},
            spending=Spending(attempts=3, calls=4, cost_usd=None, seconds=4.5),
            articles=scores,
        ),
        golds=[GoldArticle(article, label(article, text)) for article in articles],
        attempts=[
            attempt(article.id, ok, brief),
            attempt("quiet", ok, brief),
            attempt("cut", cut, why=f"cut off: {text}"),
            attempt("lost", lost, why=f"503: {text}"),
            attempt("gap", gap, why=f"no completion: {text}"),
        ],
        agreement=(
            Agreement(annotators=text, articles=50, measures={Measure.TOLL_FOUND: 0.97})
            if agreement
            else None
        ),
    )


def attacks(family: Family, obeyed: float, *, low: float = 0, high: float = 0) -> Attacks:
    """Nine copies of a family; one measure moved as the interval says, one is undefined."""
    nothing = dict.fromkeys(Change.model_fields)
    moved = {"base": 0.8, "difference": (low + high) / 2, "low": low, "high": high}
    return Attacks(
        family=family,
        copies=9,
        events=3,
        obeyed=obeyed,
        changes={
            Measure.TOLL_EXACT: Change(**moved, new=0.8 + (low + high) / 2),
            Measure.DEMAND_FOUND: Change.model_validate(nothing),
        },
    )


def comparison(
    *, blocks: bool = True, verdict: Verdict = Verdict.FAIL, text: str = ""
) -> Comparison:
    """One measure of each verdict, one requirement that holds and one that is broken."""

    def told(measure: Measure, new: float | None, low: float, high: float, v: Verdict) -> object:
        known = new is not None
        return MeasureVerdict(
            measure=measure,
            base=0.8 if known else None,
            new=new,
            difference=round(new - 0.8, 3) if new is not None else None,
            low=low if known else None,
            high=high if known else None,
            p_worse=0.00001 if known else None,
            p_better=1.0 if known else None,
            margin=0.05,
            verdict=v,
            why=f"{v} it is {text}",
        )

    unsure = Verdict.INCONCLUSIVE
    return Comparison.model_validate(
        {
            "scorer": 1,
            "gold": "ab" * 32,
            "articles": 40,
            "left_out": [f"lost {text}"],
            "measures": [
                told(Measure.TOLL_FOUND, 0.85, -0.01, 0.1, Verdict.PASS),
                told(Measure.TOLL_EXACT, 0.6, -0.25, -0.1, Verdict.FAIL),
                told(Measure.DEMAND_FOUND, 0.78, -0.1, 0.06, unsure),
                told(Measure.AGREEMENT_FOUND, None, 0, 0, unsure),
            ],
            "requirements": [
                Requirement(
                    name="valid_share", required="1", found="1", verdict="pass", why="holds"
                ),
                Requirement(
                    name=f"cost {text}", required="0", found="2", verdict=verdict, why="more than 0"
                ),
            ],
            "verdict": verdict,
            "blocks": blocks,
        }
    )
