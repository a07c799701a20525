"""Intervals, paired tests and their correction: arrays of counts in, plain numbers out.

    clusters     counts added up by event, and how events are drawn again
    intervals    how sure a run's own F1 is
    paired       how sure the difference of two runs is
    holm         several tests at once

Everything is deterministic: one seed, named in `clusters`. Only commands of `eval` import this
package, since numpy is part of the extra `eval`.
"""
