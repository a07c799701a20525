"""An invented article and briefs of it: every kind of item, every outcome, hostile strings."""

from __future__ import annotations

import datetime as dt

from summarizer.language.sentences import split
from summarizer.model import (
    Agreement,
    Article,
    ArticleReference,
    Brief,
    Demand,
    Evidence,
    Finding,
    Grounding,
    Negotiation,
    Outcome,
    Provenance,
    Toll,
    Usage,
    Window,
)
from summarizer.model.vocabulary import (
    AgreementKind,
    AgreementStatus,
    Basis,
    Category,
    DemandKind,
    Distance,
    Format,
    Issue,
    Metric,
    Momentum,
    PositionAssertion,
    Qualifier,
    Response,
    Scope,
    SourceKind,
    Stage,
    TollAssertion,
    Unit,
)

TEXT = """\
Indirect talks between Norland and the Vesk Front moved forward in Porto Calma on Tuesday, \
brokered by Ostria.

The Front wants Norland to free large numbers of prisoners, a demand that Norland has rejected. \
It says that no more captives will go home until the war ends.

At least 46 people were killed and more than 100 wounded early Wednesday, \
according to a Norland official. \
The war has killed nearly 20,000 Veskans, the Vesk health ministry says. \
Some 1.9 million people, nearly 85% of the population, are displaced. \
Between 100 and 300 families fled Lower Tarn, and dozens of fighters are missing; \
the Front denies that.

A week of calm in November saw 105 captives freed in exchange for 240 prisoners. \
The two sides meet again on Friday.
"""

# What an article or a model could plant; each would act in at least one of the views.
SCRIPT = "<script>window.planted = 1</script>"
IMAGE = '<img src="https://planted.example/x.png" onerror="window.planted = 2">'
MARKDOWN = "![x](https://planted.example/y.png) [here](javascript:alert(1)) | `a` | **b**"
TERMINAL = (
    "\x1b[31mred\x1b[0m \x1b]8;;https://planted.example\x07link\x1b]8;;\x07 \u202egnissim\u202c"
)
RICH = "[red]not markup[/red] [/] :warning:"
BREAKOUT = "\"' --></style></title></script><b>{{ 7 * 7 }}{% raw %}"
HOSTILE = f"{SCRIPT} {IMAGE} {MARKDOWN} {TERMINAL} {RICH} {BREAKOUT}"

ARTICLE = Article(
    id="norland-talks",
    text=TEXT,
    published=dt.date(2023, 12, 20),
    title="Talks move forward in Porto Calma",
    outlet="The Tarn Courier",
    language="en",
    url="https://courier.example/talks",
)


def evidence(article: Article, *numbers: int) -> list[Evidence]:
    """Whole sentences as evidence, by number."""
    sentences = {sentence.number: sentence for sentence in split(article.text)}
    return [
        Evidence(sentence=number, start=found.start, end=found.end, quote=found.text)
        for number in numbers
        for found in [sentences[number]]
    ]


def toll(article: Article, figure: str, sentence: int, **known: object) -> Toll:
    """A toll with the plainest value for whatever is not given."""
    plain: dict[str, object] = {
        "metric": Metric.KILLED,
        "unit": Unit.PERSON,
        "figure": figure,
        "qualifier": Qualifier.EXACT,
        "value": None,
        "low": None,
        "high": None,
        "share": None,
        "population": None,
        "category": Category.UNSPECIFIED,
        "basis": Basis.INCIDENT,
        "when": None,
        "place": None,
        "source": None,
        "source_kind": SourceKind.UNATTRIBUTED,
        "assertion": TollAssertion.ASSERTED,
        "scope": Scope.FOCAL,
        "evidence": evidence(article, sentence),
    }
    return Toll.model_validate(plain | known)


def reference(article: Article) -> ArticleReference:
    """What a brief keeps of its article."""
    return ArticleReference(
        **article.model_dump(exclude={"text"}),
        digest=article.digest,
        sentences=len(split(article.text)),
    )


