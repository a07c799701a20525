"""The tables of an export: their columns, with kind, meaning and HXL tag.

Names follow the humanitarian API's (HDX HAPI): lower case with underscores, a period of time in
`reference_period_start` and `reference_period_end`. Where HAPI has no column of that meaning, it is
the codebook's name of the field. HAPI's `location_*` and `admin1_*` are not used: they stand for
coded places, and `place` here is the article's own words. `docs/tables.md` is made from this
module; a test holds that the two agree.

HXL tags are of HXL 1.1's hashtags (https://hxlstandard.org/standard/1-1final/dictionary/); its
attributes may be coined, and some are.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

BRIEFS = "briefs"
"""The one thing that is no table: whole briefs, one JSON object a line; JSON lines only."""


class ExportFormat(StrEnum):
    """What a run can be exported as."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    HXL = "hxl"
    MARKDOWN = "markdown"

    @property
    def ending(self) -> str:
        """The ending of its files."""
        return {"hxl": ".hxl.csv", "markdown": ".md"}.get(self.value, f".{self.value}")


class Kind(Enum):
    """What the cells of a column hold; each may be empty too."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    DAY = "day"
    YES_NO = "true or false"
    TEXTS = "list of texts"


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        name: Its name, the same in every table that has it.
        kind: What its cells hold.
        tag: Its HXL hashtag and attributes.
        meaning: In words, for the documentation.
    """

    name: str
    kind: Kind
    tag: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        name: Its name, and that of its file.
        one_row: What one row of it is.
        columns: Its columns, in order.
    """

    name: str
    one_row: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        return tuple(column.name for column in self.columns)


def _text(name: str, tag: str, meaning: str) -> Column:
    return Column(name, Kind.TEXT, tag, meaning)


def _whole(name: str, tag: str, meaning: str) -> Column:
    return Column(name, Kind.WHOLE, tag, meaning)


def _day(name: str, tag: str, meaning: str) -> Column:
    return Column(name, Kind.DAY, tag, meaning)


def _texts(name: str, tag: str, meaning: str) -> Column:
    return Column(name, Kind.TEXTS, tag, meaning)


_ROW = _whole("row", "#meta+row", "the article's row in the run")
_DUPLICATE_OF = _whole(
    "duplicate_of",
    "#meta+duplicate",
    "the row of the article whose near or exact copy this one is; the items and quotes are that "
    "one's",
)
_SOURCE_ROW = (
    _ROW,
    _text("article_id", "#meta+id+article", "the article's id"),
    _text("position", "#meta+position", "where in the archive it stands"),
    _text("outlet", "#meta+source+outlet", "who published it"),
    _day("published", "#date+reported", "the day of publication"),
    _DUPLICATE_OF,
)
_ITEM = _text("item", "#meta+id+item", "the item's key; it stays the same when a run is made anew")
_SAID = (
    _text("grounding", "#status+grounding", "`confirmed`, or `unverified`: read the sentence"),
    _text(
        "review", "#status+review", "`accepted` or `corrected by reviewer`, by a corrections file"
    ),
    _text("review_note", "#status+review+note", "the reviewer's note"),
    _texts("sentences", "#meta+sentences+list", "numbers of the sentences that say it, from 1"),
    _whole("sentence", "#meta+sentence", "the one of them that is quoted: for a toll its figure's"),
    _whole("quote_start", "#meta+start", "first code point of the quote in the article's text"),
    _whole("quote_end", "#meta+end", "one past its last code point"),
    _text("quote", "#description+quote", "that sentence, verbatim"),
)
_PERIOD = (
    _day("reference_period_start", "#date+start", "first day of the event or window"),
    _day("reference_period_end", "#date+end", "last day of it; of a running count, its day"),
)
_FIGURE = (
    _text("figure", "#affected+figure+text", "the words of the figure, verbatim"),
    _text("qualifier", "#affected+qualifier+code", "how the words bound the value"),
    _whole("value", "#affected+num", "best reading; empty for vague figures and ranges"),
    _whole("low", "#affected+num+min", "lower bound"),
    _whole("high", "#affected+num+max", "upper bound"),
)
_SOURCE = (
    _text("source", "#meta+source+figure", "who gives the figure, verbatim; empty: the article"),
    _text("source_kind", "#meta+source+type+code", "what kind of source that is"),
)


def _items(name: str, one_row: str, *columns: Column) -> Table:
    return Table(name, one_row, (*_SOURCE_ROW, _ITEM, *columns, *_SAID))


ARTICLES = Table(
    "articles",
    "an article of the run, briefed or not",
    (
        *_SOURCE_ROW,
        _text("title", "#meta+title", "its title"),
        _text("language", "#meta+language+code", "its language, as given"),
        _text("url", "#meta+url", "its address"),
        _text("digest", "#meta+digest", "SHA-256 of its text, in hex"),
        _text("outcome", "#status+outcome+code", "how it ended; empty: not yet"),
        _text("cause", "#status+cause+code", "a stable word for why it has no brief of its own"),
        _text("why", "#status+why", "the same in one line"),
        _text("headline", "#description+headline", "the brief's headline"),
        _text("bottom_line", "#description+summary", "the brief's bottom line"),
        _whole("negotiations", "#indicator+num+negotiations", "items in the brief"),
        _whole("demands", "#indicator+num+demands", "items in the brief"),
        _whole("tolls", "#indicator+num+tolls", "items in the brief"),
        _whole("agreements", "#indicator+num+agreements", "items in the brief"),
        _whole("findings", "#indicator+num+findings", "findings of the check"),
        _text("engine", "#meta+engine+code", "`rules` or `llm`"),
        _text("model", "#meta+model", "the model asked for"),
        _text("answered_by", "#meta+model+answered", "the model that says it answered"),
        _text("prompt", "#meta+prompt", "the prompt's name"),
        _text("prompt_hash", "#meta+prompt+hash", "SHA-256 of the prompt, in hex"),
        _whole("codebook", "#meta+codebook", "version of the codebook"),
        _text("package", "#meta+version", "version of summarizer"),
        _whole("attempts", "#meta+num+attempts", "how often it was tried"),
        _whole("calls", "#meta+num+calls", "requests that the endpoint answered"),
        _whole("tokens_in", "#meta+num+tokens+in", "tokens read, every attempt counted"),
        _whole("tokens_out", "#meta+num+tokens+out", "tokens written"),
        Column("cost_usd", Kind.NUMBER, "#value+usd", "US dollars; empty: price not known"),
        Column("seconds", Kind.NUMBER, "#meta+num+seconds", "time of the engine"),
    ),
)
NEGOTIATIONS = _items(
    "negotiations",
    "a process of talks, as one article has it",
    _text("name", "#event+name", "short neutral label"),
    _text("stage", "#status+stage+code", "how far the talks are"),
    _text("format", "#event+format+code", "who sits with whom"),
    _text("momentum", "#status+momentum+code", "the reported change"),
    _text("distance", "#status+distance+code", "how near the parties are said to be"),
    _texts("parties", "#org+parties+list", "whose dispute it is"),
    _texts("mediators", "#org+mediators+list", "who mediates, brokers or hosts"),
    _text("venue", "#loc+venue", "city or place of the talks"),
    _text("next_step", "#description+next", "a stated next round, deadline or vote"),
)
DEMANDS = _items(
    "demands",
    "a position, as one article has it",
    _texts("by", "#org+by+list", "who holds it"),
    _texts("to", "#org+to+list", "who is asked to act"),
    _text("kind", "#need+kind+code", "demand, condition, refusal, offer, aim or appeal"),
    _text("issue", "#need+issue+code", "what it is about"),
    _text("text", "#need+text", "the proposition, actor left out"),
    _text("assertion", "#status+assertion+code", "who says that they hold it"),
    _text("response", "#status+response+code", "the addressee's answer"),
)
TOLLS = _items(
    "tolls",
    "one mention of a count of people; never merged, never added up",
    _text("metric", "#affected+type+code", "what happened to the people"),
    _text("unit", "#affected+unit+code", "`person` or `household`"),
    *_FIGURE,
    Column("share", Kind.NUMBER, "#affected+pct", "per cent of the same people"),
    _text("population", "#affected+population", "who, verbatim"),
    _text("category", "#affected+category+code", "who they are, if said"),
    _text("basis", "#affected+basis+code", "over what the count runs"),
    *_PERIOD,
    _text("place", "#loc+name", "where, verbatim"),
    *_SOURCE,
    _text("assertion", "#status+assertion+code", "asserted, disputed or hypothetical"),
    _text("scope", "#event+scope+code", "this situation, an earlier episode, another conflict"),
)
AGREEMENTS = _items(
    "agreements",
    "a deal, as one article has it",
    _text("name", "#event+name", "short label"),
    _text("kind", "#event+type+code", "ceasefire, exchange, humanitarian, ..."),
    _text("status", "#status+agreement+code", "proposed, agreed, in effect, ended, rejected"),
    *_PERIOD,
    _texts("parties", "#org+parties+list", "who made it"),
    _texts("terms", "#description+terms+list", "what it says"),
)
EVIDENCE = Table(
    "evidence",
    "a sentence that says an item",
    (
        *_SOURCE_ROW,
        _text("part", "#meta+part+code", "the list that the item is in"),
        _ITEM,
        *(column for column in _SAID if column.name in ("sentence", "quote_start", "quote_end")),
        _text("quote", "#description+quote", "the sentence, verbatim"),
    ),
)
FINDINGS = Table(
    "findings",
    "what the check or a reviewer refused, mended or could not confirm",
    (
        *_SOURCE_ROW,
        _text("code", "#meta+rule+code", "stable name of the rule"),
        _text("outcome", "#status+finding+code", "refused, corrected, unverified or noted"),
        _text("part", "#meta+part+code", "the part of the brief that it concerns"),
        _text("item", "#meta+id+item", "the item's key; empty if it is not in the brief"),
        _text("what", "#description+what", "what was delivered"),
        _text("why", "#description+why", "why it does not stand"),
        _texts("sentences", "#meta+sentences+list", "the sentences concerned, from 1"),
    ),
)
CONFLICTING_TOLLS = Table(
    "conflicting_tolls",
    "a toll of an event of which articles or sources give different figures; a toll whose own "
    "sentence leaves in doubt what it counts, where or when is in no row",
    (
        _text("event", "#event+id", "the event's key; its tolls stand one below the other"),
        _text("metric", "#affected+type+code", "what happened to the people"),
        _text("unit", "#affected+unit+code", "`person` or `household`"),
        _text("category", "#affected+category+code", "who they are, if said"),
        _text("basis", "#affected+basis+code", "over what the count runs"),
        _text("place", "#loc+name", "where, verbatim"),
        *_PERIOD,
        Column(
            "contradicted",
            Kind.YES_NO,
            "#status+contradicted",
            "whether another toll of the same period rules this one out by its bounds",
        ),
        *_FIGURE,
        _text("population", "#affected+population", "who, verbatim"),
        *_SOURCE,
        _text("assertion", "#status+assertion+code", "asserted or disputed"),
        *(column for column in _SOURCE_ROW if column is not _DUPLICATE_OF),
        _ITEM,
        *_SAID,
    ),
)
CORRECTIONS = Table(
    "corrections",
    "a line of the reviewer's file, and what became of it",
    (
        _whole("line", "#meta+line", "its line in the file, from 1"),
        _text("article", "#meta+digest", "SHA-256 of the article's text, in hex"),
        _ITEM,
        _text("action", "#status+action+code", "accept, correct or reject"),
        _text("field", "#meta+field", "the field to correct"),
        _text("value", "#meta+value", "its new value"),
        _text("note", "#status+review+note", "the reviewer's note"),
        _text("status", "#status+correction+code", "applied, unmatched or refused"),
        _text("why", "#status+why", "why it was not applied"),
    ),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        *(ARTICLES, TOLLS, DEMANDS, NEGOTIATIONS, AGREEMENTS),
        *(EVIDENCE, FINDINGS, CONFLICTING_TOLLS, CORRECTIONS),
    )
}
"""Every table, by its name."""
