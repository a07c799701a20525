"""Gold: articles with the labels that people wrote for them, read, checked and begun.

label           what a label says (codebook section 10), in pydantic
document        YAML and JSON as trees of text
folder          which files of a folder belong together
problems        what is wrong, in plain lines
quotes          whether a label's quotes stand in its article
rules           what else the codebook asks of a label
loading         gold articles for a run, whole or refused
checking        all that is wrong with a folder
template        a label to fill in
writing         gold files that a program makes
counterfactual  copies with other names, figures and dates
annotators      how far annotators agree, if the folder states it
"""

from summarizer.scoring.gold.annotators import Agreement, agreement
from summarizer.scoring.gold.checking import check
from summarizer.scoring.gold.label import Label, schema
from summarizer.scoring.gold.loading import GoldArticle, digest_of, load
from summarizer.scoring.gold.problems import Problem
from summarizer.scoring.gold.template import assisted_label, dump, empty_label

__all__ = [
    "Agreement",
    "GoldArticle",
    "Label",
    "Problem",
    "agreement",
    "assisted_label",
    "check",
    "digest_of",
    "dump",
    "empty_label",
    "load",
    "schema",
]
