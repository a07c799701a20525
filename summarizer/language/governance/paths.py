"""The words that may stand between a figure and the cue that governs it.

Patterns only; what they mean together is `sentence.py` and `lists.py`. Each repeats within stated
bounds, so that no text makes them slow.
"""

from __future__ import annotations

import re

from summarizer.language.patterns import pattern
from summarizer.model.vocabulary import Metric

_INSIDE = r"(?:[^,;]|,(?=\d{3})){0,80}"  # up to a comma that is no thousands separator

_ABOUT = r"(?:(?:at least|about|some|nearly|more than|over|around|almost|roughly)[ ])?"
_PART = r"(?:half|a (?:third|quarter|fifth)|(?:two|three)[- ](?:thirds|quarters|fifths))"

ASIDE = pattern(
    rf",[ ](?:who|whom|whose)\b{_INSIDE},"
    r"|,[ ](?:including|among them|(?:also[ ])?(?:mostly|mainly|largely|chiefly|primarily)|both"
    r"|overwhelmingly|predominantly|almost all|virtually all|nearly all|most|many|some|all"
    rf"|(?:the |a )?(?:vast |great )?majority|{_ABOUT}{_PART}"
    rf"|{_ABOUT}(?:\d[\d,.]*%?|\w+(?:[- ]\w+)?)[ ]of[ ](?:them|whom)"
    r"|aged|identified|named|known|described)\b"
    rf"{_INSIDE},|\([^()]{{0,80}}\)"
    r"|,(?-i:(?:[ ][A-Z][\w’'-]*){1,4}),(?=[ ](?:was|were|has|have|had|also|is|are)\b)"
    rf"|,[ ]{_ABOUT}\d[\d.]*(?:%|[ ]per[ ]?cent)[ ]of\b{_INSIDE},"
    r"|[ ][–—-]{1,2}[ ][^–—]{0,80}[ ][–—-]{1,2}[ ]|,[ ](?:according to|said|say|says)[^,;]{0,60},",
    re.IGNORECASE,
)
"""An aside between a figure and its verb: `, including 20 children,`."""

BARRIER = pattern(
    r"[;:!?•|]|,(?![ ](?:who|whom|which|whose)\b)|[ ][–—-]{1,2}[ ]"
    r"|\b(?:but|while|as(?![ ]$)|when|where|after|before|because|since|although|though|whereas"
    r"|whose|if|amid|despite|during|until|said|says|told|by)\b",
    re.IGNORECASE,
)
"""What ends the reach of a figure towards a cue after it."""

AND = pattern(r"\b(?:and|or)\b", re.IGNORECASE)
FINITE = pattern(
    r"\b(?:was|were|is|are|has|have|had|will|would|can|could|said|says|did|do)\b|\w{3,}ed\b",
    re.IGNORECASE,
)
PASSIVE = pattern(
    r"\b(?:was|were|been|being|be|are|is|got|get|gets|getting|left|reported|reportedly|confirmed"
    r"|feared|believed|presumed|thought|remain|remained|remains|still|also|later|previously|allegedly"
    r"|already|badly|seriously|critically|severely|lightly|now|so far|one|others|people)[ \n]$",
    re.IGNORECASE,
)
"""Right before a participle: the people are its object."""

AUXILIARY = pattern(r"\b(?:was|were|been|being|are|is)[ ]$", re.IGNORECASE)
BEING = pattern(r"\bbeing[ ]$", re.IGNORECASE)
PARTICIPLE = pattern(r"(?:ed|en|ain|n|ld|nt|ght|un|hurt)\b")

OBJECT = pattern(
    r"[ \n](?:(?:at least|about|some|nearly|more than|over|up to|around|an?|the|his|her|its|their"
    r"|another|several|tens|dozens|hundreds|thousands|millions|scores|many|each|him|her|them|it|us|me|one|two|three|four"
    r"|five|six|seven|eight|nine|ten)\b|\d|[A-Z][\w]+[ ](?:and|[A-Z]))"
)
"""Right after a verb: it has an object of its own."""

SMALL = pattern(
    r"[ \n]*(?:(?:the|its|their|his|her|our|another|an?|up|to|further|also|all|of|at|least|in total"
    r"|a total of|what|off|back|these|those|this|other|additional|around|among|reportedly|nearly"
    r"|between|down|out|roughly|estimated|altogether|only|just|as|well|lives|the lives of|last"
    r"|remaining|first|whom|who|were|are)(?:[ \n]+|$)){0,4}[‘“'\"]?",
    re.IGNORECASE,
)
"""Between a verb and the figure that is its object."""

