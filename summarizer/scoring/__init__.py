"""Gold articles, how briefs are scored against them, and whether a change may be deployed.

    gold/        labels and articles, read and checked
    sides        a brief and a label, brought into one form
    alignment    which predicted item stands for which gold item
    scores       hits, errors and measures of one article; pooled over many
    statistics/  intervals, paired tests
    gate         what a deploy must hold, and the verdict
    runs/        the folder of a run, and the runner that fills it

Definitions are those of the project's scoring page, told where they are used; `SCORER` is their
version, and scores of different versions are never compared.
"""

SCORER = 1
"""Version of the scoring definitions; any change of a number that a run gets raises it."""
