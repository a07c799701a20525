"""Whether an article may have anything to brief, before anybody pays for a model to read it.

Made for recall: an article is set aside only if nothing speaks for it. It rests on the lists and
readers of `language/`, not on what the rules engine makes of them: the engine leaves out what it is
not sure of, and not being sure is a reason to let a model look. What it is measured by:
docs/decisions/0012-screening.md.
"""

from __future__ import annotations

import re

from summarizer.language.english import is_english
from summarizer.language.reader import Line, Reader
from summarizer.model import Article

_TALKS = re.compile(
    r"\b(?:cease-?fires?|truces?|armistice|peace (?:talks|deal|process|plan|efforts?|agreement)"
    r"|negotiat\w*|mediat\w*|talks|bargain(?:ing|ed|s)?|hostages?|captives?|ransom\w*|accords?"
    r"|treaty|treaties|sanctions|blockades?|besieg\w*|picket\w*|walkouts?|walk(?:ed|ing)? out"
    r"|on strike|strikers?|strike action|unions|lockouts?|contract offers?|counter-?offers?"
    r"|counter-?proposals?|prisoner (?:swaps?|exchanges?)|peacekeep\w*|withdrawals?|ultimatums?"
    r"|envoys?|diplomats?|(?:signed?|struck|reached) an? deals?|agreed to|pacts?"
    r"|summits?|resolutions?|price caps?|embargo\w*|amnest\w+|prisoners?|refugees?)\b"
)
_DEMANDS = re.compile(
    r"\b(?:demand(?:s|ed|ing)?|insist\w*|urg(?:e|ed|es|ing)|call(?:ed|s|ing)? (?:on|upon|for)"
    r"|refus\w*|reject\w*|pledg\w*|vow(?:s|ed|ing)?|appeal(?:ed|s|ing)? (?:to|for)|want(?:s|ed)?"
    r"|request(?:s|ed|ing)?|oppos(?:e|es|ed|ing|ition)|campaign(?:s|ed|ing)? (?:to|for|against)"
    r"|bans?|banned|propos\w*|must|plead\w*|warn(?:s|ed|ing)?|threaten\w*|implor\w*|petition\w*"
    r"|protest\w*|condemn\w*|emergency)\b"
)
_HARM = re.compile(
    r"\b(?:kill\w*|dead|dies|died|deaths?(?! valley)|fatal\w*|bodies|murder\w*|massacre\w*"
    r"|wound(?:s|ed|ing)|injur\w*|casualt\w*|hostages?|captives?|abduct\w*|kidnap\w*|displaced|refugees?|homeless"
    r"|detain\w*|arrest\w*|evacuat\w*|stranded|trapped|drown\w*|starv\w*|fled|missing"
    r"|prisoners?|migrants|famine|outbreak|infected)\b"
)
_FIGHTING = re.compile(
    r"\b(?:war|wars|wartime|troops?|soldiers?|army|armies|militar\w+|rebels?|militants?|militias?"
    r"|insurgen\w*|guerrillas?|jihad\w*|terror\w*|gunm[ae]n|attack(?:s|ed|ers?|ing)?|assaults?|bomb\w*"
    r"|blasts?|explosions?|shell(?:ed|ing)|missiles?|drones?|rockets?|artillery|air ?strikes?"
    r"|invasion|invaded|invading|offensives?|frontlines?|fighting|clash(?:es|ed)?|coups?|riots?"
    r"|massacre\w*|genocide|ethnic|occupied|occupation|rubble|rescuers?|survivors?|earthquakes?"
    r"|floods?|flooding|cyclones?|hurricanes?|tsunami|landslides?|crash(?:es|ed)?|manslaughter)\b"
)
_LONG = 200
"""Words: so long an article holds some of these words, whatever it is about."""
_HINTS, _HINTS_SHORT = 2, 1
"""Hints of talks, demands and harm that an article may hold and be set aside. The fewer hold also
where there is some fighting, and in a short article each word of it counts as one of them."""
_FIGHTS, _FIGHTS_SHORT = 3, 1
"""The same of words of fighting and disaster, which reports of markets and matches use, too."""
_REASON = "nothing to brief: no figure of people harmed, no talks and no demands in it"


def reason_to_set_aside(article: Article) -> str | None:
    """Why an article is set aside, in one line; None to brief it.

    An article stays if it is about fighting or disaster by its words, if a cue of harm governs a
    figure in it, or for its hints: words of talks, words of demands, and sentences with a word of
    harm and any figure. One that is not in English stays too: nothing is known of it.
    """
    text = article.text.lower()
    is_long = len(text.split(maxsplit=_LONG)) > _LONG
    fights = len(_FIGHTING.findall(text))
    if fights > (_FIGHTS if is_long else _FIGHTS_SHORT):
        return None
    most = _HINTS if is_long and fights <= _FIGHTS_SHORT else _HINTS_SHORT
    most -= 0 if is_long else fights
    hints = 0
    for pattern in (_TALKS, _DEMANDS):
        for _ in pattern.finditer(text):
            hints += 1
            if hints > most:
                return None
    if not is_english(article.text):
        return None
    for line in Reader.of(article.text).lines:
        if not line.figures:
            continue
        if _is_governed(line):
            return None
        hints += (_HARM.search(line.lower) is not None) * (1 if is_long else _HINTS)
    return _REASON if hints <= most else None


def _is_governed(line: Line) -> bool:
    """Whether a cue of harm governs a figure in the sentence, even weakly."""
    return bool(line.cues) and any(
        governor.metric is not None
        for index in range(len(line.figures))
        for governor in line.governors(index)
    )
