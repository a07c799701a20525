"""Article, Draft, Brief and the vocabulary: the program's nouns, in pydantic and nothing else."""

from summarizer.model.article import Article, digest_of
from summarizer.model.brief import (
    Actor,
    Agreement,
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
from summarizer.model.draft import (
    Draft,
    DraftAgreement,
    DraftDemand,
    DraftNegotiation,
    DraftToll,
)

__all__ = [
    "Actor",
    "Agreement",
    "Article",
    "ArticleReference",
    "Brief",
    "Demand",
    "Draft",
    "DraftAgreement",
    "DraftDemand",
    "DraftNegotiation",
    "DraftToll",
    "Evidence",
    "Finding",
    "Grounding",
    "Negotiation",
    "Outcome",
    "Provenance",
    "Toll",
    "Usage",
    "Window",
    "digest_of",
]
