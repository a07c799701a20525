"""What a number may count, and what is known of those counted."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from summarizer.model.vocabulary import Category, Unit


class Counts(StrEnum):
    """What a number counts."""

    PEOPLE = "people"
    BARE = "bare"  # no noun follows: what it counts is said by the verb or noun that governs it
    UNKNOWN = "unknown"  # a noun that no list knows
    AGE = "age"
    DATE = "date"
    DURATION = "duration"
    MONEY = "money"
    PERCENTAGE = "percentage"
    RESOLUTION = "resolution"
    MODEL = "model"
    MEASURE = "measure"
    SCORE = "score"
    RATE = "rate"
    THING = "thing"

    @property
    def may_be_people(self) -> bool:
        """Whether a cue of harm could make a toll of it."""
        return self in _MAY_BE_PEOPLE


_MAY_BE_PEOPLE = frozenset((Counts.PEOPLE, Counts.BARE, Counts.UNKNOWN))


class Counted(NamedTuple):
    """What stands after (or around) a number.

    Attributes:
        counts: What is counted.
        end: One past the counted noun; the number's own end if there is none.
        unit: Persons or households.
        category: Who they are, as far as the noun says.
        noun: The counted words, empty if none.
        singular: Whether the noun is somebody in the singular.
    """

    counts: Counts
    end: int
    unit: Unit = Unit.PERSON
    category: Category = Category.UNSPECIFIED
    noun: str = ""
    singular: bool = False
