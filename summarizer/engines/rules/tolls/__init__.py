"""Tolls by rule: every figure of people that a cue of harm surely governs.

The readers in `language/` say what a figure counts, which cue governs it and how the sentence puts
it; here it is decided which of them are tolls (`metric`), who gives them (`claims`, `sources`,
`voices`), over what they run (`basis`), which situation they tell of (`scope`) and whom, where and
when they count (`people`, `moment`). What is not sure is left out.
"""

from summarizer.engines.rules.tolls.find import tolls

__all__ = ["tolls"]