OF = pattern(
    r"[ \n]+of[ \n]+(?:(?:the|its|their|his|her|these|those|another|all|an?|up to|remaining|last"
    r"|some)[ ]){0,4}",
    re.IGNORECASE,
)
FOR = pattern(OF.pattern.replace("of", "for", 1), re.IGNORECASE)
"""Between an act and the figure: `the release of 240`; with `for`, only of what is exchanged."""

SPLIT = {
    Metric.KILLED: pattern(r"[ ](?:their|his|her)[ ]li(?:fe|ves)\b"),
    Metric.RELEASED: pattern(
        r"[ ](?:[\w’'-]+[ ]){0,2}?(?:go|free)\b(?![ ](?:to|into|on strike)\b)"
    ),
    Metric.AFFECTED: pattern(
        r"[ ](?:[\w’'-]+[ ]){0,2}?(?:to[ ]safety|off[ ]the[ ](?:roofs?|island|boat|ship|wreck)"
        r"|out\b(?![ ]of[ ](?:work|business|jobs?|school|money|poverty|office)\b))"
    ),
}
"""What stands after the people of a verb that says little by itself: `let two women go`."""

AND_WITH = pattern(
    r"[ ](?:the|his|her|their|its|an?|[A-Z][\w’'-]+)(?:[ ][\w’'.-]+){0,4}?,?[ ]and[ ]"
    r"(?:(?:his|her|their|its|another|at least)[ ])?"
)
"""`killed the driver and six passengers`."""

BRINGS_TO = pattern(
    r"\b(?:br(?:ings?|inging|ought)|tak(?:es?|ing)|took|rais(?:es?|ed|ing)|push(?:es|ed|ing)?)"
    r"[ ]to[ ]$"
)
THE = pattern(r"[ ]the[ ](?:(?:total|overall|official|confirmed)[ ])?")
"""Around a figure before what announces it: `brings to 57 the number of dead`."""

ALONG_WITH = pattern(
    r"[^;:.!?]{0,110}\b(?:along|together) with[ ](?:(?:his|her|their|the|other|another)[ ]){0,2}",
    re.IGNORECASE,
)
"""`was killed in a strike along with 42 relatives`."""

LISTED_BELOW = pattern(
    r"[ ]?(?:is|are|was|were|include|includes|included|including|number|numbers|numbered|at|:)[ ]",
    re.IGNORECASE,
)
_AMONG = r"\bamong (?:the|those) (?:people |civilians |soldiers )?$"
AMONG_THOSE = pattern(_AMONG, re.IGNORECASE)
AMONG = pattern(rf"{_AMONG}|\bthe (?:confirmed )?$", re.IGNORECASE)
NUMBERED = pattern(
    r"(?:[ ](?:from|in|due to|caused by|across|among|linked to)[ ][^,;:.!?]{1,40}?)?"
    r"(?::[ ]|[ ](?:(?:now|have|has|had|already|since|also|that day)[ ]){0,3}"
    r"(?:number(?:s|ed)?|reach(?:es|ed)?|stands?|stood|rose|risen|climbed|increased|jumped|grown|grew"
    r"|pass(?:es|ed)|surpassed|exceed(?:s|ed)?|topped|total(?:s|led|ed)?|were put|are put|was put)"
    r"[ ](?:(?:to|at|past|beyond|above|over)[ ])?)",
    re.IGNORECASE,
)
"""Between a noun of harm and its number: `injuries numbered 140`, `deaths … rose to 90`."""

APPOSED = pattern(r"\w,[ ]$")
"""Before a figure that says a second time who were counted."""

NUMBER_OF = pattern(r"\bnumbers? of (?:[\w’'-]+ (?!(?:and|or|but|who|that) )){1,4}$", re.IGNORECASE)
"""Before a state that announces a figure: `the number of Palestinians killed … to 110`."""

RUNS = pattern(
    r"\b(?:to|at|of|was|is|are|were|stands?|stood|reach(?:es|ed|ing)?|hit|pass(?:es|ed)|topped|exceed\w*"
    r"|over|above|from|as|rose|rises|climb\w*|by|surpass\w*|cross(?:es|ed)|includ(?:es|ed|ing)|number(?:s|ed)|total(?:s|led|ed)"
    r"|past|beyond|near(?:s|ed|ing))\b|:",
    re.IGNORECASE,
)
FROM_TO = pattern(
    r"(?:[ \n][\w-]+){0,2}[ \n](?:to|from)(?:[ ](?:a|the))?"
    r"(?:[ ](?:previous|earlier|initial))?[ \n]",
    re.IGNORECASE,
)
HELD_AS = pattern(
    r"(?:(?:[^;:.!?,]{0,60}\b(?:as|their|his|her)[ ])|[ ](?:[\w’'-]+[ ]){0,2}?)?"
    r"(?:hostages?|captives?|prisoners?)\b",
    re.IGNORECASE,
)
"""After the people who were taken: `took hundreds more hostage`, `took 240 … as captives`."""