PROVENANCE = Provenance(
    package="0.1.0",
    codebook=1,
    engine="llm",
    model="acme/model-1",
    answered_by="model-1-0613",
    prompt="brief",
    prompt_hash="0123456789abcdef" * 4,
    usage=Usage(calls=1, tokens_in=1234, tokens_out=567, cost_usd=None, seconds=2.5),
)


def empty_brief(article: Article) -> Brief:
    """A brief of an article that has nothing to say."""
    return Brief(
        article=reference(article),
        provenance=PROVENANCE,
        headline="Nothing to report",
        bottom_line="The article reports no talks, demands or tolls.",
        actors=[],
        negotiations=[],
        demands=[],
        tolls=[],
        agreements=[],
        findings=[],
    )


def _tolls(article: Article) -> list[Toll]:
    wednesday = Window(start=dt.date(2023, 12, 20), end=dt.date(2023, 12, 20))
    return [
        toll(
            article,
            "At least 46",
            4,
            qualifier=Qualifier.AT_LEAST,
            value=46,
            low=46,
            category=Category.CIVILIAN,
            population="people",
            when=wednesday,
            source="a Norland official",
            source_kind=SourceKind.AUTHORITY,
        ),
        toll(
            article,
            "more than 100",
            4,
            metric=Metric.INJURED,
            qualifier=Qualifier.MORE_THAN,
            value=100,
            low=100,
            when=wednesday,
            source="a Norland official",
            source_kind=SourceKind.AUTHORITY,
        ),
        toll(
            article,
            "nearly 20,000",
            5,
            qualifier=Qualifier.NEARLY,
            value=20_000,
            high=20_000,
            population="Veskans",
            basis=Basis.CUMULATIVE,
            when=Window(end=dt.date(2023, 12, 20)),
            source="the Vesk health ministry",
            source_kind=SourceKind.AUTHORITY,
        ),
        toll(
            article,
            "Some 1.9 million",
            6,
            metric=Metric.DISPLACED,
            qualifier=Qualifier.ABOUT,
            value=1_900_000,
            share=85,
            basis=Basis.STOCK,
        ),
        toll(
            article,
            "Between 100 and 300",
            7,
            metric=Metric.DISPLACED,
            unit=Unit.HOUSEHOLD,
            qualifier=Qualifier.RANGE,
            low=100,
            high=300,
            place="Lower Tarn",
        ),
        toll(
            article,
            "dozens",
            7,
            metric=Metric.MISSING,
            qualifier=Qualifier.VAGUE,
            low=12,
            population="fighters",
            category=Category.MILITARY,
            assertion=TollAssertion.DISPUTED,
            grounding=Grounding.UNVERIFIED,
        ),
        toll(
            article,
            "105",
            8,
            metric=Metric.RELEASED,
            value=105,
            low=105,
            high=105,
            basis=Basis.PERIOD,
            scope=Scope.BACKGROUND,
        ),
    ]


def _demands(article: Article) -> list[Demand]:
    return [
        Demand(
            by=["Vesk Front"],
            to=["Norland"],
            kind=DemandKind.DEMAND,
            issue=Issue.RELEASE_OF_CAPTIVES,
            text="free large numbers of prisoners",
            assertion=PositionAssertion.EXPECTED,
            response=Response.REJECTED,
            evidence=evidence(article, 2),
        ),
        Demand(
            by=["Norland"],
            to=[],
            kind=DemandKind.REFUSAL,
            issue=Issue.RELEASE_OF_CAPTIVES,
            text="free large numbers of prisoners",
            assertion=PositionAssertion.STATED,
            response=Response.NONE_REPORTED,
            evidence=evidence(article, 2),
            grounding=Grounding.UNVERIFIED,
        ),
        Demand(
            by=["Vesk Front"],
            to=["Norland"],
            kind=DemandKind.CONDITION,
            issue=Issue.END_OF_WAR,
            text="no more captives go home until the war ends",
            assertion=PositionAssertion.STATED,
            response=Response.NONE_REPORTED,
            evidence=evidence(article, 3),
        ),
    ]


