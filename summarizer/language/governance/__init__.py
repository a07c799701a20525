"""Which cue governs which figure in a sentence, and how surely.

In "46 people were killed and more than 100 wounded" the cue `killed` governs 46 and `wounded`
governs 100; a claim that 100 were killed is refuted by that. The rules read the words between a
figure and a cue; they know no grammar beyond that and leave out what they cannot tell.
"""

from summarizer.language.governance.governors import Governor, Strength
from summarizer.language.governance.sentence import Sentence

__all__ = ["Governor", "Sentence", "Strength"]