LIST = pattern(
    r"(?:[ \n][\w'’.-]+){0,7}?[ \n]*(?:,|[–—(-]{1,3}"
    r"|[ \n](?=and\b|or\b|plus\b|as well\b|including\b|with\b|for\b|among\b|of\b))"
    r"[ \n]*(?:(?:and|or|plus|as well as|including|among them|among|of whom|of them|with|along with"
    r"|most of them|for|in exchange for|then|another|a further|the|were|are|others|some|at least"
    r"|roughly|both|namely)[ \n]*){0,5}(?:(?<=\bincluding[ ])(?:[\w’'-]+[ ]){1,3}and[ ])?",
    re.IGNORECASE,
)
"""Between two figures that stand in one list, or one inside the other."""

JOINED = pattern(
    r"\b(?:and|or|plus|including|among them|as well as|along with)[ \n]*$", re.IGNORECASE
)
"""Right before `a` in such a list."""
PART_OF = pattern(
    r"[ ]of[ ](?:(?:the|its|their|all|about|some)[ ]){0,2}(?:[A-Z][\w’'-]*['’]s[ ](?:\w+[ ])?)?",
    re.IGNORECASE,
)
FINITE_NEXT = pattern(
    r"[ ](?:have|has|had|were|was|are|is|fled|left|died|remain|remained|need|live|face)\b"
)
"""After the people that a part is of: the verb whose subject is that part."""
GOES_ELSEWHERE = pattern(
    r"(?:[ ](?:in|around|across|over|throughout)[ ][^,;:.!?]{1,24}?)?[ ]"
    r"(?:ask|wonder|watch|demand|call|protest|pray|mourn|wait|hop|celebrat|rally|march|tr(?:y|avell)|liv)ing\b"
)
"""After the people of a list's last member: what they do is another thing."""
SAYS = pattern(r",?[ ](?:said|says|told|added|warned|confirmed|reported)\b", re.IGNORECASE)

GOES_ON = pattern(
    r"(?:and|or|more|the|in|on|at|of|from|across|near|inside|outside|around|along|between|under|with|without|for|to|who"
    r"|whom|that|including|mostly|mainly|aged|aboard|throughout|have|has|had|are|is|were|was|be|been"
    r"|will|would|can|could|may|might|did|do|not|also|still|now|\w+(?:ed|ing|ly))$"
)
"""After a noun: its phrase goes on, or its verb begins with an auxiliary."""

HELD_UP = pattern(r"held[ ]up\b(?![ ]to\b)", re.IGNORECASE)
WHO = pattern(r"\b(?:who|whom|that)\b", re.IGNORECASE)
MAIN_VERB = pattern(
    r"(?:(?!\b(?:after|before|when|while|as|because|and|but)\b)[^,;:.!?]){0,60}"
    r"\b(?:was|were|are|is|have|has|had|will|would)[ ]"
    r"(?:(?:been|be|also|now|later|since|already|not|\w{2,9}ly)[ ]){0,3}",
    re.IGNORECASE,
)
"""Between a relative clause's cue and the sentence's own verb."""

BESIDE = pattern(r",[ ]|[ ]?,?[ ](?:and then|and later|and|or|then)[ ]")
"""Between two verbs of one figure: `captured and killed 20`."""

OF_ANOTHER = pattern(r"[a-z]+[ ]of[ ]$")
"""Right before a participle: `relatives of missing sailors`, of whom the figure is no count."""

OF_THOSE = pattern(r"\b(?:out )?of (?:the|those|all) (?:\w+ )?$", re.IGNORECASE)
OF_THEM = pattern(r"(?:[ ][^,;:.!?]{1,40})?,[ ](?:(?:at least|about|some|only)[ ])?")
"""Around a state that a part is counted of: `of those killed there, 40 …`."""

PRENOMINAL = pattern(
    r"\b(?:the|an?|its|their|his|her|this|that|these|those|any|some)[ ]$", re.IGNORECASE
)
AFTER_PREPOSITION = pattern(r"\b(?:to|for|with|from|against)[ ]$", re.IGNORECASE)
FOLLOWED_BY_NOUN = pattern(
    r"[ ](?!(?:in|on|at|by|from|of|and|or|to|were|was|are|is|have|had|has|who|with|after|during"
    r"|as|since|for|so|there|here|people)\b)[^\W\d_]"
)
"""A participle before a noun describes that noun after an article (`in the besieged strip`) or a
preposition (`aid to injured guests`)."""
