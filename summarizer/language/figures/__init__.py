"""The figure grammar: the numbers of a sentence, their bounds, and what they count.

Sources of the rules: codebook section 4 (qualifiers, vague words, shares) and section 9.
"""

from summarizer.language.figures.counts import Counted, Counts
from summarizer.language.figures.enumeration import read_words
from summarizer.language.figures.grammar import Figure, read
from summarizer.language.figures.numbers import may_have_figures

__all__ = ["Counted", "Counts", "Figure", "may_have_figures", "read", "read_words"]
