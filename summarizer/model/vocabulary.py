"""The closed vocabularies of the codebook, each term with its definition.

The codebook (version `CODEBOOK`) is the authority; prompts, JSON Schemas and the annotation guide
print these definitions, so that the words stand once.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Self

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema

CODEBOOK = 1
"""The version of the codebook that this vocabulary states."""


class Term(StrEnum):
    """A closed list of terms; each member carries its `definition`."""

    definition: str

    def __new__(cls, value: str, definition: str = "") -> Self:
        """Make a member that is the word and carries its definition."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.definition = definition
        return member

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """The plain enum, its definitions in the description."""
        schema = handler(core)
        resolved = handler.resolve_ref_schema(schema)
        lines = [f"`{term.value}`: {term.definition}" for term in cls]
        resolved["description"] = f"{(cls.__doc__ or '').strip()}\n" + "\n".join(lines)
        return schema


class Stage(Term):
    """How far a process of talks is, as of the article."""

    NONE = "none", "contact is refused or said not to exist"
    EXPLORATORY = "exploratory", "talks about talks, soundings, calls to start that were answered"
    UNDER_WAY = "under_way", "substance is being negotiated, indirectly too"
    PROPOSAL = "proposal", "a specific text or offer awaits an answer"
    AGREED = "agreed", "agreement announced, not yet in effect"
    IMPLEMENTING = "implementing", "a deal is in effect and being carried out"
    SUSPENDED = "suspended", "paused, may resume"
    COLLAPSED = "collapsed", "ended without a deal"
    UNKNOWN = "unknown", "the article does not say"


class Format(Term):
    """Who sits with whom."""

    DIRECT = "direct", "the text has the parties meet or talk to each other"
    INDIRECT = "indirect", "through a third party that mediates, brokers or conveys"
    MULTILATERAL = "multilateral", "three or more parties in one forum"
    UNKNOWN = "unknown", "the article does not say"


class Momentum(Term):
    """The reported change in the talks."""

    ADVANCING = "advancing", "progress is reported"
    STALLING = "stalling", "deadlock, setback, broken off"
    MIXED = "mixed", "both are reported"
    UNCLEAR = "unclear", "nothing is said of it"


class Distance(Term):
    """The reported level: how near the parties are to a deal."""

    FAR = "far", "the positions are said to be far apart"
    NARROWING = "narrowing", "gaps are said to be closing"
    CLOSE = "close", "a deal is said to be near"
    REACHED = "reached", "a deal is made"
    UNKNOWN = "unknown", "nothing is said of it"


class DemandKind(Term):
    """What sort of position it is."""

    DEMAND = "demand", "wants another to act"
    CONDITION = "condition", "own act depends on something"
    REFUSAL = "refusal", "will not do it; a red line"
    OFFER = "offer", "would do it: proposal, concession, pledge"
    AIM = "aim", "a declared war aim or goal"
    APPEAL = (
        "appeal",
        "a call by somebody who is not a party (third states, the UN, protesters, families)",
    )


class Issue(Term):
    """What a position is about."""

    CEASEFIRE = "ceasefire", "a halt to the fighting"
    END_OF_WAR = "end_of_war", "a final end of the war"
    RELEASE_OF_CAPTIVES = "release_of_captives", "hostages, prisoners, detainees, remains"
    HUMANITARIAN_ACCESS = "humanitarian_access", "aid, corridors, evacuation, services"
    TROOP_WITHDRAWAL = "troop_withdrawal", "forces leaving a place"
    SANCTIONS = "sanctions", "lifting, imposing, blacklisting, sieges, arms supply"
    DISPLACEMENT = "displacement", "return, no expulsion"
    DISARMAMENT = "disarmament", "giving up weapons"
    ELIMINATION = "elimination", "destroying or removing a party"
    GOVERNANCE = "governance", "status, elections, who rules"
    TERRITORY = "territory", "who holds which land"
    SECURITY = "security", "guarantees, monitoring, peacekeepers"
    JUSTICE = "justice", "investigation, trial, accountability"
    MONEY = "money", "pay, ransom, reparation, reconstruction, funding"
    WORKING_CONDITIONS = "working_conditions", "hours, safety, contracts apart from pay"
    TALKS = "talks", "to start, join, resume or leave negotiations"
    OTHER = "other", "none of these"


class PositionAssertion(Term):
    """Who says that the actor holds the position."""

    STATED = "stated", "the actor or its officials; the article's own voice too"
    EXPECTED = "expected", "the reporter or analysts expect it"
    REPORTED = "reported", "others or anonymous sources report it"


class Response(Term):
    """The addressee's answer."""

    NONE_REPORTED = "none_reported", "the article gives none"
    UNDER_DISCUSSION = "under_discussion", "it is being talked about"
    ACCEPTED = "accepted", "also with conditions, or already fulfilled"
    REJECTED = "rejected", "it was turned down"
    COUNTERED = "countered", "it was answered with another proposal"


