"""The language-model engine.

One article's road: `engine` cuts it into windows, words the messages (`messages`) and asks until
the Draft has no faults (`faults`); `conversation` answers from the store of completions (`cache`)
or sends the request over a wire (`endpoint`, `provided`) under the one retry policy (`policy`),
and counts what it took (`metering`).
"""