def full_brief(article: Article) -> Brief:
    """A brief with all kinds of items and findings of all outcomes."""
    return Brief(
        article=reference(article),
        provenance=PROVENANCE,
        headline="Indirect talks move forward in Porto Calma as sides stay apart on prisoners",
        bottom_line=(
            "Norland and the Vesk Front, brokered by Ostria, are negotiating in Porto Calma as of"
            " 20 December 2023. The Front wants prisoners freed and an end of the war first."
        ),
        actors=[],
        negotiations=[
            Negotiation(
                name="Norland-Vesk Front truce talks",
                stage=Stage.UNDER_WAY,
                format=Format.INDIRECT,
                momentum=Momentum.ADVANCING,
                distance=Distance.UNKNOWN,
                parties=["Norland", "Vesk Front"],
                mediators=["Ostria"],
                venue="Porto Calma",
                next_step="meet again on Friday",
                evidence=evidence(article, 1, 9),
            )
        ],
        demands=_demands(article),
        tolls=_tolls(article),
        agreements=[
            Agreement(
                name="November pause",
                kind=AgreementKind.CEASEFIRE,
                status=AgreementStatus.ENDED,
                when=Window(start=dt.date(2023, 11, 1), end=dt.date(2023, 11, 30)),
                parties=["Norland", "Vesk Front"],
                terms=["105 captives freed", "240 prisoners released"],
                evidence=evidence(article, 8),
            )
        ],
        findings=[
            Finding(
                code="figure-not-in-sentence",
                outcome=Outcome.REFUSED,
                part="tolls",
                what="killed 200",
                why="sentence 40 does not exist",
                sentences=[40],
            ),
            Finding(
                code="figure-not-verbatim",
                outcome=Outcome.CORRECTED,
                part="tolls",
                item=2,
                what="killed 20,000",
                why="the sentence says nearly 20,000",
                sentences=[5],
            ),
            Finding(
                code="no-cue",
                outcome=Outcome.UNVERIFIED,
                part="tolls",
                item=5,
                what="missing dozens",
                why="no cue of missing governs the figure",
                sentences=[7],
            ),
            Finding(
                code="no-language",
                outcome=Outcome.NOTED,
                part="article",
                what="language not given",
                why="taken as English",
            ),
        ],
    )


def pair() -> tuple[Brief, Article]:
    """The plain example."""
    return full_brief(ARTICLE), ARTICLE


def hostile_pair() -> tuple[Brief, Article]:
    """The example with hostile strings in every free field of article and brief."""
    text = f"{TEXT}\n{HOSTILE} ended it.\n\n{HOSTILE}"
    article = Article(
        id=HOSTILE,
        text=text,
        published=ARTICLE.published,
        title=HOSTILE,
        outlet=HOSTILE,
        language='en" onload="window.planted = 3',
        url="javascript:window.planted=4",
    )
    brief = full_brief(article)
    brief.headline = brief.bottom_line = HOSTILE
    for process in brief.negotiations:
        process.name = process.venue = process.next_step = HOSTILE
        process.parties = process.mediators = [HOSTILE]
    for demand in brief.demands:
        demand.text = HOSTILE
        demand.by = demand.to = [HOSTILE]
    for counted in brief.tolls:
        counted.figure = counted.population = counted.place = counted.source = HOSTILE
    for deal in brief.agreements:
        deal.name = HOSTILE
        deal.terms = deal.parties = [HOSTILE]
    for finding in brief.findings:
        finding.what = finding.why = finding.code = HOSTILE
        finding.sentences = list(range(1, brief.article.sentences + 1))
    brief.provenance = PROVENANCE.model_copy(
        update={"model": HOSTILE, "answered_by": HOSTILE, "prompt": HOSTILE, "package": HOSTILE}
    )
    return brief, article