class Metric(Term):
    """What happened to the people counted."""

    KILLED = "killed", "dead"
    INJURED = "injured", "wounded or hurt"
    MISSING = "missing", "unaccounted for"
    ABDUCTED = "abducted", "taken (a flow)"
    HELD = "held", "hostages or captives of an armed actor (a stock)"
    DETAINED = "detained", "arrested or held by an authority"
    RELEASED = "released", "freed, escaped or swapped"
    DISPLACED = "displaced", "driven from home"
    RETURNED = "returned", "gone back home"
    AFFECTED = (
        "affected",
        "in need, hungry, without services, evacuated, rescued, trapped, assaulted, infected",
    )
    CASUALTIES = "casualties", "dead and hurt not told apart"


class Unit(Term):
    """What one of the count is."""

    PERSON = "person", "one person"
    HOUSEHOLD = "household", "one family"


class Qualifier(Term):
    """How the words of a figure bound its value (codebook section 4)."""

    EXACT = "exact", "bare number: value, low and high are equal"
    AT_LEAST = "at_least", "at least, no fewer than, N or more: value and low"
    MORE_THAN = "more_than", "more than, over, exceeding, N-plus: value and low"
    NEARLY = "nearly", "nearly, almost, close to, just under: value and high"
    UP_TO = "up_to", "up to, as many as, fewer than: value and high"
    ABOUT = "about", "about, some, around, an estimated, believed to be: value only"
    RANGE = "range", "between A and B, A to B, A or B: low and high"
    VAGUE = "vague", "dozens, scores, hundreds, tens of thousands: low only"


class Category(Term):
    """Who the people are, if the article says so."""

    CIVILIAN = "civilian", "said to be civilians; women and children together"
    MILITARY = "military", "soldiers, police, fighters, militants"
    CHILDREN = "children", "said to be children"
    AID_OR_HEALTH_WORKER = "aid_or_health_worker", "said to be aid or health workers"
    JOURNALIST = "journalist", "said to be journalists"
    UNSPECIFIED = "unspecified", "not said"


class Basis(Term):
    """Over what the count runs."""

    CUMULATIVE = "cumulative", "since a start: the running toll of a war or campaign"
    INCIDENT = "incident", "one attack, disaster or day, still being counted or not"
    PERIOD = "period", "another bounded window in the past"
    STOCK = "stock", "now in that state (held, displaced, missing)"
    PLANNED = "planned", "agreed or expected, not happened"


class SourceKind(Term):
    """What kind of source gives the figure."""

    PARTY = (
        "party",
        "a belligerent state or group named as such, its military, its spokesmen on the fighting",
    )
    AUTHORITY = (
        "authority",
        "health ministry, police, civil defence, local and civil officials, of a belligerent too",
    )
    UN_OR_NGO = "un_or_ngo", "the UN, its agencies, aid and rights organisations"
    MEDIA = "media", "a count by media"
    WITNESS = "witness", "medics, residents, families"
    ANONYMOUS = "anonymous", "a source that the article does not name"
    UNATTRIBUTED = "unattributed", "the article's own voice"


class TollAssertion(Term):
    """How firmly the article gives the figure."""

    ASSERTED = "asserted", "given as fact; also where other sources give other counts"
    DISPUTED = "disputed", "somebody in the article denies or contests this figure"
    HYPOTHETICAL = "hypothetical", "not said to have happened"


class Scope(Term):
    """Which situation the figure belongs to."""

    FOCAL = "focal", "this situation now, its running tolls included"
    BACKGROUND = "background", "an earlier episode of it, the attack that began it too"
    OTHER = "other", "another conflict or event"


class AgreementKind(Term):
    """What sort of agreement it is."""

    CEASEFIRE = "ceasefire", "also pause or truce; a truce with a swap too"
    EXCHANGE = "exchange", "of captives or prisoners"
    HUMANITARIAN = "humanitarian", "aid, access, evacuation"
    POLITICAL = "political", "framework, peace, power sharing"
    LABOUR = "labour", "between employers and employed"
    RESOLUTION = "resolution", "of an international body"
    OTHER = "other", "none of these"


class AgreementStatus(Term):
    """Where an agreement stands."""

    PROPOSED = "proposed", "a text, terms or a one-sided offer, not agreed"
    AGREED = "agreed", "agreed, not yet in effect"
    IN_EFFECT = "in_effect", "being carried out, even if broken by incidents"
    ENDED = "ended", "expired, collapsed or broken"
    REJECTED = "rejected", "turned down"


VOCABULARY: tuple[type[Term], ...] = (
    *(Stage, Format, Momentum, Distance),
    *(DemandKind, Issue, PositionAssertion, Response),
    *(Metric, Unit, Qualifier, Category, Basis, SourceKind, TollAssertion, Scope),
    *(AgreementKind, AgreementStatus),
)
"""Every closed list, in the codebook's order."""
